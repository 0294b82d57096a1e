"""What stands where in a scenario, by pledges, with the statements that each rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.generation.units import shares_of
from truceline.results.names import LADDER, Names
from truceline.results.plan import Plan, ScenarioPlan
from truceline.statements.statement import Statement


@dataclass(frozen=True, slots=True)
class StandingUnits:
    """The units of a pledge at their places, which are the name of each, what it is there, and the site's name.

    What a unit is there is ``post`` or ``base``; ``shares`` says for each unit how much of a whole one it is.
    """

    contributor: str
    pledge: str
    title: str
    status: str
    places: tuple[tuple[str, str, str], ...]
    statements: tuple[Statement, ...]
    shares: Mapping[str, float]

    @property
    def units(self) -> tuple[str, ...]:
        """The names of the units, each once."""
        return tuple(dict.fromkeys(unit for unit, _, _ in self.places))

    @property
    def number(self) -> float:
        """How many units they are: a part of one counts as that part."""
        return sum(self.shares[unit] for unit in self.units)


def standing_units(plan: Plan, made: ScenarioPlan, names: Names) -> tuple[StandingUnits, ...]:
    """List the pledges whose units hold posts or bases, in the order of their names."""
    sites = {site.id: site.name for site in plan.case.sites}
    places: dict[str, list[tuple[str, str, str]]] = {}
    siting = made.own.siting
    for kind, placed in (("post", siting.posts), ("base", siting.bases)):
        for asset in placed:
            pledge = asset.unit_id.partition("#")[0]
            places.setdefault(pledge, []).append((asset.unit_id, kind, sites[asset.site]))
    return tuple(_units(plan, names, places))


def _units(plan: Plan, names: Names, places: dict[str, list[tuple[str, str, str]]]) -> Iterator[StandingUnits]:
    for name in sorted(places):
        pledge = plan.pledges[name]
        status = pledge.status(plan.as_of)
        yield StandingUnits(
            contributor=names.actor(pledge.contributor),
            pledge=pledge.id,
            title=pledge.title,
            status=LADDER[status] if status is not None else "",
            places=tuple(sorted(places[name], key=lambda each: _in_order(each[0]))),
            statements=tuple(names.statements[id_] for id_ in pledge.rests_on(plan.as_of) if id_ in names.statements),
            shares=shares_of(pledge),
        )


def _in_order(unit: str) -> tuple[int, str]:
    # The second unit before the tenth.
    number = unit.rpartition("#")[2]
    return (int(number) if number.isdecimal() else 0, unit)
