"""Denominators cleared: a polynomial in reciprocals times powers of what they are the reciprocals of."""

from __future__ import annotations

from .atoms import Reciprocal
from .field import Field
from .packed import LARGEST, WIDTH, Terms, by_exponent, highest, packed, plus, seen, times, unpacked
from .polynomial import Poly


def cleared(field: Field, p: Poly, ceiling: int) -> tuple[Poly, int] | None:
    """Return p without its last reciprocals, times a polynomial that is not zero, and the number of the last one used.

    Reciprocals are cleared from the last one below `ceiling` on, until another kind of atom with a relation comes.
    None where an exponent grows too large for it.
    """
    found = packed(p)
    if found is None:
        return None
    terms, most = found[0], highest(found[0])
    while terms:
        number = _last_related(field, terms, ceiling)
        atom = field.atoms[number] if number is not None else None
        if number is None or not isinstance(atom, Reciprocal):
            break
        by = packed(field.up(atom.of))
        if by is None:
            return None
        parts = by_exponent(terms, number)
        most += max(parts) * highest(by[0])
        if most > LARGEST:
            return None
        terms, ceiling = _settled(field, parts, *by), number
    return unpacked(p, terms), ceiling


def _last_related(field: Field, terms: Terms, ceiling: int) -> int | None:
    occurring = seen(terms)
    for i in range(min(ceiling, len(field.atoms)) - 1, -1, -1):
        if field.atoms[i].related and occurring >> WIDTH * i & LARGEST:
            return i
    return None


def _settled(field: Field, parts: dict[int, Terms], q: Terms, over: int) -> Terms:
    """Return Σ over^k P_k q^(K-k) by Horner's scheme: (q/over)^K p times over^K, where r = over/q."""
    total: Terms = {}
    for k in range(max(parts) + 1):
        field.spend(len(total) * len(q))
        total = times(total, q)
        if k in parts:
            part = parts[k] if over == 1 else {monomial: c * over**k for monomial, c in parts[k].items()}
            if total:
                field.spend((len(total) + len(part)) // 4)
            total = plus(total, part) if total else part
    return total
