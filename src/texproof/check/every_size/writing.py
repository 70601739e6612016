"""Writing combinations out: definitions for computed symbols, free tensors for what no definition is left of."""

from __future__ import annotations

from fractions import Fraction

from ...model.declare import Kind
from ...model.hypotheses import diagonal, orthogonal, positive_definite, symmetric
from . import rules
from .array import Array, Places, delta, kronecker, matmul, multiply, power, transpose
from .coefficient import ONE as UNIT
from .coefficient import Coefficient
from .naming import combination_key
from .network import (
    Applied,
    Combination,
    Computed,
    Determinant,
    Entry,
    Factor,
    Free,
    Group,
    InverseEntry,
    Inverted,
    Network,
    Partial,
    total,
)
from .normal import Normaliser
from .positions import Axis, NoRule, Place, Position, length, node
from .unknown import tensor

BOTH = ((0, 1), (1, 0))


def parameter(name: str, kind: Kind, axes: tuple[Axis, ...]) -> Array:
    """Return a parameter of a model, with the structure that its hypotheses give it."""
    rank = len(axes)
    same = kind.has(symmetric) or kind.has(positive_definite)
    free = Free(name, BOTH if same and rank == 2 else (), orthogonal=kind.has(orthogonal))

    def entry(places: Places) -> Combination:
        if kind.has(diagonal):
            rules.DIAGONAL.use()
            return delta(*places) * Combination.of(Entry(Free(f"{name}:diagonal"), places[:1]))
        if free.orders:
            rules.SYMMETRIC.use()
        return Combination.of(Entry(free, places))

    found = Array(axes, entry)
    found.kind, found.named = kind, True
    return found


def inverse(array: Array) -> Array:
    """Return the inverse of a square array; where it is written out the rules for it are used."""
    rows, columns = array.axes
    return Array((columns, rows), lambda at: Combination.of(InverseEntry(array, at)), (array,), "inverse")


