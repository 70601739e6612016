"""Combinations made by hand: entries of a model's symbols at places, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from texproof.check.every_size.array import Places
from texproof.check.every_size.coefficient import Coefficient
from texproof.check.every_size.network import (
    Applied,
    Change,
    Combination,
    Computed,
    Delta,
    Determinant,
    InverseEntry,
    Partial,
    Value,
)
from texproof.check.every_size.positions import Node, Position, node
from texproof.model.size import Size

from .asked import Page

M, N = Size.of("m"), Size.of("n")
# Free indices: p and q up to n, r and s up to m. The others are summed.
P, Q, R, S = node(N), node(N), node(M), node(M)
I, J, K = node(N), node(N), node(M)  # noqa: E741 - an index
LETTERS: Mapping[Node, str] = {P: "p", Q: "q", R: "r", S: "s"}

At = Node | Position | Size | int
HALF = Fraction(1, 2)


def at(where: At) -> Position:
    return where if isinstance(where, Position) else Position.of(where)


@dataclass(frozen=True)
class Symbols:
    """The symbols of a page's model."""

    page: Page

    def places(self, name: str, where: Sequence[At]) -> Places:
        axes = self.page.run.arrays[name].axes
        return tuple(((at(one), axis[0]),) for one, axis in zip(where, axes, strict=True))

    def entry(self, name: str, *where: At) -> Combination:
        array = self.page.run.arrays[name]
        return Combination.of(Computed(array, self.places(name, where)))

    def inverse(self, name: str, *where: At) -> Combination:
        return Combination.of(InverseEntry(self.page.run.arrays[name], self.places(name, where)))

    def determinant(self, name: str) -> Combination:
        return Combination.of(Determinant(self.page.run.arrays[name]))

    def change(self, of: Combination, by: str, *where: At) -> Combination:
        return Combination.of(Change(of, self.page.run.arrays[by], self.places(by, where)))

    def partial(self, value: str, above: Sequence[At], *below: tuple[str, Sequence[At]]) -> Combination:
        """Return a partial derivative of an unknown function's value by entries of arguments of it."""
        array = self.page.run.arrays[value]
        ((factor, _),) = array.written_out(self.places(value, above)).networks[0].factors
        assert isinstance(factor, Partial)
        numbers = [factor.call.arguments.index(self.page.run.arrays[name]) for name, _ in below]
        groups = (self.places(value, above), *(self.places(name, where) for name, where in below))
        return Combination.of(Partial(factor.call, tuple(numbers), groups))


def delta(left: At, right: At) -> Combination:
    return Combination.of(Delta(at(left), at(right)))


def value(position: At) -> Combination:
    return Combination.of(Value(at(position)))


def applied(name: str, argument: Combination, order: int = 0) -> Combination:
    return Combination.of(Applied(name, order, argument))


def times(coefficient: int | Fraction | Size | Coefficient, combination: Combination) -> Combination:
    made = coefficient if isinstance(coefficient, Coefficient) else Coefficient.of(coefficient)
    return combination.scaled(made)


def over(size: Size) -> Coefficient:
    """Return 1/size."""
    found = Coefficient.of(size).reciprocal()
    assert found is not None
    return found
