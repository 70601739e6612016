"""A project of one page about one model, judged in this process, where a fault can be planted."""

from __future__ import annotations

from pathlib import Path

from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.report.report import FormulaReport, Report

from ..controls.checkers import InThisProcess

# All sizes are one, so that an index in the wrong place is still read.
SNIPPET = '''"""A = Z W."""

from texproof import Matrix, dims, model, unknown

n = dims("n")


@model
def square(xp, Z: Matrix[n, n], W: Matrix[n, n]):
    A_hat = Z @ W
    return {"A_hat": A_hat, "L": unknown(A_hat)}
'''
CLAIM = r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial \hat{A}}"
LABEL = r" \label{weights}"
GIVEN = "/// given | square\n///\n\n"


def write(root: Path, *formulas: str) -> Path:
    """Write the project with a page of these formulas; return the page."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    (root / "snippets").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (root / "snippets/square.py").write_text(SNIPPET, encoding="utf-8")
    page = root / "docs/page.md"
    page.write_text(GIVEN + "".join(f"$$ {tex} $$\n\n" for tex in formulas), encoding="utf-8")
    return page


def report(root: Path, *formulas: str) -> Report:
    page = write(root, *formulas)
    with Judge(Project.around([page], cache=False), cold=True, crew=InThisProcess()) as judge:
        return judge.judge([page])


def judged(root: Path, tex: str) -> FormulaReport:
    (formula,) = report(root, tex).formulas
    return formula
