"""Statements whose stances are opposed: against on one side, for or conditionally for on the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, groupby, pairwise, product

from truceline.statements.contradictions.contradiction import (
    Contradiction,
    Kind,
    cited,
    flips,
    is_document,
    near,
    own_voice,
    takes_side,
)
from truceline.statements.positions import committed
from truceline.statements.statement import Authority, Statement, StatementPosition, stands

Trails = dict[tuple[str, ...], list[StatementPosition]]


def opposed_stances(ordered: list[Statement]) -> Iterator[Contradiction]:
    """Yield the pairs with opposed stances among statements in the order of `positions.in_order`.

    The same pair may come more than once, as each actor that a document commits brings it. Cost grows with the
    length of an actor's trail on a topic times the number of its speakers.
    """
    sides = [s for s in stands(ordered) if takes_side(s)]
    spoken = [(actor, s) for s in sides if own_voice(s.statement) for actor in sorted(committed(s.statement))]
    for (actor, *_), trail in _trails(((actor, *s.question), s) for actor, s in spoken).items():
        yield from _on_one_question(trail, actor)
    for (actor, *_), trail in _trails(((actor, s.topic), s) for actor, s in spoken).items():
        yield from _on_different_things(trail, actor)
    reports = [s for s in sides if s.statement.authority is Authority.REPORT]
    for trail in _trails((s.question, s) for s in reports).values():
        yield from _between_reports(trail)


def _trails(keyed: Iterable[tuple[tuple[str, ...], StatementPosition]]) -> Trails:
    trails: Trails = defaultdict(list)
    for key, stand in keyed:
        trails[key].append(stand)
    return trails


def _on_one_question(trail: list[StatementPosition], actor: str) -> Iterator[Contradiction]:
    # Each stand meets the last word of every speaker before it, unless its own speaker has said the same since
    # that word: then the contradiction is already told. ``last`` is in the order of those words.
    last: dict[str, StatementPosition] = {}
    for later in trail:
        speaker, repeated = later.statement.speaker, False
        for earlier in reversed(last.values()):
            if flips(earlier, later):
                kind = _kind_on_one_question(earlier.statement, later.statement)
                if kind and not repeated:
                    yield _opposed(kind, earlier, later, f"(both of {actor})")
            elif earlier.statement.speaker == speaker:
                repeated = True
        last.pop(speaker, None)
        last[speaker] = later


def _kind_on_one_question(earlier: Statement, later: Statement) -> Kind | None:
    if earlier.speaker == later.speaker:
        return Kind.SAME_SPEAKER_OVER_TIME
    if is_document(earlier) or is_document(later):
        return Kind.STATEMENT_AGAINST_DOCUMENT
    return Kind.SAME_ACTOR_DIFFERENT_SPEAKERS if near(earlier, later) else None


def _on_different_things(trail: list[StatementPosition], actor: str) -> Iterator[Contradiction]:
    # A statement meets the actor's next one on the topic, as far as either speaks of what the other does not.
    said = [list(group) for _, group in groupby(trail, key=lambda s: s.statement.id)]
    for before, after in pairwise(said):
        shared = {s.scope for s in before} & {s.scope for s in after}
        for earlier, later in product(before, after):
            if {earlier.scope, later.scope} & shared or not near(earlier.statement, later.statement):
                continue
            if flips(earlier, later) or _signed_for_elsewhere(earlier, later):
                both = f"(both of {actor}): one speaks of {earlier.scope}, the other of {later.scope}, so both can hold"
                yield _opposed(Kind.APPARENT_ONLY, earlier, later, both)


def _signed_for_elsewhere(earlier: StatementPosition, later: StatementPosition) -> bool:
    # What was signed is for one place, what the actor then offers of its own is for another.
    places = [s.scope.partition(".")[2] for s in (earlier, later)]
    signed = is_document(earlier.statement) and not is_document(later.statement)
    return signed and all(places) and places[0] != places[1]


def _between_reports(trail: list[StatementPosition]) -> Iterator[Contradiction]:
    for earlier, later in combinations(trail, 2):
        one, other = earlier.statement, later.statement
        about = {one.speaks_for, *one.names} & {other.speaks_for, *other.names}
        if about and one.speaker != other.speaker and flips(earlier, later) and near(one, other):
            yield _opposed(Kind.REPORT_AGAINST_REPORT, earlier, later, f"(both on {', '.join(sorted(about))})")


def _opposed(kind: Kind, earlier: StatementPosition, later: StatementPosition, both: str) -> Contradiction:
    why = f"{cited(earlier)}; {cited(later)} {both}."
    return Contradiction(kind, (earlier.statement.id, later.statement.id), why, later.topic)
