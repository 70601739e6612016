"""The list of bad inputs has 60 rows, and each has a test here."""

from __future__ import annotations

import re
from pathlib import Path

from . import test_files, test_meaning, test_size_and_depth, test_snippets, test_symbols

ROWS = 60


def test_each_row_has_a_test() -> None:
    found = {*test_size_and_depth.ROWS, *test_meaning.ROWS}
    for module in (test_symbols, test_snippets, test_files):
        found |= {case.row for case in module.CASES.values()}
    for path in Path(__file__).parent.glob("test_*.py"):
        found |= {int(number) for number in re.findall(r"\bdef test_(\d+)_", path.read_text(encoding="utf-8"))}
    found |= {int(name.split()[0]) for name in test_snippets.LOOPS}
    assert found == set(range(1, ROWS + 1))
