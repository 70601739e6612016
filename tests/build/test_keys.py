"""What a key is made of: versions, the engine's own source, all that a unit of work or a page says."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

import texproof
from texproof.build import cache as module
from texproof.build.answers import Answers
from texproof.build.cache import Cache, digest, versions
from texproof.build.pages import Pages
from texproof.build.project import Project, Reading, Snippet
from texproof.build.work import SECONDS, Work
from texproof.diagnostic import Diagnostic, Span
from texproof.source.document import Document


def test_versions_of_all_that_decides() -> None:
    found = versions()
    names = ("lark", "markdown", "mpmath", "numpy", "pymdown-extensions", "pyyaml", "sympy", "gmpy2", "python-flint")
    assert set(found) == {"python", "texproof", "source", *names}
    assert found["python"] == platform.python_version()
    assert found["texproof"] == texproof.__version__
    for name in names:
        try:
            assert found[name] == version(name)
        except PackageNotFoundError:
            assert found[name] == "missing"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package in the engine's place, whose source decides."""
    folder = tmp_path / "package"
    for name, content in (("build/cache.py", "x"), ("parse/a.lark", "y"), ("note.txt", "z"), ("a.py/b.py", "w")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    monkeypatch.setattr(module, "__file__", str(folder / "build" / "cache.py"))
    return folder


def source() -> str:
    versions.cache_clear()
    try:
        return versions()["source"]
    finally:
        versions.cache_clear()


def test_the_source_is_every_module_and_grammar(package: Path) -> None:
    assert list(module._sources()) == [("a.py/b.py", b"w"), ("build/cache.py", b"x"), ("parse/a.lark", b"y")]
    before = source()
    assert len(before) == 32
    (package / "note.txt").write_text("another")
    assert source() == before


EDITS: dict[str, Callable[[Path], object]] = {
    "a module's text": lambda package: (package / "build" / "cache.py").write_text("xx"),
    "a grammar's text": lambda package: (package / "parse" / "a.lark").write_text(""),
    "a module's name": lambda package: (package / "build" / "cache.py").rename(package / "build" / "cach.py"),
    "a module more": lambda package: (package / "__init__.py").write_text(""),
    "text that moves into a name": lambda package: (
        (package / "parse" / "a.lark").rename(package / "parse" / "ay.lark").write_text("")
    ),
    "two texts that change places": lambda package: (
        (package / "parse" / "a.lark").write_text("x"),
        (package / "build" / "cache.py").write_text("y"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_another_source_is_another_version(package: Path, name: str) -> None:
    before = source()
    EDITS[name](package)
    assert source() != before


WORK = Work(
    "judge",
    ("A = Z W", "B"),
    "snippets/matmul.py",
    "x = 1\n",
    "matmul",
    {"n": 3, "m": 2},
    ("B := A",),
    ("i", "j"),
    ((0, 1), (2, 5)),
    (("X", "invertible"),),
)
DATA = {
    "ask": "judge",
    "texts": ["A = Z W", "B"],
    "path": "snippets/matmul.py",
    "source": "x = 1\n",
    "model": "matmul",
    "sizes": {"m": 2, "n": 3},
    "definitions": ["B := A"],
    "letters": ["i", "j"],
    "marks": [[0, 1], [2, 5]],
    "without": [["X", "invertible"]],
}


def test_a_work_as_data_and_back() -> None:
    assert WORK.data == DATA
    assert list(WORK.data["sizes"]) == ["m", "n"]
    assert Work.of(json.loads(json.dumps(DATA))) == WORK


def test_a_work_says_nothing_that_it_was_not_told() -> None:
    nothing: dict[str, Any] = {key: [] for key in ("texts", "definitions", "letters", "marks", "without")}
    assert Work("scan").data == {"ask": "scan", "path": "", "source": "", "model": "", "sizes": {}, **nothing}
    assert Work.of(Work("scan").data) == Work("scan")


def test_whatever_is_asked_has_a_limit_of_seconds() -> None:
    assert set(SECONDS) == {"scan", "survey", "describe", "judge", "spoil", "fate", "mend"}
    # A check asks for no fate; with twins to spoil there is more time than a reader waits.
    assert all(1 <= seconds <= 10 for ask, seconds in SECONDS.items() if ask != "fate")
    assert 1 <= SECONDS["fate"] <= 20


def test_the_key_of_a_work() -> None:
    assert Answers.name(WORK) == digest({"work": DATA, "versions": versions()})


SNIPPET = Snippet("snippets/matmul.py", "x = 1\n")
READING = Reading(Document("docs/a.md", "$A$"), ())
NOTED = Diagnostic("unreadable-document", "it is no text", Span(0, 1))


def pages(root: Path, settings: str = "site_name: x\n") -> Pages:
    root.mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text(settings)
    return Pages(Project(root, root / "docs", root / "snippets", None), Cache(None))


def test_the_key_of_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, snippets = pages(tmp_path / "a"), {"matmul": SNIPPET}
    found = here._key(READING, snippets)
    assert found["path"] == "docs/a.md"
    assert found["versions"] == versions()
    others = {
        "path": here._key(replace(READING, document=Document("docs/b.md", "$A$")), snippets),
        "text": here._key(replace(READING, document=Document("docs/a.md", "$B$")), snippets),
        "diagnostics": here._key(replace(READING, diagnostics=(NOTED,)), snippets),
        "settings": pages(tmp_path / "b", "site_name: y\n")._key(READING, snippets),
        "snippets": here._key(READING, {"matmul": replace(SNIPPET, source="x = 2\n")}),
    }
    for name, other in others.items():
        assert {part for part in found if found[part] != other[part]} == {name}
    assert set(found) == {*others, "versions"}
    assert here._key(READING, {"other": SNIPPET}) != found
    monkeypatch.setattr("texproof.build.pages.versions", lambda: {"sympy": "another"})
    assert here._key(READING, snippets) != found
