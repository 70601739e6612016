"""Exact polynomials over the rationals in numbered generators: SymPy's sparse rings, with room to grow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import compress, count
from typing import Any, TypeAlias

from sympy import Symbol
from sympy.polys.domains import QQ
from sympy.polys.orderings import lex
from sympy.polys.rings import PolyElement, PolyRing

Poly: TypeAlias = PolyElement
CAPACITY = 64  # generators of the first ring; a full ring is replaced by one of twice its capacity
WORK_LIMIT = 400_000  # products of two terms in one obligation; some 5 µs each


class TooLarge(Exception):
    """A value would take more work than one obligation may; the message says what grew."""


@cache
def ring_of(capacity: int) -> PolyRing:
    """Return the ring of that many generators. Their names are made here and never come from a page."""
    return PolyRing(tuple(Symbol(f"g{i}") for i in range(capacity)), QQ, lex)


def lift(p: Poly, ring: PolyRing) -> Poly:
    """Return the same polynomial in a ring with at least as many generators."""
    padding = (0,) * (ring.ngens - p.ring.ngens)
    if not padding:
        return p
    return ring.dtype({monomial + padding: c for monomial, c in p.items()})


def occurring(p: Poly) -> list[int]:
    """Return the numbers of the generators that occur in p, ascending."""
    if len(p) == 1:
        (monomial,) = p
        return list(compress(count(), monomial))
    return list(compress(count(), map(any, zip(*p, strict=True))))


def constant(p: Poly) -> Any | None:
    """Return the rational number that p is, or None where a generator occurs in it."""
    if not p:
        return QQ.zero
    if len(p) > 1:
        return None
    ((monomial, c),) = p.items()
    return None if any(monomial) else c


def single_generator(p: Poly) -> int | None:
    """Return the number of the generator that p is, or None where it is something else."""
    if len(p) != 1:
        return None
    ((monomial, c),) = p.items()
    return monomial.index(1) if c == 1 and sum(monomial) == 1 else None


def is_one(p: Poly) -> bool:
    return constant(p) == 1


def fingerprint(p: Poly) -> frozenset[Any]:
    """Return a key that is equal for equal polynomials, whatever ring they lie in."""
    return frozenset((tuple((i, e) for i, e in enumerate(m) if e), c) for m, c in p.items())


def by_powers(p: Poly, generator: int) -> dict[int, Poly]:
    """Return {k: P_k} with p = Σ P_k g^k, no P_k zero, for the generator g of that number."""
    parts: dict[int, dict[Any, Any]] = {}
    for monomial, c in p.items():
        e = monomial[generator]
        rest = (*monomial[:generator], 0, *monomial[generator + 1 :]) if e else monomial
        parts.setdefault(e, {})[rest] = c
    return {e: p.new(terms) for e, terms in parts.items()}


def by_monomials(p: Poly, generators: Iterable[int]) -> dict[tuple[tuple[int, int], ...], Poly]:
    """Return {monomial in those generators: its coefficient, free of them}, monomials as (number, exponent) pairs."""
    chosen = tuple(generators)
    parts: dict[tuple[tuple[int, int], ...], dict[Any, Any]] = {}
    for monomial, c in p.items():
        inner = tuple((i, monomial[i]) for i in chosen if monomial[i])
        rest = monomial
        if inner:
            exponents = list(monomial)
            for i, _ in inner:
                exponents[i] = 0
            rest = tuple(exponents)
        parts.setdefault(inner, {})[rest] = c
    return {inner: p.new(terms) for inner, terms in parts.items()}


def partials(p: Poly, generators: Iterable[int]) -> dict[int, Poly]:
    """Return {i: ∂p/∂g_i} for those of the generators that occur in p, in one pass over its terms."""
    chosen = tuple(generators)
    parts: dict[int, dict[Any, Any]] = {}
    for monomial, c in p.items():
        for i in chosen:
            e = monomial[i]
            if e:
                parts.setdefault(i, {})[(*monomial[:i], e - 1, *monomial[i + 1 :])] = c * e
    return {i: p.new(terms) for i, terms in parts.items()}


def common_monomial(p: Poly) -> tuple[int, ...]:
    """Return the exponents of the largest monomial that divides p, which is not zero."""
    return tuple(map(min, zip(*p.keys(), strict=True)))


def over_monomial(p: Poly, exponents: tuple[int, ...]) -> Poly:
    """Return p divided by a monomial that divides it."""
    if not any(exponents):
        return p
    return p.new({tuple(a - b for a, b in zip(m, exponents, strict=True)): c for m, c in p.items()})
