"""What was decided of proposals, in a store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select

from truceline.sessions.proposals import Decision, DecisionKind, Dissent, dissents
from truceline.store.instants import instant_of, kept_instant
from truceline.store.schema.proposals import DECISIONS

Decisions = tuple[Decision, ...]
"""The decisions of one proposal, in order."""


def decisions_of(connection: Connection, session: int, proposal: int) -> Decisions:
    """Return the decisions of a proposal, in order, whoever may see them."""
    query = _select(session).where(DECISIONS.c.proposal == proposal)
    return tuple(_decision(row) for row in connection.execute(query))


def all_decisions(connection: Connection, session: int) -> Mapping[int, Decisions]:
    """Return the decisions of all proposals of a session, by their numbers: for the rules."""
    found: dict[int, Decisions] = {}
    for row in connection.execute(_select(session)):
        found[row.proposal] = (*found.get(row.proposal, ()), _decision(row))
    return found


def decided_since(connection: Connection, session: int, at: datetime) -> tuple[tuple[int, int, Decision], ...]:
    """List what was decided from an instant on, whoever may see it: the proposal, the how many-th on it, and what."""
    rows = connection.execute(_select(session).where(DECISIONS.c.at >= kept_instant(at)))
    return tuple((row.proposal, row.number, _decision(row)) for row in rows)


def dissents_on(connection: Connection, session: int, proposal: int) -> tuple[Dissent, ...]:
    """Return what nations held against a proposal."""
    return dissents(str(proposal), decisions_of(connection, session, proposal))


def add_decision(connection: Connection, session: int, proposal: int, decision: Decision) -> None:
    """Append a decision to those of a proposal."""
    number = 1 + len(decisions_of(connection, session, proposal))
    values = {
        "session": session,
        "proposal": proposal,
        "number": number,
        "kind": decision.kind.value,
        "by": decision.by,
        "contributor": decision.contributor,
        "at": kept_instant(decision.at),
        "reason": decision.reason,
        "deadline": None if decision.deadline is None else kept_instant(decision.deadline),
    }
    connection.execute(insert(DECISIONS).values(values))


def _select(session: int) -> Select[Any]:
    return select(DECISIONS).where(DECISIONS.c.session == session).order_by(DECISIONS.c.proposal, DECISIONS.c.number)


def _decision(row: Row[Any]) -> Decision:
    deadline = None if row.deadline is None else instant_of(row.deadline)
    return Decision(DecisionKind(row.kind), row.by, instant_of(row.at), row.reason, deadline, row.contributor)
