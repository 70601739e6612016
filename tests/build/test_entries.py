"""An entry is believed byte by byte or not at all, and one warning is said for all that are not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from texproof.build import cache as module
from texproof.build.answer import Answer
from texproof.build.cache import Cache, digest, versions
from texproof.build.crew import Crew
from texproof.build.project import Project
from texproof.build.work import Work

from .project import GIVEN, MATMUL, Small

PAGE = f"{GIVEN}$A = Z W$ and $A = -Z W$\n"
KINDS = ("formulas", "pages", "names")


@pytest.fixture
def kept(small: Small, capfd: pytest.CaptureFixture[str]) -> Small:
    small.page(PAGE)
    small.judge()
    assert "warning" not in capfd.readouterr().err
    return small


def entries(small: Small, kind: str) -> dict[Path, Any]:
    """Return the files of the entries of a kind with what they hold."""
    found = {path: json.loads(path.read_bytes()) for path in sorted((small.cache / kind).glob("*.json"))}
    assert found
    return found


def spoiled(content: bytes) -> Iterator[bytes]:
    """Yield the content with one bit of each byte turned, and cut at many lengths."""
    for at in range(len(content)):
        yield content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :]
    for at in range(0, len(content), 37):
        yield content[:at]


@pytest.mark.parametrize("kind", KINDS)
def test_no_spoiled_byte_makes_another_value(kept: Small, kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    cache = Cache(kept.cache)
    read = misses = 0
    for path, entry in entries(kept, kind).items():
        content = path.read_bytes()
        assert cache.get(kind, path.stem, entry["key"]) == entry["value"]
        for bad in spoiled(content):
            path.write_bytes(bad)
            value = cache.get(kind, path.stem, entry["key"])
            # A digit of an escape may change its case: then the text is the same.
            assert value is None or (value == entry["value"] and json.loads(bad) == entry)
            read, misses = read + 1, misses + (value is None)
        path.write_bytes(content)
        assert cache.get(kind, path.stem, entry["key"]) == entry["value"]
    assert misses > 0.99 * read
    assert capfd.readouterr().err.count("texproof: warning:") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_verdicts_stay_when_entries_are_spoiled(kept: Small, kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    before = [f.verdict for f in kept.judge().formulas]
    for number, path in enumerate(entries(kept, kind)):
        content = bytearray(path.read_bytes())
        content[(number + 1) * len(content) // 7] ^= 1
        path.write_bytes(content)
    if kind == "formulas":
        kept.page(PAGE + "\nmore text\n")
    assert [f.verdict for f in kept.judge().formulas] == before == ["proved", "refuted"]
    said = capfd.readouterr().err
    assert said.count("texproof: warning:") == 1
    assert f"{kind}/" in said
    kept.judge()
    assert "warning" not in capfd.readouterr().err, "what was odd is written anew"


@pytest.mark.skipif(os.geteuid() == 0, reason="a privileged user reads every file")
def test_an_entry_that_may_not_be_read(kept: Small, capfd: pytest.CaptureFixture[str]) -> None:
    for path in entries(kept, "pages"):
        path.chmod(0)
    assert [f.verdict for f in kept.judge().formulas] == ["proved", "refuted"]
    assert capfd.readouterr().err.count("texproof: warning:") == 1


ODD: dict[str, Callable[[Path], object]] = {
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link to itself": lambda path: (path.rename(path.with_suffix(".x")), path.symlink_to(path.with_suffix(".x"))),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a device": lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
    "empty": lambda path: path.write_bytes(b""),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\0"),
    "no object": lambda path: path.write_bytes(b"7"),
    "no seal": lambda path: path.write_text(json.dumps({"key": 1, "value": 2})),
    "numbers": lambda path: path.write_text('{"key": NaN, "value": Infinity, "seal": 1e999}'),
    "deep": lambda path: path.write_text("[" * 200_000),
    "large": lambda path: os.truncate(path, 40 * 2**20),
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_stands_in_its_place_is_one_warning(kept: Small, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    places = [path for kind in KINDS for path in entries(kept, kind)]
    for path in places:
        ODD[name](path)
    cache = Cache(kept.cache)
    assert [cache.get(path.parent.name, path.stem, {}) for path in places] == [None] * len(places)
    assert capfd.readouterr().err.count("texproof: warning:") == 1


def test_what_is_merely_old_is_no_cause_for_a_warning(kept: Small, capfd: pytest.CaptureFixture[str]) -> None:
    kept.page(PAGE.replace("and", "or"))
    kept.judge()
    kept.page(PAGE.replace("-Z", "3 Z"))
    kept.judge()
    assert "warning" not in capfd.readouterr().err


WORK = Work(
    "judge", ("A = Z W",), "snippets/matmul.py", MATMUL, "matmul", {"m": 2}, ("B := A",), ("i",), ((0, 1),),
    (("Z", "invertible"),),
)  # fmt: skip
OTHER = Work(
    "mend", ("A = W",), "snippets/other.py", MATMUL + "\n", "other", {"m": 3}, ("B := Z",), ("j",), ((0, 2),),
    (("W", "invertible"),),
)  # fmt: skip


@pytest.mark.parametrize("name", [field.name for field in fields(Work)])
def test_whatever_a_work_says_is_in_its_key(name: str) -> None:
    other = replace(WORK, **{name: getattr(OTHER, name)})
    assert getattr(WORK, name) != getattr(OTHER, name)
    assert digest(other.data) != digest(WORK.data)
    assert Work.of(json.loads(json.dumps(other.data))) == other


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was asked of processes; versions are looked up anew."""
    units: list[str] = []
    run = Crew.run

    def counted(self: Crew, works: Any, done: Any = lambda _: None) -> list[Answer]:
        units.extend(work.ask for work in works)
        return run(self, works, done)

    monkeypatch.setattr(Crew, "run", counted)
    yield units
    monkeypatch.undo()
    versions.cache_clear()


