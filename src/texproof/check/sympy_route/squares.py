"""Sums of squares, and what is never negative because of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from .field import Field
from .function_values import Root, Step
from .polynomial import Poly, occurring
from .zero import reduced

MOST = 40  # atoms of a quadratic form
MOST_HALVES = 300  # monomials of one in monomials
MOST_PRODUCTS = 10_000  # of terms, where both sides are squared
DEPTH = 2  # times: a norm of a sum takes two


def never_negative(p: Poly) -> bool:
    """Whether a polynomial is at least 0 for all real values of its generators (sufficient).

    Each of its terms is an even power of everything with a positive coefficient, or it is a quadratic form in the
    generators and 1, or in monomials, whose matrix is positive semidefinite: then it is a sum of squares.
    """
    if all(c > 0 and all(e % 2 == 0 for e in monomial) for monomial, c in p.items()):
        return True
    return _semidefinite(p) or _semidefinite_in_monomials(p)


def _semidefinite(p: Poly) -> bool:
    places: dict[int, int] = {-1: 0}  # of the 1, then of each generator
    entries: dict[tuple[int, int], Fraction] = {}
    for monomial, c in p.items():
        factors = [i for i, e in enumerate(monomial) for _ in range(e)]
        if len(factors) > 2:
            return False
        i, j = sorted(places.setdefault(f, len(places)) for f in (*factors, -1, -1)[:2])
        if len(places) > MOST:
            return False
        entries[i, j] = Fraction(int(c.numerator), int(c.denominator)) / (1 if i == j else 2)
    return _no_negative_pivot(entries, len(places))


def _no_negative_pivot(entries: Mapping[tuple[int, int], Fraction], size: int) -> bool:
    """Whether a symmetric matrix, given by its entries (i, j) with i ≤ j, is positive semidefinite."""
    rows = [[entries.get((min(i, j), max(i, j)), Fraction(0)) for j in range(size)] for i in range(size)]
    for k in range(size):  # elimination: a negative pivot, or a zero one with entries beside it, is a "no"
        pivot = rows[k][k]
        if pivot < 0 or (pivot == 0 and any(rows[k][k:])):
            return False
        for i in range(k + 1, size):
            if pivot and rows[i][k]:
                factor = rows[i][k] / pivot
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    return True


def _semidefinite_in_monomials(p: Poly) -> bool:
    """Whether p is Σ Q_ij h_i h_j with Q positive semidefinite, h_i² being the even monomials of p.

    Only where each other monomial is one product of two of them alone, so that Q is found without a search.
    """
    halves = [tuple(e // 2 for e in m) for m, c in p.items() if c > 0 and all(e % 2 == 0 for e in m)]
    if len(halves) > MOST_HALVES or len(p) > len(halves) * (len(halves) + 1) // 2:
        return False
    products: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    wanted = {m for m, _ in p.items()}
    for j, second in enumerate(halves):
        for i, first in enumerate(halves[: j + 1]):
            product = tuple(a + b for a, b in zip(first, second, strict=True))
            if product in wanted or i == j:
                products.setdefault(product, []).append((i, j))
    entries: dict[tuple[int, int], Fraction] = {}
    for monomial, c in p.items():
        pairs = products.get(tuple(monomial), [])
        if len(pairs) != 1:
            return False
        (i, j) = pairs[0]
        entries[i, j] = Fraction(int(c.numerator), int(c.denominator)) / (1 if i == j else 2)
    return all(_no_negative_pivot(block, size) for block, size in _blocks(entries, len(halves)))


def _blocks(
    entries: Mapping[tuple[int, int], Fraction], size: int
) -> Iterator[tuple[dict[tuple[int, int], Fraction], int]]:
    """Yield the blocks of a symmetric matrix that has its rows and columns in no order, each with its size."""
    beside: dict[int, set[int]] = {i: {i} for i in range(size)}
    for i, j in entries:
        if beside[i] is not beside[j]:
            beside[i] |= beside[j]
            for other in beside[j]:
                beside[other] = beside[i]
    for group in {id(members): members for members in beside.values()}.values():
        at = {i: place for place, i in enumerate(sorted(group))}
        yield {(at[i], at[j]): q for (i, j), q in entries.items() if i in at}, len(at)


def at_least_zero(field: Field, p: Poly, depth: int = DEPTH) -> bool:
    """Whether p is never negative (sufficient): it is a sum of squares, or U − V with U ≥ 0 and U² − V² ≥ 0.

    U are the terms of p that are never negative by what they are made of, as roots are.
    """
    p = _settled(field, p)
    if never_negative(p) or field.positive(p):
        return True
    if not depth or not any(isinstance(field.atoms[i], Root) for i in occurring(p)):
        return False
    above = p.new({m: c for m, c in p.items() if c > 0 and _not_below(field, m)})
    if len(above) == len(p):
        return True
    rooted = p.new({m: c for m, c in above.items() if any(isinstance(field.atoms[i], Root) for i in _places(m))})
    return any(_squared_apart(field, part, p, depth) for part in ((above,) if rooted == above else (above, rooted)))


def _squared_apart(field: Field, above: Poly, p: Poly, depth: int) -> bool:
    """Whether U² ≥ V² for U ≥ 0, a part of p, and V = U − p."""
    rest = field.subtract(above, p)
    if not above or len(above) ** 2 + len(rest) ** 2 > MOST_PRODUCTS:
        return False
    squares = field.subtract(field.multiply(above, above), field.multiply(rest, rest))
    return at_least_zero(field, squares, depth - 1)


def _places(monomial: tuple[int, ...]) -> list[int]:
    return [i for i, e in enumerate(monomial) if e]


def equal_by_squares(field: Field, p: Poly, signs: Mapping[int, int]) -> bool:
    """Whether p = U − V is zero since U² = V² and neither is negative, the generators having these signs."""
    above: dict[tuple[int, ...], Any] = {}
    below: dict[tuple[int, ...], Any] = {}
    for monomial, c in p.items():
        sign = 1 if c > 0 else -1
        for i in _places(monomial):
            atom = field.atoms[i]
            if monomial[i] % 2 and not (atom.positive or isinstance(atom, Root)):
                sign *= signs.get(i, 0)
        if not sign:
            return False
        (above if sign > 0 else below)[monomial] = c
    left, right = p.new(above), p.new(below)
    if len(left) ** 2 + len(right) ** 2 > MOST_PRODUCTS:
        return False
    squares = field.subtract(field.multiply(left, left), field.multiply(right, right))
    return not reduced(field, squares)


def _not_below(field: Field, monomial: tuple[int, ...]) -> bool:
    atoms = (field.atoms[i] for i, e in enumerate(monomial) if e % 2)
    return all(atom.positive or isinstance(atom, Root | Step) for atom in atoms)


def _settled(field: Field, p: Poly) -> Poly:
    """Return p with h² = h for its steps and (√q)² = q for its roots."""
    p = field.up(p)
    for i in reversed(occurring(p)):
        atom = field.atoms[i]
        degree = atom.degree if isinstance(atom, Root) else 2
        if isinstance(atom, Root | Step) and any(m[i] >= degree for m in p):
            p = field.up(atom.settle(field, p))
    return p
