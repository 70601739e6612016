"""What holds and, below it, what does not but looks like it: twins/*.txt, judged by each route and for every size.

A section says its model, the sizes, and who proves what holds: `for every size` all three, `at sizes` both routes,
`by numbers` NumPy's alone, SymPy's saying why. What does not hold is refused by whoever can judge it, and is never
proved.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from texproof.check import numpy_route, sympy_route
from texproof.check.decide import stated_for
from texproof.check.every_size import prove
from texproof.check.numpy_route import route
from texproof.check.verdict import Answer
from texproof.elaborate.claim import Obligation
from texproof.model.declare import Model

from ..elaborate.fixtures import Entry, entries
from ..elaborate.formulas import meaning, vocabulary

EVERY = [
    one
    for path in sorted((Path(__file__).parent / "twins").glob("*.txt"))
    for one in entries(path.read_text(encoding="utf-8"))
]
_GIVEN = re.compile(r"(?P<model>\w+), (?P<sizes>[a-z0-9 =]+), (?P<reach>for every size|at sizes|by numbers)")


def given(entry: Entry) -> tuple[str, dict[str, int], str]:
    """Return the model, the sizes and the reach of an entry's section."""
    found = _GIVEN.fullmatch(entry.given)
    assert found is not None, entry.given
    sizes = {letter: int(number) for letter, number in (pair.split("=") for pair in found["sizes"].split())}
    return found["model"], sizes, found["reach"]


def stated(tex: str, name: str) -> tuple[Obligation, Model]:
    """Return what a formula states last, and the model that it is about."""
    names = vocabulary(name)
    claim = meaning(tex, names)
    assert not claim.diagnostics, claim.diagnostics
    assert names.signature is not None
    return claim.obligations[-1], stated_for(claim.obligations[-1], names.signature.model)


@pytest.mark.parametrize("entry", EVERY, ids=[one.tex for one in EVERY])
def test_what_holds_is_proved(entry: Entry) -> None:
    name, sizes, reach = given(entry)
    obligation, model = stated(entry.tex, name)
    exact = sympy_route.decide(obligation, model, sizes)
    sampled = numpy_route.decide(obligation, model, sizes, 1)
    proof = prove(obligation, model, {})
    assert sampled.answer is Answer.YES, sampled.reason
    assert exact.answer is (Answer.UNKNOWN if reach == "by numbers" else Answer.YES), exact.reason
    assert not proof.fault
    assert proof.holds or reach != "for every size", proof.reason
    if reach == "by numbers":
        assert f"{exact.reason}" in entry.below[1:]


@pytest.mark.parametrize("entry", EVERY, ids=[one.below[0] for one in EVERY])
def test_what_looks_like_it_is_refused(entry: Entry) -> None:
    name, sizes, reach = given(entry)
    obligation, model = stated(entry.below[0].removeprefix("not "), name)
    exact = sympy_route.decide(obligation, model, sizes)
    sampled = numpy_route.decide(obligation, model, sizes, 1)
    assert sampled.answer is Answer.NO, sampled.reason
    assert sampled.counterexample is not None
    assert exact.answer is (Answer.UNKNOWN if reach == "by numbers" else Answer.NO), exact.reason
    assert not prove(obligation, model, {}).holds


@pytest.mark.parametrize("entry", EVERY, ids=[one.tex for one in EVERY])
def test_what_holds_is_held_in_fifty_digits_too(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    name, sizes, _ = given(entry)
    monkeypatch.setattr(route, "BOUND", -1.0)  # as if float64 could not tell
    monkeypatch.setattr(route, "_POINTS", 1)
    monkeypatch.setattr(route, "_POINTS_OF_CHOICES", 1)
    found = numpy_route.decide(*stated(entry.tex, name), sizes, 3)
    assert found.answer is Answer.YES, found.reason
    assert found.reason.startswith("equal in 50 digits where float64 was off by ")
    assert found.residual is not None
    assert found.residual < 1e-12
