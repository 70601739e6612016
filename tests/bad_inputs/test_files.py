"""Files and Markdown (49 to 53): what a page names, how it is named, and what it holds beside formulas."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest

from ..site.project import Project as Site
from ..site.project import make
from .cases import Case, assert_fails_alone, assert_said, judged, listed
from .project import END, GIVEN, GOOD, HEAD, PWNED, Found, Project

# Beside what is text, and holds, a formula that does not hold: it is found.
WRONG = f"\n\n{GIVEN}$A = 2 Z W$"
UNKNOWN = ((1, "unknown-snippet"),)
NAMES = {
    "a path upwards": "../../etc/passwd",
    "an absolute path": "/etc/passwd",
    "a symbolic link": "link",
    "a FIFO": "pipe",
    "a folder": "folder",
    "a name of 300 characters": "a" * 300,
    "a payload": "$(touch PWNED)",
}
TICKS = " ".join("`" * n for n in range(1, 601))
LISTS = "".join("  " * n + "- a\n" for n in range(600))
ACTIVE = {
    "a script": f"<script>fetch('/{PWNED}')</script>",
    "an image's error": f'<img src="x" onerror="fetch(\'/{PWNED}\')">',
    "a link": rf"\href{{javascript:fetch('/{PWNED}')}}{{A}}",
    "a class": r"\htmlClass{texproof-mark}{A}",
    "an id": r"\htmlId{formula-1}{A}",
    "a style": r"\htmlStyle{color: white}{A}",
    "data": rf"\htmlData{{x=javascript:{PWNED}}}{{A}}",
}

CASES = listed(
    *(Case(49, words, f"/// given | {name}\n///\n\n$X$", ("undecided",), UNKNOWN) for words, name in NAMES.items()),
    Case(51, "20,000 brackets", "[" * 20_000 + WRONG, ("refuted",), ((1, "too-large"),)),
    Case(51, "20,000 links that stay open", "[a](" * 20_000 + WRONG, ("refuted",), ((1, "too-large"),)),
    Case(51, "20,000 tags that stay open", "<a " * 20_000 + WRONG, ("refuted",), ((1, "too-large"),)),
    Case(51, "a list 600 deep", LISTS + WRONG, ("refuted",), ((81, "too-large"),)),
    Case(51, "an open declaration", "<![" + WRONG, ("refuted",)),
    Case(51, "runs of 1 to 600 backticks", TICKS + WRONG, ("refuted",)),
    *(Case(52, words, f"${tex} = A$", ("malformed",)) for words, tex in ACTIVE.items()),
    Case(52, "in the page's own HTML", ACTIVE["a script"] + "\n\n[a](javascript:alert)" + WRONG, ("refuted",)),
    Case(53, "of a formula", r"$\htmlClass{texproof-mark}{A} = A$", ("malformed",)),
)


@pytest.fixture(scope="module")
def found(together: Project) -> Found:
    snippets = together.root / "snippets"
    (together.root / "elsewhere.py").write_text(GOOD, encoding="utf-8")
    (snippets / "link.py").symlink_to(together.root / "elsewhere.py")
    (snippets / "folder.py").mkdir()
    os.mkfifo(snippets / "pipe.py")
    return judged(together, CASES)


@pytest.mark.parametrize("name", CASES)
def test_it_is_said(name: str, found: Found) -> None:
    assert_said(found, CASES[name])


@pytest.mark.parametrize("row", sorted({case.row for case in CASES.values()}))
def test_the_row_fails_alone(row: int, found: Found, together: Project) -> None:
    assert_fails_alone(together, found, CASES, row)


def test_49_nothing_of_the_files_named_is_said(found: Found) -> None:
    assert "root:" not in found.outcome.out + found.said


def test_49_pages_that_are_no_files(project: Project) -> None:
    docs = project.root / "docs"
    project.page(HEAD + END)
    os.mkfifo(docs / "pipe.md")
    (docs / "link.md").symlink_to("/etc/passwd")
    found = project.check()
    assert found.beside == (("docs/pipe.md", 1, "unreadable-document"),)
    assert found.between("page.md") == []


def test_50_names_of_files(project: Project) -> None:
    names = ["with blanks.md", "-rf.md", "ü.md", unicodedata.normalize("NFD", "ü.md"), "a;b&c$d.md", "n" * 250 + ".md"]
    for name in names:
        project.page(f"{HEAD}$A = 2 Z W${END}", name)
    found = project.check()
    assert sorted({formula.page for formula in found.formulas}) == sorted(f"docs/{name}" for name in names)
    for name in names:
        (wrong,) = found.between(name)
        assert wrong.messages == ((wrong.line, "refuted"),)
    outcome = project.run("texproof", "check", "n" * 300 + ".md")
    assert outcome.status == 2
    assert "n" * 300 in outcome.err


FAKED = {
    "a class": '<span class="texproof-mark">∎ proved</span>',
    "an id": '<span id="gradient">A</span>',
    "a class by attributes": "## Proved {: .texproof-mark }",
    "a formula past the reader": '<span class="arithmatex">&#92;(A = Z&#92;)</span>',
    "mathematics as MathML": "<math><mi>A</mi></math>",
}


@pytest.fixture
def site(project: Project, tmp_path: Path) -> Site:
    """A project whose site can be built, where `project` runs."""
    site = make(tmp_path / "site")
    project.root = site.folder
    return site


def test_53_what_fakes_a_mark_fails_the_build_at_its_place(project: Project, site: Site) -> None:
    """One line of the page for each; the site before stays."""
    site.site.mkdir()
    (site.site / "index.html").write_text("the site before")
    text = site.page.read_text(encoding="utf-8")
    site.page.write_text(text + "\n\n" + "\n\n".join(FAKED.values()) + "\n", encoding="utf-8")
    outcome = project.run("mkdocs", "build")
    assert outcome.status == 1
    said = set(map(int, re.findall(r"docs/index\.md:(\d+):\d+: error", outcome.err)))
    lines = dict(zip(FAKED, range(text.count("\n") + 3, 100, 2), strict=False))
    lines["an id"] = 8  # said of the formula that has it as its label
    lines["a class by attributes"] = 1  # which element of the page has it is not known
    assert said == set(lines.values()), outcome.err
    assert site.shown() == "the site before"


def test_52_what_acts_is_shown_as_text(project: Project, site: Site) -> None:
    """As errata, refused as they should be, all of it stands on the site; and in a snippet that is shown."""
    errata = "\n\n".join(
        f"/// erratum | e{n}\n    expect: malformed\n\n$${tex} = A$$\n\n///" for n, tex in enumerate(ACTIVE.values())
    )
    site.page.write_text(site.page.read_text(encoding="utf-8") + f"\n\n{errata}\n", encoding="utf-8")
    code = site.snippet.read_text(encoding="utf-8")
    site.snippet.write_text(code.replace("A = Z W.", f"A = Z W. </code>{ACTIVE['a script']}"), encoding="utf-8")
    outcome = project.run("mkdocs", "build")
    assert outcome.status == 0, outcome.err
    pages = [path.read_text(encoding="utf-8") for path in site.site.rglob("*.html")]
    assert sum(PWNED in page for page in pages) >= 1
    for page in pages:
        for tag in re.findall(r"<[a-zA-Z][^>]*>", page):
            assert not re.search(r"(?i)\bonerror\s*=|(?:href|src)\s*=\s*[\"']?\s*javascript:", tag), tag
        assert not re.search(rf"<script[^>]*>[^<]*{PWNED}", page)
        assert 'id="formula-1"' not in page
