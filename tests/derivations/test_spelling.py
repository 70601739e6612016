"""Each kind of factor, coefficient and index is spelled as TeX that says the same."""

from __future__ import annotations

from fractions import Fraction

import pytest

from texproof.check.every_size.gradients import Gradients
from texproof.check.every_size.network import Combination
from texproof.check.every_size.positions import node
from texproof.check.every_size.spelling import BOUND_LETTERS, FREE_LETTERS, Speller, Unspelled
from texproof.model.size import Size

from .asked import Page
from .entries import (
    LETTERS,
    I,
    N,
    P,
    Q,
    R,
    Symbols,
    applied,
    delta,
    times,
)
from .spellings import (
    CHANGES,
    COEFFICIENTS,
    FACTORS,
    ONE,
    PAGE,
    POSITIONS,
    POWERS,
    SHIFTED,
    SUMS,
    SYMBOLS,
    x,
)


@pytest.mark.parametrize(
    ("tex", "combination"), [*{**FACTORS, **POWERS, **COEFFICIENTS, **SUMS, **POSITIONS, **SHIFTED}.items()]
)
def test_what_is_spelled_says_what_it_was_spelled_from(tex: str, combination: Combination) -> None:
    found = PAGE.speller(LETTERS).combination(combination)
    assert found == tex.strip()
    assert PAGE.read_back(found, LETTERS) == PAGE.form(combination, LETTERS)


@pytest.mark.parametrize(("tex", "combination"), [*CHANGES.items()])
def test_a_derivative_that_is_not_worked_out_says_what_it_comes_to(tex: str, combination: Combination) -> None:
    found = PAGE.speller(LETTERS).combination(combination)
    assert found == tex
    assert PAGE.read_back(found, LETTERS) == PAGE.form(PAGE.worked_out(combination), LETTERS)


def test_a_derivative_that_stands_for_itself_is_spelled_as_one() -> None:
    gradients = Gradients()
    arrays = PAGE.run.arrays
    made = gradients.of(arrays["loss"], arrays["Z"])
    assert gradients.of(arrays["loss"], arrays["Z"]) is made
    entry = made.entry(SYMBOLS.places("Z", (R, P)))
    found = Speller(PAGE.run, PAGE.vocabulary, LETTERS, gradients).combination(entry.power(Fraction(2)))
    assert found == r"\left( \frac{\partial \ell}{\partial z_{r,p}} \right)^{2}"
    assert PAGE.read_back(found, LETTERS) == PAGE.form(entry.power(Fraction(2)), LETTERS)


def test_a_power_of_a_sum_has_one_pair_of_brackets() -> None:
    found = PAGE.speller(LETTERS).combination((x(P) + x(Q)).power(Fraction(-2)))
    assert found == r"\frac{1}{\left( x_{p} + x_{q} \right)^{2}}"
    multiplied_out = ((x(P) + x(Q)) * (x(P) + x(Q))).power(Fraction(-1))  # as the reader multiplies it out
    assert PAGE.read_back(found, LETTERS) == PAGE.form(multiplied_out, LETTERS)


@pytest.mark.parametrize(
    ("tex", "combination"),
    [
        (r"\left( B^{-1} \right)_{p,q} d", SYMBOLS.entry("d") * SYMBOLS.inverse("B", P, Q)),
        (
            r"\left( \frac{\partial \ell}{\partial Y_{r,p}} \right)^{2} \ell",
            SYMBOLS.entry("loss") * SYMBOLS.partial("loss", (), ("Y", (R, P))).power(Fraction(2)),
        ),
        (r"\left( n - 1 \right) d", times(N - 1, SYMBOLS.entry("d"))),
    ],
)
def test_a_factor_that_opens_with_a_bracket_is_no_argument_of_the_one_before(
    tex: str, combination: Combination
) -> None:
    found = PAGE.speller(LETTERS).combination(combination)
    assert found == tex
    assert PAGE.read_back(found, LETTERS) == PAGE.form(combination, LETTERS)


@pytest.mark.parametrize(
    "combination",
    [
        x(P).power(Fraction(1, 3)),
        applied("exp", x(P).power(Fraction(1, 4))),
    ],
)
def test_what_has_no_spelling_is_not_spelled(combination: Combination) -> None:
    with pytest.raises(Unspelled):
        PAGE.speller(LETTERS).combination(combination)


CLASHING = """from texproof import Matrix, Scalar, Vector, dims, model

p, q = dims("p q")


@model
def f(xp, A: Matrix[p, q], i: Vector[q], j: Scalar, R: Matrix[q, q]):
    return {"l": A @ i * j, "t": xp.sum(R)}
"""


