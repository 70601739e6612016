"""A small project of its own in a folder: one page, one snippet, this repository's KaTeX."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from .pages import ROOT

SNIPPET = '''"""A = Z W."""

from texproof import Matrix, dims, model, unknown

m, k, n = dims("m k n")


@model
def matmul(xp, Z: Matrix[m, k], W: Matrix[k, n]):
    A = Z @ W
    L = unknown(A)
    return {"A": A, "L": L}
'''

PAGE = r"""# A page

/// given | matmul
///

The product is $A = Z W$.

$$
\frac{\partial L}{\partial W} = Z^\top \frac{\partial L}{\partial A} \label{gradient}
$$
"""
WRONG = PAGE.replace("Z^\\top \\frac", "Z \\frac")
OTHER = "# Another page\n\nIt says \\eqref{gradient}. See [it](index.md#gradient).\n"

CONFIG = """site_name: Small
site_url: http://127.0.0.1/
docs_dir: docs
strict: {strict}
theme:
  name: material
  font: false
markdown_extensions:
  - attr_list
  - md_in_html
  - pymdownx.arithmatex:
      generic: true
  - pymdownx.superfences
  - texproof.surfaces.blocks
plugins:
  - search
{before}
  - texproof:
      katex: {katex}
{options}
validation:
  anchors: warn
"""


@dataclass(frozen=True)
class Project:
    """The project's folder, and what can be done with it."""

    folder: Path

    @property
    def page(self) -> Path:
        return self.folder / "docs" / "index.md"

    @property
    def snippet(self) -> Path:
        return self.folder / "snippets" / "matmul.py"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def shown(self, page: str = "index.html") -> str:
        return (self.site / page).read_text(encoding="utf-8")

    def configure(self, strict: bool = True, options: str = "", before: str = "") -> None:
        """Write mkdocs.yml; `options` are lines for texproof, `before` plugins that run before it."""
        katex = ROOT / "node_modules" / "katex" / "dist"
        lines = "".join(f"      {line}\n" for line in options.splitlines())
        text = CONFIG.format(strict=str(strict).lower(), katex=katex, options=lines, before=before)
        (self.folder / "mkdocs.yml").write_text(text, encoding="utf-8")

    def build(self, dirty: bool = False) -> bool:
        """Build the site as the command does; return whether that succeeded."""
        config = load_config(str(self.folder / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=dirty)
        try:
            build(config, dirty=dirty)
        except Abort:
            return False
        finally:
            config.plugins.on_shutdown()
        return True

    def left_over(self) -> list[str]:
        """Return the names of what stands beside the site and is no part of the project."""
        return sorted(
            path.name for path in self.folder.iterdir() if path.name.startswith(".") and "cache" not in path.name
        )


def make(folder: Path) -> Project:
    """Write the project into a folder."""
    project = Project(folder)
    for path, text in {
        project.page: PAGE,
        folder / "docs" / "other.md": OTHER,
        project.snippet: SNIPPET,
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project.configure()
    return project
