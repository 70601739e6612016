"""The sizes at which an obligation is decided: distinct, reaching what is written, keeping what is fixed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from texproof.check.samples import exact_sizes, sampled_sizes, size_letters, smaller_sizes
from texproof.diagnostic import Span
from texproof.elaborate.claim import Obligation
from texproof.elaborate.term import Number
from texproof.model.size import Size

ZERO = Number(0)  # type: ignore[arg-type]
PLAIN = Obligation("equality", ZERO, ZERO, Span(0, 1), Span(0, 1))


def asking(*pairs: tuple[Size, int]) -> Obligation:
    return replace(PLAIN, at_least=pairs)


def size(letter: str) -> Size:
    return Size.of(letter)


@pytest.mark.parametrize("count", range(7))
def test_sizes_are_pairwise_distinct_but_for_the_ones(count: int) -> None:
    letters = "abcdefg"[:count]
    exact, sampled = exact_sizes(letters, {}, PLAIN), sampled_sizes(letters, {}, PLAIN)
    assert all(set(row) == set(letters) for row in (*exact, *sampled))
    ones = [row for row in sampled if set(row.values()) == {1}]
    assert len(ones) == (count > 0)
    for row in (*exact, *(row for row in sampled if row not in ones)):
        assert len(set(row.values())) == count
        assert all(number >= 2 for number in row.values())


@pytest.mark.parametrize("count", range(1, 7))
def test_numpy_tries_what_sympy_proved_and_two_more_tuples_and_ones(count: int) -> None:
    letters = "abcdefg"[:count]
    exact, sampled = exact_sizes(letters, {}, PLAIN), sampled_sizes(letters, {}, PLAIN)
    assert sampled[: len(exact)] == exact
    assert len(sampled) >= len(exact) + 3
    assert len({tuple(row.items()) for row in sampled}) == len(sampled)


def test_no_two_letters_keep_their_order_at_every_tuple() -> None:
    for count in range(2, 7):
        letters = "abcdefg"[:count]
        rows = sampled_sizes(letters, {}, PLAIN)
        for first in letters:
            for second in letters:
                if first < second:
                    assert {row[first] < row[second] for row in rows} == {True, False}


@pytest.mark.parametrize("count", range(1, 7))
def test_every_letter_has_another_number_at_each_tuple(count: int) -> None:
    letters = "abcdefg"[:count]
    rows = [row for row in sampled_sizes(letters, {}, PLAIN) if set(row.values()) != {1}]
    for letter in letters:
        assert len({row[letter] for row in rows}) == len(rows) >= 3


@pytest.mark.parametrize("number", [3, 4, 5, 6, 7, 12])
def test_sizes_go_past_what_is_written(number: int) -> None:
    # Where a sum is written out to its third term, only a size above 3 shows that it stops too early.
    for letters in ("k", "mk", "mkn"):
        rows = sampled_sizes(letters, {}, asking((size("k"), number)))
        assert min(row["k"] for row in rows) == number
        assert max(row["k"] for row in rows) > number


def test_one_letter_is_tried_at_one_to_five() -> None:
    assert exact_sizes("n", {}, PLAIN) == [{"n": 2}, {"n": 3}]
    assert sorted(row["n"] for row in sampled_sizes("n", {}, PLAIN)) == [1, 2, 3, 4, 5]


def test_one_letter_goes_one_past_what_is_written_for_sympy_and_three_for_numpy() -> None:
    obligation = asking((size("n"), 7))
    assert exact_sizes("n", {}, obligation) == [{"n": 7}, {"n": 8}]
    assert [row["n"] for row in sampled_sizes("n", {}, obligation)] == [7, 8, 9, 10]


def test_smaller_sizes_of_one_letter_are_two_alone_and_of_several_hold_a_one() -> None:
    assert smaller_sizes(["n"], {}, asking()) == [{"n": 2}]
    assert smaller_sizes(["m", "n"], {}, asking()) == [{"m": 1, "n": 2}, {"m": 2, "n": 1}]
    assert smaller_sizes([], {}, asking()) == []


def test_without_a_letter_there_is_one_tuple() -> None:
    assert exact_sizes("", {}, PLAIN) == sampled_sizes("", {}, PLAIN) == [{}]


def test_sizes_that_the_given_fixes_stay() -> None:
    rows = [*exact_sizes("mkn", {"m": 2, "n": 2}, PLAIN), *sampled_sizes("mkn", {"m": 2, "n": 2}, PLAIN)]
    assert {(row["m"], row["n"]) for row in rows} == {(2, 2)}
    assert len({row["k"] for row in rows}) > 2
    assert exact_sizes("mn", {"m": 2, "n": 3}, PLAIN) == [{"m": 2, "n": 3}]


@pytest.mark.parametrize(
    "obligation",
    [
        asking((size("m"), 5)),
        asking((size("m"), 3), (size("n"), 7)),
        asking((size("m") + size("n"), 9)),
        asking((size("m") - 4, 0)),
        asking((2 * size("k"), 9)),
    ],
)
def test_sizes_reach_what_is_written(obligation: Obligation) -> None:
    rows = [*exact_sizes("mkn", {}, obligation), *sampled_sizes("mkn", {}, obligation)]
    for row in rows:
        assert all(asked.value(row) >= number for asked, number in obligation.at_least)
    for row in exact_sizes("mkn", {}, obligation):
        assert len(set(row.values())) == 3


def test_a_fixed_size_is_not_raised() -> None:
    rows = exact_sizes("mn", {"m": 2}, asking((size("m"), 5)))
    assert {row["m"] for row in rows} == {2}


def test_letters_are_those_of_the_model_and_then_those_of_the_obligation() -> None:
    obligation = replace(asking((size("?i1"), 2)), letters=("n", "?i2"))
    assert size_letters(obligation, ("m", "n")) == ("m", "n", "?i2", "?i1")
