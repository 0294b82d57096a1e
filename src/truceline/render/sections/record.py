"""What the ledger says: counts with their claims, contradictions by kind, the timeline, and the sources cited."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from truceline.records.provenance import Source
from truceline.render.pictures.counts import Bar, count_bars
from truceline.render.pictures.timeline import Flag, Mark, timeline
from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.statements.contradictions.contradiction import Contradiction, Kind
from truceline.statements.counts import Claim, Count
from truceline.statements.statement import Meeting, Stand, Statement, Topic, stands
from truceline.views.wording import count, day, plural, span

KINDS = {
    Kind.SAME_SPEAKER_OVER_TIME: (
        "One speaker, two positions",
        "The same person said both. The later one may be a change of mind: it is shown, not judged.",
    ),
    Kind.SAME_ACTOR_DIFFERENT_SPEAKERS: (
        "One actor, two voices",
        "Two people spoke for the same actor, and what they said does not fit together.",
    ),
    Kind.STATEMENT_AGAINST_DOCUMENT: (
        "Statement against document",
        "What was said does not fit what was signed or written down.",
    ),
    Kind.COUNT_DEFINITION: (
        "Counted in different ways",
        "Numbers for one thing, each by its own definition, or beside a refusal of who may be counted: both can hold.",
    ),
    Kind.REPORT_AGAINST_REPORT: (
        "Report against report",
        "Two reports of the same thing differ; neither is the actor's own word.",
    ),
    Kind.APPARENT_ONLY: (
        "Apparent only",
        "They sound opposed, but speak of different things: both can hold.",
    ),
}
"""The kinds of contradiction: a title, and what the kind means."""


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A contradiction as the brief shows it: both statements in full; ``shown`` says whether it is open at first."""

    id: str
    headline: str
    why: str
    statements: tuple[Statement, ...]
    shown: bool


