"""Which lines no scenario fills, and why, as a planner would say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.coalition.pledges import Pledge
from truceline.generation.shortfall import Shortfall, shortfalls
from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.views.alike import counting
from truceline.views.wording import count


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A line that no scenario fills: ``head`` says how near the best comes, ``why`` what keeps it there."""

    title: str
    critical: bool
    head: str
    why: tuple[str, ...]


def unfilled(
    found: Sequence[Shortfall], names: Names, pledges: Mapping[str, Pledge], scenarios: Mapping[str, str]
) -> tuple[Unfilled, ...]:
    """Put shortfalls into words; ``scenarios`` gives words for each."""
    return tuple(_unfilled(one, names, pledges, scenarios) for one in found)


def unfilled_by_concept(plan: Plan, names: Names) -> tuple[tuple[str, tuple[Unfilled, ...]], ...]:
    """Say for each force concept which of its lines none of the plan's scenarios fills."""
    titles = {made.scenario.id: counting(made.scenario) for made in plan.scenarios}
    offered = frozenset(p.capability for p in plan.pledges.values())
    needed = frozenset(need for p in plan.pledges.values() for need in p.needs)
    found = []
    for concept in dict.fromkeys(line.concept for line in plan.case.requirement):
        fills = {made.scenario.id: made.concepts[concept].generation.lines for made in plan.scenarios}
        lines = [line for line in plan.case.requirement if line.concept == concept]
        short = shortfalls(lines, fills, offered=offered, needed=needed)
        found.append((concept, unfilled(short, names, plan.pledges, titles)))
    return tuple(found)


def in_words(reason: str, names: Names, pledges: Mapping[str, Pledge]) -> str:
    """Name contributors for the pledges of a reason for a gap, with their units."""
    head, colon, tail = reason.rpartition(": ")
    listed = tail.split(", ")
    if not colon or any(item.split(" ")[0] not in pledges for item in listed):
        return reason
    units: dict[str, float] = {}
    for pledge, _, number in (item.partition(" ") for item in listed):
        who = names.actor(pledges[pledge].contributor)
        units[who] = units.get(who, 0) + float(number.strip("()") or 0)
    told = (f"{who} ({number:g})" if number else who for who, number in units.items())
    return f"{head}: {', '.join(told)}"


def _unfilled(one: Shortfall, names: Names, pledges: Mapping[str, Pledge], scenarios: Mapping[str, str]) -> Unfilled:
    line, asked = one.line, one.line.quantity
    if not one.offered:
        head = f"Nobody has offered any; {asked} asked for."
    elif one.filled == 0:
        head = f"Offered, but none serves in any scenario; {asked} asked for."
    else:
        best = f"At best {count(one.filled)} of {asked} on average over the months"
        below = f", below the minimum of {line.minimum}" if one.filled < line.minimum else ""
        head = f"{best}{below}, in {scenarios[one.scenario]}."
    if one.enabler:
        head += " Units that need it are not ready without it."
    why = tuple(in_words(reason, names, pledges) for reason in one.reasons) if one.offered else ()
    return Unfilled(line.title, line.critical, head, why)
