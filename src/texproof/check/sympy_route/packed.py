"""Large polynomials as sums of whole numbers: a monomial is one number, its exponents are its digits.

The ring's own arithmetic adds exponents one by one, in tuples as long as the ring has generators, and its coefficients
are fractions. Here the exponents of a product are one sum of two numbers, and coefficients are whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import compress, count
from math import lcm
from typing import Any

from sympy.polys.domains import QQ

from .polynomial import Poly

WIDTH = 16  # bits of an exponent
LARGEST = (1 << WIDTH) - 1
FEW = 24  # products of two terms below which packing costs more than it saves

Terms = dict[int, int]  # monomial: coefficient


def packed(p: Poly) -> tuple[Terms, int] | None:
    """Return p times a whole number as terms, and that number; None where an exponent is too large for its digit."""
    over = lcm(*(int(c.denominator) for c in p.values()))
    try:
        return {
            int.from_bytes(array("H", m).tobytes(), "little"): int(c.numerator) * (over // int(c.denominator))
            for m, c in p.items()
        }, over
    except OverflowError:
        return None


def unpacked(like: Poly, terms: Terms, over: int = 1) -> Poly:
    """Return the polynomial of the ring of another one that terms are, divided by a whole number."""
    size = like.ring.ngens * array("H").itemsize
    made: dict[Any, Any] = {}
    rational = QQ.dtype
    for monomial, c in terms.items():
        exponents = array("H")
        exponents.frombytes(monomial.to_bytes(size, "little"))
        made[tuple(exponents)] = rational(c) if over == 1 else rational(c, over)
    return like.new(made)


def product(p: Poly, q: Poly) -> Poly:
    """Return p q, both of one ring: the same polynomial as the ring's own product."""
    if len(p) * len(q) < FEW or min(len(p), len(q)) < 2:
        return _term_by_term(p, q)
    first, second = packed(p), packed(q)
    if first is None or second is None or highest(first[0]) + highest(second[0]) > LARGEST:
        return p * q
    return unpacked(p, times(first[0], second[0]), first[1] * second[1])


def _term_by_term(p: Poly, q: Poly) -> Poly:
    """Return p q where one of them has few terms: most exponents of a term are 0, and only the others are added."""
    long, short = (p, q) if len(p) > len(q) else (q, p)
    total: dict[Any, Any] = {}
    for monomial, c in short.items():
        held = [(i, monomial[i]) for i in compress(count(), monomial)]
        is_one = c == 1
        for other, d in long.items():
            exponents = list(other)
            for i, e in held:
                exponents[i] += e
            key, value = tuple(exponents), d if is_one else c * d
            known = total.get(key)
            total[key] = value if known is None else known + value
    return long.new(total if len(short) == 1 else {monomial: c for monomial, c in total.items() if c})


def times(p: Terms, q: Terms) -> Terms:
    """Return the product; no exponent of it may be above LARGEST."""
    long, short = (p, q) if len(p) > len(q) else (q, p)
    total: Terms = {}
    known = total.get
    for y, d in short.items():
        for x, c in long.items():
            total[x + y] = known(x + y, 0) + c * d
    return {monomial: c for monomial, c in total.items() if c}


def plus(p: Terms, q: Terms) -> Terms:
    total = dict(p)
    for monomial, c in q.items():
        total[monomial] = total.get(monomial, 0) + c
    return {monomial: c for monomial, c in total.items() if c}


def by_exponent(p: Terms, generator: int) -> dict[int, Terms]:
    """Return {k: P_k} with p = Σ P_k g^k for the generator g of that number."""
    parts: dict[int, Terms] = {}
    shift = WIDTH * generator
    for monomial, c in p.items():
        e = monomial >> shift & LARGEST
        parts.setdefault(e, {})[monomial - (e << shift)] = c
    return parts


def seen(p: Iterable[int]) -> int:
    """Return a number whose digit for a generator is 0 only where no monomial holds it, else at least its exponents."""
    found = 0
    for monomial in p:
        found |= monomial
    return found


def highest(p: Iterable[int]) -> int:
    """Return a number that no exponent is above."""
    found, most = seen(p), 0
    while found:
        most = max(most, found & LARGEST)
        found >>= WIDTH
    return most
