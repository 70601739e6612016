"""A project small enough to be judged hundreds of times, with verdicts of several kinds."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..program import run
from ..site import project as site

GIVEN = "/// given | matmul\n///\n\n"
FORMULAS = (
    r"A = Z W",
    r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}",
    r"\frac{\partial L}{\partial Z} = \frac{\partial L}{\partial A} W^\top",
    r"A^\top = W^\top Z^\top",
    r"A + A = 2 Z W",
    r"A_{ij} = \sum_l Z_{il} W_{lj}",
)
WRONG = (
    r"A = -Z W",
    r"A = W Z",
    r"A^\top = Z W",
    r"\frac{\partial L}{\partial W} = 2 Z^\top \frac{\partial L}{\partial A}",
)
PAGES = (("a", "docs", FORMULAS, 1), ("b", "docs", FORMULAS, 2), ("c", "more", WRONG, 3))
CHECKED = ("check", "docs", "more", "--format", "json")
BUILT = ("build", "--quiet")


@dataclass(frozen=True)
class Project:
    """The folder of a site whose pages hold, beside one of pages that do not."""

    folder: Path

    @property
    def cache(self) -> Path:
        return self.folder / ".texproof_cache"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def environment(self) -> dict[str, str]:
        state = str(self.folder / "state")
        return {**os.environ, "XDG_STATE_HOME": state, "SOURCE_DATE_EPOCH": "0", "NO_MKDOCS_2_WARNING": "1"}

    def write(self, edition: int) -> None:
        """Write the pages; another edition has other text between the same formulas."""
        for name, folder, formulas, factor in PAGES:
            sides = [formula.split(" = ") for formula in formulas]
            shown = "\n\n".join(f"${a} = {b}$ and ${factor} ({a}) = {factor} ({b})$" for a, b in sides)
            path = self.folder / folder / f"{name}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"# Page {name}\n\nEdition {edition}.\n\n{GIVEN}{shown}\n", encoding="utf-8")

    def verdicts(self, *options: str) -> Any:
        """Return all that a run says, without the seconds that it took.

        Raises: AssertionError where it ends in a way of its own, or with a traceback.
        """
        done = run("texproof", *CHECKED, *options, cwd=self.folder, env=self.environment)
        assert done.returncode == 1, f"exit status {done.returncode}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return timeless(json.loads(done.stdout))

    def build(self) -> None:
        done = run("mkdocs", *BUILT, cwd=self.folder, env=self.environment)
        assert done.returncode == 0, done.stderr

    def published(self) -> str:
        """Return a digest of all files of the site; "" where there is none."""
        if not self.site.is_dir():
            return ""
        found = hashlib.sha256()
        for path in sorted(self.site.rglob("*")):
            if path.is_file():
                found.update(f"{path.relative_to(self.site)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()

    def cool(self, full: Path, chance: random.Random) -> None:
        """Take the cache from a full one, each entry with an even chance."""
        shutil.rmtree(self.cache, ignore_errors=True)
        shutil.copytree(full, self.cache)
        for path in sorted(self.cache.glob("*/*.json")):
            if chance.random() < 0.5:
                path.unlink()


def timeless(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: timeless(value) for name, value in data.items() if name != "seconds"}
    return [timeless(item) for item in data] if isinstance(data, list) else data


def make(folder: Path) -> Project:
    """Write the project into an empty folder."""
    small = site.make(folder)
    for path in (small.page, small.folder / "docs" / "other.md"):
        path.unlink()
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    project = Project(folder)
    project.write(0)
    return project
