"""How soon a page is shown, beside the same page typeset by MathJax in the browser: run by `make shown`.

Both come from this machine's disk over one local server, in turn, each into a browser that has nothing kept. A page is
shown when its formulas are typeset, its fonts are there and a frame was drawn. MathJax is installed for this alone,
from npm, into a folder that is taken away again.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from lxml import html as parser
from playwright.sync_api import Browser, sync_playwright

from ..chromium import launched
from .__main__ import ROOT, Line

PAGES = ("", "product/", "errata/", "layers/attention/", "reference/derivatives/trace/", "ledger/layers/")
MATHJAX = "mathjax@3.2.2"
BUNDLE = "tex-chtml.js"
WITHIN = 0.5  # seconds
TIMES = 7
# Milliseconds from the request on. MathJax is asked to promise what a page of ours has from the start.
SHOWN = """async () => {
  if (window.MathJax) await MathJax.startup.promise;
  await document.fonts.ready;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now();
}"""


def by_mathjax(text: str, to_root: str) -> tuple[str, int]:
    """Return a page with its formulas as TeX for MathJax to typeset, and how many there are."""
    page = parser.document_fromstring(text)
    formulas = page.find_class("katex")
    for formula in formulas:
        (tex,) = formula.xpath('.//*[local-name()="annotation"]/text()')
        around = formula.getparent()
        display = "katex-display" in around.get("class", "")
        written = parser.Element("span")
        written.text = rf"\[{tex}\]" if display else rf"\({tex}\)"
        written.tail = formula.tail
        around.replace(formula, written)
        if display:
            around.attrib.pop("class")
    for link in page.xpath("//link[contains(@href, '/katex/')]"):
        link.getparent().remove(link)
    script = parser.Element("script", src=f"{to_root}/mathjax/{BUNDLE}")
    page.head.append(script)
    return "<!doctype html>" + parser.tostring(page, encoding="unicode"), len(formulas)


def prepared(folder: Path) -> dict[str, int]:
    """Build the site into a folder, and beside each page one for MathJax; return how many formulas each page has."""
    site = folder / "site"
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site], cwd=ROOT, check=True)
    install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", MATHJAX]
    subprocess.run(install, cwd=folder, check=True)
    shutil.copytree(folder / "node_modules/mathjax/es5", site / "mathjax")
    counts = {}
    for address in PAGES:
        text = (site / address / "index.html").read_text(encoding="utf-8")
        other, counts[address] = by_mathjax(text, "/".join([".."] * address.count("/")) or ".")
        (site / address / "mathjax.html").write_text(other, encoding="utf-8")
    return counts


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def shown(browser: Browser, address: str) -> float:
    """Return after how many seconds a page is shown to somebody who comes for the first time."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="load")
    milliseconds: float = page.evaluate(SHOWN)
    context.close()
    return milliseconds / 1000


def compared(browser: Browser, host: str, counts: dict[str, int], times: int) -> Iterator[Sequence[Line]]:
    """Yield for each page its lines: ours, MathJax', and the ratio in the median of the pairs."""
    for address, count in counts.items():
        pairs = [
            (shown(browser, f"{host}/{address}"), shown(browser, f"{host}/{address}mathjax.html")) for _ in range(times)
        ]
        name = f"{address or 'home'} ({count} formulas)"
        yield (
            Line(f"{name}: shown", median(ours for ours, _ in pairs), "s", WITHIN),
            Line(f"{name}: by MathJax", median(theirs for _, theirs in pairs), "s"),
            Line(f"{name}: MathJax takes times as long", median(theirs / ours for ours, theirs in pairs), ""),
        )


def main() -> int:
    """Print all lines; return 1 where a page is shown too late."""
    argument = argparse.ArgumentParser(prog="python -m tests.benchmarks.shown", description=__doc__.partition(":")[0])
    argument.add_argument("--times", type=int, default=TIMES, help=f"how often each page is opened (default: {TIMES})")
    times = argument.parse_args().times
    with tempfile.TemporaryDirectory(prefix="texproof-shown-") as scratch, sync_playwright() as playwright:
        counts = prepared(Path(scratch))
        browser = launched(playwright)
        holds = True
        with served(Path(scratch) / "site") as host:
            shown(browser, f"{host}/")  # what the browser does once
            for lines in compared(browser, host, counts, times):
                print(*lines, sep="\n", flush=True)
                holds = holds and all(line.holds for line in lines)
        browser.close()
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
