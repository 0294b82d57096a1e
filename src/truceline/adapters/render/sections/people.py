"""How far a requirement is filled and where people are, in words."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.adapters.render.wording import count, listed, share
from truceline.generation.people import Fill
from truceline.results import ScenarioPlan

PLACES = {
    "in-country": "in country",
    "adjacent": "next door",
    "air-from-outside": "in the air from outside",
    "sea": "at sea",
}
"""Where people serve, in words."""


def in_country(made: ScenarioPlan) -> float:
    """Count the likely people of a scenario's force who come into the country."""
    people = made.people(made.force).get("in-country")
    return people.likely if people else 0.0


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
