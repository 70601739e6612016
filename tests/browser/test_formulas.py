"""What was judged is what is seen: each formula of the report stands on its page, typeset, without any script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Visit
from .pages import ADDRESSES, PROSE, SHOWN, SOURCES

LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
TEX_LEFT = re.compile(r"\\[a-zA-Z]+|\\[()\[\]]|\$")


def judged(report: dict[str, Any], address: str) -> list[dict[str, Any]]:
    return [formula for formula in report["formulas"] if formula["page"] == f"docs/{ADDRESSES[address]}"]


def text(tex: str) -> str:
    return " ".join(LABEL.sub("", tex).split())


def test_every_source_is_a_page(site: Path) -> None:
    built = {path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")}
    assert len(SOURCES) >= 9
    assert built - {"404.html"} == set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_judged_formula_is_shown_without_scripts(
    address: str, visit: Callable[..., Visit], report: dict[str, Any]
) -> None:
    page = visit(address, scripts=False).page
    shown = page.evaluate(SHOWN)
    expected = judged(report, address)

    assert len(shown) == len(expected)
    for there, formula in zip(shown, expected, strict=True):
        if "\\eqref" not in formula["tex"]:
            assert text(there["tex"]) == text(formula["tex"])
        assert there["visible"], formula["tex"]
        assert there["width"] > 2, formula["tex"]
        assert there["height"] > 4, formula["tex"]


def test_the_site_has_formulas_on_most_pages(report: dict[str, Any]) -> None:
    pages = {formula["page"] for formula in report["formulas"]}
    assert len(pages) >= 6
    assert pages <= {f"docs/{source}" for source in SOURCES}


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_tex_is_left_as_text(address: str, visit: Callable[..., Visit]) -> None:
    prose = visit(address, scripts=False).page.evaluate(PROSE)
    assert len(prose) > 100
    assert TEX_LEFT.findall(prose) == []
