"""Work done elsewhere: by the workers of a Dask cluster, each of which has it done by confined children of its own.

Loaded only where a cluster is asked for, and on its workers.
"""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future

from distributed import Client, KilledWorker
from distributed.comm import get_address_host_port
from distributed.scheduler import NoValidWorkerError

from .answer import Answer
from .cache import versions
from .children import Children
from .dispatch import dispatch
from .project import UnusableError
from .work import Work

_PATIENCE = 30  # seconds that a scheduler, and the first worker, may take to answer
_AHEAD = 4  # bundles for each of a cluster's threads, so that none waits for its next one
_LEAST = 32  # bundles ahead: workers may join
_MOST = 16  # units of one bundle; Dask takes 4 ms of processor time for each, which is half of what a formula takes
_CANNOT = (NoValidWorkerError, ImportError, RuntimeError, OSError)
_children = Children()  # of the worker that this module is loaded in; they end with it


class Cluster:
    """The workers behind the scheduler at an address. A context manager.

    A worker that is lost costs time: Dask has its units done by another. It gives up a unit that several workers
    had when they were lost; such a one is handed on again, some times.
    Raises: UnusableError where no scheduler answers, or it has no worker.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        # It says at length, on standard error, what is said here in one line.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            get_address_host_port(address)  # a client that cannot be made leaves a traceback, in a minute
            self._client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, NotImplementedError) as error:
            raise UnusableError(f"no scheduler answers at {address}: {error}") from error
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            self.close()
            raise UnusableError(f"the scheduler at {address} has no worker: dask worker {address}") from error
        self._executor = self._client.get_executor(pure=False)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster, which goes on."""
        self._client.close()

    def run(self, works: Sequence[Work], done: Callable[[int], None] = lambda _: None) -> list[Answer]:
        """Return an answer for each unit, in order; `done` is told how many more are there.

        Raises: UnusableError where the scheduler is lost, or the workers cannot do what would be done here.
        """
        if not works:
            return []
        ahead = max(_LEAST, _AHEAD * sum(self._client.nthreads().values()))
        try:
            return dispatch(works, self._submit, ahead, done, most=_MOST, lost=(KilledWorker,))
        except CancelledError as error:
            raise UnusableError(f"the scheduler at {self._address} is lost") from error
        except _CANNOT as error:
            raise UnusableError(f"the cluster at {self._address} cannot do the work: {error}") from error

    def _submit(self, bundle: Sequence[Work]) -> Future[list[Answer]]:
        # As bytes: Dask looks for tasks of its own inside of what it can look into.
        data = json.dumps({"works": [work.data for work in bundle], "versions": versions()})
        found: Future[list[Answer]] = self._executor.submit(answered, data.encode())
        return found


def answered(bundle: bytes) -> list[Answer]:
    """Return the answers to units of work; this runs on a worker.

    Raises: UnusableError where something that decides has another version here: a verdict might be another.
    """
    data, here = json.loads(bundle), versions()
    other = [name for name, wanted in data["versions"].items() if here.get(name) != wanted]
    if other:
        raise UnusableError(
            f"the worker on {socket.gethostname()} may judge otherwise than would be done here:"
            f" another version of {', '.join(other).replace('source', 'its own source')}"
        )
    return _children.answers([Work.of(work) for work in data["works"]])
