"""How an actor's stance moves over time, how well its speakers agree, and who is later overruled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from truceline.statements.contradictions.contradiction import flips, own_voice, takes_side
from truceline.statements.positions import committed, in_order, position, trails
from truceline.statements.statement import Authority, Stance, Statement, StatementPosition, stands

_RANKS = {authority: rank for rank, authority in enumerate(Authority)}
_VOICES = tuple(a for a in Authority if a not in {Authority.OPPOSITION, Authority.REPORT})
WEIGHTS: dict[Authority, float] = {
    authority: (len(_VOICES) - rank) / len(_VOICES) for rank, authority in enumerate(_VOICES)
}
"""What a statement weighs in an actor's coherence, by authority: from 1 for a document, in equal steps, to 1/8 for an
unnamed official. Assumed: the order is that of `Authority`, the equal steps are a choice."""


@dataclass(frozen=True, slots=True)
class Move:
    """A statement on an actor's way: the stance ``before`` and ``after`` it; None before anything was decided."""

    statement: Statement
    before: Stance | None
    after: Stance | None

    @property
    def moved(self) -> bool:
        """Return whether the statement changed where the actor stands."""
        return self.before is not self.after


@dataclass(frozen=True, slots=True)
class Coherence:
    """How well an actor's speakers agree on a topic and scope.

    ``share`` is that of the weighted ``pairs`` that do, None without any.
    """

    actor: str
    topic: str
    scope: str
    share: float | None
    pairs: int
    statements: int


@dataclass(frozen=True, slots=True)
class Overruling:
    """A statement that another speaker of the same actor later overruled, and the statement that did."""

    actor: str
    overruled: Statement
    by: Statement


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks for whom: how often a speaker took a side for an actor, with what authorities, and was overruled."""

    speaker: str
    actor: str
    authorities: tuple[Authority, ...]
    statements: int
    overruled: int


def moves(statements: Iterable[Statement], actor: str, topic: str, scope: str, as_of: date) -> tuple[Move, ...]:
    """Follow an actor's stance on a topic and scope, statement by statement, in the order of `positions.in_order`.

    Followed are the statements on that question, and those that openly replace one of them. After each the stance is
    the actor's position given all before it, by the rules of `positions.position`.
    Cost grows with the square of the length of the trail.
    """
    ledger = in_order(s for s in statements if actor in committed(s) and s.said_on.known_by(as_of))
    trail = {s.statement.id for s in trails(ledger, as_of).get((actor, topic, scope), ())}
    followed = [s for s in ledger if s.id in trail or trail.intersection(s.supersedes)]
    found: list[Move] = []
    before: Stance | None = None
    for count, statement in enumerate(followed, start=1):
        reached = position(followed[:count], actor, topic, scope, as_of)
        after = reached.stance if reached else None
        found.append(Move(statement, before, after))
        before = after
    return tuple(found)


def coherence(statements: Iterable[Statement], actor: str, topic: str, scope: str, as_of: date) -> Coherence:
    """Measure how well an actor's speakers agree on a topic and scope.

    Taken are the actor's stands of a side (for and conditional against against) in its own voice, in pairs. With w the
    weights of `WEIGHTS` and a[s, t] 1 where s and t are on the same side, else 0:

        share = sum over pairs of w[s] w[t] a[s, t] / sum over pairs of w[s] w[t]

    A formula of this project, not of the literature. Left out: how far apart in time the two were said, so that an
    open change of mind counts as disagreement. Cost grows with the square of the number of statements.
    """
    spoken = trails(statements, as_of).get((actor, topic, scope), ())
    own = [s for s in spoken if takes_side(s) and own_voice(s.statement)]
    pairs = list(combinations(own, 2))
    weights = [WEIGHTS[s.statement.authority] * WEIGHTS[t.statement.authority] for s, t in pairs]
    agreeing = [weight for weight, (s, t) in zip(weights, pairs, strict=True) if not flips(s, t)]
    return Coherence(actor, topic, scope, sum(agreeing) / sum(weights) if pairs else None, len(pairs), len(own))


def overrulings(statements: Iterable[Statement], as_of: date) -> tuple[Overruling, ...]:
    """Find the statements that another speaker of the same actor later overruled, in the order of the overruling.

    A statement is overruled by the first later one of the opposite side on the same topic and scope, made for the same
    actor by another speaker whose authority binds more, or that openly supersedes it. Cost grows with the square of
    the number of statements on one question.
    """
    found: dict[tuple[str, str, str], Overruling] = {}
    for (actor, *_), trail in trails(statements, as_of).items():
        for each in _overruled(actor, [s for s in trail if takes_side(s) and own_voice(s.statement)]):
            found.setdefault((each.actor, each.overruled.id, each.by.id), each)
    return tuple(sorted(found.values(), key=lambda o: (o.by.said_on.last, o.by.id, o.overruled.id, o.actor)))


def voices(statements: Iterable[Statement], as_of: date) -> tuple[Voice, ...]:
    """List who speaks for whom, by actor and speaker, and how often each was later overruled."""
    ledger = tuple(statements)
    spoken: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in in_order(s for s in ledger if s.said_on.known_by(as_of) and own_voice(s)):
        if any(map(takes_side, stands([statement]))):
            spoken[(statement.speaks_for, statement.speaker)].append(statement)
    lost = {o.overruled.id for o in overrulings(ledger, as_of)}
    return tuple(
        Voice(
            speaker,
            actor,
            tuple(sorted({s.authority for s in said}, key=_RANKS.__getitem__)),
            len(said),
            sum(s.id in lost for s in said),
        )
        for (actor, speaker), said in sorted(spoken.items())
    )


def _overruled(actor: str, trail: list[StatementPosition]) -> Iterator[Overruling]:
    for place, before in enumerate(trail):
        earlier = before.statement
        for after in trail[place + 1 :]:
            later = after.statement
            if earlier.speaker == later.speaker or later.said_on.last < earlier.said_on.first:
                continue
            binds_more = _RANKS[later.authority] < _RANKS[earlier.authority]
            if flips(before, after) and (binds_more or earlier.id in later.supersedes):
                yield Overruling(actor, earlier, later)
                break
