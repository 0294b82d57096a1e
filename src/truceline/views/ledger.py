"""What the ledger holds by a day: statements by topic, the timeline, meetings, and the sources cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from truceline.records.provenance import Source
from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.statements.statement import Meeting, Statement, StatementPosition, Topic, stands
from truceline.views.pictures.charts import MeetingFlag, StatementMark, Timeline
from truceline.views.wording import plural, span


def timeline(plan: Plan, names: Names, said: Sequence[Statement], held: Sequence[Meeting]) -> Timeline:
    """Return the timeline of the statements ``said`` and the meetings ``held``; parties first, the press last."""
    order = _lanes(plan, said, names)
    marks = tuple(_mark(s, names) for s in stands(said))
    flags = tuple(
        MeetingFlag(i, m.held_on.last, f"{m.title}, {span(m.held_on)}", f"#meeting-{m.id}")
        for i, m in enumerate(held, 1)
    )
    title = f"{plural(len(said), 'statement')} by {plural(len(order), 'actor')} and {plural(len(held), 'meeting')}"
    return Timeline(title, tuple(names.actor(who) for who in order), marks, flags, plan.as_of)


def _lanes(plan: Plan, said: Sequence[Statement], names: Names) -> list[str]:
    number: dict[str, int] = {}
    for s in said:
        number[s.speaks_for] = number.get(s.speaks_for, 0) + 1
    parties = {a.id for a in plan.case.actors if a.party}
    press = {a.id for a in plan.case.actors if a.kind == "press"}
    return sorted(number, key=lambda who: (who not in parties, who in press, -number[who], names.actor(who)))


def _mark(stand: StatementPosition, names: Names) -> StatementMark:
    s, topic = stand.statement, names.topics[stand.topic]
    words = f"“{s.quote}”" if s.quote else s.summary
    of = f", {dict(topic.scopes)[stand.scope]}" if len(s.positions) > 1 else ""
    hint = f"{s.speaker}, {span(s.said_on)}, on {topic.title}{of}: {words}"
    return StatementMark(
        names.actor(s.speaks_for), s.said_on.first, s.said_on.last, stand.stance.value, hint, f"#statement-{s.id}"
    )


def known(plan: Plan) -> tuple[Statement, ...]:
    """List the statements known on the plan's date, the oldest first."""
    return tuple(sorted(plan.case.statements, key=lambda s: (s.said_on.last, s.id)))


def held(plan: Plan) -> tuple[Meeting, ...]:
    """List the meetings known on the plan's date, the oldest first."""
    return tuple(sorted(plan.case.meetings, key=lambda m: (m.held_on.last, m.id)))


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A statement as the ledger shows it under a topic: what it says there, as stance and the scope spoken of.

    ``first`` says that this is the first topic that the statement is shown under.
    """

    statement: Statement
    positions: tuple[tuple[str, str], ...]
    first: bool


def by_topic(said: Iterable[Statement], names: Names) -> tuple[tuple[Topic, tuple[LedgerEntry, ...]], ...]:
    """Group statements by topic, in the order of the case's topics; one on two topics stands under each."""
    shown: set[str] = set()
    found = [(topic, _spoken(topic, said, shown)) for topic in names.topics.values()]
    return tuple((topic, statements) for topic, statements in found if statements)


def _spoken(topic: Topic, said: Iterable[Statement], shown: set[str]) -> tuple[LedgerEntry, ...]:
    meaning, found = dict(topic.scopes), []
    for s in said:
        if there := tuple((p.stance.value, meaning[p.scope]) for p in s.positions if p.topic == topic.id):
            found.append(LedgerEntry(s, there, s.id not in shown))
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
