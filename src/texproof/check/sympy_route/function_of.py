"""Functions of one number at eigenvalues, which may hold bits and signs."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass

from . import angles, functions
from .atoms import Bit, Sign
from .field import Field
from .polynomial import Poly, by_powers, occurring
from .quotient import reciprocal, tidy
from .values import EvaluationError

PRINCIPAL = frozenset({"log", "sqrt"})  # which exist where no eigenvalue is 0 or negative


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one number: exp, log, sqrt, sin, cos, or a derivative of a function parameter."""

    name: str
    order: int = 0
    parameters: Set[str] = frozenset()

    def at(self, field: Field, value: Poly) -> Poly:
        """Return the function's value. Raises EvaluationError where it may not have the one that is meant."""
        return self.derivative(field, value, 0)

    def derivative(self, field: Field, value: Poly, order: int) -> Poly:
        """Return a derivative at a value."""
        return on_branches(field, value, lambda one: self._plain(field, one, order))

    def _plain(self, field: Field, value: Poly, order: int) -> Poly:
        if self.name in self.parameters:
            return functions.applied(field, self.name, self.order + order, value)
        if self.name == "exp":
            return functions.exponential(field, value)
        if self.name in ("sin", "cos"):
            turn = (order + (self.name == "cos")) % 4
            found = angles.cosine(field, value) if turn % 2 else angles.sine(field, value)
            return -found if turn in (2, 3) else found
        # The principal branch: at other numbers an equation between real numbers may fail for complex ones.
        if not field.positive(value):
            raise EvaluationError(f"{self.name} of a matrix whose eigenvalues are not known to be positive")
        if self.name == "log" and order == 0:
            return functions.logarithm(field, value)
        if self.name == "log" and order == 1:
            return reciprocal(field, value)
        if self.name == "sqrt" and order < 2:
            root = functions.square_root(field, value)
            return root if order == 0 else reciprocal(field, root).quo_ground(2)
        raise EvaluationError(f"derivative {order} of {self.name} is not taken here")


def on_branches(field: Field, value: Poly, function: Callable[[Poly], Poly]) -> Poly:
    """Return f(value); where bits and signs stand in it, from its values on their branches.

    b is 0 or 1, so f(u + b v) is (1 − b) f(u) + b f(u + v); likewise for a sign.
    """
    value = tidy(field, value)
    for i in occurring(value):
        atom = field.atoms[i]
        if isinstance(atom, (Bit, Sign)):
            parts = by_powers(value, i)
            rest, slope = parts.get(0, field.ring.zero), parts.get(1, field.ring.zero)
            low = rest if isinstance(atom, Bit) else field.subtract(rest, slope)
            ends = [on_branches(field, one, function) for one in (low, field.add(rest, slope))]
            weight = field.generator(i)
            if isinstance(atom, Sign):
                weight = field.add(weight, field.ring.one).quo_ground(2)
            return field.add(ends[0], field.multiply(weight, field.subtract(ends[1], ends[0])))
    return function(value)
