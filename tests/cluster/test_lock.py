"""What a cluster needs is locked with hashes, at the versions of the environment that it is installed into."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement

from ..program import ROOT

ENTRY = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)(.*(?:\n .*)*)", re.MULTILINE)


def test_dask_is_locked_and_everything_else_is_as_it_is_anyway() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock, main = ((ROOT / name).read_text() for name in ("requirements-cluster.lock", "requirements.lock"))
    there: dict[str, set[str]] = {}
    for name, version, _ in ENTRY.findall(main):
        there.setdefault(name, set()).add(version)
    entries = ENTRY.findall(lock)
    (dask,) = map(Requirement, project["optional-dependencies"]["cluster"])
    assert [dask.specifier.contains(version) for name, version, _ in entries if name == dask.name] == [True]
    for name, version, rest in entries:
        assert "--hash=sha256:" in rest, name
        assert version in there.get(name, {version}), name
    assert "://" not in lock
    assert dask.name not in there
    assert not re.search(r"(?m)^(setup|unit|test|lint|site|serve|check):.*\.cluster", (ROOT / "Makefile").read_text())
