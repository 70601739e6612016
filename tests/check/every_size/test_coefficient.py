"""Coefficients: polynomials in sizes and their reciprocals, equal exactly where they are equal as functions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from texproof.check.every_size.coefficient import ONE, Coefficient
from texproof.model.size import Size

from .steady import tried

M, N = Coefficient.of(Size.of("m")), Coefficient.of(Size.of("n"))
NUMBERS = st.sampled_from([Fraction(value) for value in ("-2", "-1", "0", "1", "1/3", "5/2")])


@st.composite
def coefficients(draw: st.DrawFn) -> Coefficient:
    total = Coefficient()
    for _ in range(draw(st.integers(0, 3))):
        term = Coefficient.of(draw(NUMBERS))
        for letter in (M, N):
            power = draw(st.integers(-2, 2))
            step = letter if power > 0 else letter.reciprocal()
            assert step is not None
            for _ in range(abs(power)):
                term = term * step
        total = total + term
    return total


SIZES = st.fixed_dictionaries({"m": st.integers(1, 9), "n": st.integers(1, 9)})


@tried(60)
@given(coefficients(), coefficients(), coefficients(), SIZES)
def test_it_computes_as_its_values_do(a: Coefficient, b: Coefficient, c: Coefficient, sizes: dict[str, int]) -> None:
    assert (a + b).value(sizes) == a.value(sizes) + b.value(sizes)
    assert (a * b).value(sizes) == a.value(sizes) * b.value(sizes)
    assert a + b == b + a
    assert a * b == b * a
    assert (a + b) * c == a * c + b * c
    assert (a * b) * c == a * (b * c)
    assert a * ONE == a + Coefficient() == a
    assert not a + a * Coefficient.of(-1)


@tried(60)
@given(coefficients(), coefficients())
def test_two_are_equal_exactly_as_functions(a: Coefficient, b: Coefficient) -> None:
    points = [{"m": m, "n": n} for m in range(1, 10) for n in range(1, 10)]
    same = all(a.value(point) == b.value(point) for point in points)
    assert (a == b) is same
    assert bool(a) is any(a.value(point) for point in points)


@tried(60)
@given(coefficients())
def test_one_term_has_a_reciprocal(a: Coefficient) -> None:
    found = a.reciprocal()
    assert (found is None) is (len(a.terms) != 1)
    if found is not None:
        assert a * found == ONE


@tried(60)
@given(coefficients())
def test_a_number_is_one_without_letters(a: Coefficient) -> None:
    values = {a.value({"m": m, "n": n}) for m in range(1, 8) for n in range(1, 8)}
    assert a.number == (values.pop() if len(values) == 1 else None)


def test_a_size_becomes_its_polynomial() -> None:
    m, n = Size.of("m"), Size.of("n")
    assert Coefficient.of(2 * m * m * n - n + 3).value({"m": 2, "n": 5}) == 38
    assert Coefficient.of(m * n) == M * N
    assert Coefficient.of(m - m) == Coefficient()
    assert Coefficient.of(0) == Coefficient()
