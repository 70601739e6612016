"""Piece by piece: an element with steps in it is zero if it is zero on each piece that they cut the domain into.

A step inside a logarithm or another step cannot be used up by h² = h. On a piece each step is the number 0 or 1,
and what held it is made anew: log(1 + exp(−|z|)) is log(1 + exp(−z)) where z > 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import prod

from . import angles, functions, steps
from .atoms import Atom, Reciprocal
from .error_function import erf
from .field import Field, Undefined
from .function_values import Applied, Cosine, Erf, Exponential, Logarithm, LogarithmOfMagnitude, Root, Sine, Step
from .holding import held
from .polynomial import Poly, fingerprint, occurring
from .quotient import reciprocal
from .squares import equal_by_squares
from .zero import reduced

PIECES = 256  # of the domain, for one element
AT_ONCE = 3  # assumptions that are added up to see that a piece is empty

Make = Callable[[Field, Poly], Poly]


def vanishes_on_every_piece(field: Field, p: Poly) -> bool:
    """Return True where p is proved to be zero wherever no step stands on its kink."""
    return _Pieces(field).vanishes(p, ())


class _Pieces:
    """The pieces of one element's domain, counted."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.left = PIECES

    def vanishes(self, p: Poly, assumed: tuple[Poly, ...]) -> bool:
        """Whether p is zero where all the polynomials assumed are positive."""
        p = reduced(self.field, p)
        if not p:
            return True
        number = self._innermost(p)
        if number is None:
            return equal_by_squares(self.field, p, _signs(assumed))
        atom = self.field.atoms[number]
        assert isinstance(atom, Step)
        return all(self._on(p, number, side, assumed) for side in (atom.argument, -atom.argument))

    def _on(self, p: Poly, number: int, side: Poly, assumed: tuple[Poly, ...]) -> bool:
        """Whether p is zero where a side of a step is positive too, or that is nowhere."""
        side = self.field.up(side)
        if self._empty(side, assumed):
            return True
        self.left -= 1
        if self.left < 0:
            return False
        atom = self.field.atoms[number]
        assert isinstance(atom, Step)
        value = self.field.ring.one if side == self.field.up(atom.argument) else self.field.ring.zero
        try:
            inside = self._with(p, number, value, {})
        except Undefined:
            return False
        return self.vanishes(inside, (*assumed, side))

    def _empty(self, side: Poly, assumed: tuple[Poly, ...]) -> bool:
        """Whether some of what is assumed and this side, all positive, add up to what is not."""
        if _opposed([side, *assumed]):
            return True
        for count in range(AT_ONCE):
            for chosen in combinations(assumed, count):
                total = reduced(self.field, self.field.total([side, *chosen]))
                if not total or self.field.positive(-total):
                    return True
        return False

    def _innermost(self, p: Poly) -> int | None:
        """Return the number of a step in p, or in what p's atoms hold, whose own argument has none."""
        for i in reversed(occurring(p)):
            atom = self.field.atoms[i]
            found = self._innermost(inside) if (inside := held(atom)) is not None else None
            if found is not None:
                return found
            if isinstance(atom, Step) and atom.generic:
                return i
        return None

    def _with(self, p: Poly, number: int, value: Poly, known: dict[int, Poly]) -> Poly:
        """Return p with a step replaced by its value on a piece, wherever it stands."""
        field = self.field
        p = field.up(p)
        changed = {i: new for i in occurring(p) if (new := self._atom(i, number, value, known)) is not None}
        if not changed:
            return p
        terms = []
        for monomial, c in p.items():
            rest = tuple(0 if i in changed else e for i, e in enumerate(monomial))
            term = p.new({rest: c})
            for i, new in changed.items():
                term = field.multiply(term, field.power(new, monomial[i]))
            terms.append(term)
        return field.total(terms)

    def _atom(self, i: int, number: int, value: Poly, known: dict[int, Poly]) -> Poly | None:
        """Return what an atom is on the piece, None where it holds no such step."""
        if i == number:
            return value
        atom = self.field.atoms[i]
        before = held(atom)
        if before is None:
            return None
        if i not in known:
            inside = self._with(before, number, value, known)
            same = fingerprint(inside) == fingerprint(self.field.up(before))
            known[i] = self.field.generator(i) if same else _made(atom)(self.field, inside)
        return None if known[i] == self.field.generator(i) else known[i]


def _opposed(positive: list[Poly]) -> bool:
    """Whether the signs of single generators make a product that is to be positive negative: x, y and −xy."""
    signs = _signs(positive)
    return any(sign * prod(signs.get(i, 0) for i in odd) < 0 for odd, sign in _products(positive))


def _products(positive: Sequence[Poly]) -> Iterator[tuple[list[int], int]]:
    """Yield of each single term that is positive the generators with an odd power, and its coefficient's sign."""
    for p in positive:
        if len(p) == 1:
            ((monomial, c),) = p.items()
            yield [i for i, e in enumerate(monomial) if e % 2], 1 if c > 0 else -1


def _signs(positive: Sequence[Poly]) -> dict[int, int]:
    return {odd[0]: sign for odd, sign in _products(positive) if len(odd) == 1}


def _made(atom: Atom) -> Make:
    """Return the function whose value an atom is."""
    match atom:
        case Root(degree=degree):
            return lambda field, p: functions.root(field, p, degree)
        case Applied(name=name, order=order):
            return lambda field, p: functions.applied(field, name, order, p)
    return MADE[type(atom)]


MADE: dict[type[Atom], Make] = {
    Exponential: functions.exponential,
    Logarithm: functions.logarithm,
    LogarithmOfMagnitude: functions.logarithm_of_magnitude,
    Step: steps.step,
    Erf: erf,
    Cosine: angles.cosine,
    Sine: angles.sine,
    Reciprocal: reciprocal,
}
