"""The score counts what it should: a broken checker lets twins through, and each is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from texproof.build import neighbours
from texproof.build.judge import Judge
from texproof.build.project import Project
from texproof.build.score import Score, score
from texproof.build.work import Work
from texproof.check.decide import Routes

from ..program import ROOT, run
from .test_vacuity import yes

PAGE = r"""/// given | square
///

$$ (X Y)^{-1} = Y^{-1} X^{-1} $$

$$ \operatorname{tr}(X Y) = \sum_{i=1}^{n} \sum_{j=1}^{n} x_{ij} y_{ji} $$
"""
SNIPPET = """from texproof import Matrix, dims, invertible, model
n = dims("n")

@model
def square(xp, X: Matrix[n, n, invertible], Y: Matrix[n, n, invertible]):
    return {}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "square.py").write_text(SNIPPET, encoding="utf-8")
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    return Project.around([tmp_path / "page.md"], snippets=tmp_path / "snippets", cache=False)


def scored(project: Project, page: Path) -> Score:
    with Judge(project, cold=True, processes=1) as judge:
        return score(judge, [page])


def test_what_is_false_is_refused_and_what_is_true_after_all_is_set_apart(project: Project, tmp_path: Path) -> None:
    found = scored(project, tmp_path / "page.md")
    assert found.claims == 2
    assert found.share() == 1.0
    said = {(s.mutant.operator, s.mutant.new): s.kind for s in found.spoiled}
    assert said["factor-exchange", "Y X"] == "true"
    assert said["factor-exchange", "X^{-1} Y^{-1}"] == "refused"
    assert said["index-swap", "y_{i j}"] == "refused"
    dropped = {s.mutant.old for s in found.spoiled if s.mutant.operator == "hypothesis-drop" and s.kind == "refused"}
    assert dropped == {"X invertible", "Y invertible"}


def test_a_checker_that_refuses_nothing_has_survivors(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Judge(project, cold=True, processes=1) as judge:
        sheet, number = judge.proved([tmp_path / "page.md"])[0]
    text = sheet.works[number].texts[0]
    wrong = text.replace("Y^{-1} X^{-1}", "X^{-1} Y^{-1}")
    monkeypatch.setattr(neighbours, "for_twins", lambda: Routes(yes, yes))
    fate = neighbours.fate(replace(sheet.works[number], ask="fate", texts=(wrong, text)))
    assert fate.verdict == "proved"
    assert not fate.true
    assert "says no" in fate.why


SQUARES = """from texproof import Matrix, dims, model
n, m = dims("n m")

@model
def squares(xp, A: Matrix[n, n], D: Matrix[m, m]):
    return {}
"""


def test_a_twin_that_holds_at_even_sizes_alone_is_refused() -> None:
    """SymPy is asked at n = 2 and m = 3 alone, where det(−A) = det(A); NumPy at others too."""
    original = r"\det(A) \operatorname{tr}(D) = \operatorname{tr}(D) \det(A)"
    texts = (original.replace("A", "-A", 1), original)
    found = neighbours.fate(Work("fate", texts, "snippets/squares.py", SQUARES, "squares"))
    assert found.verdict == "refuted"


def test_the_command_counts_and_names(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("$$ 2 + 1 = 3 $$\n", encoding="utf-8")
    found = run("texproof", "mutants", "--snippets", ROOT / "snippets", tmp_path / "page.md")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "100.00 % of those that are false were refused" in found.stdout
    assert "sign" in found.stdout
