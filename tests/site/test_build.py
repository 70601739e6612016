"""A site is published whole, with every formula judged and compared, or not at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..program import run
from .project import PAGE, SNIPPET, WRONG, Project, make


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project that holds."""
    return make(tmp_path)


def test_a_project_that_holds_is_published(project: Project) -> None:
    assert project.build()
    html = project.shown()
    assert html.count("∎") >= 2
    assert 'id="gradient"' in html
    assert 'href="../#gradient"' in project.shown("other/index.html")
    assert project.left_over() == []
    style = (project.site / "assets/katex/katex.min.css").read_text(encoding="utf-8")
    for font in re.findall(r"url\(([^)]*)\)", style):
        assert (project.site / "assets/katex" / font).is_file()
    assert "Z^\\\\top" in (project.site / "search/search_index.json").read_text(encoding="utf-8")


def test_no_page_asks_another_host_for_anything(project: Project) -> None:
    assert project.build()
    for path in project.site.rglob("*.html"):
        asked = re.findall(r'(?:src|href)="(https?://[^"]*)"', path.read_text(encoding="utf-8"))
        links = {"http://127.0.0.1/", "http://127.0.0.1/other/", "https://squidfunk.github.io/mkdocs-material/"}
        assert set(asked) <= links


@pytest.mark.parametrize("options", [[], ["-q"], ["--dirty"], ["--no-strict"]], ids=" ".join)
def test_a_wrong_formula_fails_the_command_with_its_place_and_the_site_stays(
    project: Project, options: list[str]
) -> None:
    project.site.mkdir()
    (project.site / "index.html").write_text("the site before")
    project.page.write_text(WRONG, encoding="utf-8")
    done = run("mkdocs", "build", *options, cwd=project.folder)
    assert done.returncode == 1
    assert re.search(r"docs/index\.md:9:\d+: error\[shape-mismatch\]", done.stderr)
    assert "Traceback" not in done.stderr
    assert project.shown() == "the site before"
    assert project.left_over() == []


def test_all_that_is_wrong_is_said_at_once(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    project.page.write_text(WRONG + "\n\nSo $A = W$ and $A = \\foo$.\n", encoding="utf-8")
    (project.folder / "docs" / "other.md").write_text("# Other\n\n$X$\n", encoding="utf-8")
    assert not project.build()
    said = capfd.readouterr().err
    for place in ("docs/index.md:9:", "docs/index.md:13:", "docs/other.md:3:"):
        assert place in said
    assert said.count("docs/index.md:13:") == 2


@pytest.mark.parametrize(
    "past",
    [
        '<span class="arithmatex">&#92;(A = Z&#92;)</span>',
        "<math><mi>A</mi></math>",
        '<span class="texproof-mark">∎ proved</span>',
    ],
)
def test_a_formula_past_the_reader_fails_and_the_site_stays(
    project: Project, past: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert project.build()
    before = project.shown()
    project.page.write_text(f"{PAGE}\n\n{past}\n", encoding="utf-8")
    assert not project.build()
    assert re.search(r"docs/index\.md:13:\d+: error\[rendered-differs\]", capfd.readouterr().err)
    assert project.shown() == before
    assert project.left_over() == []


def test_a_page_of_raw_html_is_a_page(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    (project.folder / "docs" / "raw.html").write_text("<p><math><mi>A</mi></math></p>")
    assert not project.build()
    assert "raw.html" in capfd.readouterr().err


MEDDLER = """
from pathlib import Path


def on_post_build(config):
    page = Path(config.site_dir) / "index.html"
    page.write_text(page.read_text().replace("</article>", "<math><mi>A</mi></math></article>"))
"""


def test_a_page_changed_after_it_was_compared_fails(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    (project.folder / "meddler.py").write_text(MEDDLER, encoding="utf-8")
    config = project.folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "hooks:\n  - meddler.py\n", encoding="utf-8")
    assert not project.build()
    assert "changed after the comparison" in capfd.readouterr().err
    assert not project.site.exists()


def test_a_strict_build_with_a_warning_leaves_the_site(project: Project) -> None:
    assert project.build()
    before = project.shown()
    project.page.write_text(PAGE + "\n\n[nowhere](nowhere.md)\n", encoding="utf-8")
    assert not project.build()
    assert project.shown() == before
    project.configure(strict=False)
    assert project.build()
    assert project.shown() != before


def test_a_build_of_changed_pages_keeps_the_others_and_judges_all(project: Project) -> None:
    assert project.build()
    other = project.site / "other/index.html"
    other.write_text(other.read_text(encoding="utf-8") + "<!-- kept -->", encoding="utf-8")
    project.page.write_text(PAGE.replace("The product is", "The new product is"), encoding="utf-8")
    project.configure(strict=False)
    assert project.build(dirty=True)
    assert "The new product is" in project.shown()
    assert "<!-- kept -->" in project.shown("other/index.html")
    (project.folder / "docs/other.md").write_text("# Other\n\n/// given | matmul\n///\n\n$A = W$\n", encoding="utf-8")
    assert not project.build(dirty=True)


def test_a_changed_snippet_renders_its_pages_again_in_a_build_of_changed_pages(project: Project) -> None:
    project.configure(strict=False)
    assert project.build()
    project.snippet.write_text(SNIPPET.replace('"""A = Z W."""', '"""The product."""'), encoding="utf-8")
    assert project.build(dirty=True)
    assert "The product." in project.shown()


def test_a_build_without_judging_says_so_on_each_page_and_in_the_terminal(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    project.page.write_text(WRONG, encoding="utf-8")
    project.configure(options="judge: false")
    assert project.build()
    assert "judge is false" in capfd.readouterr().err
    assert "Not judged" in project.shown()
    assert "∎" not in project.shown()
    assert 'class="katex"' in project.shown()


def test_formulas_of_headings_are_typeset_in_the_table_of_contents(project: Project) -> None:
    project.page.write_text(PAGE + "\n## About $Z^\\top$\n", encoding="utf-8")
    assert project.build()
    html = project.shown()
    assert html.count("Z^\\top</annotation>") >= 2
    assert "\\(" not in html


def test_a_formula_in_the_title_of_a_page_asks_for_a_plain_title(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    page = project.folder / "docs" / "other.md"
    page.write_text("# About $1 + 1$\n", encoding="utf-8")
    assert not project.build()
    assert "front matter" in capfd.readouterr().err
    page.write_text("---\ntitle: About sums\n---\n\n# About $1 + 1$\n", encoding="utf-8")
    assert project.build()


def test_two_builds_differ_in_nothing_where_nothing_changed(project: Project) -> None:
    assert project.build()
    first = {page: project.shown(page) for page in ("index.html", "other/index.html")}
    assert project.build()
    assert first == {page: project.shown(page) for page in first}


def test_a_build_without_katex_says_what_to_do(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    config = project.folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"katex: .*", "katex: nowhere", text), encoding="utf-8")
    done = run("mkdocs", "build", cwd=project.folder)
    assert done.returncode == 1
    assert f"{project.folder / 'nowhere'} has no katex.min.js" in done.stderr
    assert "npm install katex" in done.stderr
    assert "Traceback" not in done.stderr
