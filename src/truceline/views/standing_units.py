"""What stands where in a scenario, unit by unit, with the statements that each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.results.names import LADDER, Names
from truceline.results.plan import Plan, ScenarioPlan
from truceline.statements.statement import Statement


@dataclass(frozen=True, slots=True)
class StandingUnit:
    """A unit at its places: ``places`` are pairs of what it is there, ``post`` or ``base``, and the site's name."""

    unit: str
    contributor: str
    pledge: str
    title: str
    status: str
    places: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]


def standing_units(plan: Plan, made: ScenarioPlan, names: Names) -> tuple[StandingUnit, ...]:
    """List the units that hold posts or bases, in the order of their names."""
    sites = {site.id: site.name for site in plan.case.sites}
    places: dict[str, list[tuple[str, str]]] = {}
    siting = made.own.siting
    for kind, placed in (("post", siting.posts), ("base", siting.bases)):
        for asset in placed:
            places.setdefault(asset.unit_id, []).append((kind, sites[asset.site]))
    return tuple(_units(plan, names, places))


def _units(plan: Plan, names: Names, places: dict[str, list[tuple[str, str]]]) -> Iterator[StandingUnit]:
    for unit in sorted(places):
        pledge = plan.pledges[unit.partition("#")[0]]
        status = pledge.status(plan.as_of)
        yield StandingUnit(
            unit=unit,
            contributor=names.actor(pledge.contributor),
            pledge=pledge.id,
            title=pledge.title,
            status=LADDER[status] if status is not None else "",
            places=tuple(places[unit]),
            statements=tuple(names.statements[id_] for id_ in pledge.rests_on(plan.as_of) if id_ in names.statements),
        )
