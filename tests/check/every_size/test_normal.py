"""The normal form by hand: deltas with offsets, counts, relations, powers, the law of exp, and what is no rule."""

from __future__ import annotations

from fractions import Fraction

import pytest

from texproof.check.every_size.network import Combination
from texproof.check.every_size.positions import NoRule, Position, node
from texproof.check.every_size.rules import noted

from .networks import BOTH, M, N, applied, delta, entry, equal, form, group, nodes, show, times, value

HALF = Fraction(1, 2)
i, j, k, a, b, c = nodes(6)
short = node(N - 1)
next_ = Position.of(short) + Position.of(1)


def x(at: object, name: str = "x") -> Combination:
    return entry(name, at)  # type: ignore[arg-type]


EQUAL: dict[str, tuple[Combination, Combination]] = {
    "a delta under a sum": ((delta(i, a) * x(a)).summed([a]), x(i)),
    "a delta to a constant": ((delta(a, 1) * x(a)).summed([a]), x(1)),
    "a delta to the last": ((delta(N, a) * x(a)).summed([a]), x(N)),
    "a delta to the next": ((delta(a, next_) * x(a)).summed([a]), x(next_)),
    "a delta from the next": (
        (delta(next_, i) * x(short)).summed([short]) * delta(i, 1),
        Combination(),
    ),
    "two deltas": ((delta(i, a) * delta(a, b) * x(b)).summed([a, b]), x(i)),
    "the trace of the unit matrix": (delta(a, a).summed([a]), times(N, Combination.of(1))),
    "its square": ((delta(a, b) * delta(b, a)).summed([a, b]), times(N, Combination.of(1))),
    "a delta of two constants": (delta(1, 1), Combination.of(1)),
    "a delta of an index and a later one": (delta(short, N) * x(short), Combination()),
    "a delta and the one after": (delta(i, Position.of(i) + Position.of(1)), Combination()),
    "a delta that stands twice": (delta(i, j) * delta(j, i), delta(i, j)),
    "a delta to a power": (delta(i, j).power(Fraction(3)), delta(i, j)),
    "free indices that are equal": (delta(i, j) * x(i), delta(i, j) * x(j)),
    "three free indices that are equal": (delta(i, j) * delta(j, k) * x(i), delta(i, k) * delta(k, j) * x(j)),
    "a free index in the range of all": ((delta(a, i) * x(i)).summed([a]), x(i)),
    "an index that nothing depends on": (x(i).summed([a]), times(N, x(i))),
    "one that runs less far": (x(i).summed([short]), times(N - 1, x(i))),
    "an index as a number": (value(next_), value(short) + Combination.of(1)),
    "a size as a number": (value(N), times(N, Combination.of(1))),
    "a square of a sum": (
        group(x(i) + x(j), 2),
        x(i) * x(i) + times(2, x(i) * x(j)) + x(j) * x(j),
    ),
    "a quotient of a product": (group(x(i) * x(j), -1), x(i).power(Fraction(-1)) * x(j).power(Fraction(-1))),
    "a multiple in a quotient": (group(times(2, x(i)) + times(2, x(j)), -1), times(HALF, group(x(i) + x(j), -1))),
    "a size in a quotient": (
        times(N, group(times(N, x(i)) + times(N, x(j)), -1)),
        group(x(i) + x(j), -1),
    ),
    "a power above one": (group(x(i) + x(j), Fraction(3, 2)), (x(i) + x(j)) * group(x(i) + x(j), HALF)),
    "two roots": (group(x(i) + x(j), HALF) * group(x(j) + x(i), HALF), x(i) + x(j)),
    "exp of a sum": (applied("exp", x(i) + x(j)), applied("exp", x(i)) * applied("exp", x(j))),
    "exp of a difference": (
        applied("exp", x(i) - x(j)),
        applied("exp", x(i)) * applied("exp", x(j)).power(Fraction(-1)),
    ),
    "exp of a multiple": (applied("exp", times(2, x(i))), applied("exp", x(i)) * applied("exp", x(i))),
    "exp of a half": (
        applied("exp", times(HALF, x(i))) * applied("exp", times(HALF, x(i))),
        applied("exp", x(i)),
    ),
    "exp of zero": (applied("exp", x(i) - x(i)), Combination.of(1)),
    "arguments in normal form": (
        applied("@f", (delta(i, a) * x(a)).summed([a])),
        applied("@f", x(i)),
    ),
    "an inverse": (
        (entry("X", i, a) * entry("V", a, j, inverse_of="X")).summed([a]),
        delta(i, j),
    ),
    "an inverse from the left": (
        (entry("V", i, a, inverse_of="X") * entry("X", a, j)).summed([a]),
        delta(i, j),
    ),
    "a symmetric one, transposed": (
        (entry("S", a, i, orders=BOTH) * entry("U", a, j, orders=BOTH, inverse_of="S")).summed([a]),
        delta(i, j),
    ),
    "orthogonal columns": (
        (entry("Q", a, i, orthogonal=True) * entry("Q", a, j, orthogonal=True)).summed([a]),
        delta(i, j),
    ),
    "orthogonal rows": (
        (entry("Q", i, a, orthogonal=True) * entry("Q", j, a, orthogonal=True)).summed([a]),
        delta(i, j),
    ),
    "the square of the norm of one": (
        (entry("Q", a, b, orthogonal=True) * entry("Q", a, b, orthogonal=True)).summed([a, b]) * x(i),
        (entry("Q", a, b, orthogonal=True) * entry("Q", a, b, orthogonal=True)).summed([b, a]) * x(i),
    ),
}


