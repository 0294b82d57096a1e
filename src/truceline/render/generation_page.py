"""``generation.html``, and the pictures in it: what one scenario can field, what is missing, and why."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from truceline.case import Case
from truceline.coalition.pledges import Ladder, current
from truceline.generation.orbat import Element
from truceline.generation.people import at_peak
from truceline.render.html import page
from truceline.render.orbat import orbat_list
from truceline.render.pictures.arrival import arrival_curve
from truceline.render.pictures.gantt import gantt
from truceline.render.pictures.heatmap import heatmap
from truceline.render.pictures.pools import pool_bars
from truceline.render.sections.alike import counting
from truceline.render.sections.conflict import conflict_months
from truceline.render.sections.contributed import askings, contributed, gantt_blocks
from truceline.render.sections.kept import kept_words, pool_words
from truceline.render.sections.people import critical_lines, where
from truceline.render.sections.requirement import asked, heat_rows
from truceline.render.sections.unfilled import in_words, unfilled
from truceline.results.force import Adds, ForceView
from truceline.results.names import Names, names_of

STAGES = {
    "critical": "unit-months filled on critical lines (more is better)",
    "fill": "unit-months filled on all lines, given the critical ones (more is better)",
    "viable": "months in which lines meet their minimum, given the fill (more is better)",
    "tours": "tours begun, given all that (fewer is better)",
    "burden": "largest share of its pledged people-months that a contributor spends (less is better)",
}
"""The stages of the objective in words."""

STYLES = ("brief.css", "generation.css")
"""The style sheets of the page and its pictures."""


def generation_html(view: ForceView, case: Case, orbat: tuple[Element, ...]) -> str:
    """Write the page: no network, no script; the same view gives the same bytes."""
    names = names_of(case)
    pledges = {p.id: p for p in current(case.pledges, view.as_of, Ladder.FLOATED)}
    titles = {s.id: counting(s) for s in case.scenarios}
    return page(
        "generation.html.j2",
        styles=STYLES,
        view=view,
        case=case,
        names=names,
        pictures=generation_pictures(view, case),
        lines=[(a, [in_words(r, names, pledges) for r in a.fill.reasons]) for a in asked(view.plan, names, "force")],
        unfilled=[(view.concept, unfilled(view.shortfalls, names, pledges, titles))],
        contributed=contributed(view, names),
        askings=askings(view, names),
        adds=[(added_name(a, names), a) for a in view.adds],
        critical=critical_lines(view.fill),
        there=where(at_peak(view.plan, view.places)),
        worth=[w for w in view.worth if w.fill > 0],
        stages=STAGES,
        orbat=orbat_list(orbat, names),
        kept=kept_words(view.plan),
        pools=pool_words(view.pools, names),
        conflict_months=conflict_months(view.conflict) if view.conflict else "",
    )


def generation_pictures(view: ForceView, case: Case) -> Mapping[str, Markup]:
    """Draw every picture, by its file name without the ending; the arrival curve only where the case states a lift."""
    names, title = names_of(case), view.standing.scenario.title
    lines, months = asked(view.plan, names, "force"), view.plan.filled.shape[1]
    rows = heat_rows(view.plan, lines)
    found = {
        "requirement": heatmap(rows, months, f"{title}: requirement by month"),
        "gantt": gantt(gantt_blocks(view, names), months, f"{title}: units and their tours by month"),
        "pool": pool_bars(contributed(view, names), f"{title}: pool against deployed by contributor"),
    }
    if view.arrivals is not None:
        found["arrival"] = arrival_curve(view.arrivals.people.tolist(), f"{title}: people in place by day")
    return found


def added_name(adds: Adds, names: Names) -> str:
    """Name the contributor or the fact that adds."""
    return names.actor(adds.id) if adds.kind == "contributor" else names.facts[adds.id].title
