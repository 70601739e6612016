"""Functions of elements: exp, log, sin, cos, tanh, roots, powers and function parameters.

Each returns an element in atoms that are shared wherever the arguments are equal. An argument with
soft atoms (see field.py) gets an atom of its own, which is differentiated through them, and whose
value is the same function of the expanded argument: what is equal meets again in the final test.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from sympy import factorint

from .atoms import Applied, Cosine, Exponential, Logarithm, Pi, Root, Sine
from .factors import factored
from .field import Field, Undefined
from .polynomial import Poly, fingerprint, is_one, occurring, single_generator
from .quotient import divide, reciprocal, tidy
from .zero import is_zero, plain

EXPONENT_UNIT = 12  # exp(c·m) is a power of exp(m/12), so that halves, thirds and quarters meet
TRIG_LIMIT = 12  # multiples of an angle, and angles added, that the addition theorems are applied to
FACTOR_LIMIT = 10**12


def _value(field: Field, p: Poly, function: Callable[[Field, Poly], Poly]) -> Poly | None:
    return function(field, field.expand(p)) if field.is_soft(p) else None


def _independent(field: Field, p: Poly) -> bool:
    return all(field.atoms[i].independent for i in occurring(p))


def pi(field: Field) -> Poly:
    return field.atom(("pi",), lambda: Pi(key=("pi",), positive=True, nonzero=True, independent=False))


def square_root(field: Field, p: Poly) -> Poly:
    """Return √p ≥ 0. Raises Undefined for a negative number."""
    return root(field, p, 2)


def root(field: Field, p: Poly, degree: int) -> Poly:
    """Return the real p^(1/degree) ≥ 0; what is known to be positive is taken out of it."""
    p = tidy(field, p)
    if not p:
        return p
    parts = factored(field, p)
    result = _root_of_rational(field, parts.content, degree)
    for base, exponent in parts.powers:
        whole, rest = divmod(exponent, degree)
        result = field.multiply(result, integer_power(field, base, whole))
        if rest:
            result = field.multiply(result, field.power(_root_atom(field, base, degree), rest))
    if not is_one(parts.rest):
        result = field.multiply(result, _root_atom(field, parts.rest, degree))
    return result


def _root_atom(field: Field, q: Poly, degree: int) -> Poly:
    key = ("root", degree, fingerprint(q))

    def make() -> Root:
        value = _value(field, q, lambda f, p: root(f, p, degree))
        return Root(
            key=key, of=q, degree=degree, reciprocal=reciprocal, value=value, depends=field.depends(q),
            positive=field.positive(q), related=True, independent=False,
        )  # fmt: skip

    return field.atom(key, make)


def _root_of_rational(field: Field, number: Fraction, degree: int) -> Poly:
    """Return number^(1/degree) with one atom for each prime, so that √6 is √2 √3."""
    if number < 0:
        raise Undefined(f"a root of {number}")
    result = field.ring.one
    for prime, exponent in _primes(number).items():
        whole, rest = divmod(exponent, degree)
        result = field.multiply(result, field.rational(Fraction(prime) ** whole))
        if rest:
            atom = _root_atom(field, field.rational(prime), degree)
            result = field.multiply(result, field.power(atom, rest))
    return result


def _primes(number: Fraction) -> dict[int, int]:
    """Return {prime: exponent} of a positive fraction; a large part that is not factored counts as one."""
    powers: dict[int, int] = {}
    for part, sign in ((number.numerator, 1), (number.denominator, -1)):
        if part > FACTOR_LIMIT:
            found = factorint(part, limit=10_000, use_rho=False, use_pm1=False, use_ecm=False)
        else:
            found = factorint(part)
        for prime, exponent in found.items():
            powers[int(prime)] = powers.get(int(prime), 0) + sign * int(exponent)
    return powers


def integer_power(field: Field, p: Poly, exponent: int) -> Poly:
    """Return p^exponent. Raises Undefined for 0^0 and for a negative power of zero."""
    if exponent == 0 and not p:
        raise Undefined("0 to the power 0")
    if exponent >= 0:
        return field.power(p, exponent)
    return field.power(reciprocal(field, p), -exponent)


def power(field: Field, base: Poly, exponent: Poly) -> Poly:
    """Return base^exponent: whole, fractional (a root), or exp(exponent · log base)."""
    number = field.fraction(exponent)
    if number is None:
        return exponential(field, field.multiply(exponent, logarithm(field, base)))
    if number.denominator == 1:
        return integer_power(field, base, number.numerator)
    return integer_power(field, root(field, base, number.denominator), number.numerator)


def exponential(field: Field, p: Poly) -> Poly:
    """Return exp(p) as a product of powers of exp(m/unit), one for each monomial m of p."""
    result = field.ring.one
    p = tidy(field, p)
    for monomial, c in p.items():
        coefficient = Fraction(int(c.numerator), int(c.denominator))
        m = p.new({monomial: p.ring.domain.one})
        factor = _exponential_of_logarithm(field, m, coefficient)
        if factor is None:
            unit = EXPONENT_UNIT if EXPONENT_UNIT % coefficient.denominator == 0 else coefficient.denominator
            atom = _exponential_atom(field, m.quo_ground(unit), unit)
            factor = integer_power(field, atom, int(coefficient * unit))
        result = field.multiply(result, factor)
    return result


def _exponential_of_logarithm(field: Field, m: Poly, coefficient: Fraction) -> Poly | None:
    number = single_generator(m)
    atom = None if number is None else field.atoms[number]
    if not isinstance(atom, Logarithm):
        return None
    return integer_power(field, root(field, atom.argument, coefficient.denominator), coefficient.numerator)


def _exponential_atom(field: Field, argument: Poly, unit: int) -> Poly:
    key = ("exp", fingerprint(argument))
    independent = unit == EXPONENT_UNIT and plain(field, argument)

    def make() -> Exponential:
        return Exponential(
            key=key, argument=argument, value=_value(field, argument, exponential), depends=field.depends(argument),
            positive=True, nonzero=True, independent=independent,
        )  # fmt: skip

    return field.atom(key, make)


def logarithm(field: Field, p: Poly) -> Poly:
    """Return log p, split over those factors that are known to be positive. Raises Undefined at 0."""
    p = tidy(field, p)
    if not p:
        raise Undefined("the logarithm of 0")
    parts = factored(field, p)
    if parts.content < 0:
        raise Undefined(f"the logarithm of {parts.content}")
    result = field.ring.zero
    for prime, exponent in _primes(parts.content).items():
        result = field.add(result, _logarithm_atom(field, field.rational(prime)).mul_ground(exponent))
    for base, exponent in parts.powers:
        result = field.add(result, _logarithm_of_positive(field, base).mul_ground(exponent))
    if not is_one(parts.rest):
        result = field.add(result, _logarithm_atom(field, parts.rest))
    return result


def _logarithm_of_positive(field: Field, base: Poly) -> Poly:
    number = single_generator(base)
    if number is not None:
        atom = field.atoms[number]
        if isinstance(atom, Exponential):
            return field.up(atom.argument)
        if isinstance(atom, Root):
            return logarithm(field, atom.of).quo_ground(atom.degree)
    return _logarithm_atom(field, base)


def _logarithm_atom(field: Field, q: Poly) -> Poly:
    key = ("log", fingerprint(q))

    def make() -> Logarithm:
        return Logarithm(
            key=key, argument=q, reciprocal=reciprocal, value=_value(field, q, logarithm), depends=field.depends(q),
            independent=False,
        )  # fmt: skip

    return field.atom(key, make)


def cosine(field: Field, p: Poly) -> Poly:
    return _cosine_and_sine(field, p)[0]


def sine(field: Field, p: Poly) -> Poly:
    return _cosine_and_sine(field, p)[1]


def tangent(field: Field, p: Poly) -> Poly:
    c, s = _cosine_and_sine(field, p)
    return divide(field, s, c)


def _cosine_and_sine(field: Field, p: Poly) -> tuple[Poly, Poly]:
    """Return cos p and sin p in those of the angles m/d, for p = Σ c m and c = k/d, by the addition theorems."""
    c, s = field.ring.one, field.ring.zero
    p = tidy(field, p)
    if len(p) > TRIG_LIMIT:
        return _angle(field, p)
    for monomial, coefficient in p.items():
        k = int(coefficient.numerator)
        turns = 1 if abs(k) > TRIG_LIMIT else abs(k)
        base = p.new({monomial: abs(coefficient)}).quo_ground(turns)
        c1, s1 = _angle(field, base)
        if k < 0:
            s1 = -s1
        for _ in range(turns):
            c, s = (
                field.subtract(field.multiply(c, c1), field.multiply(s, s1)),
                field.add(field.multiply(s, c1), field.multiply(c, s1)),
            )
    return c, s


def _angle(field: Field, angle: Poly) -> tuple[Poly, Poly]:
    mark = fingerprint(angle)
    depends = field.depends(angle)

    def make_cosine() -> Cosine:
        value = _value(field, angle, cosine)
        return Cosine(
            key=("cos", mark), argument=angle, sine=sine, value=value, depends=depends, independent=False
        )  # fmt: skip

    c = field.atom(("cos", mark), make_cosine)
    number = field.numbers["cos", mark]

    def make_sine() -> Sine:
        value = _value(field, angle, sine)
        return Sine(
            key=("sin", mark), argument=angle, cosine=number, value=value, depends=depends, related=True,
            independent=False,
        )  # fmt: skip

    s = field.atom(("sin", mark), make_sine)
    return field.up(c), s


def hyperbolic_tangent(field: Field, p: Poly) -> Poly:
    """Return tanh p = (e − 1)/(e + 1), e = exp(2p): with it come tanh' = 1 − tanh² and every kin of the logistic."""
    e = exponential(field, p.mul_ground(2))
    one = field.ring.one
    return divide(field, field.subtract(e, one), field.add(e, one))


