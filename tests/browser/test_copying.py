"""LaTeX, NumPy, SymPy, address and citation of a claim are copied by keyboard; without scripts there is text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page

from .conftest import Visit
from .test_formulas import judged, text

PAGE = "product/"


def foot_of_the_first(page: Page) -> Any:
    page.locator("details.texproof-mark > summary").first.press("Enter")
    return page.locator("details.texproof-mark .texproof-cited").first


def test_latex_address_and_citation_are_copied(visit: Callable[..., Visit], report: dict[str, Any], host: str) -> None:
    page = visit(PAGE).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=host)
    foot = foot_of_the_first(page)
    copied = []
    for button in foot.get_by_role("button").all():
        button.press("Enter")
        button.get_by_text("Copied").wait_for()
        copied.append(page.evaluate("() => navigator.clipboard.readText()"))
    latex, address, citation = copied
    first = next(f for f in judged(report, PAGE) if f["display"] and f["role"] == "claim")
    assert text(latex) == text(first["tex"])
    assert citation.startswith("Proven Gradients, “The matrix product”, ")
    assert citation.endswith(address)


def test_without_a_clipboard_the_text_is_selected(visit: Callable[..., Visit]) -> None:
    page = visit(PAGE).page
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    foot = foot_of_the_first(page)
    foot.get_by_role("button").first.press("Enter")
    assert foot.get_by_role("button").first.inner_text() == "Selected"
    assert page.evaluate("() => getSelection().toString()") == foot.locator("dd span").first.inner_text()


def test_without_scripts_there_is_text_and_no_button(visit: Callable[..., Visit]) -> None:
    foot = foot_of_the_first(visit(PAGE, scripts=False).page)
    assert foot.get_by_role("button").count() == 0
    assert all(len(entry) > 5 for entry in foot.locator("dd").all_inner_texts())


@pytest.mark.parametrize("address", [PAGE, "layers/training/", "errata/"])
def test_each_address_leads_to_its_formula(address: str, visit: Callable[..., Visit]) -> None:
    page = visit(address, scripts=False).page
    links = page.locator(".texproof-cited a").evaluate_all("links => links.map(link => link.href)")
    ids = [unquote(urlsplit(link).fragment) for link in links]
    assert len(ids) == len(set(ids)) > 3
    assert page.evaluate("ids => ids.every(id => document.getElementById(id).matches('[class*=texproof-]'))", ids)


@pytest.mark.parametrize(("library", "start"), [("NumPy", "import numpy as np\n"), ("SymPy", "import sympy as sp\n")])
def test_a_claim_is_copied_in_plain_numpy_and_sympy(
    library: str, start: str, visit: Callable[..., Visit], site: Path, host: str
) -> None:
    page = visit(PAGE).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=host)
    page.locator("details.texproof-mark:has([data-plain]) > summary").first.press("Enter")
    entry = page.locator("details.texproof-mark .texproof-script").first
    entry.get_by_role("button", name=library, exact=True).press("Enter")
    entry.get_by_text("Copied").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    script = urlsplit(entry.locator("a").evaluate("link => link.href")).path
    texts = json.loads((site / "scripts" / "product" / "plain.json").read_text(encoding="utf-8"))
    assert copied == texts[script.rpartition("/")[2]][library]
    assert copied.startswith(start)
