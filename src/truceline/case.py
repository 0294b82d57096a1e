"""A case: everything read from one folder, typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from truceline.agreement.agreement import Agreement
from truceline.coalition.pledges import Pledge
from truceline.coalition.scenarios import FactRecord, Rule, Scenario
from truceline.coalition.wording import ConditionWording
from truceline.errors import CaseError
from truceline.exercise.injects import Inject
from truceline.exercise.parameters import Exercise
from truceline.generation.requirement import RequirementLine
from truceline.records.actors import Actor
from truceline.records.capabilities import Capability
from truceline.records.concepts import Concept
from truceline.records.places import Line, Road, Sector, Settlement, Site
from truceline.records.pools import StatedPool
from truceline.records.provenance import Input, Judgement, Source
from truceline.records.quantities import Assumptions
from truceline.statements.offices import OfficeHolder
from truceline.statements.statement import CountDefinition, Meeting, Statement, Topic


@dataclass(frozen=True, slots=True)
class Case:
    """A conflict, a coalition and a line, as one folder describes them.

    ``as_of`` is the date that results are for where none is asked for; ``months`` the planning horizon after D-day;
    ``metric_crs`` the projection of pictures (all lengths are geodesic); ``time_zone`` that of the sources;
    ``segment_m`` the length of the pieces into which the line is cut for siting, in metres. ``map_note`` says what
    the map shows and what it does not; ``sizes`` are forces, in personnel deployed, that the brief tries beside the
    one fielded. ``holders`` say who held which office when. ``exercises`` holds the one exercise, or none.
    ``inputs`` are in the order in which they were read, and ``settlements`` tell places in words; ``marking`` says
    how what is made of the case may be distributed, and ``signature`` are the lines that close bulletins. A case as
    read holds what was known whenever; `truceline.knowledge.known` gives it as it was known on a day.
    """

    id: str
    title: str
    summary: str
    as_of: date
    months: int
    metric_crs: str
    time_zone: str
    seed: int
    fictional: bool
    licence: str
    segment_m: float
    map_note: str
    sizes: tuple[int, ...]
    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    holders: tuple[OfficeHolder, ...]
    topics: tuple[Topic, ...]
    counts: tuple[CountDefinition, ...]
    statements: tuple[Statement, ...]
    meetings: tuple[Meeting, ...]
    capabilities: tuple[Capability, ...]
    assumptions: Assumptions
    pledges: tuple[Pledge, ...]
    pools: tuple[StatedPool, ...]
    facts: tuple[FactRecord, ...]
    rules: tuple[Rule, ...]
    scenarios: tuple[Scenario, ...]
    requirement: tuple[RequirementLine, ...]
    concepts: tuple[Concept, ...]
    agreement: Agreement
    lines: tuple[Line, ...]
    sectors: tuple[Sector, ...]
    sites: tuple[Site, ...]
    roads: tuple[Road, ...]
    judgements: tuple[Judgement, ...]
    exercises: tuple[Exercise, ...]
    injects: tuple[Inject, ...]
    inputs: tuple[Input, ...]
    settlements: tuple[Settlement, ...] = ()
    marking: str = ""
    signature: tuple[str, ...] = ()

    @property
    def has_line(self) -> bool:
        """Whether the agreement speaks of a line; where it does not, places and roads are watched."""
        return any(line.id == self.agreement.line for line in self.lines)

    @property
    def line(self) -> Line:
        """The line of contact that the agreement speaks of: the one that is planned on.

        Raises
        ------
        CaseError
            If it speaks of none.
        """
        if not self.has_line:
            what = "agreement.yaml line | the agreement names no line; name one and draw it in line.geojson"
            raise CaseError(f"{self.id} has no line of contact", (what,))
        return next(line for line in self.lines if line.id == self.agreement.line)

    @property
    def wording(self) -> ConditionWording:
        """What puts the conditions of pledges into words, with the case's own titles and names."""
        return ConditionWording(
            facts=self.titles("fact"), actors=self.titles("actor"), capabilities=self.titles("capability")
        )

    def titles(self, kind: str) -> dict[str, str]:
        """Return what the records of a kind are called, by their ids, in their order; nothing of a kind without titles.

        Time grows with the records of that kind.
        """
        return {id_: title for id_, title in _TITLES[kind](self) if title} if kind in _TITLES else {}

    def concept(self, name: str) -> Concept:
        """Return a force concept; one of which the case says nothing but its name may stand at every site."""
        return next((each for each in self.concepts if each.id == name), Concept(name, name))


def _own(records: Iterable[object]) -> Iterator[tuple[str, str]]:
    # By the title or the name that each has itself.
    return ((getattr(each, "id"), getattr(each, "title", "") or getattr(each, "name")) for each in records)  # noqa: B009


def _concepts(case: Case) -> Iterator[tuple[str, str]]:
    names = dict.fromkeys([*(each.id for each in case.concepts), *(each.concept for each in case.requirement)])
    return ((name, case.concept(name).title) for name in names)


_TITLES: Mapping[str, Callable[[Case], Iterable[tuple[str, str]]]] = {
    "actor": lambda case: _own(case.actors),
    "assumption": lambda case: _own(case.assumptions.values()),
    "capability": lambda case: _own(case.capabilities),
    "concept": _concepts,
    "contributor": lambda case: _own(each for each in case.actors if each.may_contribute),
    "count": lambda case: _own(case.counts),
    "fact": lambda case: _own(case.facts),
    "line": lambda case: ((each.id, f"as of {each.as_of}") for each in case.lines),
    "meeting": lambda case: _own(case.meetings),
    "pledge": lambda case: _own(case.pledges),
    "requirement line": lambda case: _own(case.requirement),
    "road": lambda case: _own(case.roads),
    "scenario": lambda case: _own(case.scenarios),
    "sector": lambda case: _own(case.sectors),
    "site": lambda case: _own(case.sites),
    "source": lambda case: _own(case.sources),
    "statement": lambda case: ((s.id, f"{s.said_on}, {s.speaker}: {s.summary}") for s in case.statements),
    "topic": lambda case: _own(case.topics),
}
