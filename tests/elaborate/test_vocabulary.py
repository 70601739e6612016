"""What names mean without a given: numbers alone."""

from __future__ import annotations

from texproof.elaborate.vocabulary import Vocabulary

from .formulas import meaning, wrong

NONE = Vocabulary(None)


def test_without_a_given_there_are_no_names() -> None:
    assert (NONE.shapes, NONE.kinds, NONE.functions, NONE.tex) == ({}, {}, frozenset(), {})
    assert (NONE.names, NONE.entries, NONE.letters, NONE.defined_entries) == ({}, {}, {}, {})


def test_without_a_given_numbers_are_read_and_letters_are_not() -> None:
    assert meaning("1 + 1 = 2", NONE).diagnostics == ()
    assert [found.code for found in wrong("f(2) = x", NONE)] == ["undeclared-symbol", "undeclared-symbol"]
