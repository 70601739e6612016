"""The files of a project: its pages, its snippets, and where what was judged is kept."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from ..diagnostic import Diagnostic, Span
from ..source.budget import LONGEST_NOTEBOOK, LONGEST_PAGE
from ..source.document import Document

MARKERS = ("mkdocs.yml", "pyproject.toml")
SUFFIXES = (".md", ".ipynb")
# Bytes: of four to a character, as many as may be read. Larger pages are not even opened.
LARGEST_PAGE = {".md": 4 * LONGEST_PAGE, ".ipynb": 4 * LONGEST_NOTEBOOK}
LARGEST_SNIPPET = 1024 * 1024
CACHE = ".texproof_cache"
DOCS, SNIPPETS = "docs", "snippets"
_FOLDER = re.compile(r"""(?:docs_dir|snippets)["']?\s*:\s*(?P<folder>[^\s,}#]*)""")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?")


class UnusableError(Exception):
    """The command or the configuration cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A snippet as a given names it: its path as shown, and its text; or why there is none."""

    path: str
    source: str = ""
    error: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page's file read: its document, and why not or what is wrong with its bytes."""

    document: Document
    diagnostics: tuple[Diagnostic, ...] = ()
    readable: bool = True


@dataclass(frozen=True)
class Project:
    """A project's folders. `cache` is None where nothing is kept from run to run."""

    root: Path
    docs: Path
    snippets: Path
    cache: Path | None

    @classmethod
    def around(cls, paths: Sequence[Path], *, snippets: Path | None = None, cache: bool = True) -> Project:
        """Return the project that the paths stand in: the nearest folder above the first with a marker, else here.

        Raises: UnusableError where a folder that was named does not exist.
        """
        here = Path.cwd()
        start = _absolute(paths[0]) if paths else here
        root = next((folder for folder in (start, *start.parents) if _is_project(folder)), None)
        kept = root / CACHE if root is not None and cache else None
        top = root or here
        docs, usual = _folders(top)
        if snippets is None:
            beside = start if start.is_dir() else start.parent
            folders = [top / usual, *(folder / "snippets" for folder in (beside, beside.parent))]
            snippets = next((folder for folder in folders if folder.is_dir()), folders[0])
        elif not snippets.is_dir():
            raise UnusableError(f"the snippets folder {snippets} does not exist")
        return cls(top, top / docs, snippets.absolute(), kept)

    @cached_property
    def settings(self) -> str:
        """The text of the site's `mkdocs.yml`, or "" where there is none that can be read."""
        return _settings(self.root)

    @cached_property
    def extensions(self) -> tuple[str, ...]:
        """The Markdown extensions that the site renders with, as far as they decide what is a formula."""
        # A YAML reader is loaded only where a page is read anew.
        from ..source.extensions import extensions_of  # noqa: PLC0415

        return extensions_of(self.settings)

    def shown(self, path: Path) -> str:
        """Return a path as people see it: below the project's folder, else below this one, else as it is."""
        path = _absolute(path)
        for folder in (self.root, Path.cwd()):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return path.as_posix()

    def pages(self, paths: Sequence[Path]) -> list[Path]:
        """Return the pages named, those under folders in the order of their names; of none, all under docs.

        Raises: UnusableError where a path does not exist, or nothing is found.
        """
        named = list(paths) or [self.docs]
        found: dict[Path, None] = {}
        for path in named:
            if not path.exists():
                raise UnusableError(f"there is no {path}")
            found.update(dict.fromkeys(_below(_absolute(path)) if path.is_dir() else [_absolute(path)]))
        if not found:
            raise UnusableError(f"no page (*.md, *.ipynb) under {', '.join(map(str, named))}")
        return list(found)

    def read(self, path: Path) -> Reading:
        """Return a page's document, and a diagnostic where its bytes are no text."""
        name = self.shown(path)
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                return _unread(name, "this is no file")
            largest, size = LARGEST_PAGE.get(path.suffix, max(LARGEST_PAGE.values())), path.stat().st_size
            if size > largest:
                found = f"a page of {size:,} bytes; at most {largest:,} are read"
                beyond = Diagnostic("too-large", found, Span(0, 0), help="split the page")
                return Reading(Document(name, ""), (beyond,), False)
            content = path.read_bytes()
        except OSError as error:
            return _unread(name, f"the file cannot be read: {error.strerror}")
        try:
            document = Document(name, content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            before = content[: error.start].decode("utf-8-sig", "replace")
            place = Span(len(before), len(before))
            found = f"the byte 0x{content[error.start]:02x} is not UTF-8"
            document = Document(name, content.decode("utf-8-sig", "replace"))
            return Reading(
                document, (Diagnostic("unreadable-document", found, place, help="save it as UTF-8"),), readable=False
            )
        zero = document.text.find("\0")
        if zero >= 0:
            nul = Diagnostic("unreadable-document", "a NUL character", Span(zero, zero + 1), help="take it out")
            return Reading(document, (nul,))
        return Reading(document)

    def snippet(self, name: str) -> Snippet:
        """Return the snippet that a given's name stands for: `NAME` or `FILE.MODEL`, in the snippets folder alone."""
        if not _NAME.fullmatch(name):
            return Snippet(
                "", error=f"{name!r} is no name of a snippet: letters, digits and underscores, or FILE.MODEL"
            )
        path = self.snippets / f"{name.partition('.')[0]}.py"
        shown = self.shown(path)
        try:
            if not path.resolve().is_relative_to(self.snippets.resolve()):
                return Snippet(shown, error=f"{shown} leads out of the snippets folder")
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return Snippet(shown, error=f"{shown} is no file")
            if status.st_size > LARGEST_SNIPPET:
                return Snippet(
                    shown, error=f"{shown} has {status.st_size:,} bytes; at most {LARGEST_SNIPPET:,} are read"
                )
            return Snippet(shown, path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError:
            return Snippet(shown, error=f"{shown} is not UTF-8")
        except (OSError, RuntimeError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            missing = isinstance(error, FileNotFoundError)
            if missing:
                return Snippet(shown, error=f"there is no {shown}", help=self._snippet_meant(name))
            return Snippet(shown, error=f"{shown}: {reason}")

    def _snippet_meant(self, name: str) -> str:
        """Return which name to write in a given instead of one without a file."""
        file, dot, model = name.partition(".")
        files = sorted(path.stem for path in self.snippets.glob("*.py") if _NAME.fullmatch(path.stem))
        near = get_close_matches(file, files, 1)
        if not near:
            return f"write the file, or the name of one in {self.shown(self.snippets)}"
        return f"write /// given | {near[0]}{dot}{model}"


def _absolute(path: Path) -> Path:
    """Return a path from the root on without `..`, its links as they are: one spelling for one page."""
    return Path(os.path.normpath(path.absolute()))


def _settings(root: Path) -> str:
    try:
        return (root / MARKERS[0]).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _folders(root: Path) -> tuple[str, str]:
    """Return the names of the folders of pages and snippets, as the site's settings have them."""
    text = _settings(root)
    # Most name the usual ones, and no YAML reader is loaded for those.
    if all(match["folder"] in (DOCS, SNIPPETS) for match in _FOLDER.finditer(text)):
        return DOCS, SNIPPETS
    from ..source.settings import folders_of  # noqa: PLC0415

    return folders_of(text, DOCS, SNIPPETS)


def _is_project(folder: Path) -> bool:
    return any((folder / marker).is_file() for marker in MARKERS)


def _below(folder: Path) -> Iterator[Path]:
    """Yield the pages under a folder, not those of hidden folders nor what links lead out to."""
    top = folder.resolve()
    for current, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(current, name)
            if name.startswith(".") or not name.endswith(SUFFIXES):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(top):
                continue
            yield path


def _unread(name: str, found: str) -> Reading:
    return Reading(Document(name, ""), (Diagnostic("unreadable-document", found, Span(0, 0)),), readable=False)
