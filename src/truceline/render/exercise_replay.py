"""A replay as text and as a page."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from truceline.case import Case
from truceline.documents.replay import CENSUS, RULE
from truceline.exercise.attributable import Attributable
from truceline.exercise.replay import Replay
from truceline.render.exercise_page import STYLES
from truceline.render.html import page
from truceline.results.names import names_of
from truceline.results.plan import Plan
from truceline.views.wording import count, minutes, plural, share

WIDTH = 80
"""Columns of the summary."""


def replay_html(found: Mapping[str, Replay], plan: Plan) -> str:
    """Write the page ``replay.html``, self-contained; ``plan`` is the one that was replayed."""
    (exercise,) = plan.case.exercises
    return page(
        "exercise_replay.html.j2",
        styles=STYLES,
        plan=plan,
        case=plan.case,
        found=found,
        past=next(iter(found.values())).past,
        names=names_of(plan.case),
        titles={s.id: s.title for s in plan.case.scenarios},
        sectors={s.id: s.name for s in plan.case.sectors} | {"": "outside all sectors"},
        number=exercise.assumptions["attribution_share"],
        rule=RULE,
        census=CENSUS,
    )


def replay_summary(found: Mapping[str, Replay], case: Case) -> str:
    """Write the summary for the terminal."""
    names, past = names_of(case), next(iter(found.values())).past
    head = f"{plural(int(past.reports.sum()), 'report')} of {plural(len(past), 'incident')} replayed; expected numbers"
    lines = [f"{case.title}: {head}", ""]
    sectors = {sector.id: sector.name for sector in case.sectors} | {"": "outside all sectors"}
    for name, each in found.items():
        lines.append(f"{name}: {count(each.seen)} of {count(len(past))} seen ({share(each.seen / len(past))})")
        lines.append(f"  {_traced(each.attributable)}")
        for s in each.sectors:
            way = "no force comes" if s.median_minutes is None else f"half within {minutes(s.median_minutes)}"
            lines.append(f"  {sectors[s.sector]}: {count(s.seen)} of {count(s.incidents)} seen; {way}")
            lines.append(f"    {_traced(s.attributable)}")
        for c in each.contributors:
            lines.append(f"  {names.actor(c.contributor)}: {_contribution(c.posts, c.seen, c.alone)}")
            lines.append(f"    {_traced(c.attributable)}")
        lines += textwrap.wrap(_missed(each), WIDTH, initial_indent="  ", subsequent_indent="    ")
    lines += ["", *textwrap.wrap(RULE, WIDTH), CENSUS]
    return "\n".join(line.replace("\N{NARROW NO-BREAK SPACE}", " ") for line in lines) + "\n"


def _traced(found: Attributable) -> str:
    spread = f"{count(found.likely)} ({count(found.low)} to {count(found.high)})"
    return f"attributable: {spread}; by day {count(found.by_day)}, by night {count(found.by_night)}"


def _contribution(posts: int, seen: float, alone: float) -> str:
    return f"{plural(posts, 'post')} see {count(seen)}, {count(alone)} of them nobody else"


def _missed(each: Replay) -> str:
    caught = "; ".join(f"{catch.what}: {count(catch.incidents)} more" for catch in each.catches)
    return f"missed {count(len(each.past) - each.seen)}; what would have seen more: {caught}"
