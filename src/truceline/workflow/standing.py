"""Who stands under a scenario of a case, as of a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce

from truceline.case import Case
from truceline.coalition.pledges import Pledge, Resolution, current, resolve
from truceline.coalition.scenarios import Scenario, facts_of
from truceline.errors import CaseError
from truceline.records.quantities import Range
from truceline.results.coalition import Standing


def choose(case: Case, names: tuple[str, ...]) -> tuple[Scenario, ...]:
    """Pick the scenarios with these ids, or all where none is named.

    Raises
    ------
    CaseError
        If a scenario is not one of the case's, or nothing is asked for in its concept, as of the day of the case.
    """
    known = {scenario.id: scenario for scenario in case.scenarios}
    listed = ", ".join(known) or f"none was known on {case.as_of}"
    problems = tuple(f"scenario {n!r} | is not in the case; choose from {listed}" for n in names if n not in known)
    chosen = tuple(known[name] for name in names if name in known) or case.scenarios
    asked = {line.concept for line in case.requirement}
    problems += tuple(
        f"scenario {each.id!r} | nothing is asked for under its concept {each.concept!r} by {case.as_of}; "
        "plan as of a later day"
        for each in chosen
        if each.concept not in asked
    )
    if problems or not chosen:
        raise CaseError("cannot plan", problems or (f"scenarios.yaml | {listed}; plan as of a later day",))
    return chosen


def stand(case: Case, scenario: Scenario, day: date) -> Standing:
    """Resolve the pledges of ``case`` under ``scenario``, as known on ``day``."""
    pledges = current(case.pledges, day, scenario.least)
    facts = facts_of(scenario, case.facts, case.rules, day)
    resolution = resolve(pledges, facts)
    return Standing(
        scenario=scenario,
        facts=facts,
        pledges=pledges,
        resolution=resolution,
        force=resolution.attainable if scenario.announce_together else resolution.firm,
        firm=_personnel(p for p in pledges if p.id in resolution.firm),
        attainable=_personnel(p for p in pledges if p.id in resolution.attainable),
        why_not=_why_not(case, resolution),
    )


def _personnel(pledges: Iterable[Pledge]) -> Range:
    return reduce(Range.plus, (p.personnel for p in pledges), Range(0, 0, 0))


def _why_not(case: Case, resolution: Resolution) -> Mapping[str, tuple[str, ...]]:
    return {pledge: tuple(case.wording.of(part) for part in parts) for pledge, parts in resolution.missing.items()}
