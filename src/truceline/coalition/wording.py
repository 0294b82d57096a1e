"""Conditions in words, the same wherever they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truceline.coalition.conditions import ANY, PERSONNEL, AtLeast, Condition, Extent, Fact, Joined, Mass

PLACES: Mapping[str, str] = {
    "in-country": "inside the country",
    "adjacent": "next door",
    "air-from-outside": "in the air from outside",
    "sea": "at sea",
    "finance-only": "with money alone",
}
"""Location scopes in words, those who enter the country first."""


@dataclass(frozen=True, slots=True)
class ConditionWording:
    """Puts conditions into words: titles of ``facts`` and ``capabilities`` and names of ``actors``, each by id."""

    facts: Mapping[str, str]
    actors: Mapping[str, str]
    capabilities: Mapping[str, str]

    def of(self, condition: Condition) -> str:
        """Say what must hold: "France joins", "the United Kingdom or France joins", "2 of: ..., ..., ..."."""
        match condition:
            case Fact(name):
                return self.facts.get(name, name)
            case Joined(contributor, extent):
                return f"{self._actor(contributor)} joins{self._within(extent)}"
            case Mass(of, at_least, extent):
                return f"others bring {at_least:,.10g} {self._measure(of, at_least)}{self._within(extent)}"
            case AtLeast(n, parts):
                return self._combined(n, parts)

    def _combined(self, n: int, parts: tuple[Condition, ...]) -> str:
        if len(parts) == 1:
            return self.of(parts[0])
        alike = {part.extent for part in parts if isinstance(part, Joined)}
        if len(alike) == 1 and all(isinstance(part, Joined) for part in parts):
            who = [self._actor(part.contributor) for part in parts if isinstance(part, Joined)]
            return _chosen(n, who, "joins" if n == 1 else "join") + self._within(*alike)
        return _chosen(n, [self._bracketed(part) for part in parts])

    def _bracketed(self, part: Condition) -> str:
        words = self.of(part)
        return f"({words})" if isinstance(part, AtLeast) and len(part.conditions) > 1 else words

    def _within(self, extent: Extent) -> str:
        if extent == ANY:
            return ""
        what = sorted(self.capabilities.get(name, name).lower() for name in extent.capabilities)
        where = [words for place, words in PLACES.items() if place in extent.locations]
        return (f" with {' or '.join(what)}" if what else "") + (f" {' or '.join(where)}" if where else "")

    def _measure(self, of: str, number: float) -> str:
        if of == PERSONNEL:
            return of
        return f"{'unit' if number == 1 else 'units'} of {self.capabilities.get(of, of)}"

    def _actor(self, name: str) -> str:
        return self.actors.get(name, name)


def _chosen(n: int, parts: list[str], verb: str = "") -> str:
    tail = f" {verb}" if verb else ""
    if not parts:
        return "none"
    if n == len(parts):
        return f"{' and '.join(parts)}{tail}"
    if n == 1:
        return f"{' or '.join(parts)}{tail}"
    return f"{n} of: {', '.join(parts)}{tail}"
