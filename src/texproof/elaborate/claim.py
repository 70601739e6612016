"""What a formula states, ready to be decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..diagnostic import Diagnostic, Span
from ..model.hypotheses import Hypothesis
from ..model.size import Shape, Size
from .shown import Part, Unfolding
from .subject import Subject
from .term import Term
from .vocabulary import Definition


@dataclass(frozen=True, slots=True)
class Range:
    """A free index of an obligation: for all letter = 1 … upper."""

    letter: str
    upper: Size


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that a formula states, for all values of its free indices.

    kind: "equality" (a relation sign), "label" (a brace's), "pattern" (a written entry of an ellipsis matrix
    against its corners' pattern), "place" (where a function or a derivative is taken): left = right, of one shape.
    "comparison" (of two numbers): left is its indicator, right is 1. "shape" (an annotation A_{m×n}, or
    ∈ ℝ^{m×n}): left has the shape `expected`; right is None.
    `at_least` are pairs (size, number): the sizes at which it is decided must reach them, because
    an entry of that number is written. `letters` are all the size letters in it, in order.
    `span` is the whole of it; `mark` is what a message points at: the label, the right side.
    `conditions` are side conditions in words ("X + Y is invertible") under which it is stated; `supposed` are
    the hypotheses among them, by the symbol that has them here besides those of the given, and `put_in` are the
    symbols that an equation among them gives a value, which stands in the sides in their place.
    """

    kind: str
    left: Term
    right: Term | None
    span: Span
    mark: Span
    expected: Shape | None = None
    free: tuple[Range, ...] = ()
    at_least: tuple[tuple[Size, int], ...] = ()
    letters: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    supposed: tuple[tuple[str, tuple[Hypothesis, ...]], ...] = ()
    put_in: tuple[str, ...] = ()

    def says_the_same(self, other: Obligation) -> bool:
        """Whether another obligation states the same, wherever it stands."""
        return replace(self, span=other.span, mark=other.mark) == other


@dataclass(frozen=True, slots=True)
class Claim:
    """A formula with its meaning: its role and obligations, or the diagnostics that say why it has none.

    role: "claim", "definition" or "mention". `definitions` hold from here on. `subjects` are the left sides of what it
    states or defines. `parts` are what stands in it, where they were asked for, and `unfolding` is the formula with its
    matrices written out. Spans are offsets into the formula's TeX.
    """

    role: str
    obligations: tuple[Obligation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    label: str = ""
    definitions: tuple[Definition, ...] = ()
    subjects: tuple[Subject, ...] = ()
    parts: tuple[Part, ...] = ()
    unfolding: Unfolding | None = None
