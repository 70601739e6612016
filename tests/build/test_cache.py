"""Nothing is judged twice, nothing stale or planted is believed, and a broken folder breaks nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from texproof.build.answer import Answer
from texproof.build.crew import Crew

from .project import GIVEN, MATMUL, Small

PAGE = f"{GIVEN}$A = Z W$ and $A = -Z W$\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of processes, unit by unit."""
    units: list[str] = []
    run = Crew.run

    def counted(self: Crew, works: Any, done: Any = lambda _: None) -> Any:
        units.extend(work.ask for work in works)
        return run(self, works, done)

    monkeypatch.setattr(Crew, "run", counted)
    return units


def verdicts(small: Small) -> list[str]:
    return [formula.verdict for formula in small.judge().formulas]


def entries(small: Small, kind: str = "*") -> list[Path]:
    return sorted(small.cache.glob(f"{kind}/*.json"))


def test_an_unchanged_page_asks_for_nothing(small: Small, asked: list[str]) -> None:
    small.page(PAGE)
    first = small.judge()
    assert asked.count("judge") == 2
    asked.clear()
    assert small.judge() == first
    assert asked == []


def test_what_only_moved_is_not_judged_again(small: Small, asked: list[str]) -> None:
    small.page(PAGE)
    verdicts(small)
    asked.clear()
    small.page("# New\n\n" + PAGE.replace("and", "moved and"))
    report = small.judge()
    assert asked.count("judge") == 1, "the one that is judged again"
    assert "describe" not in asked
    assert [(f.line, f.column, f.verdict) for f in report.formulas] == [(6, 1, "proved"), (6, 21, "refuted")]
    assert report.formulas[1].diagnostics[0].line == 6


def test_cold_judges_all(small: Small, asked: list[str]) -> None:
    small.page(PAGE)
    verdicts(small)
    asked.clear()
    small.judge(cold=True)
    assert asked.count("judge") == 2


CHANGES = {
    "snippet": lambda small: small.snippet(MATMUL.replace("Z @ W", "2 * (Z @ W)")),
    "definitions": lambda small: small.page(PAGE.replace("$A = Z", "$B := Z$ and $A = Z")),
    "sizes": lambda small: small.page(PAGE.replace("matmul\n", "matmul\n    sizes: {m: 2}\n", 1)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_decides_is_judged_again(small: Small, asked: list[str], name: str) -> None:
    small.page(PAGE)
    before = verdicts(small)
    asked.clear()
    CHANGES[name](small)
    after = verdicts(small)
    assert "judge" in asked
    assert (after == before) == (name == "sizes")


def test_a_snippet_that_comes_back_is_seen(small: Small) -> None:
    path = small.root / "snippets" / "matmul.py"
    small.page(PAGE)
    path.rename(path.with_suffix(".gone"))
    assert verdicts(small) == ["undecided", "undecided"]
    path.with_suffix(".gone").rename(path)
    assert verdicts(small) == ["proved", "refuted"]


def planted(content: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(content).replace('"refuted"', '"proved"').replace('"answer": "no"', '"answer": "yes"'))


ODD = {
    "empty": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "flipped": lambda path: path.write_bytes(
        path.read_bytes().replace(b"refuted", b"refuteD").replace(b"proved", b"qroved")
    ),
    "planted": lambda path: path.write_text(json.dumps(planted(json.loads(path.read_text())))),
    "another version": lambda path: path.write_text(path.read_text().replace('"python": "3', '"python": "2')),
    "no entry": lambda path: path.write_text("[1, 2]"),
    "deep": lambda path: path.write_text("[" * 100_000),
    "link": lambda path: (path.rename(path.with_suffix(".x")), path.symlink_to(path.with_suffix(".x"))),
    "dead link": lambda path: (path.unlink(), path.symlink_to("/nonexistent")),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "binary": lambda path: path.write_bytes(bytes(range(256))),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_entry_is_a_miss(small: Small, name: str) -> None:
    small.page(PAGE)
    assert verdicts(small) == ["proved", "refuted"]
    assert len(entries(small, "formulas")) >= 3
    for path in entries(small):
        ODD[name](path)
    assert verdicts(small) == ["proved", "refuted"]


def test_a_valid_entry_of_another_formula_is_not_believed(small: Small) -> None:
    small.page(PAGE)
    assert verdicts(small) == ["proved", "refuted"]
    contents = {path: path.read_bytes() for path in entries(small, "formulas")}
    proved = next(c for c in contents.values() if b'"verdict": "proved"' in c)
    for path in contents:
        path.write_bytes(proved)
    for path in entries(small, "pages"):
        path.unlink()
    assert verdicts(small) == ["proved", "refuted"]


def test_another_secret_opens_no_entry(small: Small, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    small.page(PAGE)
    verdicts(small)
    asked.clear()
    monkeypatch.setenv("XDG_STATE_HOME", str(small.root.parent / "other"))
    assert verdicts(small) == ["proved", "refuted"]
    assert asked.count("judge") == 2


def test_no_place_for_the_secret_or_the_cache(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.page(PAGE)
    small.cache.write_text("a file where the folder should be", encoding="utf-8")
    assert verdicts(small) == ["proved", "refuted"]
    monkeypatch.setenv("XDG_STATE_HOME", "/proc/nowhere")
    assert verdicts(small) == ["proved", "refuted"]


def test_what_crashed_is_not_kept(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.page(PAGE)
    run = Crew.run

    def failing(self: Crew, works: Any, done: Any = lambda _: None) -> Any:
        answers = run(self, works, done)
        return [
            Answer(failed="its time ran out") if w.ask == "judge" else a for w, a in zip(works, answers, strict=True)
        ]

    with monkeypatch.context() as patch:
        patch.setattr(Crew, "run", failing)
        report = small.judge()
        assert [f.verdict for f in report.formulas] == ["undecided", "undecided"]
        assert {m.code for f in report.formulas for m in f.diagnostics} == {"crashed"}
    assert verdicts(small) == ["proved", "refuted"]


def test_the_folder_says_what_it_is(small: Small) -> None:
    small.page(PAGE)
    verdicts(small)
    assert (small.cache / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert (small.cache / ".gitignore").read_text() == "*\n"
    assert not [path for path in small.cache.rglob(".*") if path.name != ".gitignore"]


def test_warm_is_fast_and_loads_neither_library(small: Small) -> None:
    small.page(GIVEN + "\n\n".join(f"$A = Z W$ and $A + {i} A = {i + 1} Z W$" for i in range(20)) + "\n")
    verdicts(small)
    code = (
        "import sys, time, pathlib\n"
        "from texproof.build.judge import Judge\nfrom texproof.build.project import Project\n"
        "start = time.process_time()\n"
        f"with Judge(Project.around([pathlib.Path({str(small.root)!r})]), chance=lambda: 0.999) as judge:\n"
        "    report = judge.judge()\n"
        "assert len(report.formulas) == 40 and report.passes\n"
        "print(time.process_time() - start, *sorted({'sympy', 'numpy', 'lark', 'markdown'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    seconds, *loaded = done.stdout.split()
    assert loaded == []
    assert float(seconds) < 0.5


def test_two_runs_at_once(small: Small) -> None:
    small.page(PAGE)
    start = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: verdicts(replace(small, crew=None)), range(2)))
    assert found == [["proved", "refuted"]] * 2
    assert time.monotonic() - start < 60
