"""The folder in which a site is built whole before it takes the place of the one before."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ATTEMPTS = 5  # of two builds that end at once, each finds the other's site in its way at most this often


@dataclass(frozen=True)
class Staging:
    """A site's folder, and beside it the one in which its successor is built."""

    site: Path

    @property
    def folder(self) -> Path:
        return self.site.with_name(f".{self.site.name}-{os.getpid()}")

    @property
    def _before(self) -> Path:
        return self.site.with_name(f".{self.site.name}-{os.getpid()}-before")

    def open(self, keep: bool) -> None:
        """Make the folder; with `keep` it begins as a copy of the site, as a build of changed pages alone needs.

        Raises: OSError where nothing can be written beside the site.
        """
        self._mend()
        self.close()
        if keep and self.site.is_dir():
            # Files are overwritten where they are: links to the site's own would change the site.
            shutil.copytree(self.site, self.folder, copy_function=shutil.copy2)
        else:
            self.folder.mkdir(parents=True)

    def publish(self) -> None:
        """Put the folder in the site's place; the site before it is removed.

        Raises: OSError where that cannot be done; the site before it is then back in its place.
        """
        for attempt in range(ATTEMPTS):
            with suppress(FileNotFoundError):
                self.site.rename(self._before)
            try:
                self.folder.rename(self.site)
                break
            except OSError:
                if not self.site.exists() and self._before.exists():
                    self._before.rename(self.site)
                if attempt == ATTEMPTS - 1:
                    raise
                shutil.rmtree(self._before, ignore_errors=True)
        shutil.rmtree(self._before, ignore_errors=True)

    def close(self) -> None:
        """Remove the folder, if it is still there."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _mend(self) -> None:
        """Put right what builds left that were killed: a site that had been moved away, folders half built."""
        name = re.compile(rf"\.{re.escape(self.site.name)}-(\d+)(-before)?")
        if not self.site.parent.is_dir():
            return
        left = [(path, match) for path in self.site.parent.iterdir() if (match := name.fullmatch(path.name))]
        for path, match in left:
            if _runs(int(match[1])):
                continue
            if match[2] and not self.site.exists():
                path.rename(self.site)
            else:
                shutil.rmtree(path, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()
