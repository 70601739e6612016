"""The rules that a proof for every size rests on, by their names; each has its place on the page of rules.

A definition (of a matrix product, a trace, vec) is no rule: it says what a sign means.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_used: ContextVar[dict[str, None] | None] = ContextVar("texproof_rules", default=None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name in the list of rules and in words; `of` says what it is about: derivatives or identities."""

    slug: str
    title: str
    of: str

    def use(self) -> None:
        """Note that the proof at hand rests on this rule."""
        used = _used.get()
        if used is not None:
            used[self.slug] = None


RULES: dict[str, Rule] = {}


def _rule(slug: str, title: str, of: str) -> Rule:
    RULES[slug] = Rule(slug, title, of)
    return RULES[slug]


ENTRY = _rule("entry", "entries are varied one by one", "derivatives")
PRODUCT = _rule("product", "product rule", "derivatives")
POWER = _rule("power", "power rule", "derivatives")
CHAIN = _rule("chain", "chain rule", "derivatives")
FUNCTION = _rule("function", "derivative of an entrywise function", "derivatives")
EXPONENTIAL = _rule("exponential", "derivative of exp", "derivatives")
LOGARITHM = _rule("logarithm", "derivative of log", "derivatives")
SINE = _rule("sine", "derivatives of sin and cos", "derivatives")
TANGENT = _rule("tanh", "derivative of tanh", "derivatives")
STEP = _rule("step", "derivative of a relation in brackets", "derivatives")
INVERSE = _rule("inverse", "derivative of an inverse", "derivatives")
DETERMINANT = _rule("determinant", "derivative of a determinant", "derivatives")
MIXED = _rule("mixed", "mixed partial derivatives", "derivatives")

DELTA = _rule("delta", "Kronecker's delta taken away", "identities")
COUNT = _rule("count", "a sum of ones", "identities")
SYMMETRIC = _rule("symmetric", "a symmetric matrix", "identities")
DIAGONAL = _rule("diagonal", "a diagonal matrix", "identities")
ORTHOGONAL = _rule("orthogonal", "an orthogonal matrix", "identities")
CANCEL = _rule("cancel", "a matrix meets its inverse", "identities")
SUM_MEETS_INVERSE = _rule("sum-meets-inverse", "a sum meets its inverse", "identities")
CLEARED = _rule("cleared", "a denominator cleared", "identities")
INVERSE_OF_PRODUCT = _rule("inverse-of-product", "inverse of a product", "identities")
INVERSE_OF_TRANSPOSE = _rule("inverse-of-transpose", "inverse of a transpose", "identities")
INVERSE_OF_MULTIPLE = _rule("inverse-of-multiple", "inverse of a multiple", "identities")
INVERSE_OF_KRONECKER = _rule("inverse-of-kronecker", "inverse of a Kronecker product", "identities")
INVERSE_OF_INVERSE = _rule("inverse-of-inverse", "inverse of an inverse", "identities")
DETERMINANT_OF_PRODUCT = _rule("determinant-of-product", "determinant of a product", "identities")
DETERMINANT_OF_TRANSPOSE = _rule("determinant-of-transpose", "determinant of a transpose", "identities")
DETERMINANT_OF_INVERSE = _rule("determinant-of-inverse", "determinant of an inverse", "identities")
EXPONENT_LAW = _rule("exponent-law", "exp of a sum", "identities")


@contextmanager
def noted() -> Iterator[dict[str, None]]:
    """Collect the rules that are used while the block runs, in order of their first use."""
    used: dict[str, None] = {}
    token = _used.set(used)
    try:
        yield used
    finally:
        _used.reset(token)
