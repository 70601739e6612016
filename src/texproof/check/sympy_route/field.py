"""The field that entries live in: polynomials in generators, each generator an atom with a meaning."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sympy.polys.domains import QQ

from .divisibility import divided
from .packed import product
from .polynomial import (
    CAPACITY,
    WORK_LIMIT,
    Poly,
    TooLarge,
    by_monomials,
    constant,
    fingerprint,
    lift,
    occurring,
    partials,
    ring_of,
    single_generator,
)

if TYPE_CHECKING:
    from .atoms import Atom

EXPONENT_LIMIT = 256
DIVISION_LIMIT = 10_000_000  # terms of the dividend times steps of the division, some 30 ns each
MONOMIAL_EXPONENT_LIMIT = 1_000_000  # exp(0.044715 x) is a power of exp(x/2000000) or the like


class Undefined(Exception):
    """A value that does not exist: a division by zero, a root of a negative number. The message says which."""


class Field:
    """Atoms in order of creation, atom i being generator i, and arithmetic on polynomials in them.

    Polynomials from before the ring grew are lifted when they meet newer ones. Every operation
    counts its products of terms; past the limit it raises TooLarge instead of running on.
    """

    def __init__(self) -> None:
        self.ring = ring_of(CAPACITY)
        self.atoms: list[Atom] = []
        self.numbers: dict[Hashable, int] = {}
        self.work = 0
        self._derivatives: dict[tuple[int, int], Poly] = {}
        self._soft: list[int] = []  # atoms that stand for another value in the final test
        self.positive_functions: frozenset[str] = frozenset()  # function parameters with that hypothesis
        self.known_positive: dict[Any, Poly] = {}  # by fingerprint: what a hypothesis makes positive

    # Atoms

    def number(self, key: Hashable) -> int | None:
        return self.numbers.get(key)

    def atom(self, key: Hashable, make: Callable[[], Atom]) -> Poly:
        """Return the generator of the atom with that key, made where there is none yet."""
        number = self.numbers.get(key)
        if number is None:
            number = self.add_atom(make())
        return self.ring.gens[number]

    def add_atom(self, atom: Atom) -> int:
        """Give the atom its generator and return its number; its key must be new."""
        if len(self.atoms) == self.ring.ngens:
            self.ring = ring_of(2 * self.ring.ngens)
        number = len(self.atoms)
        self.atoms.append(atom)
        self.numbers[atom.key] = number
        atom.number = number
        if atom.value is not None:
            self._soft.append(number)
        return number

    def generator(self, number: int) -> Poly:
        return self.ring.gens[number]

    def forget(self, count: int) -> None:
        """Drop every atom but the first `count`, so that what follows starts from the same state."""
        for atom in self.atoms[count:]:
            del self.numbers[atom.key]
        del self.atoms[count:]
        self._soft = [i for i in self._soft if i < count]
        self._derivatives.clear()
        self.work = 0

    # Arithmetic

    def rational(self, value: int | Fraction) -> Poly:
        if not value:
            return self.ring.zero
        fraction = Fraction(value)
        return self.ring.dtype({self.ring.zero_monom: QQ(fraction.numerator, fraction.denominator)})

    def up(self, p: Poly) -> Poly:
        return p if p.ring is self.ring else lift(p, self.ring)

    def add(self, a: Poly, b: Poly) -> Poly:
        if not a or not b:
            return self.up(a or b)
        self.spend((len(a) + len(b)) // 4)
        return self.up(a) + self.up(b)

    def subtract(self, a: Poly, b: Poly) -> Poly:
        if not b:
            return self.up(a)
        self.spend((len(a) + len(b)) // 4)
        return self.up(a) - self.up(b)

    def total(self, terms: Iterable[Poly]) -> Poly:
        """Return Σ terms, in time proportional to the number of all their terms."""
        found: dict[Any, Any] = {}
        for p in list(terms):  # all of them first: what makes a term may make the ring grow
            self.spend(len(p) // 4)
            for monomial, c in self.up(p).items():
                known = found.get(monomial)
                found[monomial] = c if known is None else known + c
        return self.ring.dtype({monomial: c for monomial, c in found.items() if c})

    def multiply(self, a: Poly, b: Poly) -> Poly:
        self.spend(len(a) * len(b))
        return product(self.up(a), self.up(b))

    def spend(self, products: int) -> None:
        """Count products of terms before they are computed. Raises TooLarge past the limit of one obligation."""
        self.work += products
        if self.work > WORK_LIMIT:
            raise TooLarge("the polynomials grow beyond the budget of one obligation")

    def divided(self, p: Poly, q: Poly) -> Poly | None:
        """Return p/q where q divides p exactly, else None; None also where finding out would cost much.

        Neither is zero. A common factor that stays is cleared in the final test like any other.
        """
        steps = len(p) * (len(p) // len(q) + 1)
        if steps > DIVISION_LIMIT:
            return None
        self.spend(steps // 150)
        return divided(self.up(p), self.up(q))

    def power(self, p: Poly, exponent: int) -> Poly:
        """Return p^exponent for a whole exponent ≥ 0, by repeated squaring under the budget."""
        if exponent > (EXPONENT_LIMIT if len(p) > 1 else MONOMIAL_EXPONENT_LIMIT):
            raise TooLarge(f"an exponent of {exponent}")
        c = constant(p)
        if c is not None and exponent * max(abs(c.numerator), c.denominator).bit_length() > 100_000:
            raise TooLarge(f"a number raised to {exponent}")
        result, square = self.ring.one, p
        while exponent:
            if exponent & 1:
                result = self.multiply(result, square)
            exponent >>= 1
            if exponent:
                square = self.multiply(square, square)
        return result

    def dot(self, left: Sequence[Poly], right: Sequence[Poly]) -> Poly:
        """Return Σ left_i right_i."""
        products = [self.multiply(a, b) for a, b in zip(left, right, strict=True) if a and b]
        return self.up(products[0]) if len(products) == 1 else self.total(products)

    # Derivation

    def depends(self, p: Poly) -> int:
        """Return the set of atoms, as bits of a number, whose variation may change p."""
        mask = 0
        for i in occurring(p):
            mask |= self.atoms[i].depends
        return mask

    def derivative(self, p: Poly, variable: int) -> Poly:
        """Return D p = Σ ∂p/∂g · D g for the derivation that varies the atom of that number on its own."""
        number = single_generator(p)
        if number is not None:
            return self._of_atom(number, variable)
        live = [i for i in occurring(p) if self.atoms[i].depends >> variable & 1]
        parts = partials(p, live)
        return self.total([self.multiply(part, self._of_atom(i, variable)) for i, part in parts.items()])

    def _of_atom(self, number: int, variable: int) -> Poly:
        if number == variable:
            return self.ring.one
        if not self.atoms[number].depends >> variable & 1:
            return self.ring.zero
        key = (number, variable)
        known = self._derivatives.get(key)
        if known is None:
            known = self._derivatives[key] = self.atoms[number].derivative(self, variable)
        return known

    # The final test's view: atoms that stand for another value are replaced by it.

    def is_soft(self, p: Poly) -> bool:
        return bool(self._soft) and any(self.atoms[i].value is not None for i in occurring(p))

    def give_value(self, number: int, value: Poly | None) -> None:
        """Let an atom stand for a value in the final test, which holds no such atom; None: for itself again."""
        self.atoms[number].value = value
        self._soft = [i for i in self._soft if i != number] + ([] if value is None else [number])

    def expand(self, p: Poly) -> Poly:
        """Return p with every soft atom replaced by its value; a value holds no soft atom."""
        soft = [i for i in occurring(p) if self.atoms[i].value is not None]
        if not soft:
            return self.up(p)
        terms = []
        powers: dict[tuple[int, int], Poly] = {}
        for monomial, coefficient in by_monomials(p, soft).items():
            for i, e in monomial:
                if (i, e) not in powers:
                    powers[i, e] = self.power(self.atoms[i].hard_value, e)
                coefficient = self.multiply(coefficient, powers[i, e])
            terms.append(coefficient)
        return self.total(terms)

    def note_positive(self, p: Poly) -> None:
        """Let p be known as positive, because a hypothesis says so."""
        scaled = p.quo_ground(abs(p.LC))  # its sign stays: 1 − x is not x − 1
        self.known_positive[fingerprint(scaled)] = scaled

    def positive(self, p: Poly) -> bool:
        """Whether p is known to be positive: noted so, or by the coefficients and the atoms of its terms."""
        if self.known_positive and p and fingerprint(p.quo_ground(abs(p.LC))) in self.known_positive:
            return True
        strict = False
        for monomial, c in p.items():
            if c < 0:
                return False
            odd_positive = all(self.atoms[i].positive or e % 2 == 0 for i, e in enumerate(monomial) if e)
            if not odd_positive:
                return False
            strict = strict or all(self.atoms[i].positive or self.atoms[i].nonzero for i, e in enumerate(monomial) if e)
        return strict

    def fraction(self, p: Poly) -> Fraction | None:
        """Return the number that p is, or None."""
        c: Any = constant(p)
        return None if c is None else Fraction(int(c.numerator), int(c.denominator))
