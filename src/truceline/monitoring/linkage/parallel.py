"""Work side by side on threads: numpy and compiled code let other threads run.

What a thread does may not depend on how many there are, so that results do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from operator import call
from typing import TypeVar

T = TypeVar("T")

THREADS = 2
_ROWS = 1 << 15  # a block's columns fit into a processor's cache


def side_by_side(tasks: Iterable[Callable[[], T]], threads: int = THREADS) -> list[T]:
    """Run ``tasks`` and return their results in order; the first may run while later ones are made."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(call, tasks))


def in_blocks(work: Callable[[slice], object], rows: int) -> None:
    """Have ``work`` go through so many ``rows`` in blocks, each fit for a processor's cache."""
    if rows <= _ROWS:
        work(slice(rows))
    else:
        side_by_side(partial(work, slice(first, first + _ROWS)) for first in range(0, rows, _ROWS))
