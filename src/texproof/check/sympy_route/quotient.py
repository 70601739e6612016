"""Division: one atom r = 1/q for each denominator q, cleared in the final test, and no gcd on the way."""

from __future__ import annotations

from .atoms import Bit, Imaginary, Reciprocal, Sign
from .field import Field, Undefined
from .function_values import Root, Step
from .point import clearly_nonzero
from .polynomial import Poly, common_monomial, constant, fingerprint, occurring, over_monomial, single_generator
from .zero import conclusive, reduced


def divide(field: Field, p: Poly, q: Poly) -> Poly:
    """Return p/q. Raises Undefined where q is zero."""
    c = constant(q)
    if c:
        return field.up(p) if c == 1 else field.up(p).quo_ground(c)
    return tidy(field, field.multiply(p, reciprocal(field, q)))


def tidy(field: Field, p: Poly) -> Poly:
    """Return p with g · (1/g) cancelled for single generators g, (√q)² as q, powers of bits, signs and i lowered."""
    p = field.up(p)
    for i in reversed(occurring(p)):
        atom = field.atoms[i]
        if isinstance(atom, Root) and any(m[i] >= atom.degree for m in p):
            p = field.up(atom.settle(field, p))
    for r in occurring(p):
        atom = field.atoms[r]
        if isinstance(atom, Reciprocal) and atom.of_generator is not None:
            g = atom.of_generator
            if any(m[g] and m[r] for m in p):
                p = _cancelled(p, g, r)
        elif isinstance(atom, (Bit, Imaginary, Sign)):
            p = atom.settle(field, p)
    return p


def _cancelled(p: Poly, g: int, r: int) -> Poly:
    total: dict[tuple[int, ...], object] = {}
    for monomial, c in p.items():
        e = min(monomial[g], monomial[r])
        if e:
            exponents = list(monomial)
            exponents[g] -= e
            exponents[r] -= e
            monomial = tuple(exponents)
        total[monomial] = total[monomial] + c if monomial in total else c
    return p.new({m: c for m, c in total.items() if c})


def without_reciprocals(field: Field, p: Poly) -> tuple[Poly, dict[int, int]]:
    """Return (N, {i: K_i}) with p = N / Π q_i^K_i, where r_i = 1/q_i are the reciprocals in p."""
    powers: dict[int, int] = {}
    for i in reversed(occurring(p)):
        atom = field.atoms[i]
        if isinstance(atom, Reciprocal):
            powers[i] = max(m[i] for m in p)
            p = atom.settle(field, p)
    return p, powers


def reciprocal(field: Field, p: Poly) -> Poly:
    """Return 1/p. Raises Undefined where p is zero, or zero on a branch of its signs."""
    numerator, powers = without_reciprocals(field, tidy(field, p))
    if not numerator:
        raise Undefined("a division by zero")
    result = field.ring.one
    for i, exponent in powers.items():
        atom = field.atoms[i]
        assert isinstance(atom, Reciprocal)
        while exponent and (quotient := field.divided(numerator, atom.of)) is not None:
            numerator, exponent = quotient, exponent - 1
        result = field.multiply(result, field.power(atom.of, exponent))
    common = common_monomial(numerator)
    numerator = over_monomial(numerator, common)
    for i, exponent in enumerate(common):
        if exponent:
            result = field.multiply(result, field.power(_one_over(field, field.generator(i)), exponent))
    leading = numerator.LC
    if constant(numerator) is None:
        result = field.multiply(result, _one_over(field, numerator.quo_ground(leading)))
    return field.up(result).quo_ground(leading)


def _one_over(field: Field, q: Poly) -> Poly:
    """Return the atom 1/q for a monic q without reciprocals."""
    number = single_generator(q)
    atom = None if number is None else field.atoms[number]
    if isinstance(atom, Root) and constant(atom.of):
        return field.power(q, atom.degree - 1).quo_ground(atom.of.LC)
    key = ("reciprocal", fingerprint(q))

    def make() -> Reciprocal:
        value = reciprocal(field, field.expand(q)) if field.is_soft(q) else None
        if value is None and vanishes_somewhere(field, q):
            raise Undefined("a division by zero")
        generators = occurring(q)
        single = len(q) == 1 and len(generators) == 1
        return Reciprocal(
            key=key, of=q, of_generator=generators[0] if single else None, value=value, depends=field.depends(q),
            positive=field.positive(q), nonzero=True, related=True,
            independent=all(field.atoms[i].independent for i in generators),
        )  # fmt: skip

    return field.atom(key, make)


def vanishes_somewhere(field: Field, q: Poly) -> bool:
    """Whether q is zero, or zero on one of the branches of its signs and steps.

    Elsewhere a nonzero q may vanish at points, and what is proved holds wherever it does not.
    """
    q = reduced(field, q)
    if q and not conclusive(field, q) and clearly_nonzero(field, q) is False:
        return True
    for i in reversed(occurring(q)):
        atom = field.atoms[i]
        if isinstance(atom, (Bit, Sign, Step)) and q:
            q = reduced(field, atom.norm(field, q))
    return not q
