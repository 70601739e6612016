"""What each diagnostic's code means: the pages of docs/checks, which an installed texproof carries with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from rich.console import RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.text import Text

INDEX = "index.md"
WIDEST = 100  # columns of a page on a terminal
_GROUP = re.compile(r"^## (?P<group>.+)$|^- \[`(?P<code>[a-z-]+)`\]\((?P=code)\.md\): (?P<summary>.+)$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\([^)\s]+\)")
_FENCE = re.compile(r'^(?P<fence>`{3,})(?P<language>\w+) title="(?P<title>[^"\n]+)"$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Check:
    """A code with its page: the group and the one line that the index has for it, and the page's Markdown."""

    code: str
    group: str
    summary: str
    page: str

    @property
    def meaning(self) -> str:
        """The page's first paragraph."""
        return _LINK.sub(r"\1", self.page.split("\n\n", 2)[1])

    @property
    def plain(self) -> str:
        """The page as Markdown that stands by itself: no links, and each file's name on a line above it."""
        return _FENCE.sub(r"`\g<title>`:\n\n\g<fence>\g<language>", _LINK.sub(r"\1", self.page))

    @property
    def address(self) -> str:
        """Where the page stands on the web, "" where texproof was published without a site."""
        site = documentation()
        return f"{site.rstrip('/')}/checks/{self.code}/" if site else ""


@cache
def checks() -> Mapping[str, Check]:
    """Return every code with its page, in the order of the index."""
    folder = _folder()
    return {check.code: check for check in _read(folder, (folder / INDEX).read_text(encoding="utf-8"))}


def _read(folder: Traversable, index: str) -> Iterator[Check]:
    group = ""
    for match in _GROUP.finditer(index):
        if match["group"]:
            group = match["group"]
        else:
            page = (folder / f"{match['code']}.md").read_text(encoding="utf-8")
            yield Check(match["code"], group, match["summary"], page)


def _folder() -> Traversable:
    """Return the folder of the pages: the wheel's copy, or in a checkout the pages themselves."""
    packaged = files(__package__) / "checks"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "docs" / "checks"


@cache
def documentation() -> str:
    """Return the address of texproof's site, as its package names it, or ""."""
    try:
        urls = metadata("texproof").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = dict(url.split(", ", 1) for url in urls)
    return str(named.get("Documentation", ""))


def near(code: str) -> list[str]:
    """Return the codes that are spelled nearly so, the nearest first."""
    known = list(checks())
    parts = [c for c in known if len(code) > 2 and code.lower() in c]
    return list(dict.fromkeys([*get_close_matches(code.lower(), known, n=3, cutoff=0.5), *parts]))[:5]


def listed() -> Iterator[Text]:
    """Yield a line for each code with what it means, under the names of their groups."""
    found = checks().values()
    width = max(len(check.code) for check in found)
    group = ""
    for check in found:
        if check.group != group:
            if group:
                yield Text("")
            group = check.group
            yield Text(group, style="bold")
        yield Text.assemble(f"  {check.code:<{width}}  ", check.summary)


def page(check: Check) -> RenderableType:
    """Return a code's page for a terminal."""
    return Padding(Markdown(check.plain, code_theme="ansi_dark", hyperlinks=False), (1, 2))
