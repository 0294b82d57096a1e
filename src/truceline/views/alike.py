"""Which scenarios may be set side by side, and how the others differ.

A scenario is planned for one force concept and counts pledges from one rung of the ladder up. Where either differs,
more people or a better fill may only mean that more was counted, or that less was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.coalition.scenarios import Scenario
from truceline.results.names import LADDER
from truceline.results.plan import ScenarioPlan


def alike(one: Scenario, other: Scenario) -> bool:
    """Return whether two scenarios are for the same force concept and count pledges from the same rung."""
    return (one.concept, one.least) == (other.concept, other.least)


def grouped(made: Sequence[ScenarioPlan]) -> tuple[tuple[ScenarioPlan, ...], ...]:
    """Put scenarios together that are alike, in the order of the first of each."""
    found: dict[tuple[str, int], list[ScenarioPlan]] = {}
    for each in made:
        found.setdefault((each.scenario.concept, each.scenario.least), []).append(each)
    return tuple(tuple(group) for group in found.values())


def basis(scenario: Scenario) -> str:
    """Say what a scenario is for and what it counts, beside its name."""
    together = "; all announce together" if scenario.announce_together else ""
    return f"{scenario.concept} concept; pledges from “{LADDER[scenario.least]}” up{together}"


def counting(scenario: Scenario) -> str:
    """Name a scenario with the rung from which it counts, whatever the concept its force is set against."""
    together = ", all announcing together" if scenario.announce_together else ""
    return f"“{scenario.title}” (pledges from “{LADDER[scenario.least]}” up{together})"


def differing(one: Scenario, other: Scenario) -> Iterator[str]:
    """Say how the first differs from the second in what it is for and what it counts."""
    if one.concept != other.concept:
        yield f"planned for the {one.concept} concept, not {other.concept}"
    if one.least != other.least:
        yield f"pledges count from “{LADDER[one.least]}” up, not from “{LADDER[other.least]}”"
    if one.announce_together != other.announce_together:
        yield "with all announcing together" if one.announce_together else "with nobody moving first"


def apart(group: Sequence[ScenarioPlan], first: ScenarioPlan, *, above: bool = True) -> str:
    """Say how a group of like scenarios differs from the first scenario; empty for its own group.

    Where none is shown ``above`` it, that one is named.
    """
    if alike(group[0].scenario, first.scenario):
        return ""
    shared = [
        words
        for words in differing(group[0].scenario, first.scenario)
        if all(words in differing(each.scenario, first.scenario) for each in group)
    ]
    others = "those above" if above else f"“{first.scenario.title}”"
    return f"Apart, not to be ranked with {others}: {'; '.join(shared)}"
