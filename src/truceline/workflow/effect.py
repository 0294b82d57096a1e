"""The effect of a proposal: two plans of one day over the same draws, scenario by scenario and draw by draw."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.generation.comparison import Comparison
from truceline.ranges.headlines import HEADLINES, exceeded
from truceline.results.effect import DrawnPlan, Effect, HeadlineEffect, ScenarioEffect, UnlockEffect
from truceline.results.plan import Plan

LEAST = 0.5
"""People by which the worth of a fact has to differ to be told."""


def effect(before: DrawnPlan, after: DrawnPlan, comparison: Comparison) -> Effect:
    """Put the effect together of two plans of one day and seed, and of what differs between them.

    Every input has a stream of random numbers of its own, so what a proposal leaves alone is drawn alike in both, and
    cancels out of the difference. Cost grows with scenarios x draws.
    """
    ranged = after.plan.ranged
    return Effect(
        as_of=after.plan.as_of,
        draws=ranged.draws if ranged else 0,
        seed=ranged.seed if ranged else 0,
        comparison=comparison,
        scenarios=tuple(
            ScenarioEffect(change, tuple(_headlines(change.scenario, before, after))) for change in comparison.scenarios
        ),
        unlocks=tuple(_unlocks(before.plan, after.plan)),
    )


def _headlines(scenario: str, before: DrawnPlan, after: DrawnPlan) -> Iterator[HeadlineEffect]:
    ends = [_ends(each.plan, scenario) for each in (before, after)]
    change = exceeded(after.draws[scenario], before.draws[scenario])
    for name in HEADLINES:
        likely = [each.likely[scenario][name] for each in (before, after)]
        yield HeadlineEffect(name, likely[0], likely[1], ends[0][name], ends[1][name], change[name])


def _ends(plan: Plan, scenario: str) -> dict[str, tuple[float, float]]:
    ranges = next(made.ranges for made in plan.scenarios if made.scenario.id == scenario)
    return dict(ranges.ends) if ranges else {}


def _unlocks(before: Plan, after: Plan) -> Iterator[UnlockEffect]:
    old, new = ({each.fact: each.value for each in plan.unlocks} for plan in (before, after))
    for fact in dict.fromkeys([*new, *old]):
        was, now = old.get(fact), new.get(fact)
        if was is None or now is None or abs(now - was) >= LEAST:
            yield UnlockEffect(fact, was, now)
