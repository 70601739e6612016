"""The folder in which a site is built whole before it takes the place of the one before."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Staging:
    """A site's folder, and beside it the one in which its successor is built."""

    site: Path

    @property
    def folder(self) -> Path:
        return self.site.with_name(f".{self.site.name}-{os.getpid()}")

    @property
    def _before(self) -> Path:
        return self.site.with_name(f".{self.site.name}-before")

    def open(self, keep: bool) -> None:
        """Make the folder; with `keep` it begins as a copy of the site, as a build of changed pages alone needs."""
        # A build that was killed between the two renames below left the site under this name.
        if not self.site.exists() and self._before.exists():
            self._before.rename(self.site)
        self.close()
        if keep and self.site.is_dir():
            # Files are overwritten where they are: links to the site's own would change the site.
            shutil.copytree(self.site, self.folder, copy_function=shutil.copy2)
        else:
            self.folder.mkdir(parents=True)

    def publish(self) -> None:
        """Put the folder in the site's place; the site before it is removed."""
        shutil.rmtree(self._before, ignore_errors=True)
        if self.site.exists():
            self.site.rename(self._before)
        self.folder.rename(self.site)
        shutil.rmtree(self._before, ignore_errors=True)

    def close(self) -> None:
        """Remove the folder, if it is still there."""
        shutil.rmtree(self.folder, ignore_errors=True)
