"""Where an actor stands on a topic and scope as of a date, with the trail of statements that led there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from truceline.statements.statement import Authority, Stance, Statement, StatementPosition, stands

_BINDING = {authority: len(Authority) - rank for rank, authority in enumerate(Authority)}


@dataclass(frozen=True, slots=True)
class Position:
    """Where ``actor`` stands on ``topic``, as far as ``scope`` is spoken of.

    ``decided_by`` is the statement that decides ``stance``; ``trail`` holds all of the actor's statements on the topic
    and scope that were looked at, oldest first, those that decide nothing among them.
    """

    actor: str
    topic: str
    scope: str
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


def trails(statements: Iterable[Statement], as_of: date) -> dict[tuple[str, str, str], list[StatementPosition]]:
    """Gather what was said by a date by actor, topic and scope, in the order of `in_order`."""
    found: dict[tuple[str, str, str], list[StatementPosition]] = defaultdict(list)
    for stand in stands(in_order(s for s in statements if s.said_on.known_by(as_of))):
        for actor in committed(stand.statement):
            found[actor, *stand.question].append(stand)
    return found


def position(
    statements: Iterable[Statement],
    actor: str,
    topic: str,
    scope: str,
    as_of: date,
    *,
    authorities: Collection[Authority] | None = None,
) -> Position | None:
    """Find where ``actor`` stands on ``topic`` and ``scope`` as of a date, or None where nothing said by then decides.

    The latest statement decides; of those of one day, the most binding (`Authority` is in that order). Three kinds
    stay in the trail without deciding: statements that take no side (`Stance.NONE`), those that another one of the
    actor supersedes by then, and those of an opposition, which does not speak for its state. Press reports decide
    where nothing later does; leave `Authority.REPORT` out of ``authorities`` to hear only the actor itself.

    ``authorities`` narrow the statements that are looked at; None takes all. Cost grows as n log n.
    """
    ledger = tuple(statements)
    trail = trails(ledger, as_of).get((actor, topic, scope), [])
    return _position(actor, trail, superseded(ledger, as_of).get(actor, frozenset()), authorities)


def positions(
    statements: Iterable[Statement], topic: str, as_of: date, *, authorities: Collection[Authority] | None = None
) -> tuple[Position, ...]:
    """Find where every actor stands on each scope of ``topic``, by actor and scope; see `position`.

    Scopes are never put together: who gives money has said nothing of soldiers.
    """
    ledger = tuple(statements)
    replaced = superseded(ledger, as_of)
    found = (
        _position(key[0], trail, replaced.get(key[0], frozenset()), authorities)
        for key, trail in sorted(trails(ledger, as_of).items())
        if key[1] == topic
    )
    return tuple(p for p in found if p is not None)


def superseded(statements: Iterable[Statement], as_of: date) -> dict[str, frozenset[str]]:
    """List the ids of the statements that each actor has openly replaced by a date, by actor."""
    found: dict[str, frozenset[str]] = {}
    for statement in statements:
        if statement.supersedes and statement.said_on.known_by(as_of):
            for actor in committed(statement):
                found[actor] = found.get(actor, frozenset()) | frozenset(statement.supersedes)
    return found


def takes_position(stand: StatementPosition) -> bool:
    """Return whether a stand can decide: it takes a side or leaves one open, and speaks for its actor."""
    return stand.stance is not Stance.NONE and stand.statement.authority is not Authority.OPPOSITION


def holding(trail: Sequence[StatementPosition], replaced: Collection[str]) -> tuple[StatementPosition, ...]:
    """Keep of one actor's trail on one topic and scope what still holds, oldest first.

    A word holds until the actor openly replaces it (``replaced``), or says something later on an authority that binds
    at least as much: a leader's word is not undone by an unnamed official, but by the leader's next word, or a treaty.
    Each word that holds was therefore said on less authority than those before it.
    """
    found: list[StatementPosition] = []
    highest = -1
    for stand in reversed(trail):
        binding = _BINDING[stand.statement.authority]
        if takes_position(stand) and stand.statement.id not in replaced and binding > highest:
            found.append(stand)
            highest = binding
    return tuple(reversed(found))


def _position(
    actor: str, trail: Sequence[StatementPosition], replaced: Collection[str], authorities: Collection[Authority] | None
) -> Position | None:
    heard = [s for s in trail if authorities is None or s.statement.authority in authorities]
    deciding = [s for s in heard if takes_position(s) and s.statement.id not in replaced]
    if not deciding:
        return None
    last = deciding[-1]
    said = tuple(s.statement for s in heard)
    return Position(actor, last.topic, last.scope, last.stance, last.statement, said)
