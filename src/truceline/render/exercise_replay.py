"""A replay as text, as a page, as one JSON document and as CSV, one row per incident and scenario."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from truceline.case import Case
from truceline.exercise.attributable import Attributable
from truceline.exercise.replay import Replay
from truceline.render.html import STYLES, page
from truceline.render.terminal import laid_out
from truceline.results.names import names_of
from truceline.results.plan import Plan
from truceline.views.replay import CENSUS, RULE, replay_lines, sector_names


def replay_json(found: Mapping[str, Replay], case: Case) -> str:
    """Write what each scenario's force would have seen and reached as one JSON document."""
    document = {
        "case": case.id,
        "scenarios": {name: _scenario(each) for name, each in found.items()},
        "attribution": RULE,
        "note": CENSUS,
    }
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def replay_summary(found: Mapping[str, Replay], case: Case) -> str:
    """Write the summary for the terminal."""
    return laid_out(replay_lines(found, case))


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
        styles=STYLES["exercise"],
        plan=plan,
        case=plan.case,
        found=found,
        past=next(iter(found.values())).past,
        names=names_of(plan.case),
        titles={s.id: s.title for s in plan.case.scenarios},
        sectors=sector_names(plan.case),
        number=exercise.assumptions["attribution_share"],
        rule=RULE,
        census=CENSUS,
    )


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
