"""Pieces of work on several processes, here or on a dask cluster: the same function, the same bytes.

Results come back in the order of the pieces. On Ctrl-C the pieces done so far, from the first on without a gap, are
kept: leaving out the slow ones would bend the result.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import Any, Generic, TypeVar

from truceline.errors import SourceError

Given = TypeVar("Given")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

Work = Callable[[Given, Piece], Result]
"""A function at a module's top level, of what all pieces share and of one piece."""

_SECONDS = 20  # to reach a scheduler


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """The results of the first pieces, all of them unless ``interrupted``."""

    results: tuple[Result, ...]
    interrupted: bool


def over(
    work: Work[Given, Piece, Result],
    given: Given,
    pieces: Sequence[Piece],
    *,
    workers: int = 1,
    scheduler: str = "",
    progress: Callable[[int, int], None],
) -> Done[Result]:
    """Do ``work`` on every piece, in this process, on ``workers`` processes or on the dask ``scheduler`` at an address.

    This process is one of the ``workers``; ``given`` travels once to each of the others. ``progress`` is told the
    pieces done and their number.

    Raises
    ------
    SourceError
        If there is no scheduler at the address, or ``distributed`` is not installed.
    """
    results: list[Result] = []
    if scheduler:
        how = _on_dask(work, given, pieces, scheduler)
    elif workers > 1 and len(pieces) > 1:
        how = _on_processes(work, given, pieces, min(workers, len(pieces)))
    else:
        how = _here(work, given, pieces)
    try:
        with how as found:
            for result in found:
                results.append(result)
                progress(len(results), len(pieces))
    except KeyboardInterrupt:
        return Done(tuple(results), interrupted=True)
    return Done(tuple(results), interrupted=False)


@contextmanager
def _here(work: Work[Given, Piece, Result], given: Given, pieces: Iterable[Piece]) -> Iterator[Iterator[Result]]:
    yield (work(given, piece) for piece in pieces)


@contextmanager
def _on_processes(
    work: Work[Given, Piece, Result], given: Given, pieces: Sequence[Piece], workers: int
) -> Iterator[Iterator[Result]]:
    # Fresh processes, so that no thread or open file of this one is copied into them; this one is the first worker.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers - 1, mp_context=context, initializer=_receive, initargs=(work, given))
    shared: _Shared[Piece, Result] = _Shared(pieces)
    try:
        for _ in range(workers - 1):
            shared.feed(pool)
        yield shared.results(partial(work, given))
    finally:
        shared.left.clear()
        pool.shutdown(wait=True, cancel_futures=True)


class _Shared(Generic[Piece, Result]):
    # Pieces that this process and the others take one at a time, the first that is left.
    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._found: tuple[Future[Result], ...] = tuple(Future() for _ in pieces)
        self.left = deque(range(len(pieces)))

    def feed(self, pool: ProcessPoolExecutor) -> None:
        with suppress(IndexError):  # nothing is left
            number = self.left.popleft()
            try:
                pool.submit(_do, self._pieces[number]).add_done_callback(partial(self._take, pool, number))
            except RuntimeError:  # the pool has ended
                self.left.appendleft(number)

    def _take(self, pool: ProcessPoolExecutor, number: int, done: Future[Result]) -> None:
        if done.cancelled():
            return
        if error := done.exception():
            self._found[number].set_exception(error)
        else:
            self._found[number].set_result(done.result())
        self.feed(pool)

    def results(self, work: Callable[[Piece], Result]) -> Iterator[Result]:
        for found in self._found:
            while not found.done() and self.left:
                with suppress(IndexError):  # another process has just taken the last
                    number = self.left.popleft()
                    self._found[number].set_result(work(self._pieces[number]))
            yield found.result()


_received: partial[Any] | None = None


def _receive(work: Work[Given, Piece, Result], given: Given) -> None:
    global _received  # the only way to keep what an initialiser was given
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to hear
    Thread(target=end_with_parent, daemon=True).start()
    _received = partial(work, given)


def end_with_parent() -> None:
    """Wait for the process that started this one, and end with it: nobody waits for results any more."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def _do(piece: object) -> Any:  # noqa: ANN401  (whatever the work gives)
    if _received is None:
        raise RuntimeError
    return _received(piece)


@contextmanager
def _on_dask(
    work: Work[Given, Piece, Result], given: Given, pieces: Iterable[Piece], address: str
) -> Iterator[Iterator[Result]]:
    with _client(address) as client:
        shared = client.scatter(given, broadcast=True, hash=False)
        futures = [client.submit(work, shared, piece, pure=False) for piece in pieces]
        try:
            yield (future.result() for future in futures)
        finally:
            client.cancel(futures)


def tasks_on(scheduler: str, tasks: Iterable[Callable[[], Result]]) -> list[Result]:
    """Run tasks on the dask ``scheduler`` at an address; their results, in order.

    Each task travels with all it holds, to one worker. The first error of a task is raised here.

    Raises
    ------
    SourceError
        As `over`.
    """
    every = list(tasks)
    if not every:
        return []
    with _client(scheduler) as client:
        held = client.scatter(every, hash=False)
        return list(client.gather(client.map(_call, held, pure=False)))


def _call(task: Callable[[], Result]) -> Result:
    return task()


def _client(address: str) -> Any:  # noqa: ANN401  (dask has no types)
    try:
        from distributed import Client
    except ImportError as error:
        what = "--scheduler | needs the package distributed; install it with: pip install 'truceline[cluster]'"
        raise SourceError("no cluster can be used", (what,)) from error
    try:
        return Client(address, timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]  # dask has no types
    except (OSError, TimeoutError, ValueError) as error:
        what = f"--scheduler | nothing answers at {address!r} ({error}); start one with: dask scheduler"
        raise SourceError("no cluster can be used", (what,)) from error
