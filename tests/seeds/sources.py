"""True claims with what they state: of the site, of the cases, of published formulas, and drawn at random.

The build reads them and gives them their meaning; what it would then decide is kept instead.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import yaml

from texproof.build import stages
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.build.work import Work
from texproof.check.decide import Decision, stated_for
from texproof.elaborate.claim import Obligation
from texproof.model.declare import Model
from texproof.report.judged import Judged
from texproof.report.report import FormulaReport, PageReport

from ..cases import pages as cases_pages
from ..controls.checkers import InThisProcess
from ..entry import Entry, page, snippet
from ..mistakes import models as mistakes
from ..mistakes.outcomes import NOTATION
from ..program import ROOT
from .random_claims import claims

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Stated:
    """One thing that a claim states, with the model that it is about and the sizes that its given fixes."""

    obligation: Obligation
    model: Model
    fixed: Mapping[str, int]


@dataclass(frozen=True)
class Claim:
    """A true claim: where it comes from, its place there, its TeX, what it states.

    `refused` says why it was not even given a meaning, "" where it was.
    """

    source: str
    place: str
    tex: str
    stated: tuple[Stated, ...]
    refused: str = ""


class Meanings:
    """What formulas state: each obligation is kept under a number that the report holds in place of a decision."""

    def __init__(self) -> None:
        self.kept: list[Stated] = []

    def judge(self, work: Work) -> Judged:
        """Return a formula as the build judges it, but for deciding."""
        with mock.patch.object(stages, "decide", self._keep):
            return stages.judge(work)

    def _keep(self, obligation: Obligation, model: Model, fixed: Mapping[str, int], *_: object) -> Decision:
        self.kept.append(Stated(obligation, stated_for(obligation, model), fixed))
        return Decision("undecided", {}, detail=str(len(self.kept) - 1))

    def of(self, source: str, page: PageReport, formula: FormulaReport) -> Claim:
        """Return a formula of a page as a claim."""
        stated = tuple(self.kept[int(obligation.detail)] for obligation in formula.obligations)
        refused = "; ".join(f"{m.code}: {m.message}" for m in formula.diagnostics if m.code != "undecided")
        return Claim(source, f"{Path(page.path).name}:{formula.line}", formula.tex.strip(), stated, refused)


def _claims(
    source: str, project: Project, wanted: Callable[[PageReport, FormulaReport], bool], paths: Sequence[Path] = ()
) -> list[Claim]:
    meanings = Meanings()
    with Judge(project, cold=True, crew=InThisProcess(meanings.judge)) as judge:  # type: ignore[arg-type]
        pages = judge.judge(paths).pages
    found = [meanings.of(source, page, f) for page in pages for f in page.formulas if wanted(page, f)]
    return [claim for claim in found if claim.stated or claim.refused]


def of_site() -> list[Claim]:
    """Return what the site states: all but the errata; what only mentions symbols states nothing."""
    return _claims(
        "site", replace(Project.around([ROOT / "docs"]), cache=None), lambda _, formula: formula.role != "erratum"
    )


def of_cases() -> list[Claim]:
    """Return the formulas of the cases that are expected to be proved."""
    cases = {f"{number:03}.md": case for number, case in enumerate(cases_pages.every_case())}

    def wanted(page: PageReport, formula: FormulaReport) -> bool:
        bare = replace(page, formulas=(replace(formula, diagnostics=(), verdict="proved"),), diagnostics=())
        return cases_pages.said(bare)[0] in cases[Path(page.path).name].expect

    with _project({name: case.page for name, case in cases.items()}, {}) as project:
        return _claims("cases", replace(project, snippets=cases_pages.HERE / "snippets"), wanted)


def of_mistakes() -> list[Claim]:
    """Return the right one of each pair of a wrong and a right formula, where it is read."""
    entries = mistakes.entries()
    pages = {f"{entry.model}.md": page(entry) for entry in entries}

    def wanted(page: PageReport, formula: FormulaReport) -> bool:
        unread = NOTATION & {message.code for each in page.formulas for message in each.diagnostics}
        return formula is page.formulas[-1] and not unread

    with _project(pages, {entry.model: snippet(entry) for entry in entries}) as project:
        return _claims("mistakes", project, wanted)


def of_collections() -> list[Claim]:
    """Return the formulas of claims.yaml."""
    data = yaml.safe_load((HERE / "claims.yaml").read_text(encoding="utf-8"))
    return [
        claim
        for number, entry in enumerate(data)
        for claim in stating("collections", f"c{number}", entry["symbols"], [entry["tex"]], entry.get("latex", {}))
    ]


def drawn(count: int, seed: int = 0) -> list[Claim]:
    """Return claims drawn at random; the same ones for the same seed."""
    chosen = list(itertools.islice(claims(seed), count))
    found: list[Claim] = []
    for setting in dict.fromkeys(setting for setting, _ in chosen):
        found += stating("drawn", setting.name, setting.declared, [tex for one, tex in chosen if one is setting])
    return found


def stating(
    source: str, name: str, symbols: Mapping[str, str], formulas: Sequence[str], latex: Mapping[str, str] | None = None
) -> list[Claim]:
    """Return formulas as claims about symbols that are declared as in a snippet; whether they are true is not asked."""
    entry = Entry(id=name, symbols=symbols, latex=latex or {})
    text = "\n\n".join([f"/// given | {name}\n///", *(f"$$ {tex} $$" for tex in formulas), ""])
    with _project({f"{name}.md": text}, {name: snippet(entry)}) as project:
        return _claims(source, project, lambda *_: True)


def every(count: int) -> list[Claim]:
    """Return `count` true claims, of every source; as many as it takes are drawn at random."""
    found = [*of_site(), *of_cases(), *of_mistakes(), *of_collections()]
    return [*found, *drawn(count - len(found))] if len(found) < count else found[:count]


@contextmanager
def _project(pages: Mapping[str, str], snippets: Mapping[str, str]) -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("docs", "snippets"):
            (folder / part).mkdir()
        for page, text in pages.items():
            (folder / "docs" / page).write_text(text, encoding="utf-8")
        for snippet, text in snippets.items():
            (folder / "snippets" / f"{snippet}.py").write_text(text, encoding="utf-8")
        yield Project(folder, folder / "docs", folder / "snippets", None)
