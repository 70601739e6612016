"""Signs of roots: which branch of √ makes a difference zero, where its relation s² = q alone does not say."""

from __future__ import annotations

from itertools import product

from .atoms import OutsideDomain
from .field import Field
from .function_values import Root
from .point import TRIALS, Point
from .polynomial import Poly, common_monomial, occurring
from .zero import plain, reduced

ROOT_LIMIT = 4  # 2⁴ conjugates


def vanishes_on_its_branch(field: Field, p: Poly) -> bool:
    """Return True where a reduced nonzero p with square roots in it is proved to be zero after all.

    Let N be the product of p's conjugates, each with other signs of the roots. If N = 0, one of its
    factors is zero, because analytic functions on a connected domain have no zero divisors; and if
    every conjugate but p and −p themselves is not zero at some point, that factor is p.

    The domain is connected where it is a product of lines, half-lines and cones of positive definite
    matrices, less the zeros of the radicands. These take away a part that does not separate where
    each radicand is a sum of nonnegative terms without a common factor: their zeros have codimension 2.
    """
    roots = [i for i in occurring(p) if isinstance(field.atoms[i], Root)]
    others = [field.atoms[i] for i in occurring(p) if i not in roots]
    if not roots or len(roots) > ROOT_LIMIT or not all(_everywhere(field, i) for i in roots):
        return False
    if not all(atom.independent and not atom.related for atom in others):
        return False
    norm = p
    for i in reversed(roots):
        norm = reduced(field, field.multiply(norm, _conjugate(norm, {i})))
    if norm:
        return False
    choices = product((False, True), repeat=len(roots))
    conjugates = [_conjugate(p, {i for i, turned in zip(roots, turns, strict=True) if turned}) for turns in choices]
    return any(_all_stand_out(field, [q for q in conjugates if q not in (p, -p)], trial) for trial in range(TRIALS))


def _everywhere(field: Field, number: int) -> bool:
    """Whether a square root's radicand is positive but for a set that separates nothing."""
    atom = field.atoms[number]
    if not isinstance(atom, Root) or atom.degree != 2 or not plain(field, atom.of):
        return False
    if field.positive(atom.of):
        return True
    for monomial, c in atom.of.items():
        if c < 0 or any(e % 2 and not field.atoms[i].positive for i, e in enumerate(monomial) if e):
            return False
    return all(not e or field.atoms[i].positive for i, e in enumerate(common_monomial(atom.of)))


def _conjugate(p: Poly, turned: set[int]) -> Poly:
    return p.new({m: (-c if sum(m[i] for i in turned) % 2 else c) for m, c in p.items()})


def _all_stand_out(field: Field, conjugates: list[Poly], trial: int) -> bool:
    point = Point(field, trial)
    try:
        return all(point.stands_out(q) for q in conjugates)
    except (OutsideDomain, ZeroDivisionError):
        return False
