"""The processes that plan for a session, of which one loads what planning needs while all else is still read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from truceline.compute.queue import Told, WorkQueue

PROCESSES = 2
"""Processes that plan; one more draws ranges, for which no plan waits."""

_NEEDED = (
    "truceline.services.session.plans",
    "truceline.workflow.plan",
    "truceline.solvers.highs_run",
    "scipy.sparse",
    "scipy.spatial",
    "truceline.ranges.headlines",
    "truceline.workflow.ranges",
)


class Planners:
    """The processes that plan, and the one that draws ranges; each starts when the first work comes."""

    def __init__(self) -> None:
        self.plans, self.draws = WorkQueue(PROCESSES), WorkQueue(1)

    def close(self) -> None:
        """End the processes."""
        self.plans.close()
        self.draws.close()


@contextmanager
def planning() -> Iterator[Planners]:
    """Start a process that plans before anything is asked of it; all are ended with the block."""
    planners = Planners()
    planners.plans.submit("", load)
    try:
        yield planners
    finally:
        planners.close()


def load(_told: Told) -> None:
    """Load what planning needs, and what ranges do; of scipy and the solver too, which else the first plan would."""
    for name in _NEEDED:
        import_module(name)
