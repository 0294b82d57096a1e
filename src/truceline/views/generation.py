"""What the page of one scenario's force says: what it can field, what is missing, and why."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.case import Case
from truceline.coalition.pledges import Ladder, current
from truceline.generation.marginal_value import MarginalValue
from truceline.generation.orbat import Element
from truceline.generation.people import at_peak
from truceline.generation.units import share_of
from truceline.results.contributors import people_by_contributor
from truceline.results.force import Adds, ForceView
from truceline.results.names import Names, names_of
from truceline.views.alike import counting
from truceline.views.conflict import conflict_months
from truceline.views.contributors import Asking, askings, gantt_blocks, pool_bars
from truceline.views.kept_up import kept_words, pool_words
from truceline.views.orbat import orbat_at_peak
from truceline.views.people import critical_lines, where
from truceline.views.pictures.bars import PoolBars
from truceline.views.pictures.charts import Gantt, Heatmap
from truceline.views.pictures.curves import ArrivalCurve
from truceline.views.requirement import Asked, asked, requirement_matrix
from truceline.views.unfilled import Unfilled, in_words, unfilled

STAGES = {
    "critical": "unit-months filled on critical lines (more is better)",
    "fill": "unit-months filled on all lines, given the critical ones (more is better)",
    "viable": "months in which lines meet their minimum, given the fill (more is better)",
    "tours": "tours begun, given all that (fewer is better)",
    "burden": "largest share of its pledged people-months that a contributor spends (less is better)",
}
"""The stages of the objective in words."""


@dataclass(frozen=True, slots=True)
class GenerationPictures:
    """The pictures of a force; ``arrival`` is None where the case states no lift."""

    requirement: Heatmap
    gantt: Gantt
    pool: PoolBars
    arrival: ArrivalCurve | None


@dataclass(frozen=True, slots=True)
class GenerationView:
    """Everything that the page says: ``view`` is the result, the rest its words and pictures by the page's sections.

    ``lines`` have the reasons for their gaps beside them, ``adds`` the names of contributors and facts. ``late`` is how
    many units wait for lift, a part of one counted as that part.
    """

    view: ForceView
    case: Case
    names: Names
    pictures: GenerationPictures
    lines: tuple[tuple[Asked, tuple[str, ...]], ...]
    unfilled: tuple[tuple[str, tuple[Unfilled, ...]], ...]
    askings: tuple[Asking, ...]
    adds: tuple[tuple[str, Adds], ...]
    critical: str
    there: str
    worth: tuple[MarginalValue, ...]
    kept: str
    pools: str
    conflict_months: str
    orbat: tuple[Element, ...]
    late: float


def generation_view(view: ForceView, case: Case) -> GenerationView:
    """Compute everything that the page of a force says."""
    names = names_of(case)
    pledges = {p.id: p for p in current(case.pledges, view.as_of, Ladder.FLOATED)}
    titles = {s.id: counting(s) for s in case.scenarios}
    return GenerationView(
        view=view,
        case=case,
        names=names,
        pictures=generation_pictures(view, names),
        lines=tuple(
            (a, tuple(in_words(r, names, pledges) for r in a.fill.reasons)) for a in asked(view.plan, names, "force")
        ),
        unfilled=((view.concept, unfilled(view.shortfalls, names, pledges, titles)),),
        askings=askings(view, names),
        adds=tuple((added_name(a, names), a) for a in view.adds),
        critical=critical_lines(view.fill),
        there=where(at_peak(view.plan, view.places)),
        worth=tuple(w for w in view.worth if w.fill > 0),
        kept=kept_words(view.plan),
        pools=pool_words(view.pools, names),
        conflict_months=conflict_months(view.conflict) if view.conflict else "",
        orbat=orbat_at_peak(view),
        late=_late(view),
    )


def _late(view: ForceView) -> float:
    late = dict(view.arrivals.late) if view.arrivals is not None else {}
    return sum(share_of(unit) for unit in view.units if unit.id in late)


def generation_pictures(view: ForceView, names: Names) -> GenerationPictures:
    """Return what the pictures of a force show."""
    title, months = view.standing.scenario.title, view.plan.filled.shape[1]
    lines = asked(view.plan, names, "force")
    return GenerationPictures(
        requirement=requirement_matrix(view.plan, lines, f"{title}: requirement by month"),
        gantt=Gantt(f"{title}: units and their tours by month", months, gantt_blocks(view, names)),
        pool=pool_bars(people_by_contributor(view, names), f"{title}: pool against deployed by contributor"),
        arrival=_arrival(view, title),
    )


def _arrival(view: ForceView, title: str) -> ArrivalCurve | None:
    if view.arrivals is None:
        return None
    low, likely, high = (tuple(people) for people in view.arrivals.people.tolist())
    return ArrivalCurve(f"{title}: people in place by day", low, likely, high)


def added_name(adds: Adds, names: Names) -> str:
    """Name the contributor or the fact that adds."""
    return names.actor(adds.id) if adds.kind == "contributor" else names.facts[adds.id].title
