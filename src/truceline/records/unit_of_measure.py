"""Units of measure: what one of a capability is, which roles it can have, and which results of a sizing fit it.

A unit of measure is named in the case's own words ("reaction company", "million EUR"): its last word decides, and money
is known by any word. What is measured in money or in equipment brings nobody and is never counted among units of force.
"""

from __future__ import annotations

from collections.abc import Mapping

# fmt: off
MONEY = frozenset({
    "eur", "euro", "euros", "€", "usd", "dollar", "dollars", "$", "gbp", "pound", "pounds", "£", "chf", "franc",
    "francs", "krone", "kroner", "krona", "kronor", "money",
})
"""Words that make a unit of measure one of money."""

EQUIPMENT = frozenset({
    "vehicle", "truck", "tank", "gun", "howitzer", "missile", "interceptor", "rocket", "round", "shell", "mine",
    "generator", "radio", "camera", "ton", "tonne", "munition",
})
"""Last words of units of measure that are things without people."""
# fmt: on

# fmt: off
_FORMATIONS = (
    "team", "section", "squad", "patrol", "platoon", "troop", "company", "detachment", "group", "battalion", "unit",
)  # a formed police unit
# fmt: on
_FLYING = ("aircraft", "orbit", "flight", "squadron", "detachment", "wing")

FITS: Mapping[str, tuple[str, ...]] = {
    "post": ("post", *_FORMATIONS),
    "reaction": ("force", *_FORMATIONS),
    "patrol": _FORMATIONS,
    "orbit": _FLYING,
    "air-patrol": _FLYING,
}
"""Which units of measure fit a capability's role in siting."""

COUNTED: Mapping[str, tuple[str, ...]] = {
    "posts": ("post",),
    "companies": ("company",),
    "patrols": _FORMATIONS[:5],
    "aircraft": ("aircraft",),
    "personnel": ("person", "people", "observer", "monitor", "soldier", "officer"),
}
"""Which units of measure fit the unit of a sizing's result; ``units`` fits every one, what is not listed none."""


def measure(unit: str) -> str:
    """Return the word of a unit of measure that decides: its last, in lower case and in the singular."""
    word = (unit.lower().split() or [""])[-1]
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word.removesuffix("s") if not word.endswith("ss") else word


def is_money(unit: str) -> bool:
    """Return whether a unit of measure is one of money."""
    return not MONEY.isdisjoint(unit.lower().split())


def brings_people(unit: str) -> bool:
    """Return whether what is measured so can be counted by its people: neither money nor equipment."""
    return not is_money(unit) and measure(unit) not in EQUIPMENT
