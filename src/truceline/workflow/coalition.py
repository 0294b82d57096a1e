"""``convene``: who would come, who decides, and what would make those who wait move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truceline.case import Case
from truceline.coalition.announcements import smallest_announcement
from truceline.coalition.chances import Outlook, outlook, sampled_outlook, with_rules
from truceline.coalition.conditions import PERSONNEL
from truceline.coalition.pivots import Pivot, minimal_sufficient, pivots, sampled_pivots
from truceline.coalition.worlds import (
    MOST_FREE,
    Worlds,
    every_world,
    present,
    standing,
    these_worlds,
    total_brought,
)
from truceline.errors import CaseError
from truceline.generation.people import people_of
from truceline.generation.relaxation import relaxed_fill
from truceline.knowledge import known
from truceline.results.coalition import CoalitionView, Standing
from truceline.workflow.standing import choose, stand

Floats = NDArray[np.float64]

FILL = "fill"
"""The value that asks how far the statement of requirements could be met at best."""

MOST_EXACT = 20
"""Games of more players than this are sampled."""

ORDERS = 400
"""How many random orders of joining a sampled game draws."""


def convene(
    case: Case,
    *,
    scenario: str,
    rng: np.random.Generator,
    as_of: date | None = None,
    value: str = PERSONNEL,
    target: float = 0.0,
) -> CoalitionView:
    """Look at who decides under one scenario; ``rng`` serves where a game is too large to be exact.

    Raises
    ------
    CaseError
        If the scenario or the value is not one of the case's.
    """
    day = as_of or case.as_of
    case = known(case, day)
    stands = stand(case, choose(case, (scenario,))[0], day)
    _check_value(case, value)
    contributors = sorted({p.contributor for p in stands.pledges})
    every = _values_of_contributors(case, stands, contributors, value)
    deciders = (
        _best_first(pivots(contributors, every))
        if every is not None
        else _sampled(case, stands, contributors, value, rng)
    )
    return CoalitionView(
        standing=stands,
        value=value,
        facts=_facts(case, stands, value),
        contributors=deciders,
        target=target,
        sufficient=minimal_sufficient(contributors, every, target) if every is not None and target > 0 else None,
        announcements=smallest_announcement(stands.pledges, stands.facts),
        outlook=_outlook(case, stands, rng),
    )


def _check_value(case: Case, value: str) -> None:
    known = [PERSONNEL, FILL, *(c.id for c in case.capabilities)]
    if value not in known:
        raise CaseError("cannot value", (f"value {value!r} | is not known; choose from {', '.join(known)}",))


def _worth(case: Case, stands: Standing, worlds: Worlds, value: str) -> Floats:
    pledges = stands.pledges
    force = standing(pledges, worlds)
    if value != FILL:
        return total_brought(pledges, worlds, force, value)
    lines = [line for line in case.requirement if line.concept == stands.scenario.concept]
    supply = {c: total_brought(pledges, worlds, force, c) for c in {line.capability for line in lines}}
    return relaxed_fill(lines, supply, {c.id: people_of(c) for c in case.capabilities})


def _facts(case: Case, stands: Standing, value: str) -> tuple[Pivot, ...]:
    free = [name for name, holds in stands.facts.items() if not holds]
    if len(free) > MOST_FREE:
        return ()
    fixed = {name: True for name in stands.facts if name not in free}
    found = pivots(free, _worth(case, stands, with_rules(every_world(free, fixed), case.rules), value))
    return _best_first(found)


def _values_of_contributors(case: Case, stands: Standing, contributors: Sequence[str], value: str) -> Floats | None:
    if len(contributors) > MOST_EXACT:
        return None
    worlds = every_world([present(who) for who in contributors], stands.facts)
    return _worth(case, stands, worlds, value)


def _sampled(
    case: Case, stands: Standing, contributors: Sequence[str], value: str, rng: np.random.Generator
) -> tuple[Pivot, ...]:
    def values(joined: NDArray[np.bool_]) -> Floats:
        worlds = these_worlds([present(who) for who in contributors], joined, stands.facts)
        return _worth(case, stands, worlds, value)

    return _best_first(sampled_pivots(contributors, values, orders=ORDERS, rng=rng))


def _best_first(found: Sequence[Pivot]) -> tuple[Pivot, ...]:
    return tuple(sorted(found, key=lambda p: (-p.shapley, p.player)))


def _outlook(case: Case, stands: Standing, rng: np.random.Generator) -> Outlook | None:
    stated = dict(stands.scenario.facts)
    chances = {r.id: r.chance for r in case.facts if r.chance is not None and r.id not in stated}
    if not chances:
        return None
    fixed = {name: holds for name, holds in stands.facts.items() if name not in chances}
    if len(chances) > MOST_FREE:
        return sampled_outlook(stands.pledges, chances, fixed, rng=rng, rules=case.rules)
    return outlook(stands.pledges, chances, fixed, rules=case.rules)
