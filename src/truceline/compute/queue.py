"""Work that waits its turn for one of a few processes, each of which tells how far it is."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import TypeVar

from truceline.compute.cluster import end_with_parent

Result = TypeVar("Result")

Told = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


class WorkQueue:
    """A queue of work before a few processes, which start when the first work comes.

    Where one is ended from outside, all that waited fails with a `BrokenExecutor`, and new ones do what comes then.
    """

    def __init__(self, processes: int) -> None:
        self._context = multiprocessing.get_context("spawn")  # no thread or open file is copied into them
        # A pipe without a lock, as a process may be ended while it holds one; what is told is short, and written whole.
        self._told, self._line = self._context.Pipe(duplex=False)
        self._processes = processes
        self._pool = self._new_pool()
        self._mending = Lock()
        self._progress: dict[str, tuple[int, int]] = {}
        Thread(target=self._listen, daemon=True).start()

    def submit(self, name: str, work: Callable[..., Result], *parts: object) -> Future[Result]:
        """Put ``work`` in the queue: a function at a module's top level, of a callback that is told how far it is."""
        with self._mending:
            try:
                return self._pool.submit(_do, name, work, *parts)
            except BrokenExecutor:
                self._pool = self._new_pool()
                return self._pool.submit(_do, name, work, *parts)

    def progress(self, name: str) -> tuple[int, int] | None:
        """Return how much of the work of that name is done and of how much; None where it has not told yet."""
        return self._progress.get(name)

    def close(self) -> None:
        """Take what waits out of the queue, and end the processes without waiting for what they do."""
        processes = list((self._pool._processes or {}).values())  # noqa: SLF001  (there is no public way before 3.14)
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        self._line.send(None)

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._processes, mp_context=self._context, initializer=_begin, initargs=(self._line,)
        )

    def _listen(self) -> None:
        while (told := self._told.recv()) is not None:
            self._progress[told[0]] = told[1:]


_line: Connection | None = None


def _begin(line: Connection) -> None:
    global _line  # the only way to keep what an initialiser was given
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to hear
    Thread(target=end_with_parent, daemon=True).start()
    _line = line


def _do(name: str, work: Callable[..., Result], *parts: object) -> Result:
    def told(done: int, of: int) -> None:
        if _line is not None:
            _line.send((name, done, of))

    return work(told, *parts)
