"""How far a requirement is filled and where people are, in words."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.generation.people import Fill, build_up
from truceline.records.capabilities import IN_COUNTRY
from truceline.results.plan import ScenarioPlan
from truceline.views.wording import count, listed, share

PLACES = {
    "in-country": "in country",
    "adjacent": "next door",
    "air-from-outside": "in the air from outside",
    "sea": "at sea",
}
"""Where people serve, in words."""


def in_country(scenario_plan: ScenarioPlan) -> float:
    """Count the people whom a scenario has in the country in the month in which most of them are."""
    return in_country_from(scenario_plan)[0]


def in_country_from(scenario_plan: ScenarioPlan) -> tuple[float, int | None]:
    """Return those people, and the first month in which three quarters of them are there; None where nobody is."""
    return build_up(scenario_plan.own.people_at(IN_COUNTRY))


def outside(scenario_plan: ScenarioPlan) -> str:
    """Say how many people serve outside the country, place by place, each in the month in which most do."""
    return where(
        {place: max(scenario_plan.own.people_at(place), default=0.0) for place in PLACES if place != IN_COUNTRY}
    )


def where_they_are(scenario_plan: ScenarioPlan) -> str:
    """Say how many people of a scenario are where, in country first, each in the month in which most are."""
    inside = in_country(scenario_plan)
    return ", ".join(filter(None, (f"{count(inside) if inside else 'nobody'} in the country", outside(scenario_plan))))


def critical_lines(fill: Fill) -> str:
    """Say how many of the critical lines are filled in full, and how far they are on average."""
    if not fill.critical_lines:
        return "no line is critical"
    return (
        f"{fill.critical_full} of {fill.critical_lines} critical lines in full, {share(fill.critical_fill)} on average"
    )


def where(people: Mapping[str, float]) -> str:
    """Say how many people are where, in country first."""
    return listed([f"{count(people[place])} {words}" for place, words in PLACES.items() if people.get(place)])
