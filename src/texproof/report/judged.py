"""A formula judged by itself: verdicts and evidence at positions in its own TeX, wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..check.verdict import Proof, RouteResult, Step
from ..diagnostic import Diagnostic, Span
from ..elaborate.shown import Part, Pattern, Product, Unfolding
from ..elaborate.subject import Subject
from ..script.scripted import Scripted


@dataclass(frozen=True, slots=True)
class JudgedObligation:
    """One obligation decided; `span` is its place in the formula's TeX, `mark` what a message points at."""

    kind: str
    span: Span
    mark: Span
    verdict: str
    every_size: bool = False
    proof: Proof | None = None
    routes: Mapping[str, RouteResult] = field(default_factory=dict)
    detail: str = ""
    conditions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    products: tuple[Product, ...] = ()  # of matrices, to be drawn
    patterns: tuple[Pattern, ...] = ()  # of derivatives of matrices by matrices
    twin: str = ""  # in words, an edit after which both routes refused it: it can fail
    script: Scripted | None = None  # of one that holds: what its script is written from
    help: str = ""  # of one that was not proved: what was perhaps meant


@dataclass(frozen=True, slots=True)
class Judged:
    """What a formula's TeX, the definitions in force and its model say: a function of these alone.

    `verdict` is that of its claim, before it is known whether the page shows it as an erratum.
    """

    role: str
    verdict: str
    label: str = ""
    obligations: tuple[JudgedObligation, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    subjects: tuple[Subject, ...] = ()  # the left sides of what it states or defines
    parts: tuple[Part, ...] = ()  # its symbols and subterms
    unfolding: Unfolding | None = None  # the formula with its matrices written out


@dataclass(frozen=True, slots=True)
class Described:
    """A model as a given's card shows it: its symbols, or why there is none and in which line of the snippet."""

    symbols: tuple[tuple[str, str, str, tuple[str, ...], bool], ...] = ()  # name, TeX, shape, hypotheses, computed
    dims: tuple[str, ...] = ()
    error: str = ""
    line: int | None = None
