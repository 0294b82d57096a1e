"""What pledges must agree on with the statements that they rest on: when it was said, and of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from truceline.casefolder.reading import FolderReading
from truceline.casefolder.schema.ledger import ActorRow, StatementRow
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.formats.faults import FaultPlace, shown

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""

_CITING = ("history", "conditions", "approvals", "caveats")
_GROUPS = frozenset({"organisation", "coalition"})
_TEXTS = ("speaker", "quote", "summary", "conditions", "definition")


def pledges_follow_their_statements(reading: FolderReading) -> Found:
    """A pledge reaches a rung no earlier than the first statement that shows it."""
    said = {entry.shape.id: entry.shape.said_on for entry in reading.of(StatementRow)}
    for entry in reading.of(PledgeShape):
        for n, step in enumerate(entry.shape.history):
            days = [said[name].first for name in step.statements if name in said]
            if days and step.on < min(days):
                yield (
                    entry.place(("history", n, "on")),
                    f"{step.on} is before {min(days)}, when its first statement was made; correct one of the dates",
                )


def pledges_rest_on_words_about_their_contributor(reading: FolderReading) -> Found:
    """A statement that shows a pledge's status, condition, approval or caveat speaks for its contributor or names it.

    One that speaks for an organisation or a coalition, or names one, may be about any of its members: who they are is
    not recorded.
    """
    statements = {entry.shape.id: entry.shape for entry in reading.of(StatementRow)}
    actors = {entry.shape.id: entry.shape for entry in reading.of(ActorRow)}
    for entry in reading.of(PledgeShape):
        whose = actors.get(entry.shape.contributor)
        for path, name in _cited(entry.shape):
            said = statements.get(name)
            if whose and said and said.speaks_for in actors and not _is_about(said, whose, actors):
                yield entry.place(path), _elsewhere(said, whose, actors)


def _elsewhere(said: StatementRow, whose: ActorRow, actors: Mapping[str, ActorRow]) -> str:
    remedy = f"name one that does, or, if it is about {whose.name}, write {shown(whose.id)} among its names"
    what = f"the statement {shown(said.id)} speaks for {actors[said.speaks_for].name} and does not name {whose.name}"
    return f"{what}; {remedy}"


def _cited(pledge: PledgeShape) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key in _CITING:
        for n, each in enumerate(getattr(pledge, key)):
            yield from (((key, n, "statements", m), name) for m, name in enumerate(each.statements))


def _is_about(said: StatementRow, whose: ActorRow, actors: Mapping[str, ActorRow]) -> bool:
    concerned = (said.speaks_for, *said.names)
    if whose.id in concerned or any(actors[who].kind in _GROUPS for who in concerned if who in actors):
        return True
    name = re.compile(rf"\b{re.escape(whose.name)}\b")
    return any(name.search(text) for key in _TEXTS for text in _texts(getattr(said, key)))


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
