"""The field of atoms: growth, derivation, relations, exact division, signs of roots."""

from __future__ import annotations

from fractions import Fraction

import pytest

from texproof.check.sympy_route import functions
from texproof.check.sympy_route.atoms import Variable
from texproof.check.sympy_route.branches import vanishes_on_its_branch
from texproof.check.sympy_route.decide import vanishes
from texproof.check.sympy_route.divisibility import divided
from texproof.check.sympy_route.field import Field, Undefined
from texproof.check.sympy_route.polynomial import WORK_LIMIT, Poly, TooLarge
from texproof.check.sympy_route.quotient import divide, reciprocal, tidy
from texproof.check.sympy_route.zero import is_zero, reduced


def variables(field: Field, count: int, *, positive: bool = False) -> list[Poly]:
    start = len(field.atoms)
    return [
        field.atom(
            ("test", i),
            lambda: Variable(
                key=("test", len(field.atoms)), depends=1 << len(field.atoms), positive=positive, nonzero=positive,
                centre=Fraction(2 if positive else 0), radius=Fraction(1),
            ),
        )
        for i in range(start, start + count)
    ]  # fmt: skip


def test_elements_from_before_the_ring_grew_meet_newer_ones() -> None:
    field = Field()
    early = variables(field, 3)
    square = field.multiply(early[0], early[0])
    late = variables(field, 200)[-1]
    assert field.ring.ngens > early[0].ring.ngens
    both = field.add(field.multiply(square, late), early[1])
    assert is_zero(field, field.subtract(field.derivative(both, 0), field.multiply(early[0], late).mul_ground(2)))
    assert is_zero(field, field.subtract(field.subtract(both, field.multiply(late, square)), early[1]))
    assert field.total([square, late, square]) == field.add(field.add(square, square), late)


def test_forgetting_leaves_the_atoms_of_the_run() -> None:
    field = Field()
    x, y = variables(field, 2)
    settled = len(field.atoms)
    first = functions.exponential(field, divide(field, x, y))
    assert len(field.atoms) > settled
    field.forget(settled)
    assert (len(field.atoms), field.work) == (settled, 0)
    assert functions.exponential(field, divide(field, x, y)) == first


def test_work_is_counted_before_it_is_done() -> None:
    field = Field()
    p = field.total(variables(field, 40))
    with pytest.raises(TooLarge):
        field.power(p, 40)
    assert field.work > WORK_LIMIT


def test_reciprocals_cancel_and_are_shared() -> None:
    field = Field()
    x, y = variables(field, 2)
    assert tidy(field, field.multiply(x, reciprocal(field, x))) == field.ring.one
    assert reciprocal(field, reciprocal(field, field.add(x, y))) == field.add(x, y)
    count = len(field.atoms)
    twice = field.add(x, y).mul_ground(-6)
    assert len(field.atoms) == count
    assert is_zero(field, field.subtract(reciprocal(field, twice).mul_ground(-6), reciprocal(field, field.add(x, y))))
    assert len(field.atoms) == count
    with pytest.raises(Undefined):
        reciprocal(field, field.subtract(field.multiply(x, y), field.multiply(y, x)))


def test_a_nested_fraction_is_cleared_in_one_pass() -> None:
    field = Field()
    x, y = variables(field, 2)
    one = field.ring.one
    inner = field.add(one, divide(field, one, field.add(x, one)))
    nested = divide(field, y, field.add(one, divide(field, one, inner)))
    # y / (1 + 1/(1 + 1/(x + 1))) = y (x + 2) / (2 x + 3)
    right = divide(
        field, field.multiply(y, field.add(x, field.rational(2))), field.add(x.mul_ground(2), field.rational(3))
    )
    assert not reduced(field, field.subtract(nested, right))
    assert reduced(field, field.subtract(nested, right.mul_ground(2)))


def test_exact_division() -> None:
    field = Field()
    x, y, z = variables(field, 3)
    p = field.add(field.multiply(x, y), field.add(z, field.rational(Fraction(1, 3))))
    q = field.subtract(field.multiply(x, x), y)
    product = field.multiply(p, q)
    assert divided(product, q) == p
    assert divided(product, p) == q
    assert divided(field.add(product, field.ring.one), q) is None
    assert divided(q, product) is None
    assert divided(field.multiply(x, y), z) is None
    assert divided(p, field.rational(2)) == p.quo_ground(2)


def test_a_root_of_a_sum_of_squares_splits_by_its_sign() -> None:
    """√(a² c² + a² d² + b² c² + b² d²) = √(a² + b²) √(c² + d²), for all real a, b, c, d."""
    field = Field()
    a, b, c, d = variables(field, 4)
    left, right = (field.add(field.multiply(p, p), field.multiply(q, q)) for p, q in ((a, b), (c, d)))
    whole = functions.square_root(field, field.multiply(left, right))
    parts = field.multiply(functions.square_root(field, left), functions.square_root(field, right))
    assert vanishes(field, field.subtract(whole, parts))[0] is True
    assert vanishes(field, field.add(whole, parts))[0] is False
    assert vanishes(field, field.subtract(whole, parts.mul_ground(2)))[0] is False


def test_a_root_of_one_square_has_two_signs() -> None:
    """√x² = x holds for positive x only: its zero at x = 0 separates the line, so no branch is the whole of it."""
    field = Field()
    (x,) = variables(field, 1)
    root = functions.square_root(field, field.multiply(x, x))
    assert not vanishes_on_its_branch(field, reduced(field, field.subtract(root, x)))
    assert vanishes(field, field.subtract(field.multiply(root, root), field.multiply(x, x)))[0] is True
    (y,) = variables(field, 1, positive=True)
    assert functions.square_root(field, field.multiply(y, y)) == y


def test_function_parameters_meet_at_equal_arguments() -> None:
    field = Field()
    x, y = variables(field, 2)
    one = functions.applied(field, "sigma", 0, divide(field, field.multiply(x, field.add(x, y)), field.add(x, y)))
    assert is_zero(field, field.subtract(one, functions.applied(field, "sigma", 0, x)))
    other = functions.applied(field, "sigma", 0, y)
    assert vanishes(field, field.subtract(one, other))[0] is False
    assert vanishes(field, field.subtract(one, functions.applied(field, "tau", 0, x)))[0] is False
    assert vanishes(field, field.subtract(functions.applied(field, "sigma", 1, x), field.derivative(one, 0)))[0] is True
