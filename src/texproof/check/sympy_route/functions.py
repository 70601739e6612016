"""Functions of elements: exp, log, roots, powers and function parameters.

Each returns an element in atoms that are shared wherever the arguments are equal. An argument with
soft atoms (see field.py) gets an atom of its own, which is differentiated through them, and whose
value is the same function of the expanded argument: what is equal meets again in the final test.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction

from sympy import factorint

from .atoms import Atom, Reciprocal
from .factors import Factored, factored, small_factors, square_without_signs, squared_factors
from .field import Field, Undefined
from .function_values import Applied, Exponential, Logarithm, LogarithmOfMagnitude, Pi, Root
from .literals import Literal
from .polynomial import Poly, fingerprint, is_one, occurring, single_generator
from .quotient import reciprocal, tidy
from .steps import larger
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
    base = atom.argument
    if isinstance(atom, LogarithmOfMagnitude):
        base = larger(field, base, -base)
    return integer_power(field, root(field, base, coefficient.denominator), coefficient.numerator)


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
    """Return log p, split over squares and over factors that are known to be positive. Raises Undefined at 0.

    Where log(q² r) has a value, it is 2 log |q| + log r, whatever the sign of q.
    """
    p = tidy(field, p)
    parts = _parts(field, p)
    if parts.content < 0:
        raise Undefined(f"the logarithm of {parts.content}")
    squares, rest = squared_factors(field, parts.rest)
    if rest == -1:
        raise Undefined("the logarithm of the opposite of a square")
    result = _logarithm_but_for_the_rest(field, parts)
    for base, exponent in squares:
        result = field.add(result, logarithm_of_magnitude(field, base).mul_ground(exponent))
    if not is_one(rest):
        square = square_without_signs(field, rest)
        last = _logarithm_of_factor(field, rest) if square is None else logarithm(field, square).quo_ground(2)
        result = field.add(result, last)
    return result


def logarithm_of_magnitude(field: Field, p: Poly) -> Poly:
    """Return log |p|, split over factors. Raises Undefined at 0."""
    p = tidy(field, p)
    parts = _parts(field, p)
    result = _logarithm_but_for_the_rest(field, parts)
    for base, exponent in small_factors(parts.rest):
        result = field.add(result, _logarithm_of_its_magnitude(field, base).mul_ground(exponent))
    return result


def _parts(field: Field, p: Poly) -> Factored:
    if not p:
        raise Undefined("the logarithm of 0")
    return factored(field, p)


def _logarithm_but_for_the_rest(field: Field, parts: Factored) -> Poly:
    """Return the logarithm of the content's absolute value and of the positive factors."""
    result = field.ring.zero
    for prime, exponent in _primes(abs(parts.content)).items():
        result = field.add(result, _logarithm_of_factor(field, field.rational(prime)).mul_ground(exponent))
    for base, exponent in parts.powers:
        result = field.add(result, _logarithm_of_factor(field, base).mul_ground(exponent))
    return result


def _logarithm_of_factor(field: Field, q: Poly) -> Poly:
    """Return log q: of e^p it is p, and a root that has a logarithm is positive, as what is under it."""
    match _single_atom(field, q):
        case Exponential(argument=argument):
            return field.up(argument)
        case Root(of=of, degree=degree):
            return logarithm(field, of).quo_ground(degree)

    def make() -> Logarithm:
        same = _made(field, _magnitude_key(q))
        return Logarithm(
            key=_logarithm_key(q), argument=q, reciprocal=reciprocal, value=_value(field, q, logarithm),
            depends=field.depends(q), independent=False, same=same, related=same is not None,
        )  # fmt: skip

    return field.atom(_logarithm_key(q), make)


def _logarithm_of_its_magnitude(field: Field, q: Poly) -> Poly:
    """Return log |q| of a factor: of 1/p it is −log |p|, and a root is not negative."""
    match _single_atom(field, q):
        case Reciprocal(of=of):
            return -logarithm_of_magnitude(field, of)
        case Root(of=of, degree=degree):
            return logarithm(field, of).quo_ground(degree)

    def make() -> LogarithmOfMagnitude:
        same = _made(field, _logarithm_key(q), _logarithm_key(-q))
        return LogarithmOfMagnitude(
            key=_magnitude_key(q), argument=q, reciprocal=reciprocal, value=_value(field, q, logarithm_of_magnitude),
            depends=field.depends(q), independent=False, same=same, related=same is not None,
        )  # fmt: skip

    return field.atom(_magnitude_key(q), make)


def _single_atom(field: Field, q: Poly) -> Atom | None:
    number = single_generator(q)
    return None if number is None else field.atoms[number]


def _logarithm_key(q: Poly) -> Hashable:
    return ("log", fingerprint(q))


def _magnitude_key(q: Poly) -> Hashable:
    return ("log of magnitude", fingerprint(q if q.LC > 0 else -q))


def _made(field: Field, *keys: Hashable) -> Poly | None:
    """Return the first of these elements that stands already."""
    numbers = (field.number(key) for key in keys)
    return next((field.generator(number) for number in numbers if number is not None), None)


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
