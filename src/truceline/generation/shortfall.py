"""Which lines of a force concept no scenario fills, how near the best comes, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.generation.plan import LineFill
from truceline.generation.requirement import RequirementLine


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A line that no scenario fills in every month.

    ``filled`` is its mean fill in ``scenario``, the one that fills it best, and ``reasons`` why not further there.
    ``offered`` tells whether any pledge brings the capability or a substitute in any scenario, waiting or not.
    ``enabler`` tells whether units of the force need the capability to count as ready.
    """

    line: RequirementLine
    scenario: str
    filled: float
    reasons: tuple[str, ...]
    offered: bool
    enabler: bool


def shortfalls(
    lines: Sequence[RequirementLine],
    fills: Mapping[str, Sequence[LineFill]],
    *,
    offered: frozenset[str],
    needed: frozenset[str],
) -> tuple[Shortfall, ...]:
    """List the ``lines`` that no scenario fills, those that nobody offers first, critical before desirable.

    ``fills`` gives each scenario's line fills, in one order for all; ``offered`` the capabilities pledged at all, and
    ``needed`` those that pledged units need.
    """
    found = []
    for line in lines:
        by_scenario = {name: next(f for f in fill if f.line == line.id) for name, fill in fills.items()}
        if by_scenario and all(fill.gap > 0 for fill in by_scenario.values()):
            name, best = max(by_scenario.items(), key=lambda pair: pair[1].filled)
            brings = {line.capability, *(capability for capability, _counts in line.substitutes)}
            found.append(
                Shortfall(line, name, best.filled, best.reasons, bool(brings & offered), line.capability in needed)
            )
    return tuple(sorted(found, key=lambda s: (s.offered, not s.line.critical)))
