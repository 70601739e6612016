"""What a snippet does reaches no other formula and nothing outside its process, whatever it tries."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from texproof.build.answer import Answer
from texproof.build.child import Child
from texproof.build.crew import Crew
from texproof.build.work import Work
from texproof.report.report import FormulaReport

from .misbehaviour import CONFINED, DIES, REPLACED, SET, says
from .project import MATMUL, Small, make

ASKED = (
    "A = Z W",
    "A = 2 Z W",
    r"A^\top = W^\top Z^\top",
    r"\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A}",
)
CANARY = "canary"


def at_load(code: str) -> str:
    return f"{MATMUL}\n{code}\n"


def in_body(code: str) -> str:
    lines = "".join(f"    {line}\n" for line in code.splitlines())
    return MATMUL.replace("    A = Z @ W\n", f"{lines}    A = Z @ W\n")


WAYS = {"at load": at_load, "in the body": in_body}


def page(small: Small, sources: dict[str, str]) -> str:
    """Write each snippet, and return a page with formulas under each, and under a good one before and after."""
    formulas = "\n\n".join(f"${text}$" for text in ASKED)
    small.snippet(MATMUL, "good")
    parts = []
    for number, source in enumerate(sources.values()):
        small.snippet(source, f"bad{number}")
        parts.append(
            f"/// given | bad{number}.matmul\n///\n\n{formulas}\n\n/// given | good.matmul\n///\n\n{formulas}\n"
        )
    return "\n".join(parts)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("isolation")
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.setenv("PYTHONPATH", f"{os.environ.get('PYTHONPATH', '')}{os.pathsep}{folder}")
        (folder / "neighbour.py").write_text("from texproof import *\n", encoding="utf-8")
        (folder / "wave.py").write_text("OURS = 1\n", encoding="utf-8")
        (folder / "kept").write_text("kept", encoding="utf-8")
        (folder / "project").mkdir()
        with Crew(2) as crew:
            yield make(folder / "project", crew)


Judged = dict[str, tuple[FormulaReport, ...]]


def judged(small: Small, sources: dict[str, str]) -> Judged:
    """Return the formulas' reports by the snippet that they stand under; those of the good one under ""."""
    text = page(small, sources)
    for path in (small.root / "docs").glob("*.md"):
        path.unlink()
    small.page(text)
    report = small.judge(cold=True)
    names = {f"bad{number}.matmul": name for number, name in enumerate(sources)} | {"good.matmul": ""}
    found: dict[str, list[FormulaReport]] = {}
    for formula in report.formulas:
        found.setdefault(names[formula.given], []).append(formula)
    return {name: tuple(formulas) for name, formulas in found.items()}


def verdicts(formulas: tuple[FormulaReport, ...]) -> list[str]:
    return [formula.verdict for formula in formulas]


def evidence(formulas: tuple[FormulaReport, ...]) -> list[object]:
    """Return all that was found out, without places and seconds."""
    return [
        (
            f.tex,
            f.verdict,
            [(n, r.answer, r.sizes, r.points, r.residual, r.counterexample) for n, r in o.routes.items()],
        )
        for f in formulas
        for o in f.obligations
    ]


GOOD = ["proved", "refuted", "proved", "proved"]


@pytest.fixture(scope="module", params=list(WAYS))
def patched(small: Small, request: pytest.FixtureRequest) -> Judged:
    return judged(small, {name: WAYS[request.param](code) for name, code in (REPLACED | SET).items()})


@pytest.fixture(scope="module")
def untouched(small: Small) -> Judged:
    return judged(small, {"nothing": MATMUL})


def test_nothing_patched_reaches_another_snippets_formulas(patched: Judged, untouched: Judged) -> None:
    expected = evidence(untouched[""])
    assert len(expected) == len(ASKED)
    assert evidence(patched[""]) == expected * (len(REPLACED) + len(SET))


@pytest.mark.parametrize("name", REPLACED)
def test_a_snippet_that_replaces_anything_is_refused(patched: Judged, name: str) -> None:
    assert verdicts(patched[name]) == ["undecided"] * len(ASKED)
    assert {m.code for f in patched[name] for m in f.diagnostics} <= {"broken-snippet", "crashed"}


@pytest.mark.parametrize("name", SET)
def test_what_a_model_may_set_decides_nothing(patched: Judged, untouched: Judged, name: str) -> None:
    assert verdicts(patched[name]) == GOOD
    assert [f[:2] for f in evidence(patched[name])] == [f[:2] for f in evidence(untouched["nothing"])]  # type: ignore[index]


