"""The unit step, and with it maxima, absolute values and cases."""

from __future__ import annotations

from .atoms import Sign
from .field import Field
from .function_values import Root, Step
from .holding import held
from .point import clearly_nonzero
from .polynomial import Poly, constant, fingerprint, occurring
from .quotient import tidy
from .squares import at_least_zero
from .zero import plain


def step(field: Field, p: Poly) -> Poly:
    """Return 1 where p > 0 and 0 where p < 0; at p = 0 it is 0, and nothing is claimed about its derivative."""
    p = tidy(field, p)
    number = constant(p)
    if number is not None:
        return field.ring.one if number > 0 else field.ring.zero
    if field.positive(p):
        return field.ring.one
    if field.positive(-p) or at_least_zero(field, -p):
        return field.ring.zero
    # What is 0 on a whole piece, as x − max(x, y) is, has no side there: then [p > 0] and [p < 0] are both 0.
    generic = is_generic(field, p)
    turned = p.LC < 0 and generic
    q = p.quo_ground(p.LC if turned else abs(p.LC))
    key = ("step", fingerprint(q))

    def make() -> Step:
        value = step(field, field.expand(q)) if field.is_soft(q) else None
        return Step(key=key, argument=q, generic=generic, value=value, related=True, independent=False)

    h = field.atom(key, make)
    return field.subtract(field.ring.one, h) if turned else h


def is_generic(field: Field, p: Poly) -> bool:
    """Whether p is 0 on a set only that has no inside.

    It is where p is analytic and not 0 somewhere: made without steps, and without roots of what may change its sign.
    """
    p = field.expand(p)
    return plain(field, p) or (_is_analytic(field, p, set()) and clearly_nonzero(field, p) is True)


def _is_analytic(field: Field, p: Poly, seen: set[int]) -> bool:
    for i in occurring(p):
        atom = field.atoms[i]
        if i in seen:
            continue
        seen.add(i)
        if isinstance(atom, Step | Sign) or (isinstance(atom, Root) and not field.positive(atom.of)):
            return False
        inside = held(atom)
        if inside is not None and not _is_analytic(field, inside, seen):
            return False
    return True


def larger(field: Field, p: Poly, q: Poly) -> Poly:
    """Return max(p, q)."""
    apart = field.subtract(p, q)
    return field.add(q, field.multiply(step(field, apart), apart))


def smaller(field: Field, p: Poly, q: Poly) -> Poly:
    """Return min(p, q)."""
    return -larger(field, -p, -q)