@dataclass(frozen=True, slots=True)
class KindOf:
    """The contradictions of one kind, in order of date."""

    kind: Kind
    title: str
    meaning: str
    found: tuple[Contradicted, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An actor that counts: what it spoke of, the statement that decides and all that were looked at."""

    name: str
    scope: str
    decided_by: str
    trail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A published count as the brief shows it."""

    statement: Statement
    who: str
    value: str
    definition: str
    names: tuple[str, ...]
    unnamed: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A count under one definition beside the claims of its kind."""

    id: str
    title: str
    topic: str
    scopes: str
    stances: str
    authorities: str
    recorded: bool
    named: tuple[Named, ...]
    claims: tuple[Claimed, ...]
    picture: Markup


def contradicted(plan: Plan, names: Names) -> tuple[KindOf, ...]:
    """Group the plan's contradictions by kind, in the order of ``KINDS``; the first of each kind is shown open."""
    groups = ((kind, [c for c in plan.contradictions if c.kind is kind]) for kind in KINDS)
    return tuple(
        KindOf(kind, *KINDS[kind], tuple(_contradicted(c, names, shown=i == 0) for i, c in enumerate(found)))
        for kind, found in groups
        if found
    )


def _contradicted(found: Contradiction, names: Names, *, shown: bool) -> Contradicted:
    said = tuple(names.statements[id_] for id_ in found.statements)
    speakers = " and ".join(dict.fromkeys(s.speaker for s in said))
    dates = " and ".join(dict.fromkeys(span(s.said_on) for s in said))
    headline = f"{names.topics[found.topic].title}: {speakers}, {dates}"
    return Contradicted(f"contradiction-{'-'.join(found.statements)}", headline, found.why, said, shown)


def counted(plan: Plan, names: Names) -> tuple[Counted, ...]:
    """Put each count beside the claims of its kind."""
    return tuple(_counted(found, plan, names) for found in plan.counts)


def _counted(found: Count, plan: Plan, names: Names) -> Counted:
    definition = names.counts[found.definition]
    topic = names.topics[definition.topic]
    meaning = dict(topic.scopes)
    return Counted(
        id=found.definition,
        title=definition.title,
        topic=topic.title,
        scopes=" or ".join(meaning[s] for s in sorted(definition.scopes)),
        stances=" or ".join(s.value for s in sorted(definition.stances)),
        authorities=" or ".join(a.value for a in sorted(definition.authorities)),
        recorded=found.recorded,
        named=tuple(
            Named(names.actor(c.actor), meaning[c.scope], c.decided_by.id, tuple(s.id for s in c.trail))
            for c in found.counted
        ),
        claims=tuple(_claimed(c, names) for c in found.claims),
        picture=count_bars([_own_bar(found, plan), *(_claim_bar(c) for c in found.claims)], definition.title),
    )


def _claimed(claim: Claim, names: Names) -> Claimed:
    return Claimed(
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


def _own_bar(found: Count, plan: Plan) -> Bar:
    n = float(len(found.counted))
    value = count(n) if found.recorded else "not recorded"
    return Bar("Truceline, by this definition", f"as of {day(plan.as_of)}", value, n, n, n, own=True)


def _claim_bar(claim: Claim) -> Bar:
    s, measure = claim.statement, claim.measure
    high = measure.high
    return Bar(
        label=f"{s.speaker}, {span(s.said_on)}",
        note=measure.definition,
        value=measure.value,
        named=float(len(claim.named)),
        least=measure.low or 0.0,
        most=None if high is None or math.isinf(high) else high,
        own=False,
    )


def timeline_picture(plan: Plan, names: Names, said: Sequence[Statement], held: Sequence[Meeting]) -> Markup:
    """Draw the statements ``said`` and the meetings ``held`` by the plan's date; parties first, the press last."""
    order = _lanes(plan, said, names)
    marks = [_mark(s, names) for s in stands(said)]
    flags = [
        Flag(i, m.held_on.last, f"{m.title}, {span(m.held_on)}", f"#meeting-{m.id}") for i, m in enumerate(held, 1)
    ]
    title = f"{plural(len(said), 'statement')} by {plural(len(order), 'actor')} and {plural(len(held), 'meeting')}"
    return timeline([names.actor(who) for who in order], marks, flags, plan.as_of, title)


def _lanes(plan: Plan, said: Sequence[Statement], names: Names) -> list[str]:
    number: dict[str, int] = {}
    for s in said:
        number[s.speaks_for] = number.get(s.speaks_for, 0) + 1
    parties = {a.id for a in plan.case.actors if a.party}
    press = {a.id for a in plan.case.actors if a.kind == "press"}
    return sorted(number, key=lambda who: (who not in parties, who in press, -number[who], names.actor(who)))


def _mark(stand: Stand, names: Names) -> Mark:
    s, topic = stand.statement, names.topics[stand.topic]
    words = f"“{s.quote}”" if s.quote else s.summary
    of = f", {dict(topic.scopes)[stand.scope]}" if len(s.positions) > 1 else ""
    hint = f"{s.speaker}, {span(s.said_on)}, on {topic.title}{of}: {words}"
    return Mark(
        names.actor(s.speaks_for), s.said_on.first, s.said_on.last, stand.stance.value, hint, f"#statement-{s.id}"
    )


def known(plan: Plan) -> tuple[Statement, ...]:
    """List the statements known on the plan's date, the oldest first."""
    return tuple(sorted(plan.case.statements, key=lambda s: (s.said_on.last, s.id)))


def held(plan: Plan) -> tuple[Meeting, ...]:
    """List the meetings known on the plan's date, the oldest first."""
    return tuple(sorted(plan.case.meetings, key=lambda m: (m.held_on.last, m.id)))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement as the ledger shows it under a topic: what it says there, as stance and the scope spoken of.

    ``first`` says that this is the first topic that the statement is shown under.
    """

    statement: Statement
    positions: tuple[tuple[str, str], ...]
    first: bool


def by_topic(said: Iterable[Statement], names: Names) -> tuple[tuple[Topic, tuple[Spoken, ...]], ...]:
    """Group statements by topic, in the order of the case's topics; one on two topics stands under each."""
    shown: set[str] = set()
    found = [(topic, _spoken(topic, said, shown)) for topic in names.topics.values()]
    return tuple((topic, statements) for topic, statements in found if statements)


def _spoken(topic: Topic, said: Iterable[Statement], shown: set[str]) -> tuple[Spoken, ...]:
    meaning, found = dict(topic.scopes), []
    for s in said:
        if there := tuple((p.stance.value, meaning[p.scope]) for p in s.positions if p.topic == topic.id):
            found.append(Spoken(s, there, s.id not in shown))
            shown.add(s.id)
    return tuple(found)


def cited(plan: Plan, said: Iterable[Statement]) -> tuple[Source, ...]:
    """List the sources that the brief names, in the order of the case."""
    wanted = {s.source for s in said} | set(_sources_of_numbers(plan))
    return tuple(s for s in plan.case.sources if s.id in wanted)


def _sources_of_numbers(plan: Plan) -> Iterator[str]:
    case = plan.case
    yield from (a.source for a in case.assumptions.values())
    yield from (c.source for c in case.capabilities)
    yield from (line.source for line in case.requirement)
    yield from (m.source for m in held(plan))
