"""The pages of the site by their sources, and what the tests ask of a page in the browser."""

from __future__ import annotations

from pathlib import PurePosixPath

from texproof.source.document import Document
from texproof.source.markdown import scan

from ..program import ROOT

DOCS = ROOT / "docs"


def address_of(source: str) -> str:
    """Return the address below the site's root of a page by its source below docs/: "bias.md" is at "bias/"."""
    path = PurePosixPath(source)
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if folder == PurePosixPath(".") else f"{folder}/"


SOURCES = sorted(
    path.relative_to(DOCS).as_posix() for kind in ("*.md", "*.ipynb") for path in DOCS.rglob(kind) if path.is_file()
)
ADDRESSES = {address_of(source): source for source in SOURCES}


def _has_formulas(source: str) -> bool:
    text = (DOCS / source).read_text(encoding="utf-8")
    return source.endswith(".ipynb") or bool(scan(Document(source, text)).formulas)


# The ledger is written by the build, of all formulas; others show their own.
WITH_FORMULAS = [address for address, source in ADDRESSES.items() if address == "ledger/" or _has_formulas(source)]

# A formula of the page is what stands in one of these; KaTeX elsewhere belongs to cards, evidence and the ledger.
FORMULA = ".texproof-page .texproof-formula, .texproof-page .texproof-inline"

# Of each formula: the TeX that its MathML carries (null for a link to a formula), the box of what is seen of it.
SHOWN = f"""() => [...document.querySelectorAll({FORMULA!r})].map(formula => {{
  const annotation = formula.querySelector('.katex annotation[encoding="application/x-tex"]');
  const seen = formula.querySelector(".katex-html") || formula;
  const box = seen.getBoundingClientRect();
  return {{
    tex: annotation && annotation.textContent,
    link: !annotation && formula.querySelector("a") !== null,
    width: box.width,
    height: box.height,
    visible: seen.checkVisibility({{checkOpacity: true, checkVisibilityCSS: true}}),
  }};
}})"""

# The text that is seen as text: without formulas that are typeset and without code.
PROSE = """() => {
  const copy = document.querySelector(".md-content").cloneNode(true);
  copy.querySelectorAll(".katex, math, code, pre, script, style, svg").forEach(element => element.remove());
  return copy.textContent + " " + document.title;
}"""

# What reaches past the right edge of the window although nothing around it scrolls, widest first.
TOO_WIDE = """() => {
  const edge = document.documentElement.clientWidth;
  const clipped = element => {
    for (let above = element.parentElement; above !== document.body; above = above.parentElement) {
      const style = getComputedStyle(above);
      if (style.overflowX !== "visible" && above.getBoundingClientRect().right <= edge + 1) return true;
    }
    return false;
  };
  return [...document.querySelectorAll(".md-container *")]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > edge + 1 && !clipped(e))
    .map(e => `${e.tagName.toLowerCase()}.${e.className} to ${Math.round(e.getBoundingClientRect().right)} of ${edge}`)
    .slice(0, 5);
}"""

OPEN_ALL = '() => document.querySelectorAll("details").forEach(details => { details.open = true; })'

# KaTeX hides what is seen of a formula from assistive technology, which gets the MathML; axe passes over it too,
# but walks through each of its parts. The test of contrast looks at it instead.
FLAT = '() => document.querySelectorAll(".katex-html").forEach(seen => { seen.textContent = seen.textContent; })'

# The least contrast (WCAG 2, 1 to 21) between what is seen of a formula and the ground that it stands on.
CONTRAST = """() => {
  const parsed = colour => {
    const parts = /^rgba?\\(([^)]+)\\)$/.exec(colour)[1].split(",").map(Number);
    return {rgb: parts.slice(0, 3), alpha: parts[3] ?? 1};
  };
  const over = (top, bottom) => top.rgb.map((value, i) => value * top.alpha + bottom[i] * (1 - top.alpha));
  const ground = element => {
    if (!element) return [255, 255, 255];
    const own = parsed(getComputedStyle(element).backgroundColor);
    return own.alpha === 1 ? own.rgb : over(own, ground(element.parentElement));
  };
  const luminance = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = part => {
    const below = ground(part);
    const lights = [luminance(over(parsed(getComputedStyle(part).color), below)), luminance(below)];
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
  };
  return Math.min(...[...document.querySelectorAll(".katex-html, .katex-html [style*=color]")].map(contrast));
}"""
