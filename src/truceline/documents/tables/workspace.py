"""The tables of the planning session's pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.documents.numbers import minutes, number, share
from truceline.documents.tables.table import Cell, Table
from truceline.generation.people import build_up
from truceline.records.capabilities import IN_COUNTRY
from truceline.results.could_fill import could_fill
from truceline.results.names import names_of
from truceline.results.plan import Plan, ScenarioPlan

_SCENARIOS = (
    "scenario", "title", "concept", "announce_together", "firm", "attainable", "in_country", "fill", "day", "night",
    "response_minutes", "months", "deployed", "pool",
)  # fmt: skip
_PLEDGES = (
    "scenario", "pledge", "contributor", "name", "capability", "state", "low", "likely", "high", "why", "statements",
)  # fmt: skip
_OFFERS = (
    "contributor", "name", "pledge", "title", "capability", "status", "quantity", "low", "likely", "high", "location",
    "ready_days", "conditions", "caveats", "standing", "statements",
)  # fmt: skip
_LINES = (
    "line", "title", "capability", "sector", "critical", "from_month", "to_month", "required", "filled", "worst",
    "best", "gap", "minimum", "minimum_met", "reasons", "could_fill",
)  # fmt: skip


def scenarios_table(plan: Plan) -> Table:
    """List the scenarios with their headlines: people, shares, minutes and months, all likely."""
    return Table(_SCENARIOS, tuple(tuple(_scenario(made)) for made in plan.scenarios))


def _scenario(made: ScenarioPlan) -> Iterator[Cell]:
    own, scenario = made.own, made.scenario
    yield from (scenario.id, scenario.title, scenario.concept, str(scenario.announce_together).lower())
    yield from (number(made.firm.likely), number(made.attainable.likely))
    yield from (number(build_up(own.people_at(IN_COUNTRY))[0]), share(own.fill.share))
    yield from (share(float(chance)) for chance in own.siting.mean_detection)
    yield minutes(own.siting.median_minutes)
    yield from (own.generation.kept.months, number(own.generation.deployed), number(own.generation.pool))


def standings_table(plan: Plan) -> Table:
    """List for each scenario the pledges that it counts: how each stands, its people, and what it waits for."""
    return Table(_PLEDGES, tuple(row for made in plan.scenarios for row in _standings(plan, made)))


def _standings(plan: Plan, made: ScenarioPlan) -> Iterator[Sequence[Cell]]:
    names = names_of(plan.case)
    for pledge in made.pledges:
        yield (
            made.scenario.id,
            pledge.id,
            pledge.contributor,
            names.actor(pledge.contributor),
            pledge.capability,
            made.state(pledge.id),
            *(number(n) for n in (pledge.personnel.low, pledge.personnel.likely, pledge.personnel.high)),
            "; ".join(made.why_not.get(pledge.id, ())),
            ";".join(pledge.rests_on(plan.as_of)),
        )


def offers_table(plan: Plan) -> Table:
    """List every pledge on the record, with its likely quantity, people, conditions and caveats in words."""
    return Table(_OFFERS, tuple(_offers(plan)))


def _offers(plan: Plan) -> Iterator[Sequence[Cell]]:
    names = names_of(plan.case)
    for pledge in sorted(plan.pledges.values(), key=lambda p: (p.contributor, p.id)):
        status = pledge.status(plan.as_of)
        yield (
            pledge.contributor,
            names.actor(pledge.contributor),
            pledge.id,
            pledge.title,
            pledge.capability,
            None if status is None else status.name.lower(),
            number(pledge.quantity.likely),
            *(number(n) for n in (pledge.personnel.low, pledge.personnel.likely, pledge.personnel.high)),
            pledge.location,
            pledge.ready_days,
            names.condition(pledge.full_condition),
            "; ".join(caveat.note for caveat in pledge.caveats),
            pledge.standing.value,
            ";".join(pledge.rests_on(plan.as_of)),
        )


def requirement_table(plan: Plan, made: ScenarioPlan) -> Table:
    """List the lines of a scenario's concept with how far they are filled, why no further, and who else could."""
    return Table(_LINES, tuple(_lines(plan, made)))


def _lines(plan: Plan, made: ScenarioPlan) -> Iterator[Sequence[Cell]]:
    names = names_of(plan.case)
    others = could_fill(plan, made, names)
    for fill in made.own.generation.lines:
        line = names.lines[fill.line]
        yield (
            line.id,
            line.title,
            line.capability,
            line.sector,
            str(line.critical).lower(),
            line.from_month,
            line.to_month,
            fill.required,
            *(number(n) for n in (fill.filled, fill.worst, fill.best, fill.gap)),
            fill.minimum,
            str(fill.minimum_met).lower(),
            "; ".join(fill.reasons),
            ";".join(each.pledge.id for each in others.get(fill.line, ())),
        )


def assumptions_table(plan: Plan) -> Table:
    """List the assumptions as they are stated, never rounded."""
    columns = ("id", "title", "low", "likely", "high", "unit", "standing", "source", "note")
    rows = (
        (a.id, a.title, a.value.low, a.value.likely, a.value.high, a.unit, a.standing.value, a.source, a.note)
        for a in plan.case.assumptions.values()
    )
    return Table(columns, tuple(rows))
