"""Each trap is proved where it holds, by both routes, and is nowhere else: it is a formula that can be believed."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from texproof.build import stages
from texproof.check.verdict import PASSING
from texproof.report.judged import Judged, JudgedObligation

from .traps import KINDS, TRAPS, Setting, Trap, work

pytestmark = pytest.mark.xdist_group("small sizes")
BY_NAME = pytest.mark.parametrize("trap", TRAPS, ids=[trap.name for trap in TRAPS])
SEEN = [trap for trap in TRAPS if trap.fails is None]


def judged(setting: Setting) -> Judged:
    return _judged(setting.formula, setting.snippet, tuple(setting.sizes.items()))


@cache
def _judged(formula: str, snippet: str, sizes: tuple[tuple[str, int], ...]) -> Judged:
    return stages.judge(work(formula, snippet, dict(sizes)))


def answers(obligation: JudgedObligation) -> set[str]:
    return {obligation.routes[name].answer.value for name in ("sympy", "numpy")}


@BY_NAME
def test_it_is_proved_by_both_routes_where_it_holds(trap: Trap) -> None:
    for setting in trap.holds:
        found = judged(setting)
        assert (found.verdict, found.diagnostics) == ("proved", ()), setting
        assert found.obligations
        assert all(answers(o) == {"yes"} for o in found.obligations)


@pytest.mark.parametrize("trap", SEEN, ids=[trap.name for trap in SEEN])
def test_it_is_refused_in_general(trap: Trap) -> None:
    assert judged(trap.general).verdict not in PASSING


@BY_NAME
def test_both_routes_see_where_it_fails(trap: Trap) -> None:
    found = judged(trap.fails or trap.general)
    refused = [o for o in found.obligations if answers(o) == {"no"}]
    assert refused or found.verdict == "ill-shaped"
    assert not any("undefined" in o.detail for o in refused)


def test_there_are_traps_of_every_kind_and_each_has_a_name_of_its_own() -> None:
    assert len({trap.name for trap in TRAPS}) == len(TRAPS) >= 60
    assert min(Counter(trap.kind for trap in TRAPS)[kind] for kind in KINDS) >= 15


def test_most_are_well_shaped_in_general() -> None:
    """What has no shape in general is no trap for a proof."""
    assert sum(judged(trap.general).verdict == "ill-shaped" for trap in TRAPS) <= 5
