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

Keep = Callable[[Computed], Combination]


def differentiated(combination: Combination, by: Array, at: Places, keep: Keep | None = None) -> Combination:
    """Return ∂combination/∂by[at], every other symbol held fixed but for what is computed from `by`.

    `keep` says what stands for the derivative of a computed symbol's entry; without it the chain rule goes on
    through the symbol's definition.
    """
    parts = []
    for network in combination.networks:
        for number, (factor, exponent) in enumerate(network.factors):
            inner = _factor(factor, by, at, keep)
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


def _factor(factor: Factor, by: Array, at: Places, keep: Keep | None) -> Combination:
    """Return the derivative of one factor."""
    match factor:
        case Computed(array=array, places=places):
            if array is by:
                rules.ENTRY.use()
                return _same_entry(places, at)
            if by.number not in array.depends:
                return Combination()
            return keep(factor) if keep else differentiated(array.written_out(places), by, at)
        case Partial():
            rules.CHAIN.use()
            return total(_through_arguments(factor, by, at, keep))
        case InverseEntry():
            return _of_inverse(factor, by, at, keep)
        case Determinant():
            return _of_determinant(factor, by, at, keep)
        case Group(argument=argument):
            return differentiated(argument, by, at, keep)
        case Applied(argument=argument):
            inner = differentiated(argument, by, at, keep)
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


def _through_arguments(factor: Partial, by: Array, at: Places, keep: Keep | None) -> Iterator[Combination]:
    """Yield, for each argument of an unknown function, Σ over its entries of the partial derivative times theirs."""
    for number, argument in enumerate(factor.call.arguments):
        if by.number in argument.depends:
            yield _through(factor, number, by, at, keep)


def _through(factor: Partial, number: int, by: Array, at: Places, keep: Keep | None) -> Combination:
    argument = factor.call.arguments[number]
    position = sum(1 for t in factor.by if t <= number)
    chosen = (*factor.by[:position], number, *factor.by[position:])
    before, behind = factor.places[: position + 1], factor.places[position + 1 :]

    def body(places: Places) -> Combination:
        outer = Combination.of(Partial(factor.call, chosen, (*before, places, *behind)))
        return outer * differentiated(argument.entry(places), by, at, keep)

    return over_entries(argument, body)


def over_entries(array: Array, body: Callable[[Places], Combination]) -> Combination:
    """Return the sum of a body over all places of an array."""

    def over(axes: tuple[tuple[object, ...], ...], places: Places) -> Combination:
        if not axes:
            return body(places)
        return summed(array.axes[len(places)], lambda k: over(axes[1:], (*places, k)))

    return over(array.axes, ())


def _of_inverse(factor: InverseEntry, by: Array, at: Places, keep: Keep | None) -> Combination:
    """∂(X⁻¹)_ij = −Σ_ab (X⁻¹)_ia ∂X_ab (X⁻¹)_bj."""
    array = factor.array
    if by.number not in array.depends:
        return Combination()
    rules.INVERSE.use()
    row, column = factor.places

    def body(inside: Places) -> Combination:
        change = differentiated(array.entry(inside), by, at, keep)
        if not change.networks:
            return change
        left, right = InverseEntry(array, (row, inside[0])), InverseEntry(array, (inside[1], column))
        return -(Combination.of(left) * change * Combination.of(right))

    return over_entries(array, body)


def _of_determinant(factor: Determinant, by: Array, at: Places, keep: Keep | None) -> Combination:
    """∂det X = det X · Σ_ab (X⁻¹)_ba ∂X_ab, where X is invertible."""
    array = factor.array
    if by.number not in array.depends:
        return Combination()
    rules.DETERMINANT.use()

    def body(inside: Places) -> Combination:
        inverse = Combination.of(InverseEntry(array, (inside[1], inside[0])))
        return inverse * differentiated(array.entry(inside), by, at, keep)

    return Combination.of(factor) * over_entries(array, body)


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
        case "step":
            rules.STEP.use()
            return Combination()
        case name if name.startswith("@"):
            rules.FUNCTION.use()
            return Combination.of(Applied(name, factor.order + 1, argument))
    raise NoRule(f"the derivative of {factor.name}")
