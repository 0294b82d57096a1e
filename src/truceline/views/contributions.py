"""What each contributor has on offer: its pledges with their conditions, and in which scenarios they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from truceline.coalition.pledges import Pledge
from truceline.records.quantities import Range
from truceline.results.names import LADDER, Names
from truceline.results.plan import Plan, ScenarioPlan
from truceline.views.pledges import PledgeStanding, personnel, standings
from truceline.views.wording import plural

_STATES = {
    "firm": "firm",
    "together": "stands as all announce together",
    "waiting": "waiting",
    "unattainable": "unattainable",
}


@dataclass(frozen=True, slots=True)
class RungReached:
    """A rung of the ladder that a pledge reached on a day, and the statements that show it."""

    on: date
    status: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One pledge: its rung on the plan's date, what it waits for in words, and how it stands in each scenario.

    ``stands`` has an entry for each scenario that counts the pledge, by the scenario's id; in those of ``together`` it
    stands because all announce together. ``history`` are the rungs
    reached by the plan's date, the latest last.
    """

    pledge: Pledge
    capability: str
    unit: str
    status: str
    condition: str
    later: tuple[str, ...]
    history: tuple[RungReached, ...]
    stands: Mapping[str, PledgeStanding]
    together: frozenset[str]
    statements: tuple[str, ...]

    @property
    def in_short(self) -> str:
        """Say in how many scenarios the pledge is firm, waiting or unattainable."""
        found = ((id_, standing.state) for id_, standing in self.stands.items())
        of_state = Counter("together" if id_ in self.together else state for id_, state in found)
        told = [f"{words} in {of_state[state]}" for state, words in _STATES.items() if of_state[state]]
        return f"Counted in {plural(len(self.stands), 'scenario')}{': ' if told else ''}{', '.join(told)}"


@dataclass(frozen=True, slots=True)
class Contributor:
    """A contributor with what it offers, the pledge of most people first."""

    id: str
    name: str
    offers: tuple[Offer, ...]

    @property
    def personnel(self) -> Range:
        """The people of all its pledges together, end by end."""
        return personnel([offer.pledge for offer in self.offers])

    def standing_in(self, made: ScenarioPlan) -> Range:
        """Add up the people of the pledges that a scenario plans with, end by end."""
        return personnel([offer.pledge for offer in self.offers if offer.pledge.id in made.force])


def contributions(plan: Plan, names: Names) -> tuple[Contributor, ...]:
    """List the contributors with pledges on the plan's date, the one that offers most people first.

    Time grows with pledges x scenarios.
    """
    stands = {made.scenario.id: {s.pledge.id: s for s in standings(plan, made, names)} for made in plan.scenarios}
    offers: dict[str, list[Offer]] = {}
    for pledge in plan.pledges.values():
        offers.setdefault(pledge.contributor, []).append(_offer(pledge, plan, names, stands))
    found = (
        Contributor(who, names.actor(who), tuple(sorted(each, key=lambda o: (-o.pledge.personnel.likely, o.pledge.id))))
        for who, each in offers.items()
    )
    return tuple(sorted(found, key=lambda c: (-c.personnel.likely, c.name)))


def _offer(pledge: Pledge, plan: Plan, names: Names, stands: Mapping[str, Mapping[str, PledgeStanding]]) -> Offer:
    status, capability = pledge.status(plan.as_of), names.capabilities[pledge.capability]
    return Offer(
        pledge=pledge,
        capability=capability.title,
        unit=capability.unit,
        status=LADDER[status] if status is not None else "",
        condition=names.condition(pledge.full_condition),
        later=tuple(names.condition(each.condition) for each in pledge.later),
        history=tuple(_history(pledge, plan.as_of)),
        stands={scenario: found[pledge.id] for scenario, found in stands.items() if pledge.id in found},
        together=frozenset(_together(pledge, plan)),
        statements=pledge.rests_on(plan.as_of),
    )


def _together(pledge: Pledge, plan: Plan) -> Iterator[str]:
    for made in plan.scenarios:
        if pledge.id in made.force and pledge.id not in made.resolution.firm:
            yield made.scenario.id


def _history(pledge: Pledge, day: date) -> Iterator[RungReached]:
    for step in sorted(pledge.history, key=lambda step: step.on):
        if step.on <= day:
            yield RungReached(step.on, LADDER[step.status], step.statements)
