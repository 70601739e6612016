"""Atoms: what a generator of the field means, how it is differentiated, and which relation it satisfies."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from dataclasses import field as attribute
from fractions import Fraction
from hashlib import sha256
from math import floor
from typing import Any

from .field import Field
from .polynomial import Poly, by_powers, occurring

Evaluate = Callable[[Poly], Any]


def pseudo_random(key: Hashable, trial: int) -> Fraction:
    """Return a rational number in (-1, 1) that depends on the key and the trial alone."""
    digest = sha256(f"{key!r}|{trial}".encode()).digest()
    return Fraction(int.from_bytes(digest[:4]) * 2 - (1 << 32) + 1, 1 << 32)


@dataclass(slots=True, kw_only=True, eq=False)
class Atom:
    """A generator of the field.

    `value`, where there is one, replaces the atom in the final test and holds no such atom itself.
    `depends` has the bit of each atom whose variation changes this one. `independent` says that the
    atom has no relation to any other that the zero test does not know.
    """

    key: Hashable
    depends: int = 0
    value: Poly | None = None
    positive: bool = False
    nonzero: bool = False
    independent: bool = True
    related: bool = False
    number: int = -1

    @property
    def hard_value(self) -> Poly:
        assert self.value is not None
        return self.value

    def derivative(self, field: Field, variable: int) -> Poly:
        """Return D of this atom for the derivation that varies another one, which it depends on."""
        raise NotImplementedError

    def settle(self, field: Field, p: Poly) -> Poly:
        """Return p with this atom's relation used up; only where `related`."""
        raise NotImplementedError

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        """Return a number for this atom at the pseudo-random point of a trial, in mpmath's context."""
        raise NotImplementedError


@dataclass(slots=True, kw_only=True, eq=False)
class Variable(Atom):
    """A free entry. `centre` and `radius` say where its numbers are drawn from."""

    centre: Fraction = Fraction(0)
    radius: Fraction = Fraction(3)

    def derivative(self, field: Field, variable: int) -> Poly:
        return field.ring.zero

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        drawn = self.centre + self.radius * pseudo_random(self.key, trial)
        return context.mpf(drawn.numerator) / drawn.denominator


@dataclass(slots=True, kw_only=True, eq=False)
class Sign(Atom):
    """±1, both meant at once: ε² = 1. It lets one parametrisation reach rotations and reflections."""

    def settle(self, field: Field, p: Poly) -> Poly:
        return lowered(field, p, self.number, 2, field.ring.one)

    def norm(self, field: Field, p: Poly) -> Poly:
        """Return p = a + b ε with ε = 1 times p with ε = −1: a² − b²."""
        conjugate = p.new({m: (-c if m[self.number] % 2 else c) for m, c in p.items()})
        return field.multiply(p, conjugate)

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return context.mpf(1 if pseudo_random(self.key, trial) > 0 else -1)


@dataclass(slots=True, kw_only=True, eq=False)
class Imaginary(Atom):
    """i, with i² = −1."""

    def settle(self, field: Field, p: Poly) -> Poly:
        return lowered(field, p, self.number, 2, -field.ring.one)

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return context.mpc(0, 1)


@dataclass(slots=True, kw_only=True, eq=False)
class Bit(Atom):
    """0 and 1, both meant at once: b² = b. Of the bits of one group at most one is 1: b b' = 0.

    `place` is its number among the group's `count` places, the last of which has no bit: all are 0 there.
    """

    group: Hashable = None
    place: int = 0
    count: int = 2

    def settle(self, field: Field, p: Poly) -> Poly:
        zero, one = self._branches(field, p)
        return field.add(zero, field.multiply(field.generator(self.number), one))

    def norm(self, field: Field, p: Poly) -> Poly:
        """Return p with b = 0 times p with b = 1: 0 where p vanishes on a branch."""
        zero, one = self._branches(field, p)
        return field.multiply(zero, field.add(zero, one))

    def _branches(self, field: Field, p: Poly) -> tuple[Poly, Poly]:
        """Return a and c of p = a + b c, where c is free of the group."""
        parts = by_powers(p, self.number)
        zero = parts.pop(0, field.ring.zero)
        rivals = [i for i in occurring(p) if i != self.number and self._excludes(field.atoms[i])]
        kept = [q.new({m: c for m, c in q.items() if not any(m[i] for i in rivals)}) for q in parts.values()]
        return zero, field.total(kept)

    def _excludes(self, other: Atom) -> bool:
        return isinstance(other, Bit) and other.group == self.group

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        chosen = floor((pseudo_random(self.group, trial) + 1) / 2 * self.count)
        return context.mpf(1 if chosen == self.place else 0)


