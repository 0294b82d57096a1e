"""A replay as text, as a page, as one JSON document and as CSV, one row per incident and scenario."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from truceline.case import Case
from truceline.exercise.attributable import Attributable
from truceline.exercise.replay import Replay
from truceline.render.exercise_page import STYLES
from truceline.render.html import page
from truceline.results.names import names_of
from truceline.results.plan import Plan
from truceline.views.wording import count, minutes, plural, share

WIDTH = 80
"""Columns of the summary."""
RULE = (
    "Attributable: seen, and the side of origin could be told; the latter for the share attribution_share of what is "
    "seen, by whomever (stated in exercise.yaml; the simulation uses it in the same way)."
)
"""By what rule an incident counts as attributable."""
CENSUS = "Reports are no census: what nobody reported is not in here."
"""What no replay holds."""


def replay_json(found: Mapping[str, Replay], case: Case) -> str:
    """Write what each scenario's force would have seen and reached as one JSON document."""
    document = {
        "case": case.id,
        "scenarios": {name: _scenario(each) for name, each in found.items()},
        "attribution": RULE,
        "note": CENSUS,
    }
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def replay_csv(found: Mapping[str, Replay]) -> str:
    """Write one row per scenario and incident, named by its best placed report."""
    lines = ["scenario,incident,reports,lon,lat,night_share,sector,chance_seen,chance_attributable,response_minutes"]
    for name, each in found.items():
        past = each.past
        for n in range(len(past)):
            way = f"{each.minutes[n]:.0f}" if math.isfinite(each.minutes[n]) else ""
            place = f"{past.lon[n]:.5f},{past.lat[n]:.5f},{past.night[n]:.2f}"
            sector = past.sectors[int(past.sector[n])]
            chances = f"{each.chance[n]:.3f},{each.traced[1, n]:.3f}"
            lines.append(f"{name},{past.id[n]},{past.reports[n]},{place},{sector},{chances},{way}")
    return "\n".join(lines) + "\n"


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


def _scenario(each: Replay) -> dict[str, object]:
    return {
        "incidents": len(each.past),
        "reports": int(each.past.reports.sum()),
        "seen": round(each.seen, 3),
        "attributable": _attributable(each.attributable),
        "sectors": list(_sectors(each)),
        "contributors": [
            {
                "contributor": c.contributor,
                "posts": c.posts,
                "seen": round(c.seen, 3),
                "alone": round(c.alone, 3),
                "attributable": _attributable(c.attributable),
            }
            for c in each.contributors
        ],
        "would_have_seen_more": [{"what": c.what, "incidents": round(c.incidents, 3)} for c in each.catches],
    }


def _sectors(each: Replay) -> Iterator[dict[str, object]]:
    for s in each.sectors:
        way = None if s.median_minutes is None else round(s.median_minutes, 1)
        yield {
            "sector": s.sector,
            "incidents": s.incidents,
            "seen": round(s.seen, 3),
            "in_time": s.in_time,
            "median_minutes": way,
            "attributable": _attributable(s.attributable),
        }


def _attributable(found: Attributable) -> dict[str, float]:
    return {name: round(value, 3) for name, value in asdict(found).items()}
