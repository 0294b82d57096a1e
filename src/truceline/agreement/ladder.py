"""The escalation ladder: what follows a violation, by when, counted from which moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from truceline.agreement.clauses import Clause

CLOCK_STARTS = ("occurrence", "report", "verification")
"""What a step's clock may be counted from."""


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """A step of the ladder.

    ``trigger`` says what sets it off and ``declared_by`` who decides that it has happened; ``clock_start`` is one of
    ``CLOCK_STARTS``, and ``within_hours`` the time from then in which ``actor`` takes the ``action``.
    """

    id: str
    title: str
    trigger: str
    declared_by: str
    clock_start: str
    within_hours: float
    actor: str
    action: str
    reversible: bool
    clause: Clause


@dataclass(frozen=True, slots=True)
class Moments:
    """When a violation occurred, was first reported and was verified: aware UTC instants, None where not known."""

    occurrence: datetime | None
    report: datetime | None
    verification: datetime | None


def due(step: EscalationStep, moments: Moments) -> datetime | None:
    """Return the instant by which the step is due; None where its clock has not started.

    A clock that counts from verification does not run while nobody has verified the violation.
    """
    start: datetime | None = getattr(moments, step.clock_start)
    return None if start is None else start + timedelta(hours=step.within_hours)
