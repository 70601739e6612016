"""Work over any executor of the standard interface: each unit once, answers in order, lost places made good."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import pairwise
from multiprocessing import get_context

import pytest

from texproof.build.answer import Answer
from texproof.build.dispatch import Submit, dispatch
from texproof.build.work import Work

WORKS = [Work("judge", (str(number),), source=f"snippet {number % 7}") for number in range(60)]


class LostError(Exception):
    """A place of work that is gone."""


def answers(bundle: Sequence[Work]) -> list[Answer]:
    return [Answer({"judged": work.texts[0]}) for work in bundle]


def late(bundle: Sequence[Work]) -> list[Answer]:
    time.sleep(random.random() / 100)
    return answers(bundle)


def on(executor: Executor, answering: Callable[[Sequence[Work]], list[Answer]]) -> Submit:
    return lambda bundle: executor.submit(answering, bundle)


def told(found: Sequence[Answer]) -> list[str]:
    return [answer.data["judged"] for answer in found]


EXPECTED = [work.texts[0] for work in WORKS]


@pytest.mark.parametrize("most", [1, 4])
@pytest.mark.parametrize("ahead", [1, 3, 100])
def test_answers_come_in_the_order_of_the_works(ahead: int, most: int) -> None:
    counted: list[int] = []
    with ThreadPoolExecutor(3) as executor:
        found = dispatch(WORKS, on(executor, late), ahead, counted.append, most=most)
    assert told(found) == EXPECTED
    assert sum(counted) == len(WORKS)


def test_another_executor_does_the_same() -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert told(dispatch(WORKS, on(executor, answers), 4, most=5)) == EXPECTED


def test_no_more_are_ahead_than_was_said() -> None:
    there, most, lock = 0, 0, threading.Lock()

    def counting(bundle: Sequence[Work]) -> Future[list[Answer]]:
        nonlocal there, most
        with lock:
            there += 1
            most = max(most, there)
        return executor.submit(leaving, bundle)

    def leaving(bundle: Sequence[Work]) -> list[Answer]:
        nonlocal there
        found = late(bundle)
        with lock:
            there -= 1
        return found

    with ThreadPoolExecutor(8) as executor:
        dispatch(WORKS, counting, 5)
    assert 1 < most <= 5


def bundles(ahead: int, most: int, works: Sequence[Work] = WORKS) -> list[Sequence[Work]]:
    """Return what is handed on, in order, where each bundle is done at once."""
    found: list[Sequence[Work]] = []

    def submit(bundle: Sequence[Work]) -> Future[list[Answer]]:
        found.append(bundle)
        future: Future[list[Answer]] = Future()
        future.set_result(answers(bundle))
        return future

    dispatch(works, submit, ahead, most=most)
    return found


def test_a_bundle_is_under_one_snippet_and_the_last_ones_are_small() -> None:
    found = bundles(ahead=2, most=6)
    assert all(len({work.source for work in bundle}) == 1 for bundle in found)
    assert max(map(len, found)) == 6
    assert len(found[-1]) == 1


def test_a_snippet_that_was_read_is_worked_off_before_another_is_read() -> None:
    sources = [bundle[0].source for bundle in bundles(ahead=1, most=1)]
    changes = sum(one != other for one, other in pairwise(sources))
    assert changes == len(set(sources)) - 1


def test_two_that_begin_read_different_snippets() -> None:
    works = [Work("judge", ("x = x",), source=source) for source in ("long", "long", "long", "short")]
    assert [bundle[0].source for bundle in bundles(2, 1, works)[:2]] == ["long", "short"]


def losing(times: int) -> Callable[[Sequence[Work]], list[Answer]]:
    """Return what loses its place so often at one work before it answers."""
    left = {"17": times}

    def answering(bundle: Sequence[Work]) -> list[Answer]:
        for work in bundle:
            if left.get(work.texts[0], 0) > 0:
                left[work.texts[0]] -= 1
                raise LostError
        return answers(bundle)

    return answering


def test_work_whose_place_is_lost_is_handed_on_again() -> None:
    with ThreadPoolExecutor(2) as executor:
        found = dispatch(WORKS, on(executor, losing(4)), 4, most=3, lost=(LostError,))
    assert told(found) == EXPECTED


def test_work_that_loses_each_place_is_given_up_and_passes_nothing() -> None:
    with ThreadPoolExecutor(2) as executor:
        found = dispatch(WORKS, on(executor, losing(1000)), 4, lost=(LostError,))
    assert [n for n, answer in enumerate(found) if answer.failed] == [17]
    assert [answer.data["judged"] for answer in found if not answer.failed] == [t for t in EXPECTED if t != "17"]


def test_any_other_error_ends_the_run() -> None:
    with ThreadPoolExecutor(2) as executor, pytest.raises(LostError):
        dispatch(WORKS, on(executor, losing(1)), 4)
