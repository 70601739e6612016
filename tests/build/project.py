"""A small project in a temporary folder, and its judgement."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from texproof.build.crew import Crew
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.build.rejudge import Chance
from texproof.report.report import FormulaReport, Report

MATMUL = '''"""A = Z W."""

from texproof import Matrix, dims, model, unknown

m, k, n = dims("m k n")


@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    return {"A": A, "L": unknown(A)}


@model
def other(xp, X: Matrix[m, n]):
    return {"Y": X + X}
'''
GIVEN = "/// given | matmul\n///\n\n"
GRADIENT = r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}"


def seldom() -> float:
    """A chance that draws nothing where nothing has to be drawn, and else the last hit alone."""
    return 0.999


@dataclass(frozen=True)
class Small:
    """A project's folder, to write into and to judge; the crew that judges is shared by all tests."""

    root: Path
    crew: Crew | None

    def page(self, text: str, name: str = "page.md") -> Path:
        path = self.root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def snippet(self, text: str, name: str = "matmul") -> Path:
        path = self.root / "snippets" / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def cache(self) -> Path:
        return self.root / ".texproof_cache"

    def judge(self, *paths: Path, cold: bool = False, chance: Chance = seldom) -> Report:
        project = Project.around([self.root / "docs"])
        with Judge(project, cold=cold, crew=self.crew, chance=chance) as judge:
            return judge.judge(paths)

    def formulas(self, text: str) -> tuple[FormulaReport, ...]:
        self.page(text)
        return self.judge().formulas


def make(root: Path, crew: Crew) -> Small:
    """Return a project with the snippet matmul and no page."""
    (root / "docs").mkdir()
    (root / "snippets").mkdir()
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    small = Small(root, crew)
    small.snippet(MATMUL)
    return small
