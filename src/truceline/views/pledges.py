"""Who stands in a scenario, who does not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.coalition.pledges import Pledge
from truceline.records.quantities import Range
from truceline.records.quantities import Reliance as Quality
from truceline.results.names import LADDER, Names
from truceline.results.plan import Plan, ScenarioPlan
from truceline.views.alike import differing


@dataclass(frozen=True, slots=True)
class PledgeStanding:
    """A pledge as the brief shows it: ``state`` is firm, waiting or unattainable; ``why`` is empty where it is firm.

    ``statements`` are those that it rests on by the plan's date.
    """

    pledge: Pledge
    contributor: str
    status: str
    state: str
    why: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PledgeGroup:
    """Pledges of one contributor that stand or fall for the same reasons and rest on the same statements."""

    contributor: str
    status: str
    state: str
    why: tuple[str, ...]
    statements: tuple[str, ...]
    pledges: tuple[Pledge, ...]

    @property
    def personnel(self) -> Range:
        """Their personnel together, end by end."""
        return personnel(self.pledges)

    @property
    def quality(self) -> tuple[Quality, ...]:
        """How far their numbers may be relied on: each standing once."""
        return tuple(dict.fromkeys(p.standing for p in self.pledges))


@dataclass(frozen=True, slots=True)
class Awaited:
    """Something that pledges outside the force wait for: how many, and their likely personnel."""

    what: str
    pledges: int
    personnel: float


@dataclass(frozen=True, slots=True)
class Fallen:
    """What stands in ``with_`` and not in ``without``, two scenarios that differ by ``facts``."""

    with_: ScenarioPlan
    without: ScenarioPlan
    facts: tuple[str, ...]
    groups: tuple[PledgeGroup, ...]
    personnel: Range

    @property
    def unlike(self) -> tuple[str, ...]:
        """How the two differ in what they are for and what they count."""
        return tuple(differing(self.with_.scenario, self.without.scenario))

    @property
    def pledges(self) -> int:
        """How many pledges fall."""
        return sum(len(group.pledges) for group in self.groups)


def standings(plan: Plan, scenario_plan: ScenarioPlan, names: Names) -> tuple[PledgeStanding, ...]:
    """List the scenario's pledges: the firm, then the waiting, then the unattainable; the largest first."""
    found = [
        _standing(plan, scenario_plan, names, id_)
        for id_ in (*scenario_plan.resolution.firm, *scenario_plan.resolution.missing)
    ]
    order = {"firm": 0, "waiting": 1, "unattainable": 2}
    return tuple(sorted(found, key=lambda s: (order[s.state], -s.pledge.personnel.likely, s.pledge.id)))


def _standing(plan: Plan, scenario_plan: ScenarioPlan, names: Names, id_: str) -> PledgeStanding:
    pledge = plan.pledges[id_]
    status = pledge.status(plan.as_of)
    return PledgeStanding(
        pledge=pledge,
        contributor=names.actor(pledge.contributor),
        status=LADDER[status] if status is not None else "",
        state=scenario_plan.state(id_),
        why=scenario_plan.why_not.get(id_, ()),
        statements=pledge.rests_on(plan.as_of),
    )


def grouped_pledges(standings: Sequence[PledgeStanding]) -> tuple[PledgeGroup, ...]:
    """Put pledges together that share contributor, status, reasons and statements, in order of the first of each."""
    found: dict[tuple[object, ...], list[PledgeStanding]] = {}
    for s in standings:
        found.setdefault((s.contributor, s.state, s.status, s.why, s.statements), []).append(s)
    return tuple(
        PledgeGroup(s[0].contributor, s[0].status, s[0].state, s[0].why, s[0].statements, tuple(x.pledge for x in s))
        for s in found.values()
    )


def personnel(pledges: Sequence[Pledge]) -> Range:
    """Add up the personnel of pledges, end by end."""
    total = Range(0, 0, 0)
    for pledge in pledges:
        total = total.plus(pledge.personnel)
    return total


def contributors(plan: Plan, scenario_plan: ScenarioPlan, names: Names) -> tuple[tuple[str, Range], ...]:
    """List who stands in the scenario's force with their personnel, the largest first."""
    force: dict[str, list[Pledge]] = {}
    for id_ in sorted(scenario_plan.force):
        force.setdefault(plan.pledges[id_].contributor, []).append(plan.pledges[id_])
    found = ((names.actor(who), personnel(pledges)) for who, pledges in force.items())
    return tuple(sorted(found, key=lambda pair: (-pair[1].likely, pair[0])))


def awaited(plan: Plan, scenario_plan: ScenarioPlan, names: Names) -> tuple[Awaited, ...]:
    """Rank what the pledges outside the force wait for, by the personnel behind it; a pledge may wait for several."""
    behind: dict[str, list[Pledge]] = {}
    for id_, parts in scenario_plan.resolution.missing.items():
        if id_ not in scenario_plan.force:
            for part in parts:
                behind.setdefault(names.condition(part), []).append(plan.pledges[id_])
    found = (Awaited(what, len(pledges), personnel(pledges).likely) for what, pledges in behind.items())
    return tuple(sorted(found, key=lambda a: (-a.personnel, -a.pledges, a.what)))


def fallen(plan: Plan, names: Names) -> tuple[Fallen, ...]:
    """Compare scenarios that differ only in facts which hold in one and not the other: who falls without them, and why.

    Each scenario is compared once, with the one that has the fewest facts more; of several, that of its own concept
    first. Comparisons by the fewest facts come first, and none is shown twice.
    """
    found: dict[tuple[object, ...], Fallen] = {}
    for without in plan.scenarios:
        more = [with_ for with_ in plan.scenarios if _between(with_, without)]
        if more:
            with_ = min(more, key=lambda m: (len(_between(m, without)), m.scenario.concept != without.scenario.concept))
            one = _fallen(plan, names, with_, without)
            found.setdefault((one.facts, one.groups), one)
    return tuple(sorted((f for f in found.values() if f.groups), key=lambda f: len(f.facts)))


def _between(with_: ScenarioPlan, without: ScenarioPlan) -> tuple[str, ...]:
    # The facts that only the first has; none where the second has facts of its own, or announces differently.
    alike = with_.scenario.announce_together == without.scenario.announce_together
    if not alike or any(without.facts[name] and not with_.facts[name] for name in with_.facts):
        return ()
    return tuple(name for name in with_.facts if with_.facts[name] != without.facts[name])


def _fallen(plan: Plan, names: Names, with_: ScenarioPlan, without: ScenarioPlan) -> Fallen:
    gone = [s for s in standings(plan, without, names) if s.pledge.id in with_.force - without.force]
    facts = tuple(names.facts[name].title for name in _between(with_, without))
    return Fallen(with_, without, facts, grouped_pledges(gone), personnel([s.pledge for s in gone]))
