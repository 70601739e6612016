"""What the cache does with one entry, and with the secret that seals it: in this process, without judging anything."""

from __future__ import annotations

import json
import os
import stat
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from texproof.build import cache as module
from texproof.build.cache import Cache, canonical, digest

KEY = {"work": {"texts": ["A = Z W"], "sizes": {"n": 3, "m": 2}}, "versions": {"sympy": "1"}}
VALUE = {"verdict": "proved", "sizes": {"n": 3, "m": 2}, "words": ["∂", "é"]}
FOLDER_SAYS = {
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Made by texproof; it can be deleted at any time.\n",
    ".gitignore": "*\n",
}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a user's own state."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of entries, which nothing has made yet."""
    return tmp_path / "project" / ".texproof_cache"


@pytest.fixture
def kept(folder: Path) -> Cache:
    """A cache with one entry."""
    cache = Cache(folder)
    cache.put("formulas", "name", KEY, VALUE)
    return cache


def entry(folder: Path, kind: str = "formulas", name: str = "name") -> Path:
    return folder / kind / f"{name}.json"


def test_the_text_that_a_digest_is_of() -> None:
    data = {"b": [1, None], "a": "∂ é"}
    assert canonical(data) == b'{"a":"\\u2202 \\u00e9","b":[1,null]}'
    assert digest(data) == blake2b(canonical(data), digest_size=20).hexdigest()
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 2, "b": 1})
    assert digest(["a", "b"]) != digest(["b", "a"])


