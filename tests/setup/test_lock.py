"""What is installed is what was locked, and the lock says nothing of where it came from."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from ..program import ROOT

PINNED = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def lock() -> str:
    return (ROOT / "requirements.lock").read_text()


def test_every_locked_package_has_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", lock)
    assert len(entries) > 50
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", ["requirements.lock", "package-lock.json"])
def test_no_lock_names_a_place_to_fetch_from(name: str) -> None:
    text = (ROOT / name).read_text()
    # An npm lock may say who funds a package; what it must not say is where the package came from.
    places = re.findall(r'"resolved"|file:|--(?:extra-)?index-url|--find-links|\.whl|\.tgz', text)
    assert places == []
    assert name.endswith(".json") or "://" not in text


def test_every_direct_dependency_is_locked_at_a_version_it_allows(lock: str) -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["site"],
        *project["dependency-groups"]["dev"],
    ]
    locked: dict[str, list[str]] = {}
    for pin in PINNED.finditer(lock):
        locked.setdefault(pin["name"], []).append(pin["version"])
    for requirement in map(Requirement, wanted):
        versions = locked.get(requirement.name.lower(), [])
        assert versions, f"{requirement.name} is not in requirements.lock: run `make lock`"
        assert all(map(requirement.specifier.contains, versions)), (
            f"{requirement}: locked at {versions}; run `make lock`"
        )


def test_the_npm_lock_has_an_integrity_for_every_package() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert any(name.endswith("katex") for name in packages)
    assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []


def test_the_wheel_carries_the_grammar(tmp_path_factory: pytest.TempPathFactory) -> None:
    import zipfile

    from ..program import run

    folder = tmp_path_factory.mktemp("wheel")
    built = run("hatchling", "build", "--target", "wheel", "--directory", folder)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    sources = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src" / "texproof").rglob("*") if p.is_file()}
    shipped = {name for name in sources if "__pycache__" not in name}
    assert shipped <= set(names)
    assert any(name.endswith(".lark") for name in names)
