"""Whether a spoiled twin that was proved is true after all: as what it was made of, or at sizes that are new to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from ..elaborate.claim import Obligation
from ..elaborate.term import Derivative, Differential, Term, children
from ..model.declare import Model
from .decide import for_twins, holds_in_a_sample, stated_for
from .every_size import prove
from .samples import further_sizes, size_letters
from .verdict import Answer

FURTHER = 2  # tuples of sizes, at least, at which a claim that was proved holds again


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is said of a claim at sizes that are new to it: that it is wrong, that it holds, or neither."""

    refuted: bool = False
    agreed: bool = False
    reason: str = ""


def refuted_beyond(
    obligation: Obligation, model: Model, fixed: Mapping[str, int], seed: int, *, proven: bool = False
) -> Beyond:
    """Return whether an obligation that was proved is wrong at sizes at which SymPy did not decide it, or holds there.

    SymPy is asked at the smallest two tuples of them, and not of what is `proven` for every size: its polynomials grow
    with the sizes, and it proved the claim at others. NumPy is asked at all of them, at new points.
    """
    routes = for_twins()
    model = stated_for(obligation, model)
    rows = further_sizes(size_letters(obligation, model.dims), fixed, obligation)
    agreed = 0
    for number, sizes in enumerate(rows):
        said = {"NumPy": routes.numpy(obligation, model, sizes, seed)}
        if number < FURTHER and not proven:
            said["SymPy"] = routes.sympy(obligation, model, sizes)
        for name, result in said.items():
            if result.answer is Answer.NO:
                at = ", ".join(f"{letter} = {number}" for letter, number in sizes.items())
                return Beyond(refuted=True, reason=f"{name} says no at {at}: {result.reason}")
        agreed += said["NumPy"].answer is Answer.YES
    if agreed >= min(FURTHER, len(rows)):
        return Beyond(agreed=True)
    return Beyond(reason="NumPy could decide it at no two further tuples of sizes")


def equal_sides(obligation: Obligation, other: Obligation, model: Model, fixed: Mapping[str, int]) -> bool:
    """Return whether each side of an obligation is, for every size, the same side of another one.

    Both speak of the same indices under the same conditions. Two terms are equal where a proof for every size says so
    and NumPy agrees, or where they are made alike of parts that are equal; what is differentiated is not taken apart,
    since what holds at a point only has another derivative.
    """
    if obligation.right is None or other.right is None:
        return False
    if replace(obligation, span=other.span, mark=other.mark, left=other.left, right=other.right) != other:
        return False

    def equal(first: Term, second: Term) -> bool:
        if first == second:
            return True
        if first.shape == second.shape:
            equation = replace(obligation, kind="equality", left=first, right=second)
            proof = prove(equation, stated_for(equation, model), fixed)
            if proof.holds and holds_in_a_sample(equation, model, fixed):
                return True
        if type(first) is not type(second) or isinstance(first, (Derivative, Differential)):
            return False
        parts, others = children(first), children(second)
        return len(parts) == len(others) > 0 and _made_alike(first, second) and all(map(equal, parts, others))

    return equal(obligation.left, other.left) and equal(obligation.right, other.right)


def _made_alike(first: Term, second: Term) -> bool:
    """Whether two terms of one kind differ in the terms below them alone."""

    def frame(value: object) -> object:
        if isinstance(value, Term):
            return None
        return tuple(map(frame, value)) if isinstance(value, tuple) else value

    names = [field.name for field in fields(first) if field.name != "span"]
    return all(frame(getattr(first, name)) == frame(getattr(second, name)) for name in names)