def test_no_index_takes_a_letter_that_means_something() -> None:
    """p and q are sizes, i, j, l and t symbols, a and r the entries of A and R."""
    page = Page(CLASHING)
    free = [*page.speller({}).free(())]
    assert free == ["s", "u", "v"]
    symbols, rows = Symbols(page), [node(Size.of("p")) for _ in range(2)]
    columns = [node(Size.of("q")) for _ in range(2)]
    letters = dict(zip((rows[0], columns[0]), free, strict=False))
    product = symbols.entry("A", *(rows[0], columns[1])) * symbols.entry("i", columns[1]) * symbols.entry("j")
    found = page.speller(letters).combination(product.summed([columns[1]]) * symbols.entry("i", columns[0]))
    assert found == r"\sum_{h=1}^{q} a_{s,h} i_{h} j i_{u}"
    expected = product.summed([columns[1]]) * symbols.entry("i", columns[0])
    assert page.read_back(found, letters) == page.form(expected, letters)


@pytest.mark.parametrize("letter", sorted({*FREE_LETTERS, *BOUND_LETTERS}))
def test_each_letter_can_be_an_index(letter: str) -> None:
    page = Page(
        """from texproof import Vector, dims, model

n = dims("n")


@model
def f(xp, x: Vector[n], y: Vector[n]):
    return {"z": x + y}
"""
    )
    symbols, free = Symbols(page), node(N)
    summed = times(2, symbols.entry("x", I) * symbols.entry("y", I)).summed([I])
    tex = rf"\sum_{{{letter}=1}}^{{n}} 2 x_{{{letter}}} y_{{{letter}}}"
    assert page.read_back(tex, {}) == page.form(summed, {})
    assert page.read_back(f"x_{{{letter}}}", {free: letter}) == page.form(symbols.entry("x", free), {free: letter})


@pytest.mark.parametrize(
    ("definition", "tex"),
    [("", r"z_{r,p}"), (r"z := 3", r"Z_{r,p}"), (r"w := 3", r"z_{r,p}")],
)
def test_an_entry_is_not_written_with_a_letter_that_the_page_defines(definition: str, tex: str) -> None:
    page = Page(PAGE.source, definitions=(definition,) if definition else ())
    entry = Symbols(page).entry("Z", R, P)
    found = page.speller(LETTERS).combination(entry)
    assert found == tex
    assert page.read_back(found, LETTERS) == page.form(entry, LETTERS)


@pytest.mark.parametrize(("name", "entry"), [("delta", r"\delta_{p,q}"), ("Delta", r"\Delta_{p,q}")])
def test_kroneckers_delta_is_not_written_where_delta_is_a_symbol(name: str, entry: str) -> None:
    page = Page(
        f"""from texproof import Matrix, Vector, dims, model

n = dims("n")


@model
def f(xp, {name}: Matrix[n, n], x: Vector[n]):
    return {{"y": {name} @ x}}
"""
    )
    symbols = Symbols(page)
    own = symbols.entry(name, P, Q)
    found = page.speller(LETTERS).combination(own)
    assert found == entry
    assert page.read_back(found, LETTERS) == page.form(own, LETTERS)
    with pytest.raises(Unspelled, match="delta"):
        page.speller(LETTERS).combination(symbols.entry("x", P) * delta(P, Q))


def test_an_argument_that_another_one_is_computed_from_is_not_varied_by_itself() -> None:
    page = Page(
        """from texproof import Function, Matrix, dims, model, unknown

m, n = dims("m n")


@model
def f(xp, A: Matrix[m, n], sigma: Function):
    V = sigma(A)
    return {"V": V, "L": unknown(A, V)}
"""
    )
    symbols = Symbols(page)
    with pytest.raises(Unspelled, match="computed from"):
        page.speller(LETTERS).combination(symbols.partial("L", (), ("A", (R, P))))
    by_the_other = symbols.partial("L", (), ("V", (R, P)))
    found = page.speller(LETTERS).combination(by_the_other)
    assert found == r"\frac{\partial L}{\partial v_{r,p}}"
    assert page.read_back(found, LETTERS) == page.form(by_the_other, LETTERS)


def test_too_many_indices_have_no_spelling() -> None:
    nodes = [node(N) for _ in range(len(BOUND_LETTERS) + 1)]
    product = ONE
    for n in nodes:
        product = product * x(n)
    with pytest.raises(Unspelled, match="indices"):
        PAGE.speller(LETTERS).combination(product.summed(nodes))
