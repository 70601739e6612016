"""Entries of the free symbols, shaped by their hypotheses."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import prod

from ...model.declare import Kind
from ...model.hypotheses import (
    Hypothesis,
    constant,
    diagonal,
    invertible,
    lower_triangular,
    nonzero,
    orthogonal,
    positive,
    positive_definite,
    positive_semidefinite,
    small,
    symmetric,
    unit_interval,
    upper_triangular,
)
from . import generic, linear
from .atoms import Sign, Variable
from .eigen import STRAIGHT, Eigen, of_symbol
from .field import Field
from .generic import variable
from .layout import ENTRY_LIMIT, Shape
from .polynomial import Poly, TooLarge
from .quotient import tidy

MINOR_LIMIT = 4


class Symbols:
    """Makes the entries of parameters. A symbol named in `loose` is differentiated by an obligation.

    "Varied on its own" means that one entry moves while the others stay, also where a hypothesis ties
    them: the derivative is that of the snippet's forward code, taken at a matrix that satisfies the
    hypothesis. So the entries of a loose symbol are atoms of their own, whose values in the final
    test are the entries that the hypothesis allows.
    """

    def __init__(self, field: Field, loose: frozenset[str], generic_of: frozenset[str] = frozenset()) -> None:
        self.field = field
        self.loose = loose
        self.generic_of = generic_of
        self.eigen: dict[str, Eigen] = {}
        self.straight: set[str] = set()

    def entries(self, name: str, kind: Kind, sizes: Mapping[str, int]) -> tuple[Shape, list[Poly]]:
        """Return shape and entries of a parameter that is not a function."""
        shape = tuple(size.value(sizes) for size in kind.shape)
        if prod(shape) > ENTRY_LIMIT:
            raise TooLarge(f"{name} has {prod(shape)} entries")
        if name in self.generic_of:
            made = self._with_eigenvalues(name, kind, shape)
            if made is not None:
                return shape, made
        entries = self._structured(name, kind, shape)
        if name not in self.loose or not any(h.structure for h in kind.hypotheses):
            return shape, entries
        return shape, [self._loose(name, at, p) for at, p in zip(_positions(shape), entries, strict=True)]

    def _with_eigenvalues(self, name: str, kind: Kind, shape: Shape) -> list[Poly] | None:
        """Return the entries of T diag(d) T⁻¹, or None where the hypotheses have no such form here."""
        tied = [h for h in kind.hypotheses if h.partner]
        partners = {h.partner for h in tied}
        beside = None
        for partner in partners:
            if len(partners) > 1 or partner not in self.eigen:
                raise TooLarge(f"{name} commutes with what has no generic form in this route")
            beside = (self.eigen[partner], partner in self.straight)
        hypotheses = set(kind.hypotheses) - set(tied)
        found = of_symbol(self.field, name, hypotheses, shape[0], beside)
        if found is None:
            if beside is not None:
                raise TooLarge(f"{name} commutes with another matrix and has hypotheses that are not combined here")
            return None
        self.eigen[name] = found
        if hypotheses & STRAIGHT:
            self.straight.add(name)
        values = [p for row in found.rows(self.field) for p in row]
        return [self._loose(name, at, tidy(self.field, p)) for at, p in zip(_positions(shape), values, strict=True)]

    def _structured(self, name: str, kind: Kind, shape: Shape) -> list[Poly]:
        hypotheses = set(kind.hypotheses) - {constant}
        made = generic.entries(self.field, name, hypotheses, shape)
        if made is not None:
            return made
        if orthogonal in hypotheses:
            if hypotheses - {orthogonal, invertible, nonzero}:
                raise TooLarge(f"{name} is orthogonal and has other hypotheses, which this route does not combine")
            sign = self.field.atom(("sign", name), lambda: Sign(key=("sign", name), nonzero=True, related=True))
            turned = generic.rotation(self.field, name, shape[0])
            turned[0] = [self.field.multiply(sign, p) for p in turned[0]]
            return [p for row in turned for p in row]
        if positive_semidefinite in hypotheses and not hypotheses - {positive_semidefinite, symmetric, invertible}:
            return self._gram(name, shape[0])
        entries = [self._entry(name, at, shape, hypotheses) for at in _positions(shape)]
        if positive_definite in hypotheses:
            self._note_minors(entries, shape[0])
        return entries

    def _gram(self, name: str, n: int) -> list[Poly]:
        """Return the entries of L Lᵀ, L lower triangular and free: every positive semidefinite matrix is one."""
        zero = self.field.ring.zero
        root = [[variable(self.field, ("root", name, (i, j))) if j <= i else zero for j in range(n)] for i in range(n)]
        return [self.field.dot(first, second) for first in root for second in root]

    def _entry(self, name: str, at: tuple[int, ...], shape: Shape, hypotheses: set[Hypothesis]) -> Poly:
        if len(at) == 2:
            i, j = at
            off = i != j and diagonal in hypotheses
            if off or (i < j and lower_triangular in hypotheses) or (i > j and upper_triangular in hypotheses):
                return self.field.ring.zero
            if hypotheses & {symmetric, positive_definite, positive_semidefinite}:
                if i != j and hypotheses & {lower_triangular, upper_triangular}:
                    return self.field.ring.zero
                at = (min(i, j), max(i, j))
        definite = positive_definite in hypotheses
        on_diagonal = len(at) == 2 and at[0] == at[1]
        is_positive = positive in hypotheses or (definite and on_diagonal)
        centre, radius = (Fraction(3, 2), Fraction(1)) if is_positive else (Fraction(0), Fraction(3))
        if definite:
            # Diagonally dominant, hence positive definite; off the diagonal positive too where that is asked.
            beside = (Fraction(1, 2), Fraction(1, 2)) if positive in hypotheses else (Fraction(0), Fraction(1))
            centre, radius = (Fraction(shape[0] + 1), Fraction(1)) if on_diagonal else beside
        if small in hypotheses:
            centre, radius = centre / (4 * prod(shape)), Fraction(1, 4 * prod(shape))
        if unit_interval in hypotheses:
            entry = variable(self.field, ("entry", name, at), True, True, Fraction(1, 2), Fraction(7, 16))
            self.field.note_positive(self.field.subtract(self.field.ring.one, entry))
            return entry
        entry = variable(self.field, ("entry", name, at), is_positive, nonzero in hypotheses, centre, radius)
        if small in hypotheses and not at:
            for side in (self.field.add(self.field.ring.one, entry), self.field.subtract(self.field.ring.one, entry)):
                self.field.note_positive(side)
        return entry

    def _loose(self, name: str, at: tuple[int, ...], value: Poly) -> Poly:
        key = ("loose", name, at)
        sure = self.field.positive(value)

        def make() -> Variable:
            return Variable(key=key, depends=1 << len(self.field.atoms), value=value, positive=sure, nonzero=sure)

        return self.field.atom(key, make)

    def _note_minors(self, entries: list[Poly], n: int) -> None:
        """Let the field know that the leading minors of a positive definite matrix are positive."""
        rows = [entries[i * n : (i + 1) * n] for i in range(n)]
        for size in range(2, min(n, MINOR_LIMIT) + 1):
            self.field.note_positive(linear.determinant(self.field, [row[:size] for row in rows[:size]]))


def _positions(shape: Shape) -> list[tuple[int, ...]]:
    return list(product(*map(range, shape)))
