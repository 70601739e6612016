"""No trap is proved for every size, nor at sizes at which it is seen to fail: the prover is asked alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from texproof.build.context import model_of, vocabulary_of
from texproof.check.every_size import Proof, prove
from texproof.elaborate.claim import Obligation
from texproof.elaborate.elaborate import elaborate
from texproof.model.declare import Model
from texproof.parse.reader import read

from .test_traps import answers, judged
from .traps import TRAPS, Setting, Trap, work

pytestmark = pytest.mark.xdist_group("small sizes")
STATED = [trap for trap in TRAPS if judged(trap.general).verdict != "ill-shaped"]
Prover = Callable[[Obligation, Model, Mapping[str, int]], Any]


def stated(setting: Setting) -> tuple[tuple[Obligation, ...], Model]:
    """Return what a setting's formula states, and its model."""
    asked = work(setting.formula, setting.snippet, setting.sizes)
    reading = read(setting.formula)
    assert reading.tree is not None
    return elaborate(reading.tree, vocabulary_of(asked), setting.formula).obligations, model_of(asked)


def wrong(trap: Trap) -> Iterator[tuple[Setting, int]]:
    """Yield the settings under which a trap is false, each with the number of an obligation that is."""
    seen = trap.fails or trap.general
    for number, obligation in enumerate(judged(seen).obligations):
        if answers(obligation) == {"no"}:
            yield trap.general, number
            if seen is not trap.general:
                yield seen, number
    for setting in trap.holds if trap.at_sizes and trap.fails is None else ():
        for letter, size in setting.sizes.items():
            fixed = setting.changed(sizes={letter: size})
            for number, obligation in enumerate(judged(fixed).obligations):
                if answers(obligation) == {"no"}:
                    yield fixed, number


def believed(trap: Trap, prover: Prover) -> list[Setting]:
    """Return the settings under which a trap is false and a prover says that it holds."""
    found = []
    for setting, number in wrong(trap):
        obligations, model = stated(setting)
        if prover(obligations[number], model, setting.sizes).holds:
            found.append(setting)
    return found


@pytest.mark.parametrize("trap", STATED, ids=[trap.name for trap in STATED])
def test_it_is_not_proved_for_every_size(trap: Trap) -> None:
    assert believed(trap, prove) == []


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.name for trap in TRAPS])
def test_the_build_does_not_say_so_either(trap: Trap) -> None:
    """Also of what it proves at sizes, since the sizes at which it fails are none that the routes try."""
    found = judged(trap.general).obligations
    assert not any(o.every_size for o in found if answers(o) == {"no"} or trap.fails)


def test_a_prover_that_believes_everything_is_seen_to() -> None:
    assert [trap.name for trap in STATED if not believed(trap, lambda *_: Proof(True))] == []


# How many are proved for every size under their hypothesis, or with their sizes equal; new rules make it more.
PROVED = 85


def test_where_they_hold_most_are_proved_for_every_size() -> None:
    """So that what keeps the prover from a trap is that it is false, and not that it is not understood."""
    settings = [setting for trap in TRAPS for setting in trap.holds if not setting.sizes]
    proved = []
    for setting in settings:
        obligations, model = stated(setting)
        proved.append(all(prove(obligation, model, {}).holds for obligation in obligations))
    assert sum(proved) >= PROVED
