"""The processes that plan for a session, of which one loads what planning needs while all else is still read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from truceline.compute.queue import Told, WorkQueue

__all__ = ["PROCESSES", "WorkQueue", "load", "planning"]

PROCESSES = 2
"""Processes that plan."""

_NEEDED = (
    "truceline.services.session.plans",
    "truceline.workflow.plan",
    "truceline.solvers.highs_run",
    "scipy.sparse",
    "scipy.spatial",
    "truceline.ranges.headlines",
    "truceline.workflow.ranges",
)


@contextmanager
def planning() -> Iterator[WorkQueue]:
    """Start a process that plans, before anything is asked of it; it is ended with the block."""
    queue = WorkQueue(PROCESSES)
    queue.submit("", load)
    try:
        yield queue
    finally:
        queue.close()


def load(_told: Told) -> None:
    """Load what planning needs, and what ranges do; of scipy and the solver too, which else the first plan would."""
    for name in _NEEDED:
        import_module(name)
