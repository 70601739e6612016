"""Generic elements: entries that reach every array with a hypothesis, or a dense set of them, by free numbers.

What is polynomial or rational and holds on a dense set holds wherever it is defined. Where the arrays fall apart
into pieces, as idempotent matrices do by their rank, bits and signs reach all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from math import prod

from ...model.hypotheses import (
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
    square_zero,
    stochastic,
    symmetric,
    vanishing,
)
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


def bit(field: Field, key: Key, group: Key | None = None, place: int = 0, count: int = 2) -> Poly:
    return field.atom(key, lambda: Bit(key=key, related=True, group=group or key, place=place, count=count))


def sign(field: Field, key: Key) -> Poly:
    return field.atom(key, lambda: Sign(key=key, nonzero=True, related=True))


def entries(field: Field, name: str, hypotheses: set[Hypothesis], shape: Shape) -> list[Poly] | None:
    """Return the entries of an array that a hypothesis makes up whole, or None where none of them does."""
    rows: Rows | None = None
    if symmetric in hypotheses or (involutory in hypotheses and orthogonal in hypotheses):
        if idempotent in hypotheses:
            bits = [bit(field, ("bit", name, i)) for i in range(shape[0])]
            rows = with_eigenvalues(field, turned(field, name, shape[0]), bits)
        elif involutory in hypotheses or orthogonal in hypotheses:
            both = [sign(field, ("sign", name, i)) for i in range(shape[0])]
            rows = with_eigenvalues(field, turned(field, name, shape[0]), both)
        if rows is not None:
            return [p for row in rows for p in row]
    for hypothesis, make in _ROWS.items():
        if hypothesis in hypotheses:
            return [p for row in make(field, name, shape[0]) for p in row]
    if vanishing in hypotheses:
        return [field.ring.zero] * prod(shape)
    if mask in hypotheses:
        return [bit(field, ("bit", name, i)) for i in range(prod(shape))]
    if signs in hypotheses:
        return [sign(field, ("sign", name, i)) for i in range(prod(shape))]
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


def turned(field: Field, name: str, n: int) -> tuple[Rows, Rows]:
    """Return Q and Qᵀ for a free rotation Q."""
    turn = rotation(field, name, n)
    return turn, [list(column) for column in zip(*turn, strict=True)]


def tilted(field: Field, name: str, n: int) -> tuple[Rows, Rows]:
    """Return T = L U and T⁻¹, L lower and U upper triangular with ones on their diagonals, else free.

    Nearly every T is such a product but for the lengths of its columns, which change nothing in T diag(d) T⁻¹.
    """
    (lower, unlower), (across, unacross) = (_triangle(field, name, part, n) for part in ("lower", "upper"))
    upper, unupper = ([list(column) for column in zip(*rows, strict=True)] for rows in (across, unacross))
    return linear.product(field, lower, upper), linear.product(field, unupper, unlower)


def with_eigenvalues(field: Field, frame: tuple[Rows, Rows], values: Sequence[Poly]) -> Rows:
    """Return T diag(values) T⁻¹ for a frame T, T⁻¹."""
    scaled = [[field.multiply(p, value) for p, value in zip(row, values, strict=True)] for row in frame[0]]
    return linear.product(field, scaled, frame[1])


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


def _idempotent(field: Field, name: str, n: int) -> Rows:
    return with_eigenvalues(field, tilted(field, name, n), [bit(field, ("bit", name, i)) for i in range(n)])


def _involutory(field: Field, name: str, n: int) -> Rows:
    return with_eigenvalues(field, tilted(field, name, n), [sign(field, ("sign", name, i)) for i in range(n)])


def _nilpotent(field: Field, name: str, n: int) -> Rows:
    """Return L N L⁻¹, N zero but above its diagonal: nearly every T is L times what keeps N of this form."""
    lower, unlower = _triangle(field, name, "lower", n)
    inner = [[field.ring.zero] * n for _ in range(n)]
    for i, j in combinations(range(n), 2):
        inner[i][j] = variable(field, ("above", name, (i, j)), radius=Fraction(1))
    return linear.product(field, linear.product(field, lower, inner), unlower)


def _square_zero(field: Field, name: str, n: int) -> Rows:
    """Return L [0 K; 0 0] L⁻¹, K free with ⌊n/2⌋ rows: X² = 0 says that the image of X lies in its kernel.

    Nearly every space of that many dimensions is spanned by the first columns of such an L.
    """
    lower, unlower = _triangle(field, name, "lower", n)
    inner = [[field.ring.zero] * n for _ in range(n)]
    for i in range(n // 2):
        for j in range(n // 2, n):
            inner[i][j] = variable(field, ("above", name, (i, j)), radius=Fraction(1))
    return linear.product(field, linear.product(field, lower, inner), unlower)


def _permutation(field: Field, name: str, n: int) -> Rows:
    """Return every permutation at once: neighbours change places or do not, by one bit each, as in bubble sort."""
    rows = linear.identity(field, n)
    one = field.ring.one
    for last in range(n - 1, 0, -1):
        for i in range(last):
            swap = bit(field, ("bit", name, (last, i)))
            kept = field.subtract(one, swap)
            first, second = rows[i], rows[i + 1]
            pairs = list(zip(first, second, strict=True))
            rows[i] = [field.add(field.multiply(kept, p), field.multiply(swap, q)) for p, q in pairs]
            rows[i + 1] = [field.add(field.multiply(swap, p), field.multiply(kept, q)) for p, q in pairs]
    return rows


def _one_hot(field: Field, name: str, row: int, n: int, sure: bool) -> list[Poly]:
    """Return the entries of a row with a single 1: bits that exclude each other, and what they leave for the last."""
    group = ("one", name, row)
    bits = [bit(field, (*group, i), group, i, n) for i in range(n - 1)]
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
    square_zero: _square_zero,
    nilpotent: _nilpotent,
    permutation: _permutation,
}
