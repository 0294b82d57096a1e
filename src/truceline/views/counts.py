"""Counts under their definitions, beside what was claimed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.statements.counts import ClaimedCount, Count
from truceline.statements.statement import Statement
from truceline.views.pictures.bars import CountBar, CountBars
from truceline.views.wording import count, day, span


@dataclass(frozen=True, slots=True)
class CountedActor:
    """An actor that counts: what it spoke of, the statement that decides and all that were looked at."""

    name: str
    scope: str
    decided_by: str
    trail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedCount:
    """A published count as the brief shows it."""

    statement: Statement
    who: str
    value: str
    definition: str
    names: tuple[str, ...]
    unnamed: str


@dataclass(frozen=True, slots=True)
class CountView:
    """A count under one definition beside the claims of its kind."""

    id: str
    title: str
    topic: str
    scopes: str
    stances: str
    authorities: str
    recorded: bool
    named: tuple[CountedActor, ...]
    claims: tuple[PublishedCount, ...]
    bars: CountBars


def counts_beside_claims(plan: Plan, names: Names) -> tuple[CountView, ...]:
    """Put each count beside the claims of its kind."""
    return tuple(_count(found, plan, names) for found in plan.counts)


def _count(found: Count, plan: Plan, names: Names) -> CountView:
    definition = names.counts[found.definition]
    topic = names.topics[definition.topic]
    meaning = dict(topic.scopes)
    return CountView(
        id=found.definition,
        title=definition.title,
        topic=topic.title,
        scopes=" or ".join(meaning[s] for s in sorted(definition.scopes)),
        stances=" or ".join(s.value for s in sorted(definition.stances)),
        authorities=" or ".join(a.value for a in sorted(definition.authorities)),
        recorded=found.recorded,
        named=tuple(sorted(_named(found, meaning, names), key=lambda actor: actor.name)),
        claims=tuple(_claimed(c, names) for c in found.claims),
        bars=CountBars(definition.title, (_own_bar(found, plan), *(_claim_bar(c) for c in found.claims))),
    )


def _named(found: Count, meaning: Mapping[str, str], names: Names) -> Iterator[CountedActor]:
    for each in found.counted:
        trail = tuple(statement.id for statement in each.trail)
        yield CountedActor(names.actor(each.actor), meaning[each.scope], each.decided_by.id, trail)


def _claimed(claim: ClaimedCount, names: Names) -> PublishedCount:
    return PublishedCount(
        statement=claim.statement,
        who=claim.statement.speaker,
        value=claim.measure.value,
        definition=claim.measure.definition,
        names=tuple(names.actor(a) for a in claim.named),
        unnamed=_bounds(claim.unnamed),
    )


def _bounds(unnamed: tuple[float, float]) -> str:
    low, high = unnamed
    if math.isinf(high):
        return f"{count(low)} or more"
    return count(low) if low == high else f"{count(low)} to {count(high)}"


def _own_bar(found: Count, plan: Plan) -> CountBar:
    n = float(len(found.counted))
    value = count(n) if found.recorded else "not recorded"
    return CountBar("Truceline, by this definition", f"as of {day(plan.as_of)}", value, n, n, n, own=True)


def _claim_bar(claim: ClaimedCount) -> CountBar:
    s, measure = claim.statement, claim.measure
    high = measure.high
    return CountBar(
        label=f"{s.speaker}, {span(s.said_on)}",
        note=measure.definition,
        value=measure.value,
        named=float(len(claim.named)),
        least=measure.low or 0.0,
        most=None if high is None or math.isinf(high) else high,
        own=False,
    )
