"""What the brief says, part by part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.case import Case
from truceline.records.quantities import Assumption
from truceline.results.coalition import Unlock
from truceline.results.line_origin import drawn
from truceline.results.names import Names, names_of
from truceline.results.plan import Plan
from truceline.views.alike import apart, basis, grouped
from truceline.views.board import BoardView, board_view
from truceline.views.bottom_line import BottomLineItem, bottom_line, standing_counts
from truceline.views.line_age import late
from truceline.views.map_layers import map_layers, marks, other_lines
from truceline.views.pictures.bars import FactBar, FactBars
from truceline.views.pledges import Fallen, fallen
from truceline.views.ranges import RangesView, ranges_view
from truceline.views.record import RecordView, record_view
from truceline.views.scenario import ScenarioView, scenario_view
from truceline.views.thirty_seconds import ThirtySeconds, looked_for, thirty_seconds
from truceline.views.unfilled import Unfilled, unfilled_by_concept

STANDINGS = {
    "published": "stated by a source",
    "derived": "arithmetic from published numbers",
    "assumed": "chosen for this case, with its reasoning; nobody published it",
    "unverified": "general knowledge for which no source was found",
}
"""How far a number may be relied on, in words."""

GLOSSARY = (
    ("firm", "A pledge all of whose conditions hold, so that nobody has to move first."),
    ("waiting", "A pledge that would stand if all who wait for each other announced together."),
    ("attainable", "Firm and waiting together; any other pledge that a scenario counts is unattainable in it."),
    ("waits for", "What the conditions of a pledge that is not firm lack: facts, other contributors, or mass."),
    ("falls", "Stands in one scenario, and not in the other that it is compared with."),
    ("deployed, pool", "Personnel in place; and personnel that must be held so that those in place can be relieved."),
    ("requirement line", "One line of the statement of requirements: so many units of a capability, where and when."),
    ("fill, gap", "What of a line is met by units that are ready; and what is not."),
    ("caveat", "A national restriction: a task or area that is barred, or that the capital must approve first."),
    ("range, draw", "From the 5th to the 95th percentile of draws: values of all inputs at once, within low and high."),
    ("driver", "An input that the spread of a figure over the draws goes with."),
    ("seen", "The chance that at least one post or orbit sees an event; posts are taken as independent."),
    ("claim", "A number that somebody published, with that publisher's own definition."),
    ("Admiralty code", "A to F grades the source, 1 to 6 the information; they are judged apart."),
)
"""The words of the brief that need explaining."""


@dataclass(frozen=True, slots=True)
class UnlocksView:
    """What open facts are worth, and the titles of those that add nothing; ``sampled`` where there are very many."""

    bars: FactBars
    idle: tuple[str, ...]
    sampled: bool


@dataclass(frozen=True, slots=True)
class BriefView:
    """Everything that the brief says: the case and its plan, and what follows from them, by the names of its sections.

    ``sized`` are the title and the basis of the scenario whose force is shown in other sizes; ``first_map`` is the
    first scenario that has something to show on a map, whose caption on paper is that of all; ``driving`` are the ids
    of inputs that drive a range. ``numbers`` is how many numbers the plan rests on.
    """

    plan: Plan
    case: Case
    names: Names
    views: tuple[ScenarioView, ...]
    thirty: ThirtySeconds
    groups: tuple[tuple[str, tuple[ScenarioView, ...]], ...]
    bottom_line: tuple[BottomLineItem, ...]
    looked_for: str
    outdated: str
    line_drawn: str
    unlocks: UnlocksView
    board: BoardView
    sized: tuple[str, str]
    ranges: RangesView | None
    first_map: str
    driving: frozenset[str]
    unfilled: tuple[tuple[str, tuple[Unfilled, ...]], ...]
    fallen: tuple[Fallen, ...]
    record: RecordView
    assumptions: tuple[Assumption, ...]
    standing_counts: tuple[tuple[str, int], ...]
    numbers: int


def brief_view(plan: Plan) -> BriefView:
    """Compute everything that the brief says of a plan."""
    case, names = plan.case, names_of(plan.case)
    record, standings = record_view(plan, names), standing_counts(plan)
    layers, marked = map_layers(case, plan.segments, other_lines(case, names)), marks(plan)
    views = tuple(scenario_view(plan, made, names, layers, marked) for made in plan.scenarios)
    return BriefView(
        plan=plan,
        case=case,
        names=names,
        views=views,
        thirty=thirty_seconds(plan, views),
        groups=_groups(plan, views),
        bottom_line=bottom_line(plan, names, views, record.counts, record.contradictions),
        looked_for=looked_for(plan, names),
        outdated=late(case, plan.as_of),
        line_drawn=drawn(case.line, names) if case.has_line else "",
        unlocks=_unlocks(plan, names),
        board=board_view(plan, plan.scenarios[0], names),
        sized=_sized(plan),
        ranges=ranges_view(plan, names),
        first_map=next((view.id for view in views if view.map.points), ""),
        driving=frozenset(d.input for made in plan.scenarios if made.ranges for d in made.ranges.drivers),
        unfilled=unfilled_by_concept(plan, names),
        fallen=fallen(plan, names),
        record=record,
        assumptions=tuple(case.assumptions.values()),
        standing_counts=standings,
        numbers=sum(number for _, number in standings),
    )


def _groups(plan: Plan, views: Sequence[ScenarioView]) -> tuple[tuple[str, tuple[ScenarioView, ...]], ...]:
    shown = {view.made.scenario.id: view for view in views}
    return tuple(
        (apart(group, plan.scenarios[0]), tuple(shown[made.scenario.id] for made in group))
        for group in grouped(plan.scenarios)
    )


def _sized(plan: Plan) -> tuple[str, str]:
    sized = (s.scenario for s in plan.scenarios if plan.sizes and s.scenario.id == plan.sizes.scenario)
    return (one.title, basis(one)) if (one := next(sized, None)) else ("", "")


def _decides(unlock: Unlock) -> bool:
    return max(unlock.value, unlock.alone, unlock.last) >= 1


def _unlocks(plan: Plan, names: Names) -> UnlocksView:
    facts = tuple(
        FactBar(names.facts[u.fact].title, u.value, u.margin, u.alone, u.last) for u in plan.unlocks if _decides(u)
    )
    idle = tuple(names.facts[u.fact].title for u in plan.unlocks if not _decides(u))
    return UnlocksView(
        FactBars("What each open fact is worth in firm personnel", facts), idle, any(u.margin for u in plan.unlocks)
    )
