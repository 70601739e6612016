"""Entries of the free symbols, shaped by their hypotheses."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, product
from math import prod

from ...model.declare import (
    Hypothesis,
    Kind,
    diagonal,
    invertible,
    lower_triangular,
    nonzero,
    orthogonal,
    positive,
    positive_definite,
    symmetric,
)
from . import linear
from .atoms import Sign, Variable
from .field import Field
from .layout import ENTRY_LIMIT, Shape
from .polynomial import Poly, TooLarge

CAYLEY_LIMIT = 4
MINOR_LIMIT = 4


class Symbols:
    """Makes the entries of parameters. A symbol named in `loose` is differentiated by an obligation.

    "Varied on its own" means that one entry moves while the others stay, also where a hypothesis ties
    them: the derivative is that of the snippet's forward code, taken at a matrix that satisfies the
    hypothesis. So the entries of a loose symbol are atoms of their own, whose values in the final
    test are the entries that the hypothesis allows.
    """

    def __init__(self, field: Field, loose: frozenset[str]) -> None:
        self.field = field
        self.loose = loose

    def entries(self, name: str, kind: Kind, sizes: Mapping[str, int]) -> tuple[Shape, list[Poly]]:
        """Return shape and entries of a parameter that is not a function."""
        shape = tuple(size.value(sizes) for size in kind.shape)
        if prod(shape) > ENTRY_LIMIT:
            raise TooLarge(f"{name} has {prod(shape)} entries")
        entries = self._structured(name, kind, shape)
        if name not in self.loose or not any(h.structure for h in kind.hypotheses):
            return shape, entries
        return shape, [self._loose(name, at, p) for at, p in zip(_positions(shape), entries, strict=True)]

    def _structured(self, name: str, kind: Kind, shape: Shape) -> list[Poly]:
        hypotheses = set(kind.hypotheses)
        if orthogonal in hypotheses:
            if hypotheses - {orthogonal, invertible, nonzero}:
                raise TooLarge(f"{name} is orthogonal and has other hypotheses, which this route does not combine")
            return self._orthogonal(name, shape[0])
        entries = [self._entry(name, at, shape, hypotheses) for at in _positions(shape)]
        if positive_definite in hypotheses:
            self._note_minors(entries, shape[0])
        return entries

    def _entry(self, name: str, at: tuple[int, ...], shape: Shape, hypotheses: set[Hypothesis]) -> Poly:
        if len(at) == 2:
            i, j = at
            off = i != j and diagonal in hypotheses
            if off or (i < j and lower_triangular in hypotheses):
                return self.field.ring.zero
            if hypotheses & {symmetric, positive_definite}:
                if i != j and lower_triangular in hypotheses:
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
        return self._variable(("entry", name, at), is_positive, nonzero in hypotheses, centre, radius)

    def _variable(
        self, key: tuple[object, ...], is_positive: bool = False, is_nonzero: bool = False,
        centre: Fraction = Fraction(0), radius: Fraction = Fraction(3),
    ) -> Poly:  # fmt: skip
        def make() -> Variable:
            return Variable(
                key=key, depends=1 << len(self.field.atoms), positive=is_positive, nonzero=is_positive or is_nonzero,
                centre=centre, radius=radius,
            )  # fmt: skip

        return self.field.atom(key, make)

    def _loose(self, name: str, at: tuple[int, ...], value: Poly) -> Poly:
        key = ("loose", name, at)
        sure = self.field.positive(value)

        def make() -> Variable:
            return Variable(key=key, depends=1 << len(self.field.atoms), value=value, positive=sure, nonzero=sure)

        return self.field.atom(key, make)

    def _orthogonal(self, name: str, n: int) -> list[Poly]:
        """Return the entries of Q = E (I − S)(I + S)⁻¹, S skew, E = diag(±1, 1, …, 1).

        Cayley's map reaches every rotation without the eigenvalue −1, which is a dense set of them;
        with E every orthogonal matrix but a set of measure zero. What is rational and holds on a
        dense set holds wherever it is defined.
        """
        if n > CAYLEY_LIMIT:
            raise TooLarge(f"{name} is orthogonal with {n} rows; this route goes up to {CAYLEY_LIMIT}")
        field = self.field
        zero = field.ring.zero
        skew = [[zero] * n for _ in range(n)]
        for i, j in combinations(range(n), 2):
            skew[i][j] = self._variable(("skew", name, (i, j)))
            skew[j][i] = -skew[i][j]
        unit = linear.identity(field, n)
        plus = [[field.add(unit[i][j], skew[i][j]) for j in range(n)] for i in range(n)]
        minus = [[field.subtract(unit[i][j], skew[i][j]) for j in range(n)] for i in range(n)]
        rotation = linear.product(field, minus, linear.inverse(field, plus))
        key = ("sign", name)
        sign = field.atom(key, lambda: Sign(key=key, nonzero=True, related=True))
        rotation[0] = [field.multiply(sign, p) for p in rotation[0]]
        return [p for row in rotation for p in row]

    def _note_minors(self, entries: list[Poly], n: int) -> None:
        """Let the field know that the leading minors of a positive definite matrix are positive."""
        rows = [entries[i * n : (i + 1) * n] for i in range(n)]
        for size in range(2, min(n, MINOR_LIMIT) + 1):
            self.field.note_positive(linear.determinant(self.field, [row[:size] for row in rows[:size]]))


def _positions(shape: Shape) -> list[tuple[int, ...]]:
    return list(product(*map(range, shape)))
