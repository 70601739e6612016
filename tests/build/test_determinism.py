"""The same pages give the same JSON, byte for byte but for the seconds that it took, whatever run it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .runs import VERDICTS, of_cases, project, said

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("determinism")]

# The first run, and what is different in each of the others: the environment, and how many processes judge.
FIRST = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
OTHERS = {
    "again": (FIRST, 2),
    "another hash seed": (FIRST | {"PYTHONHASHSEED": "4711"}, 2),
    # A locale without any letters but ASCII's, which Python is kept from mending.
    "another locale": (FIRST | {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, 2),
    "one process": (FIRST, 1),
    "three processes": (FIRST, 3),
}
# A model with a number in it that could depend on the run: on the hash seed, the environment, where memory lies.
ODD = """from os import environ

from texproof import Scalar, model


@model
def odd(xp, x: Scalar):
    return {{"y": x * (2 + {} % 1000003)}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return of_cases(tmp_path_factory.mktemp("determinism") / "project")


@pytest.fixture(scope="module")
def first(folder: Path) -> str:
    return said(folder, FIRST)


def test_every_kind_of_verdict_is_among_what_is_compared(first: str) -> None:
    summary = json.loads(first)["summary"]
    for verdict in VERDICTS:
        assert summary[verdict] > 0, verdict


@pytest.mark.parametrize("other", OTHERS)
def test_another_run_says_the_same(other: str, first: str, folder: Path) -> None:
    environment, processes = OTHERS[other]
    assert said(folder, environment, "--processes", str(processes)) == first


def odd(folder: Path, number: str, *environments: dict[str, str]) -> list[str]:
    """Return what is said under each environment of a claim that a model with such a number decides."""
    page = "/// given | odd\n///\n\n$$ y = x $$\n"
    project(folder, {"page.md": page}, {"odd.py": ODD.format(number)})
    return [said(folder, FIRST | environment, "--processes", "1") for environment in environments]


@pytest.mark.parametrize("number", ['hash("chance")', 'len(environ.get("ODD", ""))'])
def test_not_even_a_snippet_sees_the_hash_seed_or_the_environment(number: str, tmp_path: Path) -> None:
    first, other = odd(tmp_path / "project", number, {}, {"PYTHONHASHSEED": "4711", "ODD": "seen"})
    assert first == other


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    first, other = odd(tmp_path / "project", "(id(environ) // 64)", {}, {})
    assert first != other
