"""What is published is judged from nothing: no entry of the cache, however well sealed, reaches a site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from texproof.build import judge, rejudge

from ..program import ROOT
from ..site.project import PAGE, Project, make
from .planting import plant, proved

# As a matrix it fits: only computing tells that it is wrong.
WRONG = PAGE.replace("$A = Z W$", "$A = -Z W$")
CONFIGURED = "cold: !ENV [TEXPROOF_COLD, false]"


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A site that stands, then a wrong formula for which the cache holds a proof with the right seal."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.delenv("TEXPROOF_COLD", raising=False)
    (tmp_path / "project").mkdir()
    project = make(tmp_path / "project")
    project.configure(options=CONFIGURED)
    assert project.build()
    project.page.write_text(WRONG, encoding="utf-8")
    assert not project.build()
    kept = project.folder / ".texproof_cache"
    assert plant(kept, "formulas", proved) == 1
    assert plant(kept, "pages", proved) == 1
    return project


def made(project: Project) -> subprocess.CompletedProcess[str]:
    """Run this repository's `make site` on the project."""
    arguments = ["--file", ROOT / "Makefile", "--directory", project.folder, "--old-file", "setup", "site"]
    return subprocess.run(
        ["make", *arguments, f"BIN={Path(sys.executable).parent}"], capture_output=True, text=True, check=False
    )


def test_what_is_planted_is_believed_by_a_build_that_is_not_published(
    planted: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard of the tests below: they would hold of any entry that nobody believes."""
    monkeypatch.setattr(judge.Judge.__init__, "__kwdefaults__", {
        **(judge.Judge.__init__.__kwdefaults__ or {}), "chance": lambda: 0.999,
    })  # fmt: skip
    assert planted.build()
    assert "A = -Z W" in planted.shown()
    assert rejudge.SHARE > 0


def test_make_site_publishes_nothing_planted(planted: Project) -> None:
    before = planted.shown()
    done = made(planted)
    assert done.returncode != 0
    assert "error[refuted]" in done.stderr
    assert planted.shown() == before
    planted.page.write_text(PAGE, encoding="utf-8")
    assert made(planted).returncode == 0, "of a page that holds the site is made"


def test_deploying_publishes_nothing_planted(planted: Project, capfd: pytest.CaptureFixture[str]) -> None:
    before = planted.shown()
    config = load_config(str(planted.folder / "mkdocs.yml"))
    config.plugins.on_startup(command="gh-deploy", dirty=False)
    with pytest.raises(Abort):
        build(config)
    assert "error[refuted]" in capfd.readouterr().err
    assert planted.shown() == before


@pytest.mark.parametrize(("said", "cold"), [("true", True), (None, False)])
def test_this_site_is_built_cold_where_it_is_made_to_be_published(
    said: str | None, cold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TEXPROOF_COLD", raising=False)
    if said:
        monkeypatch.setenv("TEXPROOF_COLD", said)
    config = load_config(str(ROOT / "mkdocs.yml"))
    assert config.plugins["texproof"].config["cold"] is cold
