"""A run that is killed at any moment costs nothing but itself. Two hundred kills: `python -m tests.kills`."""

from __future__ import annotations

import random
from pathlib import Path

from .kill import Killer
from .project import make

KILLS = 8


def test_a_killed_run_leaves_nothing_wrong(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    killer = Killer(make(tmp_path / "project"), tmp_path / "full", random.Random())
    kills = [killer.kill() for _ in range(KILLS)]
    assert not [kill for kill in kills if kill.wrong]
    assert any(kill.hit for kill in kills)
