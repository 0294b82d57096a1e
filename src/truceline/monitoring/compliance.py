"""Where the obligations of the agreement stand on a day: met, due, overdue, or not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from truceline.agreement.obligations import Obligation

MET = "met"
NOT_MET = "not-met"


@dataclass(frozen=True, slots=True)
class ComplianceRecord:
    """What was verified of an ``obligation`` of one ``actor``: ``word`` is ``met``, ``not-met`` or ``withdrawn``.

    ``shown_by`` are the ids of findings, steps, judgements and the like that show it.
    """

    kind: ClassVar[str] = "compliance"
    id: str
    obligation: str
    actor: str
    word: str
    by: str
    at: datetime
    shown_by: tuple[str, ...]
    evidence: str
    replaces: str

    @property
    def subject(self) -> str:
        """The obligation and whose it is."""
        return f"{self.obligation} of {self.actor}"


@dataclass(frozen=True, slots=True)
class ObligationState:
    """Where an obligation of one ``actor`` stands.

    ``state`` is ``met``, ``due`` (its deadline is ahead), ``overdue`` (verified as not met after it), ``not-met``
    (likewise, without a deadline) or ``not-known``; ``rows`` are what was verified of it.
    """

    obligation: Obligation
    actor: str
    state: str
    rows: tuple[ComplianceRecord, ...]


def obligation_states(
    obligations: Sequence[Obligation], told: Iterable[ComplianceRecord], at: datetime
) -> tuple[ObligationState, ...]:
    """Tell where each obligation of each actor stands at an instant, by the rows that count then.

    That a deadline has passed does not make it overdue: somebody must have verified that it was not met. Rows that
    disagree leave it not known.
    """
    rows = tuple(told)
    return tuple(_states(obligations, rows, at))


def _states(
    obligations: Sequence[Obligation], rows: Sequence[ComplianceRecord], at: datetime
) -> Iterator[ObligationState]:
    for obligation in obligations:
        for actor in obligation.actors:
            mine = tuple(row for row in rows if (row.obligation, row.actor) == (obligation.id, actor))
            yield ObligationState(obligation, actor, _state(obligation, {row.word for row in mine}, at), mine)


def _state(obligation: Obligation, words: set[str], at: datetime) -> str:
    ahead = obligation.deadline is not None and not obligation.overdue(at)
    if words == {MET}:
        return MET
    if words == {NOT_MET}:
        return "due" if ahead else "overdue" if obligation.deadline else NOT_MET
    return "due" if ahead and not words else "not-known"
