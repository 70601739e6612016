"""What is true is proved under every seed: some claims under a few here, more of both by `python -m tests.seeds`."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest

from .judging import Tally, judge_exactly, judge_sampled
from .laws import LAWS
from .random_claims import SETTINGS, Draw, claims
from .sources import Claim, drawn, of_cases, of_collections, of_mistakes, of_site, stating
from .terms import places

SEEDS = range(5)


@pytest.fixture(scope="module")
def some() -> list[Claim]:
    return [*of_collections()[::5], *drawn(34)]


def judged(claims: list[Claim]) -> Tally:
    tally = Tally()
    for claim in claims:
        judge_exactly(claim, tally)
        for seed in SEEDS:
            judge_sampled(claim, seed, tally)
    return tally


@pytest.mark.slow
def test_no_false_alarm(some: list[Claim]) -> None:
    tally = judged(some)
    assert tally.claims >= 60
    assert [str(alarm) for alarm in tally.alarms] == []
    assert tally.sampled > len(SEEDS) * 2 * tally.claims
    assert 0.0 < tally.residual < 1e-9


@pytest.mark.parametrize(
    ("tex", "alarms"),
    [
        ("X Y = Y X", {None, *SEEDS}),
        (r"X Y = X Y (1 + 10^{-7})", {None, *SEEDS}),
        (r"X Y = X \foo", {None}),
    ],
    ids=["false", "barely false", "not read"],
)
def test_a_claim_that_is_not_true_raises_an_alarm_under_every_seed(tex: str, alarms: set[int | None]) -> None:
    (claim,) = stating("planted", "pair", {"X": "Matrix[n, n]", "Y": "Matrix[n, n]"}, [tex])
    tally = judged([claim])
    assert {alarm.seed for alarm in tally.alarms if alarm.false} == alarms


@pytest.mark.slow
@pytest.mark.parametrize(("source", "least"), [(of_site, 1000), (of_cases, 100), (of_mistakes, 100)])
def test_each_source_gives_claims(source: Callable[[], list[Claim]], least: int) -> None:
    assert len(source()) >= least


@pytest.mark.parametrize(
    "tex", [r"A = A^\top \Rightarrow A^2 = A A^\top", r"\mathrm{d}(A A) = \mathrm{d}A\,A + A\,\mathrm{d}A"]
)
def test_what_a_formula_supposes_and_its_increments_are_known(tex: str) -> None:
    (claim,) = stating("planted", "square", {"A": "Matrix[n, n]"}, [tex])
    assert [str(alarm) for alarm in judged([claim]).alarms] == []


def test_what_is_drawn_depends_on_the_seed_alone() -> None:
    first, again, other = (list(itertools.islice(claims(seed), 50)) for seed in (0, 0, 1))
    assert first == again != other
    assert {setting.name for setting, _ in first} == {setting.name for setting in SETTINGS}


def test_every_law_is_drawn_upon() -> None:
    used = set()
    for setting in SETTINGS:
        draw = Draw(setting, random.Random(0))
        for _ in range(300):
            parts = [part for _, part in places(draw.side())]
            used |= {law for law in LAWS if any(True for part in parts for _ in law(part))}
    assert used == set(LAWS)
