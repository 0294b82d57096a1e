"""Ids as people read them: names, titles, and where on the page each is explained."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.case import Case
from truceline.coalition.conditions import Condition
from truceline.coalition.pledges import Ladder
from truceline.coalition.scenarios import FactRecord
from truceline.coalition.wording import ConditionWording
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Capability
from truceline.records.provenance import Source
from truceline.statements.statement import CountDefinition, Statement, Topic


@dataclass(frozen=True, slots=True)
class Names:
    """Looks up what the ids of one case stand for."""

    actors: dict[str, str]
    capabilities: dict[str, Capability]
    counts: dict[str, CountDefinition]
    facts: dict[str, FactRecord]
    lines: dict[str, RequirementLine]
    sectors: dict[str, str]
    sources: dict[str, Source]
    statements: dict[str, Statement]
    topics: dict[str, Topic]
    wording: ConditionWording

    def actor(self, id_: str) -> str:
        """Name an actor; an id the case does not know stands for itself."""
        return self.actors.get(id_, id_)

    def condition(self, condition: Condition) -> str:
        """Put a condition into words."""
        return self.wording.of(condition)


def names_of(case: Case) -> Names:
    """Index the records of ``case`` by id."""
    return Names(
        actors=case.titles("actor"),
        capabilities={c.id: c for c in case.capabilities},
        counts={c.id: c for c in case.counts},
        facts={f.id: f for f in case.facts},
        lines={line.id: line for line in case.requirement},
        sectors=case.titles("sector"),
        sources={s.id: s for s in case.sources},
        statements={s.id: s for s in case.statements},
        topics={t.id: t for t in case.topics},
        wording=case.wording,
    )


LADDER = {
    Ladder.WITHDRAWN: "withdrawn",
    Ladder.FLOATED: "floated",
    Ladder.OFFERED: "offered",
    Ladder.CONDITIONAL: "conditional",
    Ladder.FIRM: "unconditional",
    Ladder.APPROVED: "approved",
    Ladder.ACTIVATED: "activated",
}
"""The rungs of the ladder of pledges, in words; the rung ``firm`` of the file is not the firm force of a scenario."""

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""The Admiralty grades of a source."""

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""The Admiralty grades of a piece of information."""
