"""What was decided of proposals, in a store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, true

from truceline.sessions.proposals import Decision, DecisionKind, standing
from truceline.store.instants import instant_of, kept_instant
from truceline.store.schema.proposals import DECISIONS
from truceline.store.schema.records import VERSIONS

Decisions = tuple[Decision, ...]
"""The decisions of one proposal, in order."""


def decisions_of(connection: Connection, session: int, proposal: int) -> Decisions:
    """Return the decisions of a proposal, in order, whoever may see them."""
    query = _select(session).where(DECISIONS.c.proposal == proposal)
    return tuple(_decision(row) for row in connection.execute(query))


def all_decisions(connection: Connection, session: int) -> Mapping[int, Decisions]:
    """Return the decisions of all proposals of a session, by their numbers: for the rules."""
    return _by_proposal(connection, _select(session))


def silence_decisions(connection: Connection, session: int, *, unmade: bool = False) -> Mapping[int, Decisions]:
    """Return the decisions of the proposals that were ever put under silence: for the rules.

    With ``unmade``, of those alone that no version was made of.
    """
    silenced = select(DECISIONS.c.proposal).where(
        DECISIONS.c.session == session, DECISIONS.c.kind == DecisionKind.SILENCE.value
    )
    made = select(VERSIONS.c.proposal).where(VERSIONS.c.session == session, VERSIONS.c.proposal.is_not(None))
    wanted = DECISIONS.c.proposal.in_(silenced)
    query = _select(session).where(wanted, DECISIONS.c.proposal.not_in(made) if unmade else true())
    return _by_proposal(connection, query)


def decided_since(connection: Connection, session: int, at: datetime) -> tuple[tuple[int, int, Decision], ...]:
    """List what was decided from an instant on, whoever may see it: the proposal, the how many-th on it, and what."""
    rows = connection.execute(_select(session).where(DECISIONS.c.at >= kept_instant(at)))
    return tuple((row.proposal, row.number, _decision(row)) for row in rows)


def accepted_by_silence(connection: Connection, session: int) -> frozenset[int]:
    """Return the numbers of the proposals of which silence made versions: all members could read and break it."""
    found = silence_decisions(connection, session)
    made = select(VERSIONS.c.proposal, VERSIONS.c.at).where(VERSIONS.c.session == session)
    rows = [row for row in connection.execute(made) if row.proposal in found]
    return frozenset(row.proposal for row in rows if standing(found[row.proposal], instant_of(row.at)).by_silence)


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


def _by_proposal(connection: Connection, query: Select[Any]) -> Mapping[int, Decisions]:
    rows = groupby(connection.execute(query), key=lambda row: row.proposal)
    return {proposal: tuple(map(_decision, run)) for proposal, run in rows}


def _select(session: int) -> Select[Any]:
    return select(DECISIONS).where(DECISIONS.c.session == session).order_by(DECISIONS.c.proposal, DECISIONS.c.number)


def _decision(row: Row[Any]) -> Decision:
    deadline = None if row.deadline is None else instant_of(row.deadline)
    return Decision(DecisionKind(row.kind), row.by, instant_of(row.at), row.reason, deadline, row.contributor)
