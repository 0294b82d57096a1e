"""One scenario as the brief shows it: who stands, what is filled, what is seen, and the sums behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truceline.agreement.line import Segments
from truceline.generation.plan import ForcePlan, KeptUp
from truceline.records.pools import pool_needs
from truceline.records.quantities import Range
from truceline.results.names import Names
from truceline.results.plan import Plan, ScenarioPlan
from truceline.siting.plan import Siting
from truceline.views.alike import basis
from truceline.views.arithmetic import Sums, sums
from truceline.views.closed_sites import closed_words
from truceline.views.kept_up import limited_by, pool_words
from truceline.views.left_over import left_over
from truceline.views.legend import legend
from truceline.views.map_layers import coverage_ribbon, places
from truceline.views.patrols import patrol_words
from truceline.views.people import critical_lines, in_country, outside
from truceline.views.pictures.bars import DeployedBars
from truceline.views.pictures.charts import Heatmap
from truceline.views.pictures.maps import LegendItem, LineMap, MapLayers, Ribbon
from truceline.views.pledges import (
    Awaited,
    PledgeGroup,
    PledgeStanding,
    awaited,
    contributors,
    grouped_pledges,
    personnel,
    standings,
)
from truceline.views.ranges import between
from truceline.views.requirement import Asked, asked, requirement_matrix
from truceline.views.unfilled import in_words
from truceline.views.watched import WatchedRow, extent, rows, what
from truceline.views.wording import count


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """Everything that the brief says of one scenario; ``id`` is its place on the page.

    ``why`` says for each line, by its id, why it has a gap.
    """

    id: str
    made: ScenarioPlan
    concept: str
    overridden: frozenset[str]
    contributors: tuple[tuple[str, Range], ...]
    personnel: Range
    inside: tuple[PledgeStanding, ...]
    outside: tuple[PledgeStanding, ...]
    awaited: tuple[Awaited, ...]
    limited_by: str
    pools: str
    asked: tuple[Asked, ...]
    why: Mapping[str, tuple[str, ...]]
    sums: Sums
    legend: tuple[LegendItem, ...]
    cut: Segments
    watched: tuple[WatchedRow, ...]
    patrols: tuple[str, ...]
    closed: str
    unplaced: tuple[str, ...]
    left_over: tuple[str, ...]
    matrix: Heatmap
    deployed: DeployedBars
    map: LineMap
    ribbon: Ribbon | None

    @property
    def force(self) -> ForcePlan:
        """The force generated for the scenario's own concept."""
        return self.made.own.generation

    @property
    def kept(self) -> KeptUp:
        """How long most of that force is kept up."""
        return self.force.kept

    @property
    def inside_country(self) -> float:
        """How many people are in the country in the month in which most are."""
        return in_country(self.made)

    @property
    def elsewhere(self) -> str:
        """How many people serve outside the country, and where."""
        return outside(self.made)

    @property
    def whom(self) -> str:
        """The people at the peak, of whom it is told how long they are kept up, and where they are."""
        where = [words for words, there in (("inside", self.inside_country), ("outside", self.elsewhere)) if there]
        return f"{count(self.force.deployed)} {' and '.join(where)} the country"

    @property
    def basis(self) -> str:
        """What the scenario is for and what it counts."""
        return basis(self.made.scenario)

    def range(self, headline: str) -> str:
        """The range of a headline in words; empty where no draws were made."""
        return between(headline, self.made.ranges.ends[headline]) if self.made.ranges else ""

    @property
    def critical(self) -> str:
        """How far the critical lines are filled."""
        return critical_lines(self.made.own.fill)

    @property
    def siting(self) -> Siting:
        """Where that force stands."""
        return self.made.own.siting

    @property
    def outside_groups(self) -> tuple[PledgeGroup, ...]:
        """The pledges that are not firm, those that share contributor, reasons and statements put together."""
        return grouped_pledges(self.outside)

    @property
    def short(self) -> tuple[Asked, ...]:
        """The lines with a gap: critical ones first, then by the share that is missing, the largest first."""
        gaps = [a for a in self.asked if a.fill.reasons]
        return tuple(sorted(gaps, key=lambda a: (not a.line.critical, -a.fill.gap / a.fill.required, a.line.id)))

    @property
    def what(self) -> str:
        """What is watched: "line", or "places and roads to watch"."""
        return what(self.cut)

    @property
    def extent(self) -> str:
        """How much is watched: kilometres of line, or places and kilometres of road."""
        return extent(self.cut)


def scenario_view(
    plan: Plan, scenario_plan: ScenarioPlan, names: Names, layers: MapLayers, marks: Mapping[str, int]
) -> ScenarioView:
    """Compute what the brief says of one scenario."""
    force, siting, id_ = scenario_plan.own.generation, scenario_plan.own.siting, f"scenario-{scenario_plan.scenario.id}"
    pledges = standings(plan, scenario_plan, names)
    lines = asked(force, names, id_)
    title = scenario_plan.scenario.title
    return ScenarioView(
        id=id_,
        made=scenario_plan,
        concept=scenario_plan.scenario.concept,
        overridden=frozenset(name for name, _ in scenario_plan.scenario.facts),
        contributors=contributors(plan, scenario_plan, names),
        personnel=personnel([plan.pledges[p] for p in sorted(scenario_plan.force)]),
        inside=tuple(s for s in pledges if s.state == "firm"),
        outside=tuple(s for s in pledges if s.state != "firm"),
        awaited=awaited(plan, scenario_plan, names),
        limited_by=limited_by(force.kept),
        pools=pool_words(pool_needs(force.pools, plan.case.pools, plan.as_of), names),
        asked=lines,
        why={a.line.id: tuple(in_words(reason, names, plan.pledges) for reason in a.fill.reasons) for a in lines},
        sums=sums(scenario_plan.own, plan.case.assumptions, plan.segments),
        legend=legend(plan, siting, names, marks, layers),
        cut=plan.segments,
        patrols=tuple(patrol_words(siting.patrols, names)),
        watched=rows(plan.segments, siting, plan.case, names),
        closed=closed_words(scenario_plan.own.closed, plan.case.sites),
        unplaced=tuple(
            f"{count(u.number)} of {names.actor(u.contributor)} ({u.unit_id}): {u.why}" for u in siting.unplaced
        ),
        left_over=tuple(left_over(siting, names)),
        matrix=requirement_matrix(force, lines, f"{title}: requirement matrix by month"),
        deployed=DeployedBars(
            f"{title}: deployed by month, and pool", tuple(force.deployed_by_month.tolist()), force.pool
        ),
        map=LineMap(
            f"{title}: map of the {what(plan.segments)}",
            layers,
            places(plan.case, siting, names, marks),
            {"day": siting.day, "night": siting.night},
        ),
        ribbon=coverage_ribbon(plan.segments, siting, names, title),
    )
