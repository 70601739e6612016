"""Derivatives of combinations by an entry of a symbol: the rules, and the chain rule through a model's body.

Every rule is the derivative of one factor; the product rule joins them. Each has a page of its own in the list
of rules, with its hypotheses and its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from . import rules
from .array import Array, Places, delta, summed
from .coefficient import ONE as UNIT
from .coefficient import Coefficient
from .network import (
    Applied,
    Combination,
    Computed,
    Delta,
    Determinant,
    Factor,
    Group,
    InverseEntry,
    Network,
    Partial,
    Value,
    total,
)
from .positions import NoRule


def differentiated(combination: Combination, by: Array, at: Places) -> Combination:
    """Return ∂combination/∂by[at], every other symbol held fixed but for what is computed from `by`."""
    parts = []
    for network in combination.networks:
        for number, (factor, exponent) in enumerate(network.factors):
            inner = _factor(factor, by, at)
            if not inner.networks:
                continue
            if exponent != 1:
                rules.POWER.use()
            if len(network.factors) > 1:
                rules.PRODUCT.use()
            rest = list(network.factors)
            rest[number : number + 1] = [(factor, exponent - 1)] if exponent != 1 else []
            outer = Combination((Network(UNIT, (), tuple(rest)),))
            scale = network.coefficient * Coefficient.of(exponent)
            parts.append((outer * inner).scaled(scale).summed(network.bound))
    return total(parts)


def _factor(factor: Factor, by: Array, at: Places) -> Combination:
    """Return the derivative of one factor."""
    match factor:
        case Computed(array=array, places=places):
            if array is by:
                rules.ENTRY.use()
                return _same_entry(places, at)
            if by.number not in array.depends:
                return Combination()
            return differentiated(array.written_out(places), by, at)
        case Partial():
            rules.CHAIN.use()
            return total(_through_arguments(factor, by, at))
        case InverseEntry(array=array, places=places):
            return _of_inverse(array, places, by, at)
        case Determinant(array=array):
            return _of_determinant(factor, array, by, at)
        case Group(argument=argument):
            return differentiated(argument, by, at)
        case Applied(argument=argument):
            inner = differentiated(argument, by, at)
            return _outer(factor) * inner if inner.networks else inner
        case Delta() | Value():
            return Combination()
    raise NoRule(f"the derivative of {type(factor).__name__}")


def _same_entry(places: Places, at: Places) -> Combination:
    r"""∂x_α/∂x_β = δ_αβ: each entry of a symbol is varied on its own."""
    result = Combination.of(1)
    for place, other in zip(places, at, strict=True):
        result = result * delta(place, other)
    return result


def _through_arguments(factor: Partial, by: Array, at: Places) -> Iterator[Combination]:
    """Yield, for each argument of an unknown function, Σ over its entries of the partial derivative times theirs."""
    for number, argument in enumerate(factor.call.arguments):
        if by.number in argument.depends:
            yield _through(factor, number, argument, by, at)


def _through(factor: Partial, number: int, argument: Array, by: Array, at: Places) -> Combination:
    position = sum(1 for t in factor.by if t <= number)
    chosen = (*factor.by[:position], number, *factor.by[position:])
    before, behind = factor.places[: position + 1], factor.places[position + 1 :]

    def body(places: Places) -> Combination:
        outer = Combination.of(Partial(factor.call, chosen, (*before, places, *behind)))
        return outer * differentiated(argument.entry(places), by, at)

    return _over_entries(argument, body)


def _over_entries(array: Array, body: Callable[[Places], Combination]) -> Combination:
    """Return the sum of a body over all places of an array."""

    def over(axes: tuple[tuple[object, ...], ...], places: Places) -> Combination:
        if not axes:
            return body(places)
        return summed(array.axes[len(places)], lambda k: over(axes[1:], (*places, k)))

    return over(array.axes, ())


def _of_inverse(array: Array, places: Places, by: Array, at: Places) -> Combination:
    """∂(X⁻¹)_ij = −Σ_ab (X⁻¹)_ia ∂X_ab (X⁻¹)_bj."""
    if by.number not in array.depends:
        return Combination()
    rules.INVERSE.use()
    row, column = places

    def body(inside: Places) -> Combination:
        change = differentiated(array.entry(inside), by, at)
        if not change.networks:
            return change
        left, right = InverseEntry(array, (row, inside[0])), InverseEntry(array, (inside[1], column))
        return -(Combination.of(left) * change * Combination.of(right))

    return _over_entries(array, body)


def _of_determinant(factor: Determinant, array: Array, by: Array, at: Places) -> Combination:
    """∂det X = det X · Σ_ab (X⁻¹)_ba ∂X_ab, where X is invertible."""
    if by.number not in array.depends:
        return Combination()
    rules.DETERMINANT.use()

    def body(inside: Places) -> Combination:
        inverse = Combination.of(InverseEntry(array, (inside[1], inside[0])))
        return inverse * differentiated(array.entry(inside), by, at)

    return Combination.of(factor) * _over_entries(array, body)


def _outer(factor: Applied) -> Combination:
    """Return f'(u) of f(u)."""
    argument = factor.argument
    same = Combination.of(factor)
    match factor.name:
        case "exp":
            rules.EXPONENTIAL.use()
            return same
        case "log":
            rules.LOGARITHM.use()
            return argument.power(Fraction(-1))
        case "sin":
            rules.SINE.use()
            return Combination.of(Applied("cos", 0, argument))
        case "cos":
            rules.SINE.use()
            return -Combination.of(Applied("sin", 0, argument))
        case "tanh":
            rules.TANGENT.use()
            return Combination.of(1) - same * same
        case name if name.startswith("@"):
            rules.FUNCTION.use()
            return Combination.of(Applied(name, factor.order + 1, argument))
    raise NoRule(f"the derivative of {factor.name}")