@pytest.fixture(scope="module")
def confined(small: Small) -> Judged:
    folder = small.root.parent
    places = {"canary": folder / CANARY, "kept": folder / "kept", "folder": folder}
    return judged(small, {name: at_load(code.format(**places)) for name, (code, _) in CONFINED.items()})


@pytest.mark.parametrize("name", CONFINED)
def test_a_snippet_computes_and_nothing_else(small: Small, confined: Judged, name: str) -> None:
    code, said = CONFINED[name]
    assert verdicts(confined[name]) == ["undecided"] * len(ASKED), code
    messages = [
        m.message
        for p in small.judge().pages
        for m in p.diagnostics
        if f"bad{list(CONFINED).index(name)}.py" in m.message
    ]
    assert all((said or "") in message for message in messages)
    assert len(messages) == 1


def test_no_payload_ran(small: Small, confined: Judged) -> None:
    assert confined
    assert not (small.root.parent / CANARY).exists()
    assert (small.root.parent / "kept").read_text(encoding="utf-8") == "kept"
    assert psutil.pid_exists(os.getpid())


@pytest.fixture(scope="module")
def dead(small: Small) -> tuple[Judged, float]:
    began = time.monotonic()
    return judged(small, {name: at_load(code) for name, code in DIES.items()}), time.monotonic() - began


@pytest.mark.parametrize("name", DIES)
def test_what_dies_or_hangs_or_talks_nonsense_is_undecided(dead: tuple[Judged, float], name: str) -> None:
    assert verdicts(dead[0][name]) == ["undecided"] * len(ASKED)


def test_it_costs_nobody_else_a_verdict(dead: tuple[Judged, float], untouched: Judged) -> None:
    assert evidence(dead[0][""]) == evidence(untouched[""]) * len(DIES)


def test_what_a_snippet_says_is_cut(small: Small, dead: tuple[Judged, float]) -> None:
    assert dead
    assert max(len(m.message) for p in small.judge().pages for m in p.diagnostics) < 10_000


def test_one_process_that_is_killed_costs_one_verdict(small: Small) -> None:
    formulas = "\n\n".join(f"$A + {n} A = {n + 1} Z W$" for n in range(40))
    for path in (small.root / "docs").glob("*.md"):
        path.unlink()
    small.page(f"/// given | good.matmul\n///\n\n{formulas}\n")
    small.snippet(MATMUL, "good")
    assert small.crew is not None
    killed: list[int] = []
    answer = Child.answer

    def answering(self: Child, work: Work) -> Answer:
        if work.ask == "judge" and self.pid and not killed:
            killed.append(self.pid)
            os.kill(killed[0], 9)
        return answer(self, work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Child, "answer", answering)
        report = small.judge(cold=True)
    assert killed
    wrong = [f for f in report.formulas if f.verdict != "proved"]
    assert [f.verdict for f in wrong] == ["undecided"]
    assert [m.code for m in wrong[0].diagnostics] == ["crashed"]


def test_a_server_that_is_killed_is_started_again(small: Small) -> None:
    assert small.crew is not None
    good = small.page("/// given | matmul\n///\n\n$A = Z W$\n", "good.md")
    small.judge(good, cold=True)
    assert small.crew._children is not None
    server = small.crew._children._server
    assert server is not None
    server.kill()
    assert [f.verdict for f in small.judge(good, cold=True).formulas] == ["proved"]
    good.unlink()


def test_a_snippet_names_no_process_to_be_ended(small: Small) -> None:
    with subprocess.Popen(["sleep", "600"], start_new_session=True) as other:
        try:
            found = judged(
                small, {"number": at_load(says(f'{{"pid": {other.pid}}}\n'.encode()) + "\nwhile True: pass")}
            )
            assert verdicts(found["number"]) == ["undecided"] * len(ASKED)
            assert other.poll() is None
        finally:
            other.kill()


def test_what_sleeps_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "from texproof.build.crew import Crew\nfrom texproof.build.work import Work\n"
        "with Crew(1) as crew:\n"
        "    crew.run([Work('describe', source='import time; time.sleep(600)', path='x', model='m')])\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path)
    parent = psutil.Process(process.pid)
    end = time.monotonic() + 30
    while len(tree := parent.children(recursive=True)) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    assert len(tree) == 2
    time.sleep(1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, left = psutil.wait_procs(tree, timeout=20)
    assert not left
