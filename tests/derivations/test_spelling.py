"""Each kind of factor, coefficient and index is spelled as TeX that says the same."""

from __future__ import annotations

from fractions import Fraction

import pytest

from texproof.check.every_size.coefficient import Coefficient
from texproof.check.every_size.gradients import Gradients
from texproof.check.every_size.network import Combination
from texproof.check.every_size.positions import Position, node
from texproof.check.every_size.spelling import BOUND_LETTERS, FREE_LETTERS, Speller, Unspelled
from texproof.model.size import Size

from .asked import Page
from .entries import (
    HALF,
    LETTERS,
    I,
    J,
    K,
    M,
    N,
    P,
    Q,
    R,
    S,
    Symbols,
    applied,
    delta,
    over,
    times,
    value,
)

PAGE = Page(
    """from texproof import Function, Matrix, Scalar, Tensor, Vector, dims, invertible, model, positive, unknown

m, n = dims("m n")


@model(latex={"loss": r"\\ell", "rate": r"\\eta"})
def f(
    xp,
    A: Matrix[n, n, positive],
    B: Matrix[n, n, invertible],
    Z: Matrix[m, n],
    x: Vector[n, positive],
    y: Vector[n],
    c: Scalar,
    rate: Scalar[positive],
    x_hat: Vector[n],
    W1: Matrix[m, n],
    c1: Scalar,
    Sigma: Matrix[n, n],
    H: Tensor[m, n, n],
    sigma: Function,
):
    Y = Z @ B
    G = Z * 2
    return {
        "Y": Y,
        "G": G,
        "loss": unknown(Y),
        "M": unknown(x, shape=(n,)),
        "l": unknown(Y, x),
        "d": x @ y,
        "U": unknown(G, shape=(n, n)),
    }
"""
)
SYMBOLS = Symbols(PAGE)
x, y, z, c = (lambda *at, name=name: SYMBOLS.entry(name, *at) for name in ("x", "y", "Z", "c"))
ONE = Combination.of(1)
SUM = x(P) + y(P)
PRODUCT = (x(I) * y(I)).summed([I])
UP = Position.of(P) + Position.of(1)

