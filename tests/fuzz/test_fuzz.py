"""The fuzzer: what it starts from is there, a fault is told as something that can become a test."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys

import pytest

from texproof.parse.reader import read

from ..program import ROOT
from . import __main__ as fuzz
from .seeds import SEEDS, dictionary, words
from .targets import planted, text_of


@pytest.mark.parametrize(("target", "least"), [("formula", 500), ("page", 150), ("notebook", 150)])
def test_there_is_much_to_start_from(target: str, least: int) -> None:
    found = SEEDS[target]()
    assert len(found) >= least
    assert all(isinstance(text, str) for text in found)


def test_the_words_are_those_of_the_grammar() -> None:
    found = words()
    assert {r"\frac", r"\dfrac", r"\partial", r"\varpi", r"\bigl(", ":=", "_"} <= set(found)
    assert {r"\begin{bmatrix}", r"\end{aligned}"} <= set(found)
    macros = [word for word in found if re.fullmatch(r"\\[a-z]+", word)]
    assert len(macros) > 80
    for word in macros:
        assert all(diagnostic.code != "unknown-macro" for diagnostic in read(word).diagnostics), word


def test_the_dictionary_is_written_as_libfuzzer_reads_it() -> None:
    assert dictionary([r"\frac", '"', "a b", "\n"]) == '"\\x5cfrac"\n"\\x22"\n"a b"\n"\\x0a"\n'


def test_bytes_are_a_text_whatever_they_are() -> None:
    assert text_of(b"\xff\\frac") == "\ufffd\\frac"


def test_the_planted_fault_is_one() -> None:
    planted("A = B")
    with pytest.raises(ValueError, match="planted"):
        planted(r"\frac{1}{2}")


SAID = """INFO: seed corpus: files: 3
#4	INITED cov: 10 ft: 12 corp: 3/5b exec/s: 0 rss: 50Mb
#9	NEW    cov: 14 ft: 17 corp: 4/9b lim: 400 exec/s: 0 rss: 50Mb
{}stat::number_of_executed_units: 12
"""


def test_what_a_hunt_came_to_is_said() -> None:
    result = fuzz._hunt("formula", 0, SAID.format(""), ())
    assert result.summary == "fuzz: formula: 12 texts, coverage 10 → 14, 0 found"


def test_what_was_found_can_be_put_into_a_test() -> None:
    trace = " === Uncaught Python exception: ===\nValueError: planted\nTraceback …\n\n==77== ERROR\n"
    result = fuzz._hunt("page", 77, SAID.format(trace), (("crash", "$\\frac'\n"),))
    message, line, *rest = fuzz.told(result).splitlines()
    assert "crash on a text of 8 characters" in message
    assert line.strip().rstrip(",") == repr(("page", "$\\frac'\n"))
    assert rest == ["ValueError: planted", "Traceback …"]


def test_a_fuzzer_that_did_not_run_is_no_success() -> None:
    with pytest.raises(RuntimeError, match="did not run"):
        fuzz._hunt("page", 1, "ModuleNotFoundError: No module named 'atheris'", ())
    with pytest.raises(RuntimeError, match="did not run"):
        fuzz._hunt("page", 0, "", ())


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="`make fuzz` installs the fuzzer")
@pytest.mark.slow
@pytest.mark.parametrize(("target", "status"), [("planted", 1), ("formula", 0)])
def test_the_status_says_whether_something_was_found(target: str, status: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--seconds", "20", "--runs", "1000", "--seed", "1", target],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ran.returncode == status, ran.stdout + ran.stderr
    assert f"fuzz: {target}: " in ran.stdout
    assert ("('planted', " in ran.stdout) == (target == "planted")
