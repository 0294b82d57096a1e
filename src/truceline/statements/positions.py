"""Where an actor stands on a topic as of a date, with the trail of statements that led there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from truceline.statements.statement import Authority, Stance, Statement

_BINDING = {authority: len(Authority) - rank for rank, authority in enumerate(Authority)}


@dataclass(frozen=True, slots=True)
class Position:
    """Where ``actor`` stands on ``topic``.

    ``decided_by`` is the statement that decides ``stance``; ``trail`` holds all of the actor's statements that
    were looked at, oldest first, those that decide nothing among them.
    """

    actor: str
    topic: str
    stance: Stance
    decided_by: Statement
    trail: tuple[Statement, ...]


def committed(statement: Statement) -> frozenset[str]:
    """Name the actors that a statement commits: the one it speaks for and, of a document, those who signed it.

    The names in any other statement are what its speaker says about others, and commit nobody.
    """
    if statement.authority is Authority.DOCUMENT:
        return frozenset({statement.speaks_for, *statement.names})
    return frozenset({statement.speaks_for})


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Sort statements from the first to the last said, on one day from the least to the most binding.

    A statement of which only a span is known counts as said on the last day of the span. The id breaks ties.
    """
    return sorted(statements, key=lambda s: (s.said_on.last, _BINDING[s.authority], s.said_on.first, s.id))


def position(
    statements: Iterable[Statement],
    actor: str,
    topic: str,
    as_of: date,
    *,
    scopes: Collection[str] | None = None,
    authorities: Collection[Authority] | None = None,
) -> Position | None:
    """Find where ``actor`` stands on ``topic`` as of a date, or None where nothing said by then decides.

    The latest statement decides; of those of one day, the most binding (`Authority` is in that order). Three kinds
    stay in the trail without deciding: statements that take no side (`Stance.NONE`), those that another one
    supersedes by then, and those of an opposition, which does not speak for its state. Press reports decide where
    nothing later does; leave `Authority.REPORT` out of ``authorities`` to hear only the actor itself.

    ``scopes`` and ``authorities`` narrow the statements that are looked at; None takes all. Cost grows as n log n.
    """
    trail = in_order(
        s
        for s in statements
        if actor in committed(s)
        and s.topic == topic
        and s.said_on.known_by(as_of)
        and (scopes is None or s.scope in scopes)
        and (authorities is None or s.authority in authorities)
    )
    superseded = {earlier for s in trail for earlier in s.supersedes}
    deciding = [s for s in trail if _takes_side(s) and s.id not in superseded]
    if not deciding:
        return None
    return Position(actor, topic, deciding[-1].stance, deciding[-1], tuple(trail))


def positions(
    statements: Iterable[Statement],
    topic: str,
    as_of: date,
    *,
    scopes: Collection[str] | None = None,
    authorities: Collection[Authority] | None = None,
) -> tuple[Position, ...]:
    """Find where every actor stands on ``topic`` that has said anything that decides, by actor id; see `position`."""
    by_actor: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        for actor in committed(statement):
            by_actor[actor].append(statement)
    found = (
        position(by_actor[actor], actor, topic, as_of, scopes=scopes, authorities=authorities)
        for actor in sorted(by_actor)
    )
    return tuple(p for p in found if p is not None)


def _takes_side(statement: Statement) -> bool:
    return statement.stance is not Stance.NONE and statement.authority is not Authority.OPPOSITION
