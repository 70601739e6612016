"""Work done here: by threads of the standard library, each of which waits for a process that can be killed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from .answer import Answer
from .children import Children
from .dispatch import dispatch
from .work import Work


class Crew:
    """Up to `size` children at work at once.

    A context manager; on leaving it no process is left.
    """

    def __init__(self, size: int = 2) -> None:
        self._size = size
        self._children: Children | None = None
        self._executor: ThreadPoolExecutor | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes and threads; who runs again starts new ones."""
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=True)
        if self._children is not None:
            self._children.close()  # before the threads are waited for: they wait for children
            self._children = None
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None

    def run(self, works: Sequence[Work], done: Callable[[int], None] = lambda _: None) -> list[Answer]:
        """Return an answer for each unit, in order; `done` is told how many more are there."""
        if not works:
            return []
        children = self._children = self._children or Children()
        executor = self._executor = self._executor or ThreadPoolExecutor(self._size, "texproof")
        return dispatch(works, lambda bundle: executor.submit(children.answers, bundle), self._size, done)
