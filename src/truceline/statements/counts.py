"""Count actors under a stated definition, beside the counts that others have published."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from truceline.records.actors import Actor
from truceline.statements.positions import holding, in_order, superseded, takes_position, trails
from truceline.statements.statement import CountDefinition, Measure, Statement, StatementPosition


@dataclass(frozen=True, slots=True)
class ClaimedCount:
    """A published count, with the definition, date and source of the statement that carries it.

    ``named`` are the actors that the claim itself names; ``unnamed`` is the rest of its value, as bounds: the part
    that nobody named. It is never filled in from other statements.
    """

    statement: Statement
    measure: Measure
    named: tuple[str, ...]
    unnamed: tuple[float, float]


@dataclass(frozen=True, slots=True)
class CountingActor:
    """An actor that counts: ``decided_by`` is the latest word that counts it, on ``scope``; ``trail`` all looked at."""

    actor: str
    scope: str
    decided_by: Statement
    trail: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """The actors that a definition counts as of a date.

    ``definition`` is the definition's id. ``counted`` says for each counted actor what decided and what else it said.
    ``recorded`` is False where the ledger holds nothing by then that the definition hears: how many there are is then
    not recorded, which is not none. ``claims`` are the published counts of this kind known by then, oldest first;
    ``later`` those published after, for whoever looks back. Neither changes the count.
    """

    definition: str
    counted: tuple[CountingActor, ...]
    recorded: bool
    claims: tuple[ClaimedCount, ...]
    later: tuple[ClaimedCount, ...]

    @property
    def count(self) -> int | None:
        """How many actors count; None where nothing is recorded."""
        return len(self.counted) if self.recorded else None

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids of the actors that count, sorted."""
        return tuple(c.actor for c in self.counted)

    @property
    def statements(self) -> dict[str, tuple[Statement, ...]]:
        """The statements of each counted actor within the definition, oldest first."""
        return {c.actor: c.trail for c in self.counted}


def count(
    definition: CountDefinition, statements: Iterable[Statement], actors: Collection[Actor], as_of: date
) -> Count:
    """Count the states of which a word that meets ``definition`` holds as of a date, parties to the ceasefire left out.

    An actor counts when any word of its own that still holds (`positions.holding`, by topic and scope) is on the
    definition's topic, within its scopes, on one of its authorities, and of one of its stances. What holds does not
    depend on the definition, so that a wider one never counts fewer. Of ``actors`` only states that are no party are
    counted; the press, organisations and coalitions are not. Cost grows as n log n.
    """
    ledger = tuple(statements)
    countable = {actor.id for actor in actors if actor.kind == "state" and not actor.party}
    heard = _heard(definition, ledger, countable, as_of)
    found = (_counted(definition, actor, heard[actor]) for actor in sorted(heard))
    claims = [_claim(s, s.measure) for s in in_order(ledger) if s.measure and s.measure.what in definition.claims]
    return Count(
        definition=definition.id,
        counted=tuple(c for c in found if c is not None),
        recorded=any(takes_position(s) for looked_at, _ in heard.values() for s in looked_at),
        claims=tuple(c for c in claims if c.statement.said_on.known_by(as_of)),
        later=tuple(c for c in claims if not c.statement.said_on.known_by(as_of)),
    )


_Heard = tuple[list[StatementPosition], list[StatementPosition]]


def _heard(
    definition: CountDefinition, ledger: tuple[Statement, ...], countable: Collection[str], as_of: date
) -> dict[str, _Heard]:
    # For each actor all that the definition hears, and what of it holds.
    replaced = superseded(ledger, as_of)
    found: dict[str, _Heard] = {}
    for (actor, topic, scope), trail in trails(ledger, as_of).items():
        if actor in countable and topic == definition.topic and scope in definition.scopes:
            looked_at, held = found.setdefault(actor, ([], []))
            looked_at += (s for s in trail if s.statement.authority in definition.authorities)
            held += (
                s for s in holding(trail, replaced.get(actor, ())) if s.statement.authority in definition.authorities
            )
    return found


def _counted(definition: CountDefinition, actor: str, heard: _Heard) -> CountingActor | None:
    looked_at, held = heard
    matching = [s for s in held if s.stance in definition.stances]
    if not matching:
        return None
    trail = in_order({s.statement.id: s.statement for s in looked_at}.values())
    last = max(matching, key=lambda s: (trail.index(s.statement), s.scope))
    return CountingActor(actor, last.scope, last.statement, tuple(trail))


def _claim(statement: Statement, measure: Measure) -> ClaimedCount:
    low = 0.0 if measure.low is None else measure.low
    high = math.inf if measure.high is None else measure.high
    named = len(statement.names)
    return ClaimedCount(statement, measure, statement.names, (max(0.0, low - named), max(0.0, high - named)))