def test_an_entry_comes_back_as_it_was(kept: Cache, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert kept.keeps
    for cache in (kept, Cache(folder)):
        value = cache.get("formulas", "name", KEY)
        assert value == VALUE
        assert list(value["sizes"]) == ["n", "m"], "its own order, not that of the alphabet"
    assert entry(folder).read_bytes().isascii()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [("formulas", "name", {**KEY, "more": 1}), ("formulas", "other", KEY), ("pages", "name", KEY)],
)
def test_what_was_not_kept_is_a_quiet_miss(
    kept: Cache, kind: str, name: str, key: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    assert kept.get(kind, name, key) is None
    assert kept.get("formulas", "name", KEY) == VALUE
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("part", ["key", "value", "seal"])
def test_a_seal_is_of_key_and_value(kept: Cache, folder: Path, part: str, capfd: pytest.CaptureFixture[str]) -> None:
    path = entry(folder)
    content = json.loads(path.read_text())
    assert set(content) == {"key", "value", "seal"}
    assert len(content["seal"]) == 64
    path.write_text(json.dumps({**content, part: "another"}))
    assert kept.get("formulas", "name", "another" if part == "key" else KEY) is None
    assert kept.get("formulas", "name", KEY) is None
    assert capfd.readouterr().err == (
        f"texproof: warning: {path} was changed, or not written by this user: what it says is judged anew,"
        " and so with any other such entry\n"
    )


def test_a_name_that_leads_nowhere_is_a_quiet_miss(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder.mkdir(parents=True)
    (folder / "formulas").write_text("no folder")
    cache = Cache(folder)
    assert cache.get("formulas", "name", KEY) is None
    cache.put("formulas", "name", KEY, VALUE)
    cache.drop("formulas", "name")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("more", "found"), [(0, VALUE), (1, None)])
def test_an_entry_may_be_so_large(
    kept: Cache, folder: Path, more: int, found: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = entry(folder)
    monkeypatch.setattr(module, "_LARGEST", path.stat().st_size)
    path.write_bytes(path.read_bytes() + b" " * more)
    # One byte more is read, and then the text is cut: a blank would not be missed.
    if more:
        monkeypatch.setattr(module, "_LARGEST", path.stat().st_size - 3)
    assert kept.get("formulas", "name", KEY) == found


def test_the_limits() -> None:
    assert module._LARGEST == 33_554_432
    assert (module._MOST, module._FORGOTTEN) == (4000, 3600.0)


def test_dropped_is_gone_and_may_be_dropped_again(kept: Cache, folder: Path) -> None:
    kept.put("formulas", "other", KEY, VALUE)
    kept.drop("formulas", "name")
    kept.drop("formulas", "name")
    assert kept.get("formulas", "name", KEY) is None
    assert kept.get("formulas", "other", KEY) == VALUE
    assert not entry(folder).exists()


def test_without_a_folder_nothing_is_kept_and_no_secret_made(state: Path) -> None:
    cache = Cache(None)
    assert not cache.keeps
    cache.put("formulas", "name", KEY, VALUE)
    cache.drop("formulas", "name")
    cache.prune()
    assert cache.get("formulas", "name", KEY) is None
    assert not state.exists()


def test_the_folder_says_what_it_is_once(kept: Cache, folder: Path) -> None:
    assert {name: (folder / name).read_text() for name in FOLDER_SAYS} == FOLDER_SAYS
    (folder / ".gitignore").write_text("mine\n")
    (folder / "CACHEDIR.TAG").unlink()
    Cache(folder).put("pages", "name", KEY, VALUE)
    assert (folder / ".gitignore").read_text() == "mine\n"
    assert (folder / "CACHEDIR.TAG").read_text() == FOLDER_SAYS["CACHEDIR.TAG"]
    kept.put("names", "name", KEY, VALUE)
    assert kept.get("names", "name", KEY) == VALUE, "a folder that is not there yet is made"


def test_a_write_that_fails_leaves_nothing(kept: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    kept.put("formulas", "name", KEY, "another")
    assert kept.get("formulas", "name", KEY) == VALUE
    assert [path.name for path in (folder / "formulas").iterdir()] == ["name.json"]


def test_what_is_being_written_is_a_hidden_file_of_this_process(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    replaced = Path.replace
    monkeypatch.setattr(Path, "replace", lambda self, to: (seen.append(self.name), replaced(self, to)))
    for _ in range(2):
        kept.put("formulas", "name", KEY, VALUE)
    assert all(name.startswith(f".name.{os.getpid()}.") for name in seen)
    assert len(set(seen)) == 2


def aged(path: Path, seconds: float, now: float = 1_000_000.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{")
    os.utime(path, (now - seconds, now - seconds))
    return path


def left_of(folder: Path, kind: str) -> list[str]:
    return sorted(path.name for path in (folder / kind).iterdir())


@pytest.mark.parametrize("kind", ["formulas", "pages"])
def test_the_oldest_go_first_where_there_are_too_many(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 3)
    for name, age in (("b", 10.0), ("a", 40.0), ("e", 20.0), ("d", 30.0), ("c", 5.0)):
        aged(entry(folder, kind, name), age)
    Cache(folder).prune()
    assert left_of(folder, kind) == ["b.json", "c.json", "e.json"]
    Cache(folder).prune()
    assert left_of(folder, kind) == ["b.json", "c.json", "e.json"], "three are not too many"


def test_half_written_files_go_when_they_are_nobodys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    for name, age in ((".old", 3601.0), (".new", 3600.0), ("old.json", 9999.0)):
        aged(folder / "pages" / name, age)
    aged(folder / "names" / ".old", 9999.0)
    Cache(folder).prune()
    assert left_of(folder, "pages") == [".new", "old.json"]
    assert left_of(folder, "names") == [".old"]


@pytest.mark.parametrize("names", [("c.json", "b.json", "a.json"), (".c", ".b", "a.json")])
def test_two_runs_may_prune_at_once(folder: Path, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", sum(name.startswith(".") for name in names) + 1)
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    for age, name in enumerate(names):
        aged(folder / "formulas" / name, 90_000.0 - age)
    cache, unlink = Cache(folder), Path.unlink

    def second(path: Path, missing_ok: bool = False) -> None:
        unlink(path)  # the other run was quicker
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", second)
    cache.prune()
    assert left_of(folder, "formulas") == ["a.json"]


def test_the_secret_is_the_users_alone_and_stays(folder: Path, state: Path, kept: Cache) -> None:
    path = state / "texproof" / "seal"
    secret = path.read_bytes()
    assert len(secret) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert left_of(state, "texproof") == ["seal"]
    assert Cache(folder).get("formulas", "name", KEY) == VALUE
    assert path.read_bytes() == secret


def test_another_secret_opens_nothing(
    kept: Cache, folder: Path, state: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (state / "texproof" / "seal").unlink()
    assert Cache(folder).get("formulas", "name", KEY) is None
    assert "was changed" in capfd.readouterr().err


def test_of_two_secrets_made_at_once_the_first_stays(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bytes(range(32))
    linked = os.link

    def later(source: str, target: Path) -> None:
        target.write_bytes(first)
        linked(source, target)

    monkeypatch.setattr("os.link", later)
    assert module._secret() == first
    assert left_of(state, "texproof") == ["seal"]


def test_the_secret_stands_in_the_home_folder_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for value in (None, ""):
        if value is None:
            monkeypatch.delenv("XDG_STATE_HOME")
        else:
            monkeypatch.setenv("XDG_STATE_HOME", value)
        secret = module._secret()
        assert secret == (tmp_path / "home" / ".local" / "state" / "texproof" / "seal").read_bytes()


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33])
def test_a_secret_of_another_length_is_none(state: Path, folder: Path, content: bytes) -> None:
    (state / "texproof").mkdir(parents=True)
    (state / "texproof" / "seal").write_bytes(content)
    assert not Cache(folder).keeps


def test_no_place_for_a_secret_is_no_cache(state: Path, folder: Path) -> None:
    state.write_text("a file where the folder should be")
    cache = Cache(folder)
    assert not cache.keeps
    cache.put("formulas", "name", KEY, VALUE)
    assert not folder.exists()