@pytest.mark.parametrize("name", EQUAL)
def test_two_ways_to_write_one_thing(name: str) -> None:
    first, second = EQUAL[name]
    assert equal(first, second), show(form(first - second))


DIFFERENT: dict[str, tuple[Combination, Combination]] = {
    "a delta to an index that runs further": ((delta(short, i) * x(short)).summed([short]), x(i)),
    "the transpose of an inverse": (
        (entry("X", a, i) * entry("V", a, j, inverse_of="X")).summed([a]),
        delta(i, j),
    ),
    "an inverse of another": (
        (entry("Y", i, a) * entry("V", a, j, inverse_of="X")).summed([a]),
        delta(i, j),
    ),
    "an inverse, entry by entry": (
        (entry("X", i, a) * entry("V", a, i, inverse_of="X")),
        Combination.of(1),
    ),
    "an inverse that is met thrice": (
        (entry("X", i, a) * entry("V", a, j, inverse_of="X") * x(a)).summed([a]),
        delta(i, j) * x(i),
    ),
    "the square of an inverse's entries": (
        (entry("X", i, a) * entry("V", a, j, inverse_of="X").power(Fraction(2))).summed([a]),
        delta(i, j) * entry("V", i, j, inverse_of="X"),
    ),
    "a part of an inverse": (
        (entry("X", i, short) * entry("V", short, j, inverse_of="X")).summed([short]),
        delta(i, j),
    ),
    "a part of an orthogonal matrix": (
        (entry("Q", short, i, orthogonal=True) * entry("Q", short, j, orthogonal=True)).summed([short]),
        delta(i, j),
    ),
    "one from the second row on": (
        (entry("Q", next_, i, orthogonal=True) * entry("Q", next_, j, orthogonal=True)).summed([short]),
        delta(i, j),
    ),
    "columns by rows of an orthogonal matrix": (
        (entry("Q", a, i, orthogonal=True) * entry("Q", j, a, orthogonal=True)).summed([a]),
        delta(i, j),
    ),
    "two orthogonal matrices": (
        (entry("Q", a, i, orthogonal=True) * entry("P", a, j, orthogonal=True)).summed([a]),
        delta(i, j),
    ),
    "an orthogonal one in a function": (
        applied("@f", entry("Q", a, i, orthogonal=True) * entry("Q", a, j, orthogonal=True)).summed([a]),
        applied("@f", delta(i, j)),
    ),
    "the root of a square": (group(x(i) * x(i), HALF), x(i)),
    "the cube root of a cube": (group(x(i).power(Fraction(3)), Fraction(1, 3)), x(i)),
    "exp of a product": (applied("exp", x(i) * x(j)), applied("exp", x(i)) * applied("exp", x(j))),
    "exp of a size": (applied("exp", times(N, x(i))), applied("exp", x(i))),
    "log of a product": (applied("log", x(i) * x(j)), applied("log", x(i)) + applied("log", x(j)) + Combination.of(1)),
    "a function of a sum": (applied("@f", x(i) + x(j)), applied("@f", x(i)) * applied("@f", x(j))),
    "a sum of quotients": (group(x(i) + x(j), -1), x(i).power(Fraction(-1)) + x(j).power(Fraction(-1))),
    "a sum in a quotient": (group(x(a).summed([a]), -1), x(a).power(Fraction(-1)).summed([a])),
    "sizes": (x(i).summed([node(M)]), x(i).summed([a])),
    "an index as a number, and one more": (value(i), value(i) + Combination.of(1)),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_is_not_equal_has_two_forms(name: str) -> None:
    first, second = DIFFERENT[name]
    assert not equal(first, second)


def test_from_which_number_on_a_delta_is_zero() -> None:
    assert equal(delta(1, N) * x(1), Combination(), n=2)
    assert not equal(delta(1, N) * x(1), Combination())


@pytest.mark.parametrize(
    "combination",
    [group(x(i) - x(i), -1), group(x(i) - x(i), HALF), Combination.of(1) * group(delta(1, 2), -1)],
)
def test_there_is_no_power_of_what_is_zero(combination: Combination) -> None:
    with pytest.raises(NoRule):
        form(combination)


def test_the_rules_that_were_used_are_noted() -> None:
    with noted() as used:
        form(EQUAL["an inverse"][0] * EQUAL["exp of a sum"][0] * EQUAL["orthogonal rows"][0].summed([i]))
    assert set(used) == {"exponent-law", "cancel", "orthogonal", "delta"}
    with noted() as used:
        form(x(i) + x(j))
    assert not used


def test_a_form_holds_no_network_twice() -> None:
    found = form(x(i) + x(j) + x(i))
    assert [str(network.coefficient) for network in found.networks] in (["2", "1"], ["1", "2"])
    assert form(x(i) - x(i)) == Combination()
