"""Who could fill a line of the statement of requirements: pledges of its capability that do not serve on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from truceline.coalition.pledges import Pledge
from truceline.generation.requirement import RequirementLine
from truceline.results.names import Names
from truceline.results.plan import Plan, ScenarioPlan


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pledge that could serve on a line; ``why`` says in words what keeps it from there in the scenario."""

    pledge: Pledge
    state: str
    why: tuple[str, ...]


def could_fill(plan: Plan, made: ScenarioPlan, names: Names) -> Mapping[str, tuple[Candidate, ...]]:
    """List for each line with a gap, by its id, who else offers what it asks for, or what may stand in for it.

    A pledge that may not serve where the line needs it is left out. Time grows with lines x pledges.
    """
    serving = _serving(made)
    return {
        fill.line: tuple(_candidates(plan, made, names.lines[fill.line], names, serving))
        for fill in made.own.generation.lines
        if fill.reasons
    }


def _serving(made: ScenarioPlan) -> Mapping[str, Mapping[str, None]]:
    # The lines on which units of a pledge serve, by the pledge's id.
    found: dict[str, dict[str, None]] = {}
    for tour in made.own.generation.assignments:
        found.setdefault(tour.unit.partition("#")[0], {})[tour.line] = None
    return found


def _candidates(
    plan: Plan, made: ScenarioPlan, line: RequirementLine, names: Names, serving: Mapping[str, Mapping[str, None]]
) -> Iterator[Candidate]:
    suitable = {line.capability, *(capability for capability, _ in line.substitutes)}
    for pledge in plan.pledges.values():
        on = serving.get(pledge.id, {})
        if pledge.capability in suitable and pledge.location in line.locations and line.id not in on:
            why = tuple(_why(pledge, made, plan.as_of, [names.lines[id_].title for id_ in on]))
            yield Candidate(pledge, made.state(pledge.id), why)


def _why(pledge: Pledge, made: ScenarioPlan, day: date, serves: list[str]) -> Iterator[str]:
    if pledge.id in made.force:
        yield from (f"serves on “{title}”" for title in serves)
        yield from (f"caveat: {caveat.note}" for caveat in pledge.caveats)
    elif pledge.id in made.why_not:
        yield f"waits for: {'; '.join(made.why_not[pledge.id])}"
    else:
        yield made.short_of(pledge, day)