def another(patch: pytest.MonkeyPatch, name: str) -> None:
    """Let something that decides have another version."""
    if name == "python":
        patch.setattr("platform.python_version", lambda: "3.99.0")
    elif name == "texproof":
        patch.setattr(module, "__version__", "99")
    elif name == "source":
        patch.setattr(module, "_sources", lambda: [("check/decide.py", b"another\n")])
    else:
        found = module.version
        patch.setattr(module, "version", lambda asked: "99" if asked == name else found(asked))
    versions.cache_clear()


NAMES = ("python", "texproof", "source", *module._DECIDING)


@pytest.mark.parametrize("name", NAMES)
def test_another_version_of_what_decides_is_judged_anew(
    kept: Small, asked: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    kept.judge()
    assert asked == []
    another(monkeypatch, name)
    kept.judge()
    assert asked.count("judge") == 2
    assert {"numpy", "sympy", "mpmath"} < set(NAMES)


def test_settings_are_part_of_a_pages_key(kept: Small, asked: list[str]) -> None:
    (kept.root / "mkdocs.yml").write_text("site_name: y\n", encoding="utf-8")
    kept.judge()
    assert "scan" in asked


def test_a_changed_snippet_is_judged_anew_even_by_a_comment(kept: Small, asked: list[str]) -> None:
    kept.snippet(MATMUL + "# a comment\n")
    kept.judge()
    assert asked.count("judge") == 2


def test_what_a_later_run_judges_is_kept_beside_what_is_there(kept: Small, asked: list[str]) -> None:
    kept.page(PAGE + "and $A = 2 Z W$\n")
    kept.judge()
    assert "judge" in asked
    asked.clear()
    kept.judge()
    assert asked == []


@pytest.mark.parametrize("ask", ["scan", "describe", "survey", "judge", "mend"])
def test_what_a_dead_process_did_not_say_is_not_kept(small: Small, ask: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small.page(PAGE)
    run = Crew.run

    def failing(self: Crew, works: Any, done: Any = lambda _: None) -> list[Answer]:
        answers = run(self, works, done)
        lost = Answer(failed="its time ran out")
        return [lost if work.ask == ask else answer for work, answer in zip(works, answers, strict=True)]

    with monkeypatch.context() as patch:
        patch.setattr(Crew, "run", failing)
        assert small.judge().formulas == () or ask != "scan"
    assert not list((small.cache / "pages").glob("*.json"))
    assert [f.verdict for f in small.judge().formulas] == ["proved", "refuted"]


def test_what_a_killed_run_left_half_written_is_cleared_away(kept: Small) -> None:
    left = kept.cache / "formulas" / ".name.1.abc"
    new = kept.cache / "formulas" / ".name.2.abc"
    for path in (left, new):
        path.write_text("{", encoding="utf-8")
    os.utime(left, (0, 0))
    Cache(kept.cache).prune()
    assert not left.exists()
    assert new.exists(), "another run may be writing it"
    assert Project.around([kept.root]).cache == kept.cache


def test_nothing_is_kept_that_would_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_LARGEST", 1000)
    cache = Cache(tmp_path)
    cache.put("formulas", "large", "key", "x" * 2000)
    cache.put("formulas", "small", "key", "x" * 200)
    assert cache.get("formulas", "large", "key") is None
    assert cache.get("formulas", "small", "key") == "x" * 200
    assert "warning" not in capfd.readouterr().err
