"""The zero test: is an element of the field zero, whatever the free generators are?"""

from __future__ import annotations

from .atoms import Reciprocal
from .clearing import cleared
from .field import Field
from .polynomial import Poly, occurring


def reduced(field: Field, p: Poly) -> Poly:
    """Return a polynomial that is zero exactly where p is, by the relations that atoms carry.

    Soft atoms are replaced by their values. Then each atom with a relation, from the last created
    to the first, is eliminated (p times a power of q, where r = 1/q) or lowered to powers below its
    degree (s² = q). An atom's relation holds only atoms created before it, so one pass is enough.
    """
    p = field.expand(p)
    ceiling = field.ring.ngens
    while p:
        related = [i for i in occurring(p) if i < ceiling and field.atoms[i].related]
        if not related:
            break
        atom = field.atoms[related[-1]]
        quickly = cleared(field, p, related[-1] + 1) if isinstance(atom, Reciprocal) else None
        p, ceiling = quickly or (atom.settle(field, p), related[-1])
    return p


def is_zero(field: Field, p: Poly) -> bool:
    """Return True where p is proved to be zero; False where the relations of its atoms do not show it."""
    return not p or not reduced(field, p)


def plain(field: Field, p: Poly) -> bool:
    """Whether p is a polynomial in atoms without any relation: it is zero only where it looks zero."""
    atoms = [field.atoms[i] for i in occurring(p)]
    return all(a.independent and not a.related and a.value is None for a in atoms)


def conclusive(field: Field, p: Poly) -> bool:
    """Whether a nonzero reduced p is certainly not zero: its atoms are algebraically independent."""
    return all(field.atoms[i].independent for i in occurring(p))
