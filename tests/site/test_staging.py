"""The site that stands is replaced by a whole one or stays as it is, whatever happens to the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from texproof.surfaces.staging import Staging

DEAD = 2**22 + 1  # above Linux' largest process number


def site(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_site_is_replaced_whole(tmp_path: Path) -> None:
    old = site(tmp_path / "site", "old")
    (old / "gone.html").write_text("gone", encoding="utf-8")
    staging = Staging(old)
    staging.open(keep=False)
    (staging.folder / "index.html").write_text("new", encoding="utf-8")
    assert (old / "index.html").read_text(encoding="utf-8") == "old"
    staging.publish()
    assert (old / "index.html").read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["site"]
    assert names(old) == ["index.html"]


def test_a_copy_shares_nothing_with_the_site(tmp_path: Path) -> None:
    staging = Staging(site(tmp_path / "site", "old"))
    staging.open(keep=True)
    (staging.folder / "index.html").write_text("changed in place", encoding="utf-8")
    assert (staging.site / "index.html").read_text(encoding="utf-8") == "old"
    staging.close()
    assert names(tmp_path) == ["site"]


def test_a_site_that_a_killed_build_moved_away_is_put_back(tmp_path: Path) -> None:
    site(tmp_path / f".site-{DEAD}-before", "old")
    site(tmp_path / f".site-{DEAD}", "half")
    site(tmp_path / ".site-notes", "somebody's")
    staging = Staging(tmp_path / "site")
    staging.open(keep=False)
    assert (staging.site / "index.html").read_text(encoding="utf-8") == "old"
    staging.close()
    assert names(tmp_path) == [".site-notes", "site"]


def test_a_build_that_runs_keeps_its_folder(tmp_path: Path) -> None:
    other = site(tmp_path / ".site-1", "of process 1")
    Staging(tmp_path / "site").open(keep=False)
    assert other.is_dir()


def test_a_site_published_in_between_is_replaced(tmp_path: Path) -> None:
    first, second = Staging(tmp_path / "site"), Staging(tmp_path / "site")
    first.open(keep=False)
    first.publish()
    second.open(keep=False)
    (second.folder / "index.html").write_text("second", encoding="utf-8")
    second.publish()
    assert names(tmp_path) == ["site"]


def test_where_publishing_fails_the_site_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = Staging(site(tmp_path / "site", "old"))
    staging.open(keep=False)
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self == staging.folder:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="No space"):
        staging.publish()
    assert (staging.site / "index.html").read_text(encoding="utf-8") == "old"
