"""What the brief says of the record: counts, contradictions, meetings, statements, and the sources cited."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.case import Case
from truceline.records.provenance import Source
from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.statements.statement import Meeting, Topic
from truceline.views.contradictions import ContradictionGroup, contradictions_by_kind
from truceline.views.counts import CountView, counts_beside_claims
from truceline.views.ledger import LedgerEntry, by_topic, cited, held, known, timeline
from truceline.views.pictures.charts import Timeline

Titles = tuple[tuple[str, str], ...]
"""Ids of records, each with its title."""


@dataclass(frozen=True, slots=True)
class RecordView:
    """The record as of the plan's date: ``ledger`` are the ids of the statements known by then."""

    counts: tuple[CountView, ...]
    contradictions: tuple[ContradictionGroup, ...]
    timeline: Timeline
    meetings: tuple[Meeting, ...]
    by_topic: tuple[tuple[Topic, tuple[LedgerEntry, ...]], ...]
    ledger: frozenset[str]
    cited: tuple[Source, ...]

    @property
    def opposed(self) -> tuple[ContradictionGroup, ...]:
        """The contradictions of which both sides cannot hold."""
        return tuple(group for group in self.contradictions if not group.kind.both_can_hold)

    @property
    def apparent(self) -> tuple[ContradictionGroup, ...]:
        """Those that only seem to be."""
        return tuple(group for group in self.contradictions if group.kind.both_can_hold)

    @property
    def apparent_pairs(self) -> int:
        """How many pairs of statements only seem to contradict each other."""
        return sum(group.number for group in self.apparent)


def unlisted(case: Case, record: RecordView) -> dict[str, Titles]:
    """Name what a case has and the record of its plan does not list: later statements, sources not cited, actors."""
    listed = {"statement": record.ledger, "source": {source.id for source in record.cited}, "actor": ()}
    return {
        kind: tuple(pair for pair in case.titles(kind).items() if pair[0] not in known)
        for kind, known in listed.items()
    }


def record_view(plan: Plan, names: Names) -> RecordView:
    """Collect what the brief says of the record."""
    said, meetings = known(plan), held(plan)
    return RecordView(
        counts=counts_beside_claims(plan, names),
        contradictions=contradictions_by_kind(plan, names),
        timeline=timeline(plan, names, said, meetings),
        meetings=meetings,
        by_topic=by_topic(said, names),
        ledger=frozenset(s.id for s in said),
        cited=cited(plan, said),
    )
