"""Functions of elements: exp, log, roots, powers and function parameters.

Each returns an element in atoms that are shared wherever the arguments are equal. An argument with
soft atoms (see field.py) gets an atom of its own, which is differentiated through them, and whose
value is the same function of the expanded argument: what is equal meets again in the final test.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from sympy import factorint

from .factors import factored
from .field import Field, Undefined
from .function_values import Applied, Exponential, Logarithm, Pi, Root
from .literals import Literal
from .polynomial import Poly, fingerprint, is_one, occurring, single_generator
from .quotient import reciprocal, tidy
from .zero import is_zero, plain

EXPONENT_UNIT = 12  # exp(c·m) is a power of exp(m/12), so that halves, thirds and quarters meet
FACTOR_LIMIT = 10**12


def _value(field: Field, p: Poly, function: Callable[[Field, Poly], Poly]) -> Poly | None:
    return function(field, field.expand(p)) if field.is_soft(p) else None


def _independent(field: Field, p: Poly) -> bool:
    return all(field.atoms[i].independent for i in occurring(p))


def pi(field: Field) -> Poly:
    return field.atom(("pi",), lambda: Pi(key=("pi",), positive=True, nonzero=True, independent=False))


def constant(field: Field, number: Literal) -> Poly:
    """Return the element that an exact number is."""
    result = field.rational(number.rational)
    if number.pi:
        result = field.multiply(result, integer_power(field, pi(field), number.pi))
    if number.root:
        result = root(field, result, 2)
    return -result if number.negative else result


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
            positive=order == 0 and name in field.positive_functions,
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
