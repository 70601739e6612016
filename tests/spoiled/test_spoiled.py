"""The mistake that this site began with, and others, brought into its own pages: everything that builds must fail."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from ..program import ROOT, run

PAGE = "docs/product.md"
COPIED = ("docs", "snippets", "overrides", "mkdocs.yml", "Makefile", "pyproject.toml", "requirements.lock", "scripts")


@dataclass(frozen=True)
class Spoil:
    """One edit of a page: in the line that holds `line` once, `old` becomes `new`; a message points at `at`."""

    name: str
    line: str
    old: str
    new: str
    at: str

    def apply(self, page: Path) -> str:
        """Spoil a page and return the place that a message has to name."""
        lines = page.read_text(encoding="utf-8").splitlines(keepends=True)
        (number,) = (n for n, text in enumerate(lines) if self.line in text)
        assert self.old in lines[number]
        lines[number] = lines[number].replace(self.old, self.new, 1)
        page.write_text("".join(lines), encoding="utf-8")
        return f"{PAGE}:{number + 1}:{lines[number].index(self.at) + 1}:"


LABEL = Spoil(
    "the label of the brace",
    r"}_{\frac{\partial L}{\partial A}} \label{weight-gradient-two}",
    r"{\partial A}",
    r"{\partial W}",
    r"\frac{\partial L}{\partial W}",
)
OTHERS = (
    Spoil("a bound of an ellipsis matrix", r"z_{1,1} & z_{2,1} & \cdots & z_{m,1}", "z_{m,1}", "z_{k,1}", r"k,1}"),
    Spoil(
        "an index under a sum",
        r"\frac{\partial L}{\partial w_{1,2}} = \sum_{i=1}^{m} \frac{\partial L}{\partial a_{i,2}}",
        "z_{i,1}",
        "z_{i,2}",
        r"\sum",
    ),
    Spoil(
        "a transpose",
        r"\frac{\partial L}{\partial z_{1,2}} = \frac{\partial L}{\partial a_{1,1}} w_{2,1}",
        "w_{2,1}",
        "w_{1,2}",
        r"\frac{\partial L}{\partial a_{1,1}}",
    ),
    Spoil(
        "a transpose that a shape needs",
        r"A_{m \times n} = Z_{m \times k} \times W_{k \times n}",
        r"Z_{m \times k}",
        r"Z_{m \times k}^\top",
        r"Z_{m \times k}^\top",
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project's pages and snippets with this environment's programs."""
    for name in (*COPIED, "package.json", "package-lock.json"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy2(source, tmp_path / name)
    for name in (".venv", "node_modules"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def _make_site(project: Path) -> subprocess.CompletedProcess[str]:
    # The environment is the one that runs this test: it is not to be made anew.
    return subprocess.run(
        ["make", "site", "-o", ".venv/.ready", "-o", "node_modules/.ready"],
        cwd=project,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def _outcomes(project: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    return {
        "texproof check": run("texproof", "check", cwd=project),
        "mkdocs build": run("mkdocs", "build", cwd=project),
        "mkdocs build -q": run("mkdocs", "build", "-q", cwd=project),
        "make site": _make_site(project),
    }


@pytest.mark.slow
def test_a_spoiled_label_fails_every_build_at_its_place(project: Path) -> None:
    place = LABEL.apply(project / PAGE)
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("the previous site", encoding="utf-8")
    for command, outcome in _outcomes(project).items():
        said = outcome.stdout + outcome.stderr
        assert outcome.returncode != 0, command
        assert place in said, (command, said)
        assert "Traceback" not in said, command
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "the previous site"
    assert [path.name for path in (project / "site").iterdir()] == ["index.html"]


@pytest.mark.slow
def test_every_other_spoiled_formula_fails_every_build_and_all_are_named_at_once(project: Path) -> None:
    places = [spoil.apply(project / PAGE) for spoil in OTHERS]
    for command, outcome in _outcomes(project).items():
        said = outcome.stdout + outcome.stderr
        assert outcome.returncode != 0, command
        missing = [place for place in places if place not in said]
        assert not missing, (command, missing, said)


@pytest.mark.parametrize("spoil", [LABEL, *OTHERS], ids=lambda spoil: spoil.name)
def test_each_spoiled_formula_alone_is_refused(spoil: Spoil, tmp_path: Path) -> None:
    page = tmp_path / PAGE
    page.parent.mkdir()
    shutil.copy(ROOT / PAGE, page)
    shutil.copytree(ROOT / "snippets", tmp_path / "snippets")
    (tmp_path / "mkdocs.yml").touch()
    place = spoil.apply(page)
    checked = run("texproof", "check", cwd=tmp_path)
    assert checked.returncode == 1
    assert place in checked.stdout