class Writer:
    """Writes combinations out under the sizes that are meant."""

    def __init__(self, normaliser: Normaliser) -> None:
        self.normaliser = normaliser
        self._inverses: dict[int, Array] = {}
        self._determinants: dict[int, Combination] = {}

    def written(self, combination: Combination) -> Combination:
        """Return the combination in entries of free tensors, of functions and of deltas alone."""
        return total(self._network(network) for network in combination.networks)

    def form(self, combination: Combination) -> Combination:
        """Return the normal form of what is written out."""
        return self.normaliser.form(self.written(combination))

    def _network(self, network: Network) -> Combination:
        kept, others = [], []
        for factor, exponent in network.factors:
            found = self._factor(factor)
            if isinstance(found, Combination):
                others.append(found.power(exponent))
            else:
                kept.append((found, exponent))
        result = Combination((Network(UNIT, (), tuple(kept)),))
        for other in others:
            result = result * other
        return result.scaled(network.coefficient).summed(network.bound)

    def _factor(self, factor: Factor) -> Factor | Combination:
        match factor:
            case Computed(array=array, places=places):
                return self.written(array.written_out(places))
            case Partial(call=call, by=by, places=groups):
                return tensor(call, by, groups)
            case InverseEntry(array=array, places=places):
                return self.written(self._inverse(array).entry(places))
            case Determinant(array=array):
                if array.number not in self._determinants:
                    self._determinants[array.number] = self.written(self._determinant(array))
                return self._determinants[array.number]
            case Group(argument=argument):
                return Group(self.written(argument))
            case Applied(name=name, order=order, argument=argument):
                return Applied(name, order, self.written(argument))
        return factor

    def _inverse(self, array: Array) -> Array:
        if array.number not in self._inverses:
            self._inverses[array.number] = self._made_inverse(array)
        return self._inverses[array.number]

    def _made_inverse(self, array: Array) -> Array:
        """Return the inverse by the rules for products, transposes, multiples, ⊗; else a free tensor."""
        how, of = array.made
        match how:
            case "identity":
                return array
            case "inverse":
                rules.INVERSE_OF_INVERSE.use()
                return of[0]
            case "transpose":
                rules.INVERSE_OF_TRANSPOSE.use()
                return transpose(self._inverse(of[0]), (1, 0))
            case "product" if is_square(of[0]) and is_square(of[1]):
                rules.INVERSE_OF_PRODUCT.use()
                return matmul(self._inverse(of[1]), self._inverse(of[0]))
            case "multiple":
                rules.INVERSE_OF_MULTIPLE.use()
                return multiply(power(of[0], Fraction(-1)), self._inverse(of[1]))
            case "kronecker" if is_square(of[0]) and is_square(of[1]):
                rules.INVERSE_OF_KRONECKER.use()
                return kronecker(self._inverse(of[0]), self._inverse(of[1]))
        if array.kind is not None and array.kind.has(orthogonal):
            rules.ORTHOGONAL.use()
            return transpose(array, (1, 0))
        if array.kind is not None and array.kind.has(diagonal):
            return self._inverse_of_diagonal(array)
        return self._free_inverse(array)

    def _free_inverse(self, array: Array) -> Array:
        """Return the inverse as a free tensor: one for a matrix, its transpose and its multiples."""
        straight, form = self._named_form(array)
        places = straight
        key, turned = _key(form, places), _key(form, places[::-1])
        number, monic = _monic(form, places)
        if number is not None:
            rules.INVERSE_OF_MULTIPLE.use()
            key, turned, form = _key(monic, places), _key(monic, places[::-1]), monic
        if turned < key:
            rules.INVERSE_OF_TRANSPOSE.use()
            key, turned, places = turned, key, places[::-1]
        rows, columns = array.axes
        # The size is part of the name: I + 1 1ᵀ has one entry at each place, and an inverse for each size.
        name = Free(
            f"inverse {length(rows)}({key})",
            BOTH if key == turned else (),
            inverse_of=_free_key(form, places),
            inverted=Inverted(form, places),
        )

        def entry(at: Places) -> Combination:
            found = Combination.of(Entry(name, at if is_straight else at[::-1]))
            return found if number is None else found.scaled(number)

        is_straight = places == straight
        return Array((columns, rows), entry, (array,))

    def _inverse_of_diagonal(self, array: Array) -> Array:
        def entry(at: Places) -> Combination:
            return delta(*at) * array.written_out((at[0], at[0])).power(Fraction(-1))

        return Array(array.axes, entry, (array,))

    def _determinant(self, array: Array) -> Combination:
        """Return det of products, transposes and inverses by the rules; else a free number."""
        how, of = array.made
        match how:
            case "identity":
                return Combination.of(1)
            case "inverse":
                rules.DETERMINANT_OF_INVERSE.use()
                return self._determinant(of[0]).power(Fraction(-1))
            case "transpose":
                rules.DETERMINANT_OF_TRANSPOSE.use()
                return self._determinant(of[0])
            case "product" if is_square(of[0]) and is_square(of[1]):
                rules.DETERMINANT_OF_PRODUCT.use()
                return self._determinant(of[0]) * self._determinant(of[1])
        places, form = self._named_form(array)
        key = min(_key(form, places), _key(form, places[::-1]))
        return Combination.of(Entry(Free(f"det {length(array.axes[0])}({key})"), ()))

    def _named_form(self, array: Array) -> tuple[tuple[Place, Place], Combination]:
        """Return a place of nodes for a matrix, and the normal form of its entry there."""
        rows, columns = (tuple((Position.of(n), n.size) for n in map(node, axis)) for axis in array.axes)
        return (rows, columns), self.form(array.entry((rows, columns)))


def _key(form: Combination, places: tuple[Place, Place]) -> str:
    """Return the name of a matrix whose entry at two places of nodes has a normal form."""
    nodes = [n for place in places for position, _ in place for n, _ in position.nodes]
    return combination_key(form, {n: f"@{number}" for number, n in enumerate(nodes)})


def _free_key(form: Combination, places: tuple[Place, Place]) -> str:
    """Return the key of the free tensor that a matrix is, or ""."""
    if len(form.networks) == 1 and form.networks[0].coefficient == UNIT and len(form.networks[0].factors) == 1:
        factor, exponent = form.networks[0].factors[0]
        if isinstance(factor, Entry) and exponent == 1 and factor.places == places:
            return factor.free.key
    return ""


def _monic(form: Combination, places: tuple[Place, Place]) -> tuple[Coefficient | None, Combination]:
    """Return the number by which a matrix is divided so that its first term has none, if it has one, and the rest."""
    if not form.networks:
        raise NoRule("the inverse of 0")
    names = {_key(Combination((Network(UNIT, n.bound, n.factors),)), places): n for n in form.networks}
    number = names[min(names)].coefficient.reciprocal()
    return (None, form) if number is None or number == UNIT else (number, form.scaled(number))


def is_square(array: Array) -> bool:
    return len(array.axes) == 2 and length(array.axes[0]) == length(array.axes[1])
