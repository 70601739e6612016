"""A site that is not this one: any theme, three lines of settings, and whatever it lacks is said in one line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from texproof.build.project import Project as Folders
from texproof.source.extensions import extensions_of

from ..program import run
from .pages import ROOT
from .project import PAGE, Project, make

KATEX = ROOT / "node_modules" / "katex" / "dist"
STYLE = ROOT / "src" / "texproof" / "surfaces" / "assets" / "texproof.css"


def project(folder: Path, *lines: str) -> Project:
    """Write a small project with these lines of settings beside its name."""
    made = make(folder)
    (folder / "docs" / "other.md").unlink()
    (folder / "mkdocs.yml").write_text("\n".join(["site_name: Notes", *lines, ""]), encoding="utf-8")
    return made


def plugin(*options: str) -> tuple[str, ...]:
    return "plugins:", "  - texproof:", f"      katex: {KATEX}", *(f"      {line}" for line in options)


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "material"])
def test_three_lines_of_settings_are_enough_with_any_theme(tmp_path: Path, theme: str) -> None:
    made = project(tmp_path, f"theme: {{name: {theme}}}", *plugin())
    assert made.build()
    html = made.shown()
    assert html.count("∎") >= 2
    assert 'class="texproof-given"' in html
    for style in ("assets/katex/katex.min.css", "assets/texproof.css"):
        assert re.search(rf'<link[^>]*href="{style}"', html)
        assert (made.site / style).is_file()


def test_a_sites_own_style_comes_after_ours(tmp_path: Path) -> None:
    made = project(tmp_path, "extra_css: [own.css]", *plugin())
    (tmp_path / "docs" / "own.css").write_text(":root { --texproof-holds: navy; }\n", encoding="utf-8")
    assert made.build()
    html = made.shown()
    assert html.index("assets/katex/") < html.index("assets/texproof.css") < html.index("own.css")


def test_our_style_is_about_our_things_alone_and_asks_for_nothing() -> None:
    text = re.sub(r"/\*.*?\*/", "", STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"url\(|@import|@font-face", text)
    rules = [rule for rule in re.findall(r"[^{}]+(?=\{)", text) if not rule.strip().startswith("@")]
    selectors = [part.strip() for rule in rules for part in re.split(r",(?![^()]*\))", rule)]
    variables = {":root", "[data-md-color-scheme]", '[data-md-color-scheme="slate"]', '[data-bs-theme="dark"]'}
    assert [s for s in selectors if not re.search(r"\.(texproof|notebook)", s) and s not in variables] == []
    used, set_ = set(re.findall(r"var\((--[\w-]+)", text)), set(re.findall(r"(--[\w-]+)\s*:", text))
    foreign = {name for name in used - set_ if not name.startswith(("--md-", "--bs-"))}
    assert foreign == set(), "a variable that only this site's own style sets"


def test_without_katex_one_line_says_what_to_run(tmp_path: Path) -> None:
    made = project(tmp_path, "plugins: [texproof]")
    done = run("mkdocs", "build", cwd=made.folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"run `npm install katex` in {tmp_path}" in done.stderr
    assert f"{tmp_path / 'node_modules/katex/dist'} has no katex.min.js" in done.stderr
    assert not made.site.exists()


def test_arithmatex_that_would_hand_formulas_to_a_script_is_refused(tmp_path: Path) -> None:
    made = project(tmp_path, "markdown_extensions: [pymdownx.arithmatex]", *plugin())
    done = run("mkdocs", "build", cwd=made.folder)
    assert done.returncode == 1
    assert "pymdownx.arithmatex needs `generic: true`, or leave it out of mkdocs.yml" in done.stderr


def test_the_command_reads_the_folders_that_the_settings_name(tmp_path: Path) -> None:
    project(tmp_path, "docs_dir: pages", *plugin("snippets: models"))
    (tmp_path / "docs").rename(tmp_path / "pages")
    (tmp_path / "snippets").rename(tmp_path / "models")
    done = run("texproof", "check", cwd=tmp_path)
    assert (done.returncode, done.stdout.splitlines()[-1][:19]) == (0, "2 formulas on 1 pag")
    assert Project(tmp_path).build()
    folders = Folders.around([tmp_path / "pages"])
    assert (folders.docs, folders.snippets) == (tmp_path / "pages", tmp_path / "models")


@pytest.mark.parametrize(
    "settings", ["", "docs_dir: !ENV [A, b]", "plugins: {texproof: }", "docs_dir: [", "plugins: 3"]
)
def test_settings_that_name_no_folder_leave_the_usual_ones(tmp_path: Path, settings: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"{settings}\nsnippets: ", encoding="utf-8")
    folders = Folders.around([tmp_path])
    assert (folders.docs, folders.snippets) == (tmp_path / "docs", tmp_path / "snippets")


def test_the_plugin_brings_what_typesets_so_only_listed_extensions_count() -> None:
    assert extensions_of("plugins: [texproof]") == ("fenced_code", "tables")
    assert extensions_of("plugins: {texproof: {}}\nmarkdown_extensions: [footnotes]") == (
        "fenced_code",
        "footnotes",
        "tables",
    )


def test_a_page_reads_alike_for_the_command_and_on_such_a_site(tmp_path: Path) -> None:
    """Without superfences a fence in a list is no fence: what stands in it is judged, and rendered."""
    made = project(tmp_path, *plugin())
    made.page.write_text(PAGE + "\n- item\n\n    ```\n    $A = Z W$\n    ```\n", encoding="utf-8")
    checked = run("texproof", "check", cwd=tmp_path)
    assert checked.returncode == 0
    assert made.build(), "what is rendered is not what was judged"
