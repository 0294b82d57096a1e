"""``brief.html``: one self-contained page that a minister can read, and every number of which can be followed down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from truceline.render.drawn import drawn, late
from truceline.render.html import page
from truceline.render.pictures.bars import Worth, unlock_bars
from truceline.render.sections import ranges, record
from truceline.render.sections.alike import apart, basis, grouped
from truceline.render.sections.board import board_data, board_facts, waiting_picture
from truceline.render.sections.bottom_line import bottom_line, standing_counts
from truceline.render.sections.force import fallen
from truceline.render.sections.ground import ground, marks
from truceline.render.sections.scenario import ScenarioView, scenario_view
from truceline.render.sections.thirty_seconds import looked_for, thirty_seconds
from truceline.render.sections.unfilled import unfilled_by_concept
from truceline.results.coalition import Unlock
from truceline.results.names import CREDIBILITY, RELIABILITY, Names, names_of
from truceline.results.plan import Plan

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal

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
    ("attainable", "Firm and waiting together."),
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


def brief_html(plan: Plan, rehearsed: Rehearsal | None = None) -> str:
    """Write the brief: one HTML page without any outside resource; the same plan gives the same bytes.

    ``rehearsed`` is an exercise of this plan, shown in a section of its own.
    """
    styles: tuple[str, ...] = ("brief.css",)
    shown = None
    if rehearsed:
        from truceline.render.exercise_page import STYLES, exercise_view  # a plan does without its pictures

        styles, shown = STYLES, exercise_view(rehearsed, plan, level=3)
    return page("brief.html.j2", script="brief.js", styles=styles, e=shown, **_context(plan, names_of(plan.case)))


def _context(plan: Plan, names: Names) -> dict[str, Any]:
    said, held = record.known(plan), record.held(plan)
    shown, marked = ground(plan, names), marks(plan)
    views = [scenario_view(plan, made, names, shown, marked) for made in plan.scenarios]
    counts, contradictions = record.counted(plan, names), record.contradicted(plan, names)
    return {
        "plan": plan,
        "case": plan.case,
        "names": names,
        "views": views,
        "thirty": thirty_seconds(plan, views),
        "looked_for": looked_for(plan, names),
        "grouped_views": _grouped(plan, views),
        "bottom_line": bottom_line(plan, names, views, counts, contradictions),
        "unlock_picture": _unlocks(plan, names),
        "idle_facts": [names.facts[u.fact].title for u in plan.unlocks if not _decides(u)],
        "outdated": late(plan.case, plan.as_of),
        "line_drawn": drawn(plan.case.line, names) if plan.case.has_line else "",
        "board_data": board_data(plan, names),
        "board_facts": board_facts(plan, names),
        "waiting_picture": waiting_picture(plan, names),
        **_sized(plan),
        "map_on_paper": next((view.id for view in views if view.places), ""),
        "driving": frozenset(d.input for made in plan.scenarios if made.ranges for d in made.ranges.drivers),
        **_ranges(plan, names),
        "unfilled": unfilled_by_concept(plan, names),
        "counts": counts,
        "contradictions": [k for k in contradictions if not k.kind.both_can_hold],
        "apparent": [k for k in contradictions if k.kind.both_can_hold],
        "fallen": fallen(plan, names),
        "timeline_picture": record.timeline_picture(plan, names, said, held),
        "meetings": held,
        "by_topic": record.by_topic(said, names),
        "ledger": frozenset(s.id for s in said),
        "assumptions": list(plan.case.assumptions.values()),
        "standing_counts": standing_counts(plan),
        "cited": record.cited(plan, said),
        "standings": STANDINGS,
        "reliabilities": RELIABILITY,
        "credibilities": CREDIBILITY,
        "glossary": GLOSSARY,
    }


def _ranges(plan: Plan, names: Names) -> dict[str, Any]:
    if plan.ranged is None:
        return {}
    scenarios = [(made.scenario.title, made.ranges) for made in plan.scenarios if made.ranges is not None]
    return {
        "ranges_about": list(ranges.about(plan.ranged, plan.case.assumptions)),
        "ranges_driven": [
            (title, ranges.driven(found, plan, names), ranges.other_forces(found, plan.ranged.draws))
            for title, found in scenarios
        ],
        "ranges_compared": ranges.compared(plan.ranged, {s.scenario.id: s.scenario for s in plan.scenarios}),
        "ranges_titles": list(ranges.TITLES.values()),
    }


def _grouped(plan: Plan, views: list[ScenarioView]) -> list[tuple[str, list[ScenarioView]]]:
    shown = {view.made.scenario.id: view for view in views}
    return [
        (apart(group, plan.scenarios[0]), [shown[made.scenario.id] for made in group])
        for group in grouped(plan.scenarios)
    ]


def _sized(plan: Plan) -> dict[str, str]:
    sized = (s.scenario for s in plan.scenarios if plan.sizes and s.scenario.id == plan.sizes.scenario)
    return {"sized_scenario": one.title, "sized_basis": basis(one)} if (one := next(sized, None)) else {}


def _decides(unlock: Unlock) -> bool:
    return max(unlock.value, unlock.alone, unlock.last) >= 1


def _unlocks(plan: Plan, names: Names) -> Markup:
    facts = [Worth(names.facts[u.fact].title, u.value, u.alone, u.last) for u in plan.unlocks if _decides(u)]
    return unlock_bars(facts, "What each open fact is worth in firm personnel")
