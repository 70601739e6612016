"""Shared by the tests of bad inputs: projects with traps, in which no payload may have run at the end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from .project import Project, Traps


@pytest.fixture(scope="module")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Traps]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Traps(listener, tmp_path_factory.getbasetemp())


@pytest.fixture
def project(tmp_path: Path, traps: Traps) -> Iterator[Project]:
    """A project with one good snippet; what is done with it sets off no trap."""
    project = Project(tmp_path)
    yield project
    assert traps.untouched()


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory, traps: Traps) -> Iterator[Project]:
    """The same, for all rows of a module."""
    yield Project(tmp_path_factory.mktemp("together"))
    assert traps.untouched()
