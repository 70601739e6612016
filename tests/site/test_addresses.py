"""A formula's address is made of what it says: it stays when text is put in before it, and no two share one."""

from __future__ import annotations

import pytest

from texproof.surfaces import places
from texproof.surfaces.places import FORMULA_ID, formula_id

from .pages import page_of

PAGE = "/// given | matmul\n///\n\nHere $A = Z W$ and $Z$.\n\n$$ Z W = A \\label{turned} $$\n\nAgain $A = Z W$.\n"


def ids(text: str) -> list[str]:
    page = page_of(text)
    return [formula_id(page, index) for index in range(len(page.formulas))]


def test_a_label_is_the_address() -> None:
    assert ids(PAGE)[2] == "turned"


def test_an_address_stays_when_text_is_put_in_before() -> None:
    before = PAGE.replace("Here", "First $W = W$, and a line.\n\nHere")
    assert ids(before)[1:] == ids(PAGE)


def test_an_address_does_not_ask_how_a_line_is_broken() -> None:
    assert ids(PAGE.replace("A = Z W$ and", "A =  Z\nW$ and"))[0] == ids(PAGE)[0]


def test_what_says_something_else_has_another_address() -> None:
    assert ids(PAGE)[0] != ids(PAGE.replace("A = Z W", "A = W Z"))[0]
    assert ids(PAGE)[0] != ids(PAGE.replace("| matmul", "| other"))[0]


def test_the_same_formula_twice_is_numbered() -> None:
    first, _, _, again = ids(PAGE)
    assert first.startswith(FORMULA_ID)
    assert again == f"{first}-2"


def test_addresses_never_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where digests do, nor where a label is written like one."""
    monkeypatch.setattr(places, "DIGITS", 0)
    places._ids.cache_clear()
    try:
        found = ids(PAGE.replace("turned", f"{FORMULA_ID}-2"))
    finally:
        places._ids.cache_clear()
    assert len(set(found)) == len(found) == 4
