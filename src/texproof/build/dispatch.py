"""Work handed to an executor of the standard interface: what goes where next, and what came back, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait

from .answer import Answer
from .work import Work

Submit = Callable[[Work], "Future[Answer]"]
_TIMES = 5  # that a unit is handed on whose place of work was lost


class Queue:
    """The numbers of works that wait, by the snippet that they are under."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._waiting: dict[str, list[int]] = {}
        for number in range(len(works) - 1, -1, -1):
            self._waiting.setdefault(works[number].source, []).append(number)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def next(self, source: str | None, taken: Iterable[str]) -> int:
        """Return a number and forget it: of the snippet that was just worked under, else of the longest queue.

        A process that has seen a snippet need not read it again; nor do two processes read what is `taken` by
        one, unless nothing else is left.
        """
        if source not in self._waiting:
            now = set(taken)
            source = max(self._waiting, key=lambda s: (s not in now, len(self._waiting[s])))
        queue = self._waiting[source]
        number = queue.pop()
        if not queue:
            del self._waiting[source]
        return number


def dispatch(
    works: Sequence[Work],
    submit: Submit,
    ahead: int,
    done: Callable[[int], None] = lambda _: None,
    lost: tuple[type[Exception], ...] = (),
) -> list[Answer]:
    """Return an answer for each unit, in order; `done` is told how many more are there.

    `submit` hands one unit to an executor. At most `ahead` are there at a time, so that a million need no
    more memory than these. A future that ends with one of `lost` lost its place of work: it is handed on again.
    Raises: what a future raises otherwise.
    """
    answers: list[Answer | None] = [None] * len(works)
    queue, times = Queue(works), [0] * len(works)
    pending: dict[Future[Answer], int] = {}

    def hand_on(source: str | None = None) -> None:
        number = queue.next(source, (works[n].source for n in pending.values()))
        pending[submit(works[number])] = number

    try:
        while queue or pending:
            while queue and len(pending) < ahead:
                hand_on()
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                number = pending.pop(future)
                try:
                    answers[number] = future.result()
                except lost:
                    times[number] += 1
                    if times[number] < _TIMES:
                        pending[submit(works[number])] = number
                        continue
                    answers[number] = Answer(failed="its process was ended")
                done(1)
                if queue:
                    hand_on(works[number].source)
    finally:
        for future in pending:
            future.cancel()
    return [answer or Answer(failed="no answer came") for answer in answers]