FACTORS = {
    r"z_{r,p}": z(R, P),
    r"x_{p}": x(P),
    r"c": c(),
    r"\eta": SYMBOLS.entry("rate"),
    r"\ell": SYMBOLS.entry("loss"),
    r"\hat{x}_{p}": SYMBOLS.entry("x_hat", P),
    r"[W_{1}]_{r,p}": SYMBOLS.entry("W1", R, P),
    r"c_{1}": SYMBOLS.entry("c1"),
    # \sigma is the function.
    r"\Sigma_{p,q}": SYMBOLS.entry("Sigma", P, Q),
    r"H_{r,p,q}": SYMBOLS.entry("H", R, P, Q),
    r"M_{p}": SYMBOLS.entry("M", P),
    # y is a vector, so that y_{r,p} could not be an entry of Y.
    r"Y_{r,p}": SYMBOLS.entry("Y", R, P),
    r"\left( B^{-1} \right)_{p,q}": SYMBOLS.inverse("B", P, Q),
    r"\det\left( B \right)": SYMBOLS.determinant("B"),
    r"x_{p} \delta_{p,q} y_{q}": x(P) * delta(P, Q) * y(Q),
    r"p x_{p}": value(P) * x(P),
    r"\left( p + 1 \right) x_{p}": value(UP) * x(P),
    r"\exp\left( x_{p} + y_{p} \right)": applied("exp", SUM),
    r"\sigma\left( x_{p} \right)": applied("@sigma", x(P)),
    r"\sigma''\left( x_{p} y_{q} \right)": applied("@sigma", x(P) * y(Q), 2),
    r"\frac{\partial \ell}{\partial Y_{r,p}}": SYMBOLS.partial("loss", (), ("Y", (R, P))),
    r"\frac{\partial^2 \ell}{\partial Y_{r,p} \partial Y_{s,q}}": SYMBOLS.partial(
        "loss", (), ("Y", (R, P)), ("Y", (S, Q))
    ),
    r"\frac{\partial^2 l}{\partial Y_{r,p} \partial x_{q}}": SYMBOLS.partial("l", (), ("Y", (R, P)), ("x", (Q,))),
    r"\frac{\partial M_{p}}{\partial x_{q}}": SYMBOLS.partial("M", (P,), ("x", (Q,))),
    r"\frac{\partial u_{p,q}}{\partial g_{r,p}}": SYMBOLS.partial("U", (P, Q), ("G", (R, P))),
}
POWERS = {
    r"x_{p}^{2}": x(P).power(Fraction(2)),
    r"z_{r,p}^{3}": z(R, P).power(Fraction(3)),
    r"[W_{1}]_{r,p}^{2}": SYMBOLS.entry("W1", R, P).power(Fraction(2)),
    r"\hat{x}_{p}^{2}": SYMBOLS.entry("x_hat", P).power(Fraction(2)),
    r"H_{r,p,q}^{2}": SYMBOLS.entry("H", R, P, Q).power(Fraction(2)),
    r"Y_{r,p}^{2}": SYMBOLS.entry("Y", R, P).power(Fraction(2)),
    r"c_{1}^{2}": SYMBOLS.entry("c1").power(Fraction(2)),
    r"\ell^{2}": SYMBOLS.entry("loss").power(Fraction(2)),
    r"\frac{1}{x_{p}}": x(P).power(Fraction(-1)),
    r"\frac{y_{p}}{x_{p}^{3}}": y(P) * x(P).power(Fraction(-3)),
    r"\sqrt{x_{p}}": x(P).power(HALF),
    r"x_{p} \sqrt{x_{p}}": x(P).power(Fraction(3, 2)),
    r"x_{p}^{2} \sqrt{x_{p}}": x(P).power(Fraction(5, 2)),
    r"\frac{1}{\sqrt{x_{p}}}": x(P).power(-HALF),
    r"\frac{1}{\sqrt{\sum_{i=1}^{n} x_{i}^{2}}}": (x(I) * x(I)).summed([I]).power(-HALF),
    r"\frac{1}{\left( x_{p} + x_{q} \right)}": (x(P) + x(Q)).power(Fraction(-1)),
    r"\left( B^{-1} \right)_{p,q}^{2}": SYMBOLS.inverse("B", P, Q).power(Fraction(2)),
    r"\det\left( B \right)^{2}": SYMBOLS.determinant("B").power(Fraction(2)),
    r"\frac{1}{\det\left( B \right)}": SYMBOLS.determinant("B").power(Fraction(-1)),
    r"\left( \exp\left( x_{p} \right) \right)^{2}": applied("exp", x(P)).power(Fraction(2)),
    r"\left( \sigma'\left( y_{p} \right) \right)^{3}": applied("@sigma", y(P), 1).power(Fraction(3)),
    r"\left( \frac{\partial \ell}{\partial Y_{r,p}} \right)^{2}": SYMBOLS.partial("loss", (), ("Y", (R, P))).power(
        Fraction(2)
    ),
    r"\left( p + 1 \right)^{2} x_{p}": value(UP).power(Fraction(2)) * x(P),
    r"p^{2} x_{p}": value(P).power(Fraction(2)) * x(P),
}
COEFFICIENTS = {
    r"\frac{x_{p}}{2}": times(HALF, x(P)),
    r"-\frac{3 x_{p}}{4}": times(Fraction(-3, 4), x(P)),
    r"-x_{p}": times(-1, x(P)),
    r"-\frac{3}{4}": times(Fraction(-3, 4), ONE),
    r"n x_{p}": times(N, x(P)),
    r"n": times(N, ONE),
    r"2 m n x_{p}": times(M * N * 2, x(P)),
    r"n^{2} x_{p}": times(N * N, x(P)),
    r"\frac{x_{p}}{n}": times(over(N), x(P)),
    r"\frac{1}{n}": times(over(N), ONE),
    r"-\frac{x_{p}}{2 n}": times(over(N * -2), x(P)),
    r"\frac{m x_{p}}{n}": times(over(N) * Coefficient.of(M), x(P)),
    r"\left( m + n \right) x_{p}": times(M + N, x(P)),
    r"\left( n - 1 \right) x_{p}": times(N - 1, x(P)),
    r"\left( \frac{n}{2} + \frac{1}{2} \right) x_{p}": times(Coefficient.of(N + 1) * Coefficient.of(HALF), x(P)),
    r"n - 1": times(N - 1, ONE),
    r"\left( n - \frac{1}{m} \right) x_{p}": times(Coefficient.of(N) + over(M) * Coefficient.of(-1), x(P)),
    r"0": Combination(),
}
SUMS = {
    r"x_{p} - y_{p}": x(P) - y(P),
    r"x_{p} - y_{p} ": -y(P) + x(P),  # what is added comes first
    r"-x_{p} - y_{p}": -x(P) - y(P),
    r"\sum_{i=1}^{n} x_{i} y_{i}": PRODUCT,
    r"-\sum_{i=1}^{n} x_{i} y_{i}": -PRODUCT,
    r"\sum_{i=1}^{n} \sum_{j=1}^{n} x_{i} y_{i} x_{j} y_{j}": PRODUCT * PRODUCT,
    r"\left( \sum_{i=1}^{n} x_{i} y_{i} \right) + \left( \sum_{i=1}^{n} x_{i} y_{i} \right)": PRODUCT + PRODUCT,
    r"c - \left( \sum_{i=1}^{n} x_{i} y_{i} \right)": c() - PRODUCT,
    r"\left( \sum_{i=1}^{n} \frac{x_{i} y_{i}}{2} \right) + x_{p}": times(HALF, PRODUCT) + x(P),
    r"\sum_{i=1}^{m} \sum_{j=1}^{n} z_{i,j}": z(K, J).summed([K, J]),
    r"\exp\left( \sum_{i=1}^{n} x_{i} y_{i} \right) c": applied("exp", PRODUCT) * c(),
    # A sum within a factor of a sum gets a letter of its own.
    r"\sum_{i=1}^{n} \exp\left( \sum_{j=1}^{n} x_{j} y_{j} \right) x_{i}": (applied("exp", PRODUCT) * x(J)).summed([J]),
}
POSITIONS = {
    r"x_{1}": x(1),
    r"x_{n}": x(N),
    r"x_{n - 1}": x(N - 1),
    r"z_{m,n}": z(M, N),
    r"x_{-p + n + 1} y_{p}": x(Position.of(N + 1) - Position.of(P)) * y(P),
}
SHORT = node(N - 1)
SHIFTED = {
    r"\sum_{i=1}^{n - 1} x_{i} x_{i + 1}": (x(SHORT) * x(Position.of(SHORT) + Position.of(1))).summed([SHORT]),
}
CHANGES = {
    r"\frac{\partial Y_{r,p}}{\partial z_{s,q}}": SYMBOLS.change(SYMBOLS.entry("Y", R, P), "Z", S, Q),
    r"\frac{\partial \ell}{\partial z_{s,q}}": SYMBOLS.change(SYMBOLS.entry("loss"), "Z", S, Q),
    r"\frac{\partial}{\partial x_{q}} \left( x_{p} y_{p} \right)": SYMBOLS.change(x(P) * y(P), "x", Q),
    r"\frac{\partial}{\partial c} \left( c^{2} \right)": SYMBOLS.change(c().power(Fraction(2)), "c"),
    r"\sum_{i=1}^{m} \sum_{j=1}^{n} \frac{\partial \ell}{\partial Y_{i,j}} "
    r"\frac{\partial Y_{i,j}}{\partial z_{s,q}}": (
        SYMBOLS.partial("loss", (), ("Y", (K, J))) * SYMBOLS.change(SYMBOLS.entry("Y", K, J), "Z", S, Q)
    ).summed([K, J]),
    r"\frac{\partial}{\partial x_{p}} \left( \frac{\partial d}{\partial x_{q}} \right)": SYMBOLS.change(
        SYMBOLS.change(SYMBOLS.entry("d"), "x", Q), "x", P
    ),
}


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


def test_a_factor_that_opens_with_a_bracket_is_no_argument_of_the_one_before() -> None:
    product = SYMBOLS.entry("d") * SYMBOLS.inverse("B", P, Q)
    found = PAGE.speller(LETTERS).combination(product)
    assert found == r"\left( B^{-1} \right)_{p,q} d"
    assert PAGE.read_back(found, LETTERS) == PAGE.form(product, LETTERS)


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
