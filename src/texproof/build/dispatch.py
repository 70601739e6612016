"""Work handed to an executor of the standard interface: what goes where next, and what came back, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from .answer import Answer
from .work import Work

Submit = Callable[[Sequence[Work]], "Future[list[Answer]]"]
_TIMES = 5  # that a bundle is handed on whose place of work was lost


class Queue:
    """The numbers of works that wait, by the snippet that they are under."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._left = len(works)
        self._waiting: dict[str, list[int]] = {}
        for number in range(len(works) - 1, -1, -1):
            self._waiting.setdefault(works[number].source, []).append(number)

    def __len__(self) -> int:
        return self._left

    def take(self, most: int, source: str | None, taken: Iterable[str]) -> list[int]:
        """Return some numbers under one snippet and forget them: that which was just worked under, else the longest.

        A process that has seen a snippet need not read it again; nor do two processes read what is `taken` by
        one, unless nothing else is left.
        """
        if source not in self._waiting:
            now = set(taken)
            source = max(self._waiting, key=lambda s: (s not in now, len(self._waiting[s])))
        queue = self._waiting[source]
        numbers = [queue.pop() for _ in range(min(most, len(queue)))]
        self._left -= len(numbers)
        if not queue:
            del self._waiting[source]
        return numbers


def dispatch(
    works: Sequence[Work],
    submit: Submit,
    ahead: int,
    done: Callable[[int], None] = lambda _: None,
    *,
    most: int = 1,
    lost: tuple[type[Exception], ...] = (),
) -> list[Answer]:
    """Return an answer for each unit, in order; `done` is told how many more are there.

    `submit` hands a bundle of units to an executor: up to `most`, and fewer towards the end, so that all end
    together. At most `ahead` bundles are there at a time, so that a million units need no more memory than
    these. A future that ends with one of `lost` lost its place of work: its bundle is handed on again.
    Raises: what a future raises otherwise.
    """
    answers: list[Answer | None] = [None] * len(works)
    queue = Queue(works)
    pending: dict[Future[list[Answer]], tuple[list[int], int]] = {}

    def hand_on(numbers: list[int], times: int = 0) -> None:
        pending[submit([works[number] for number in numbers])] = numbers, times

    def hand_next(source: str | None = None) -> None:
        taken = (works[numbers[0]].source for numbers, _ in pending.values())
        hand_on(queue.take(max(1, min(most, len(queue) // ahead)), source, taken))

    try:
        while queue or pending:
            while queue and len(pending) < ahead:
                hand_next()
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                numbers, times = pending.pop(future)
                try:
                    found = future.result()
                except lost:
                    if times + 1 < _TIMES:
                        hand_on(numbers, times + 1)
                        continue
                    found = [Answer(failed="its process was ended")] * len(numbers)
                for number, answer in zip(numbers, found, strict=True):
                    answers[number] = answer
                done(len(numbers))
                if queue:
                    hand_next(works[numbers[0]].source)
    finally:
        for future in pending:
            future.cancel()
    return [answer or Answer(failed="no answer came") for answer in answers]
