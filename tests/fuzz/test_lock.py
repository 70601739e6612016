"""The fuzzer is locked like everything else, and apart from it."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement

from ..program import ROOT


def test_the_fuzzer_is_locked_with_hashes_at_a_version_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lock = (ROOT / "requirements-fuzz.lock").read_text()
    entries = re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)(.*(?:\n .*)*)", lock, re.MULTILINE)
    wanted = {r.name: r for r in map(Requirement, project["dependency-groups"]["fuzz"])}
    assert set(wanted) <= {name for name, *_ in entries}
    for name, version, rest in entries:
        assert "--hash=sha256:" in rest
        assert name not in wanted or wanted[name].specifier.contains(version)
    assert "://" not in lock


def test_nobody_else_has_to_install_it() -> None:
    assert "atheris" not in (ROOT / "requirements.lock").read_text()
    assert not re.search(r"(?m)^(setup|unit|test|lint|site|serve|check):.*\.fuzz", (ROOT / "Makefile").read_text())
