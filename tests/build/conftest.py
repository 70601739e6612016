"""Shared by the tests of the build: processes that judge, started once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from texproof.build.crew import Crew

from .project import Small, make


@pytest.fixture(scope="session")
def crew() -> Iterator[Crew]:
    with Crew() as crew:
        yield crew


@pytest.fixture
def small(tmp_path: Path, crew: Crew, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A project of one snippet, with a secret of its own for its cache."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "project").mkdir()
    return make(tmp_path / "project", crew)
