"""The result of a run: each formula of each page with its verdict, evidence and diagnostics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..check.verdict import PASSING, VERDICTS, Proof, RouteResult, Step
from ..elaborate.shown import Part, Pattern, Product, Unfolding
from ..elaborate.subject import Subject
from ..script.scripted import Scripted


@dataclass(frozen=True, slots=True)
class Message:
    """A diagnostic with its place: lines and columns from 1, the end exclusive."""

    code: str
    message: str
    line: int
    column: int
    end_line: int
    end_column: int
    notes: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class ObligationReport:
    """One thing that a formula states: its TeX, place, verdict, and the routes' answers by name.

    `proof` is that for every size, or why there is none; `steps` is its derivation, judged step by step. `twin`
    says with which edit both routes refused it, so that it can fail. `products` are those of matrices in it,
    `patterns` are those of derivatives of matrices by matrices. `script` is what its script is written from.
    """

    kind: str
    tex: str
    line: int
    column: int
    verdict: str
    every_size: bool = False
    proof: Proof | None = None
    routes: Mapping[str, RouteResult] = field(default_factory=dict)
    detail: str = ""
    conditions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    twin: str = ""
    products: tuple[Product, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    script: Scripted | None = None


@dataclass(frozen=True, slots=True)
class FormulaReport:
    """One formula judged. `tex` is what stands between its delimiters, as the page has it (labels too);
    `shown` is what is typeset: `tex` without \\label, with \\eqref left in. `id` is its label or ""."""

    page: str
    line: int
    column: int
    end_line: int
    end_column: int
    tex: str
    shown: str
    display: bool
    id: str
    role: str
    verdict: str
    given: str
    obligations: tuple[ObligationReport, ...] = ()
    diagnostics: tuple[Message, ...] = ()
    reason: str = ""  # of an unchecked one
    expect: str = ""  # of an erratum
    refuted_as: str = ""  # of an erratum: the verdict its claim got
    refusal: tuple[Message, ...] = ()  # of an erratum refused as it should be: why
    subjects: tuple[Subject, ...] = ()  # the left sides of what it states or defines
    parts: tuple[Part, ...] = ()  # its symbols and subterms, by their places in `shown`
    unfolding: Unfolding | None = None  # with its matrices written out

    @property
    def passes(self) -> bool:
        return self.verdict in PASSING and not self.diagnostics  # an erratum that holds is proved, and fails


@dataclass(frozen=True, slots=True)
class SymbolReport:
    """A symbol of a model, for the given's card: name and definition in TeX, shape and hypotheses in words."""

    name: str
    tex: str
    shape: str
    hypotheses: tuple[str, ...] = ()
    computed: bool = False


@dataclass(frozen=True, slots=True)
class GivenReport:
    """A given block of a page with the model it names. `path` is the snippet's, `source` its whole text."""

    name: str
    line: int
    column: int
    sizes: Mapping[str, int]
    symbols: tuple[SymbolReport, ...] = ()
    path: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PageReport:
    """One page: its formulas and givens in order, and what is wrong outside any formula."""

    path: str
    text: str
    formulas: tuple[FormulaReport, ...] = ()
    givens: tuple[GivenReport, ...] = ()
    diagnostics: tuple[Message, ...] = ()
    snippets: tuple[str, ...] = ()  # paths of the snippet files it depends on

    @property
    def passes(self) -> bool:
        return not self.diagnostics and all(f.passes for f in self.formulas)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    pages: tuple[PageReport, ...]

    @property
    def formulas(self) -> tuple[FormulaReport, ...]:
        return tuple(f for page in self.pages for f in page.formulas)

    @property
    def passes(self) -> bool:
        return all(page.passes for page in self.pages)

    @property
    def summary(self) -> dict[str, int]:
        counts = Counter(f.verdict for f in self.formulas)
        return {"formulas": len(self.formulas)} | {verdict: counts[verdict] for verdict in VERDICTS}
