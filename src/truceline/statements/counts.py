"""Count actors under a stated definition, beside the counts that others have published."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from truceline.records.actors import Actor
from truceline.statements.positions import Position, in_order, positions
from truceline.statements.statement import CountDefinition, Measure, Statement


@dataclass(frozen=True, slots=True)
class Claim:
    """A published count, with the definition, date and source of the statement that carries it.

    ``named`` are the actors that the claim itself names; ``unnamed`` is the rest of its value, as bounds: the part
    that nobody named. It is never filled in from other statements.
    """

    statement: Statement
    measure: Measure
    named: tuple[str, ...]
    unnamed: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Count:
    """The actors that a definition counts as of a date.

    ``definition`` is the definition's id. ``positions`` say for each counted actor what decided and what
    else it said. ``claims`` are the published counts of this kind known by then, oldest first; ``later`` those
    published after, for whoever looks back. Neither changes the count.
    """

    definition: str
    positions: tuple[Position, ...]
    claims: tuple[Claim, ...]
    later: tuple[Claim, ...]

    @property
    def count(self) -> int:
        """How many actors count."""
        return len(self.positions)

    @property
    def actors(self) -> tuple[str, ...]:
        """The ids of the actors that count, sorted."""
        return tuple(p.actor for p in self.positions)

    @property
    def statements(self) -> dict[str, tuple[Statement, ...]]:
        """The statements of each counted actor within the definition, oldest first."""
        return {p.actor: p.trail for p in self.positions}


def count(
    definition: CountDefinition, statements: Iterable[Statement], actors: Collection[Actor], as_of: date
) -> Count:
    """Count the states whose position as of a date meets ``definition``, parties to the ceasefire left out.

    An actor counts when the latest of its statements on the definition's topic, within its scopes and made with one
    of its authorities, has one of its stances (see `positions.position`). Of ``actors`` only states that are no
    party are counted; the press, organisations and coalitions are not. Cost grows as n log n.
    """
    ledger = tuple(statements)
    countable = {actor.id for actor in actors if actor.kind == "state" and not actor.party}
    found = positions(ledger, definition.topic, as_of, scopes=definition.scopes, authorities=definition.authorities)
    claims = [_claim(s, s.measure) for s in in_order(ledger) if s.measure and s.measure.what in definition.claims]
    return Count(
        definition=definition.id,
        positions=tuple(p for p in found if p.actor in countable and p.stance in definition.stances),
        claims=tuple(c for c in claims if c.statement.said_on.known_by(as_of)),
        later=tuple(c for c in claims if not c.statement.said_on.known_by(as_of)),
    )


def _claim(statement: Statement, measure: Measure) -> Claim:
    low = 0.0 if measure.low is None else measure.low
    high = math.inf if measure.high is None else measure.high
    named = len(statement.names)
    return Claim(statement, measure, statement.names, (max(0.0, low - named), max(0.0, high - named)))
