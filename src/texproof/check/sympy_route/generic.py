"""Generic elements: entries that reach every array with a hypothesis, or a dense set of them, by free numbers.

What is polynomial or rational and holds on a dense set holds wherever it is defined. Where the arrays fall apart
into pieces, as idempotent matrices do by their rank, bits and signs reach all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from math import prod

from ...model.declare import (
    Hypothesis,
    idempotent,
    involutory,
    mask,
    nilpotent,
    one_hot,
    orthogonal,
    permutation,
    positive,
    probability,
    signs,
    skew_symmetric,
    stochastic,
    symmetric,
)
from ...model.hypotheses import vanishing
from . import linear
from .atoms import Bit, Sign, Variable
from .field import Field
from .layout import Shape
from .polynomial import Poly, TooLarge
from .values import Rows

CAYLEY_LIMIT = 4
Key = tuple[object, ...]


def variable(
    field: Field, key: Key, is_positive: bool = False, is_nonzero: bool = False,
    centre: Fraction = Fraction(0), radius: Fraction = Fraction(3),
) -> Poly:  # fmt: skip
    """Return the free entry of a key; numbers for it are drawn from centre ± radius."""

    def make() -> Variable:
        return Variable(
            key=key, depends=1 << len(field.atoms), positive=is_positive, nonzero=is_positive or is_nonzero,
            centre=centre, radius=radius,
        )  # fmt: skip

    return field.atom(key, make)


def _bit(field: Field, key: Key, group: Key | None = None, place: int = 0, count: int = 2) -> Poly:
    return field.atom(key, lambda: Bit(key=key, related=True, group=group or key, place=place, count=count))


def _sign(field: Field, key: Key) -> Poly:
    return field.atom(key, lambda: Sign(key=key, nonzero=True, related=True))


def entries(field: Field, name: str, hypotheses: set[Hypothesis], shape: Shape) -> list[Poly] | None:
    """Return the entries of an array that a hypothesis makes up whole, or None where none of them does."""
    rows: Rows | None = None
    if symmetric in hypotheses or (involutory in hypotheses and orthogonal in hypotheses):
        if idempotent in hypotheses:
            rows = _turned(field, name, [_bit(field, ("bit", name, i)) for i in range(shape[0])])
        elif involutory in hypotheses or orthogonal in hypotheses:
            rows = _turned(field, name, [_sign(field, ("sign", name, i)) for i in range(shape[0])])
        if rows is not None:
            return [p for row in rows for p in row]
    for hypothesis, make in _ROWS.items():
        if hypothesis in hypotheses:
            return [p for row in make(field, name, shape[0]) for p in row]
    if vanishing in hypotheses:
        return [field.ring.zero] * prod(shape)
    if mask in hypotheses:
        return [_bit(field, ("bit", name, i)) for i in range(prod(shape))]
    if signs in hypotheses:
        return [_sign(field, ("sign", name, i)) for i in range(prod(shape))]
    for hypothesis, fill in ((one_hot, _one_hot), (probability, _shares), (stochastic, _shares)):
        if hypothesis in hypotheses:
            sure = bool(hypotheses & {probability, positive})
            return [p for i in range(prod(shape[:-1])) for p in fill(field, name, i, shape[-1], sure)]
    return None


def rotation(field: Field, name: str, n: int) -> Rows:
    """Return the entries of Q = (I − S)(I + S)⁻¹, S skew-symmetric and free.

    Cayley's map reaches every rotation without the eigenvalue −1, which is a dense set of them.
    """
    if n > CAYLEY_LIMIT:
        raise TooLarge(f"{name} is orthogonal with {n} rows; this route goes up to {CAYLEY_LIMIT}")
    skew, unit = _skew(field, name, n), linear.identity(field, n)
    plus = [[field.add(unit[i][j], skew[i][j]) for j in range(n)] for i in range(n)]
    minus = [[field.subtract(unit[i][j], skew[i][j]) for j in range(n)] for i in range(n)]
    return linear.product(field, minus, linear.inverse(field, plus))


def _skew(field: Field, name: str, n: int) -> Rows:
    rows = [[field.ring.zero] * n for _ in range(n)]
    for i, j in combinations(range(n), 2):
        rows[i][j] = variable(field, ("skew", name, (i, j)))
        rows[j][i] = -rows[i][j]
    return rows


def _turned(field: Field, name: str, values: Sequence[Poly]) -> Rows:
    """Return Q diag(values) Qᵀ: every symmetric matrix with eigenvalues from these, but for a set of measure zero."""
    turn = rotation(field, name, len(values))
    scaled = [[field.multiply(p, value) for p, value in zip(row, values, strict=True)] for row in turn]
    return linear.product(field, scaled, [list(column) for column in zip(*turn, strict=True)])


def _triangle(field: Field, name: str, part: str, n: int) -> tuple[Rows, Rows]:
    """Return a lower triangular matrix with ones on its diagonal, free below it, and its inverse: Σ (I − T)^k."""
    lower, rest = linear.identity(field, n), [[field.ring.zero] * n for _ in range(n)]
    for j, i in combinations(range(n), 2):
        lower[i][j] = variable(field, (part, name, (i, j)), radius=Fraction(1))
        rest[i][j] = -lower[i][j]
    total = power = linear.identity(field, n)
    for _ in range(n - 1):
        power = linear.product(field, power, rest)
        total = [[field.add(p, q) for p, q in zip(*rows, strict=True)] for rows in zip(total, power, strict=True)]
    return lower, total


def _with_eigenvalues(field: Field, name: str, values: Sequence[Poly]) -> Rows:
    """Return T diag(values) T⁻¹ for T = L U, L lower and U upper triangular with ones on their diagonals.

    Nearly every T is such a product but for the lengths of its columns, which change nothing here.
    """
    n = len(values)
    (lower, unlower), (turned, unturned) = (_triangle(field, name, part, n) for part in ("lower", "upper"))
    upper, unupper = ([list(column) for column in zip(*rows, strict=True)] for rows in (turned, unturned))
    scaled = [[field.multiply(p, value) for p, value in zip(row, values, strict=True)] for row in upper]
    inner = linear.product(field, scaled, unupper)
    return linear.product(field, linear.product(field, lower, inner), unlower)


def _idempotent(field: Field, name: str, n: int) -> Rows:
    return _with_eigenvalues(field, name, [_bit(field, ("bit", name, i)) for i in range(n)])


def _involutory(field: Field, name: str, n: int) -> Rows:
    return _with_eigenvalues(field, name, [_sign(field, ("sign", name, i)) for i in range(n)])


def _nilpotent(field: Field, name: str, n: int) -> Rows:
    """Return L N L⁻¹, N zero but above its diagonal: nearly every T is L times what keeps N of this form."""
    lower, unlower = _triangle(field, name, "lower", n)
    inner = [[field.ring.zero] * n for _ in range(n)]
    for i, j in combinations(range(n), 2):
        inner[i][j] = variable(field, ("above", name, (i, j)), radius=Fraction(1))
    return linear.product(field, linear.product(field, lower, inner), unlower)


def _permutation(field: Field, name: str, n: int) -> Rows:
    """Return every permutation at once: neighbours change places or do not, by one bit each, as in bubble sort."""
    rows = linear.identity(field, n)
    one = field.ring.one
    for last in range(n - 1, 0, -1):
        for i in range(last):
            bit = _bit(field, ("bit", name, (last, i)))
            kept = field.subtract(one, bit)
            first, second = rows[i], rows[i + 1]
            pairs = list(zip(first, second, strict=True))
            rows[i] = [field.add(field.multiply(kept, p), field.multiply(bit, q)) for p, q in pairs]
            rows[i + 1] = [field.add(field.multiply(bit, p), field.multiply(kept, q)) for p, q in pairs]
    return rows


def _one_hot(field: Field, name: str, row: int, n: int, sure: bool) -> list[Poly]:
    """Return the entries of a row with a single 1: bits that exclude each other, and what they leave for the last."""
    group = ("one", name, row)
    bits = [_bit(field, (*group, i), group, i, n) for i in range(n - 1)]
    return [*bits, field.subtract(field.ring.one, field.total(bits))]


def _shares(field: Field, name: str, row: int, n: int, sure: bool) -> list[Poly]:
    """Return the entries of a row with sum 1: free ones, and what they leave for the last; `sure`: all positive."""
    centre, radius = Fraction(1, n), Fraction(1, n * n)  # the first n − 1 stay below 1 together
    free = [variable(field, ("share", name, (row, i)), sure, sure, centre, radius) for i in range(n - 1)]
    last = field.subtract(field.ring.one, field.total(free))
    if sure:
        field.note_positive(last)
    return [*free, last]


_ROWS: dict[Hypothesis, Callable[[Field, str, int], Rows]] = {
    skew_symmetric: _skew,
    idempotent: _idempotent,
    involutory: _involutory,
    nilpotent: _nilpotent,
    permutation: _permutation,
}
