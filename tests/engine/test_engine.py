"""What `make mutate` rests on: the share's interval, where edits are made, and that a trial tells the fates apart."""

from __future__ import annotations

import importlib.util
import random
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from ..program import ROOT
from .share import interval, summary

INSTALLED = pytest.mark.skipif(importlib.util.find_spec("mutmut") is None, reason="`make mutate` installs mutmut")


@pytest.mark.parametrize(
    ("killed", "of", "low", "high"), [(90, 100, 0.8256, 0.9448), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0)]
)
def test_the_interval_of_a_share(killed: int, of: int, low: float, high: float) -> None:
    assert interval(killed, of) == pytest.approx((low, high), abs=1e-4)


def test_what_is_said_of_a_share() -> None:
    assert summary("all", 90, 100).split() == "all 90 of 100 killed 90.0% (95 %: 82.6% to 94.5%)".split()
    assert "none tried" in summary("all", 0, 0)


def test_what_makes_the_mutants_is_locked_with_hashes_at_the_versions_of_the_environment() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lock, main = ((ROOT / name).read_text() for name in ("requirements-mutate.lock", "requirements.lock"))
    pattern = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)(.*(?:\n .*)*)", re.MULTILINE)
    shared = {name: version for name, version, _ in pattern.findall(main)}
    wanted = {r.name: r for r in map(Requirement, project["dependency-groups"]["mutate"])}
    entries = pattern.findall(lock)
    assert set(wanted) <= {name for name, *_ in entries}
    for name, version, rest in entries:
        assert "--hash=sha256:" in rest
        assert name not in wanted or wanted[name].specifier.contains(version)
        assert shared.get(name, version) == version
    assert "://" not in lock
    assert "mutmut" not in main
    assert not re.search(r"(?m)^(setup|unit|test|lint|site|serve|check):.*\.mutate", (ROOT / "Makefile").read_text())


@INSTALLED
def test_every_part_of_the_engine_has_places_to_edit() -> None:
    from .mutants import PARTS, sources

    found = {part: {file.path: len(file) for file in sources(part)} for part in PARTS}
    assert sum(found["elaborate"].values()) > 5000
    assert sum(found["check"].values()) > 5000
    assert {"answers.py", "cache.py", "pages.py", "work.py"} <= {Path(path).name for path in found["cache key"]}
    assert all(found["cache key"].values())


@INSTALLED
def test_a_mutant_is_another_program_by_one_edit() -> None:
    from .mutants import Source

    text = '"""Says 1."""\nfrom a import b\n\nx: int = 1\n\n\ndef f(y: int = 2) -> bool:\n    return y < 3 or b\n'
    file = Source("src/texproof/a.py", text)
    mutants = [mutant for n in range(len(file)) if (mutant := file.mutant(n)) is not None]
    assert {(mutant.line, mutant.diff.splitlines()[1]) for mutant in mutants} == {
        (4, "+x: int = 2"),
        (4, "+x: int = None"),
        (7, "+def f(y: int = 3) -> bool:"),
        (8, "+    return y <= 3 or b"),
        (8, "+    return y < 4 or b"),
        (8, "+    return y < 3 and b"),
    }
    assert len(Source("a.py", text, "g")) == 0
    assert len(Source("a.py", text, "f")) == 4


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose engine has one function, with tests of it."""
    for name, text in (
        ("pyproject.toml", "[tool.pytest.ini_options]\naddopts = ['--import-mode=importlib']\n"),
        ("src/texproof/__init__.py", ""),
        ("src/texproof/f.py", "def f(x):\n    while x > 10:\n        x -= 1\n    return x + 1 if x != 5 else 6\n"),
        ("tests/__init__.py", ""),
        ("tests/test_f.py", "from texproof.f import f\n\n\ndef test_f():\n    assert f(12) == 11\n"),
        ("tests/test_g.py", "def test_g():\n    assert False\n"),
    ):
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "project"


@INSTALLED
@pytest.mark.slow
def test_a_trial_tells_what_is_killed_what_hangs_and_what_survives(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from . import trial
    from .mutants import Source

    monkeypatch.setattr(trial, "START", 5.0)
    bench = trial.Bench(tmp_path / "copy", ["tests"], project)
    record = bench.record()
    assert list(record.seconds) == ["tests/test_f.py::test_f"]
    assert record.failing == ["tests/test_g.py::test_g"]
    path = "src/texproof/f.py"
    file = Source(path, (project / path).read_text())
    mutants = {mutant.diff.splitlines()[1][1:].strip(): mutant for n in range(len(file)) if (mutant := file.mutant(n))}
    for edited, fate, by in (
        ("x += 1", "too long", ""),
        ("return x + 1 if x == 5 else 6", "killed", "tests/test_f.py::test_f"),
        ("return x + 1 if x != 5 else 7", "survived", ""),
    ):
        mutant = mutants[edited]
        outcome = bench.tried(mutant, record.reaching(mutant, 60.0), record)
        assert (outcome.fate, outcome.by, outcome.tests) == (fate, by, 1)
    assert (tmp_path / "copy" / path).read_text() == file.text


@INSTALLED
def test_a_sample_depends_on_the_seed_alone_and_repeats_nothing() -> None:
    from .mutants import sampled, sources

    first, again, other = ([m.name for m in sampled(sources("cache key"), 20, random.Random(s))] for s in (1, 1, 2))
    assert first == again != other
    assert len(set(first)) == 20