@dataclass(slots=True, kw_only=True, eq=False)
class Defined(Atom):
    """An entry of a computed array that is varied on its own, and follows its definition otherwise."""

    definition: Poly

    def derivative(self, field: Field, variable: int) -> Poly:
        return field.derivative(self.definition, variable)

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return evaluate(self.definition)


@dataclass(slots=True, kw_only=True, eq=False)
class Reciprocal(Atom):
    """r = 1/q, with D r = −r² D q."""

    of: Poly
    of_generator: int | None = None

    def derivative(self, field: Field, variable: int) -> Poly:
        r = field.generator(self.number)
        return -field.multiply(field.multiply(r, r), field.derivative(self.of, variable))

    def settle(self, field: Field, p: Poly) -> Poly:
        """Return q^K p = Σ P_k q^(K-k), where p = Σ P_k r^k has the degree K in r."""
        parts = by_powers(p, self.number)
        degree = max(parts)
        total = field.ring.zero
        for k in range(degree + 1):  # Horner's scheme in q, from P_0 on
            total = field.multiply(total, self.of)
            if k in parts:
                total = field.add(total, parts[k])
        return total

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        return 1 / evaluate(self.of)


@dataclass(slots=True, eq=False)
class UnknownCall:
    """A differentiable function of the arguments' entries; `name` is the call's number and the entry that it gives."""

    name: tuple[int, int]
    arguments: tuple[Poly, ...]
    masks: tuple[int, ...]

    def partial(self, field: Field, positions: tuple[int, ...]) -> Poly:
        """Return the partial derivative by the arguments at these positions (sorted): mixed ones are symmetric."""
        key = ("unknown", self.name, positions)
        number = field.number(key)
        if number is None:
            depends = 0
            for mask in self.masks:
                depends |= mask
            number = field.add_atom(UnknownValue(key=key, depends=depends, call=self, positions=positions))
        return field.generator(number)


@dataclass(slots=True, kw_only=True, eq=False)
class UnknownValue(Atom):
    """A value, or a partial derivative, of an unknown function at its arguments, by the chain rule."""

    call: UnknownCall
    positions: tuple[int, ...] = attribute(default=())

    def derivative(self, field: Field, variable: int) -> Poly:
        terms = []
        for i, (argument, mask) in enumerate(zip(self.call.arguments, self.call.masks, strict=True)):
            if mask >> variable & 1:
                partial = self.call.partial(field, tuple(sorted((*self.positions, i))))
                terms.append(field.multiply(partial, field.derivative(argument, variable)))
        return field.total(terms)

    def at(self, context: Any, evaluate: Evaluate, trial: int) -> Any:
        drawn = pseudo_random(self.key, trial) * 2
        return context.mpf(drawn.numerator) / drawn.denominator


class OutsideDomain(Exception):
    """A pseudo-random point at which a logarithm or a root does not exist; another one is tried."""


def lowered(field: Field, p: Poly, number: int, degree: int, value: Poly) -> Poly:
    """Return p with g^degree replaced by `value` as often as it divides, so that g's power is below `degree`."""
    terms = []
    powers = {0: field.ring.one}
    for e, part in by_powers(p, number).items():
        whole, rest = divmod(e, degree)
        if whole not in powers:
            powers[whole] = field.power(value, whole)
        term = field.multiply(part, powers[whole])
        terms.append(field.multiply(term, field.power(field.generator(number), rest)))
    return field.total(terms)