def hyperbolic_cosine(field: Field, p: Poly) -> Poly:
    return field.add(exponential(field, p), exponential(field, -p)).quo_ground(2)


def hyperbolic_sine(field: Field, p: Poly) -> Poly:
    return field.subtract(exponential(field, p), exponential(field, -p)).quo_ground(2)


def applied(field: Field, name: str, order: int, argument: Poly) -> Poly:
    """Return σ^(order)(argument) of a function parameter; equal arguments give the same element."""
    argument = tidy(field, argument)
    soft = field.is_soft(argument)
    key = ("applied", name, order, fingerprint(argument))
    number = field.number(key)
    if number is not None:
        return field.generator(number)
    if not soft:
        argument = _known_argument(field, name, argument)
        key = ("applied", name, order, fingerprint(argument))

    def make() -> Applied:
        value = applied(field, name, order, field.expand(argument)) if soft else None
        return Applied(
            key=key, name=name, order=order, argument=argument, apply=applied, value=value,
            depends=field.depends(argument), independent=_independent(field, argument),
        )  # fmt: skip

    return field.atom(key, make)


def _known_argument(field: Field, name: str, argument: Poly) -> Poly:
    """Return an argument at which the function stands already and which is proved equal, or this one."""
    easy = plain(field, argument)
    for atom in list(field.atoms):
        if not isinstance(atom, Applied) or atom.name != name or atom.value is not None:
            continue
        if easy and plain(field, atom.argument):
            continue  # polynomials in independent atoms are equal only where they look equal
        if is_zero(field, field.subtract(argument, atom.argument)):
            return field.up(atom.argument)
    return argument


ENTRYWISE: dict[str, Callable[[Field, Poly], Poly]] = {
    "exp": exponential,
    "log": logarithm,
    "sqrt": square_root,
    "sin": sine,
    "cos": cosine,
    "tan": tangent,
    "tanh": hyperbolic_tangent,
    "sinh": hyperbolic_sine,
    "cosh": hyperbolic_cosine,
}
