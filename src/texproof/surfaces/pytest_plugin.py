"""pytest's plugin: asked for by `--texproof`, or `texproof = true` in its settings, each formula of a page is a test.

pytest loads this in every run of an environment that has texproof, so that it loads little itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..build.project import SUFFIXES, Project

if TYPE_CHECKING:
    from .pytest_pages import PageFile

_PROJECT = pytest.StashKey[Project]()


def pytest_addoption(parser: pytest.Parser) -> None:
    what = "make each formula of the pages (*.md, *.ipynb) a test: of those in the folder of pages"
    group = parser.getgroup("texproof")
    group.addoption("--texproof", action="store_true", help=f"{what}, and of those below the paths given")
    parser.addini("texproof", f"{what}, docs/ where mkdocs.yml names no other", type="bool", default=False)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """Return a page as a collector of its formulas, where they are asked for."""
    config = parent.config
    if file_path.suffix not in SUFFIXES or not (config.getoption("texproof") or config.getini("texproof")):
        return None
    project = _project(config)
    if not any(file_path.is_relative_to(folder) for folder in (project.docs, *_named(config, project))):
        return None
    # What only such a run needs.
    from .pytest_pages import PageFile  # noqa: PLC0415

    return PageFile.from_parent(parent, path=file_path, project=project)


def _project(config: pytest.Config) -> Project:
    """Return the project that the run is about: as `texproof check` finds it, above the first path."""
    if _PROJECT not in config.stash:
        config.stash[_PROJECT] = Project.around(_given(config) or [config.rootpath])
    return config.stash[_PROJECT]


def _given(config: pytest.Config) -> list[Path]:
    if not config.getoption("texproof"):
        return []
    here = config.invocation_params.dir
    return [path for arg in config.args if (path := here / arg.partition("::")[0]).exists()]


def _named(config: pytest.Config, project: Project) -> list[Path]:
    """Return the paths whose pages are asked for by name: not the whole project, which holds more than pages."""
    return [path for path in _given(config) if not project.root.is_relative_to(path)]
