"""``form_coalition``: who would come, who decides, and what would make those who wait move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truceline.case import Case
from truceline.coalition.announcements import smallest_announcement
from truceline.coalition.chances import Outlook, outlook, sampled_outlook
from truceline.coalition.conditions import PERSONNEL
from truceline.coalition.games import WorldValue, fact_pivots, play
from truceline.coalition.pivots import Pivot, minimal_sufficient
from truceline.coalition.worlds import (
    MOST_FREE,
    Worlds,
    every_world,
    present,
    standing,
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


def form_coalition(
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
    players = [present(who) for who in contributors]

    def worth(worlds: Worlds) -> Floats:
        return _worth(case, stands, worlds, value)

    return CoalitionView(
        standing=stands,
        value=value,
        facts=_best_first(fact_pivots(stands.facts, stands.pledges, case.rules, worth, rng)),
        contributors=_deciders(contributors, play(players, worth, stands.facts, rng=rng)),
        target=target,
        sufficient=_sufficient(contributors, worth, stands, target),
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


def _deciders(contributors: Sequence[str], found: Sequence[Pivot]) -> tuple[Pivot, ...]:
    return _best_first([replace(pivot, player=who) for who, pivot in zip(contributors, found, strict=True)])


def _sufficient(
    contributors: Sequence[str], worth: WorldValue, stands: Standing, target: float
) -> tuple[tuple[str, ...], ...] | None:
    if target <= 0 or len(contributors) > MOST_FREE:
        return None
    every = worth(every_world([present(who) for who in contributors], stands.facts))
    return minimal_sufficient(contributors, every, target)


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
