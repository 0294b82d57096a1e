"""Statements whose stances are opposed: against on one side, for or conditionally for on the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from truceline.statements.kinds import (
    Contradiction,
    Kind,
    cited,
    contradiction,
    flips,
    is_document,
    near,
    own_voice,
    takes_side,
)
from truceline.statements.positions import committed
from truceline.statements.statement import Authority, Statement

Trails = dict[tuple[str, ...], list[Statement]]


def opposed_stances(ordered: list[Statement]) -> Iterator[Contradiction]:
    """Yield the pairs with opposed stances among statements in the order of `positions.in_order`.

    The same pair may come more than once, as each actor that a document commits brings it. Cost grows with the
    length of an actor's trail on a topic times the number of its speakers.
    """
    sides = [s for s in ordered if takes_side(s)]
    spoken = [(actor, s) for s in sides if own_voice(s) for actor in sorted(committed(s))]
    for (actor, *_), trail in _trails(((actor, s.topic, s.scope), s) for actor, s in spoken).items():
        yield from _on_one_question(trail, actor)
    for (actor, *_), trail in _trails(((actor, s.topic), s) for actor, s in spoken).items():
        yield from _on_different_things(trail, actor)
    reports = [s for s in sides if s.authority is Authority.REPORT]
    for trail in _trails(((s.topic, s.scope), s) for s in reports).values():
        yield from _between_reports(trail)


def _trails(keyed: Iterable[tuple[tuple[str, ...], Statement]]) -> Trails:
    trails: Trails = defaultdict(list)
    for key, statement in keyed:
        trails[key].append(statement)
    return trails


def _on_one_question(trail: list[Statement], actor: str) -> Iterator[Contradiction]:
    # Each statement meets the last word of every speaker before it, unless its own speaker has said the same since
    # that word: then the contradiction is already told. ``last`` is in the order of those words.
    last: dict[str, Statement] = {}
    for later in trail:
        told = False
        for earlier in reversed(last.values()):
            if flips(earlier, later):
                kind = _kind_on_one_question(earlier, later)
                if kind and not told:
                    why = f"{cited(earlier)}; {cited(later)} (both of {actor})."
                    yield contradiction(kind, earlier, later, why)
            elif earlier.speaker == later.speaker:
                told = True
        last.pop(later.speaker, None)
        last[later.speaker] = later


def _kind_on_one_question(earlier: Statement, later: Statement) -> Kind | None:
    if earlier.speaker == later.speaker:
        return Kind.SAME_SPEAKER_OVER_TIME
    if is_document(earlier) or is_document(later):
        return Kind.STATEMENT_AGAINST_DOCUMENT
    return Kind.SAME_ACTOR_DIFFERENT_SPEAKERS if near(earlier, later) else None


def _on_different_things(trail: list[Statement], actor: str) -> Iterator[Contradiction]:
    for earlier, later in pairwise(trail):
        if earlier.scope == later.scope or not near(earlier, later):
            continue
        if flips(earlier, later) or _signed_for_elsewhere(earlier, later):
            why = (
                f"{cited(earlier)}; {cited(later)} (both of {actor}): one speaks of {earlier.scope}, the other of "
                f"{later.scope}, so both can hold."
            )
            yield contradiction(Kind.APPARENT_ONLY, earlier, later, why)


def _signed_for_elsewhere(earlier: Statement, later: Statement) -> bool:
    # What was signed is for one place, what the actor then offers of its own is for another.
    places = [s.scope.partition(".")[2] for s in (earlier, later)]
    return is_document(earlier) and not is_document(later) and all(places) and places[0] != places[1]


def _between_reports(trail: list[Statement]) -> Iterator[Contradiction]:
    for place, later in enumerate(trail):
        for earlier in trail[:place]:
            about = {earlier.speaks_for, *earlier.names} & {later.speaks_for, *later.names}
            if about and earlier.speaker != later.speaker and flips(earlier, later) and near(earlier, later):
                why = f"{cited(earlier)}; {cited(later)} (both on {', '.join(sorted(about))})."
                yield contradiction(Kind.REPORT_AGAINST_REPORT, earlier, later, why)
