"""No test stands where pytest does not look: a folder's name alone can hide it, as "build" does by default."""

from __future__ import annotations

import pytest

from ..program import ROOT


def test_no_folder_of_tests_has_a_name_that_is_passed_over(pytestconfig: pytest.Config) -> None:
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {folder for path in ROOT.glob("tests/**/test_*.py") for folder in path.relative_to(ROOT).parents}
    assert passed_over
    assert len(folders) > 20
    assert not [folder for folder in folders if any(folder.match(pattern) for pattern in passed_over)]
