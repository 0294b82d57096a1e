"""A planning run as its ``plan.json`` recorded it, for comparing it with another.

What is compared with reasons is taken from its keys one by one; all else stays a tree, so that nothing is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from truceline.generation.comparison import RecordedLine, RecordedPlan, RecordedPledge, RecordedScenario
from truceline.generation.differences import Tree, pruned, tree

Plain = Mapping[str, Any]
Path = tuple[str, ...]

NOT_COMPARED = (
    (("case",), "stands in the head of the comparison"),
    (("as_of",), "stands in the head of the comparison"),
    (("document",), "is that of every plan"),
    (("format",), "says how the plan is written, not what it says"),
)
"""What of a plan is not compared, and why. Besides: a scenario's own concept among its ``concepts`` is its
``generation`` and ``siting`` once more, which are; and which of several like units it is, the number behind ``#``, says
nothing."""

_WITH_REASONS = (
    *(("pledges", "*", key) for key in ("contributor", "capability", "title", "status", "statements", "replaces")),
    ("pledges", "*", "quantity", "likely"),
    ("pledges", "*", "personnel", "likely"),
    ("scenarios", "*", "facts"),
    ("scenarios", "*", "coalition", "force"),
    ("scenarios", "*", "coalition", "personnel"),
    *(("scenarios", "*", "generation", key) for key in ("fill", "critical_fill", "deployed", "pool", "in_country")),
    ("scenarios", "*", "generation", "kept_up", "months"),
    *(("scenarios", "*", "generation", "lines", "*", key) for key in ("line", "required", "filled")),
    *(("scenarios", "*", "siting", key) for key in ("line_km", "covered", "likely_seen", "response_minutes")),
    ("scenarios", "*", "siting", "on_station", "value"),
)
"""What `generation.comparison` compares by itself, with reasons: left out of the values."""

_NOT_IN_FORMAT_1 = (
    *(("sizes", "tried", "*", key) for key in ("factor", "likely_seen", "response_minutes", "median_minutes")),
    ("line", "length_km"),
    ("scenarios", "*", "siting", "orbit_stations"),
    ("scenarios", "*", "concepts", "*", "siting", "orbit_stations"),
    ("exercise",),
)
"""What format 1 did not hold, held under another key or rounded otherwise: not compared where a plan is in it."""


def recorded_plans(before: Plain, after: Plain) -> tuple[RecordedPlan, RecordedPlan]:
    """Read two plans back from their documents, each complete, so that they can be compared.

    Where one of them is in format 1, what that does not hold alike is left out of both.
    """
    left_out = _NOT_IN_FORMAT_1 if 1 in (_format(before), _format(after)) else ()
    return _recorded(before, left_out), _recorded(after, left_out)


def _format(document: Plain) -> int:
    return int(document.get("format", 1))


def _recorded(document: Plain, left_out: tuple[Path, ...]) -> RecordedPlan:
    statements = document["statements"].items()
    return RecordedPlan(
        case=document["case"],
        as_of=date.fromisoformat(document["as_of"]),
        pledges={id_: _pledge(pledge) for id_, pledge in document["pledges"].items()},
        statements={id_: f"{s['speaker']}, {s['said_on']}: {s['summary']}" for id_, s in statements},
        scenarios={id_: _scenario(scenario) for id_, scenario in document["scenarios"].items()},
        values=_values({**document, "unlocks": _unlocks(document)}, left_out),
    )


def _unlocks(document: Plain) -> list[Plain]:
    # Before a worth had a margin it was always exact.
    return [{"margin": 0, **unlock} for unlock in document.get("unlocks", ())]


def _values(document: Plain, left_out: tuple[Path, ...]) -> Tree:
    own = [("scenarios", id_, "concepts", scenario["concept"]) for id_, scenario in document["scenarios"].items()]
    left = pruned(tree(document), [*_WITH_REASONS, *(path for path, _ in NOT_COMPARED), *own, *left_out])
    return left if isinstance(left, Mapping) else {}


def _pledge(pledge: Plain) -> RecordedPledge:
    return RecordedPledge(
        contributor=pledge["contributor"],
        capability=pledge["capability"],
        title=pledge["title"],
        status=pledge["status"] or "",
        quantity=pledge["quantity"]["likely"],
        personnel=pledge["personnel"]["likely"],
        statements=tuple(pledge["statements"]),
        replaces=tuple(pledge.get("replaces", ())),
    )


def _scenario(scenario: Plain) -> RecordedScenario:
    coalition, ranges = scenario["coalition"], scenario.get("ranges") or {}
    return RecordedScenario(
        title=scenario["title"],
        concept=scenario["concept"],
        facts=scenario["facts"],
        force=frozenset(coalition["force"]),
        why_not={id_: tuple(why) for id_, why in coalition["why_not"].items()},
        lines=dict(_lines(scenario["generation"])),
        totals=_totals(scenario),
        ranges={headline: (low, high) for headline, (low, high) in ranges.items()},
    )


def _lines(generation: Plain) -> Iterator[tuple[str, RecordedLine]]:
    served: dict[str, set[str]] = {}
    for tour in generation["tours"]:
        served.setdefault(tour["line"], set()).add(tour["unit"].rpartition("#")[0])
    for line in generation["lines"]:
        pledges = frozenset(served.get(line["line"], ()))
        yield line["line"], RecordedLine(line["required"], line["filled"], tuple(line["reasons"]), pledges)


def _headlines(generation: Plain) -> dict[str, float | None]:
    # As their ranges are called; what an older program wrote lacks some.
    inside, kept = generation.get("in_country", {}), generation.get("kept_up", {})
    known = {"personnel_in_country": (inside, "most"), "in_country_from_month": (inside, "from_month")}
    known |= {"kept_up_months": (kept, "months")}
    return {name: part[key] for name, (part, key) in known.items() if key in part}


def _totals(scenario: Plain) -> dict[str, float | None]:
    people, generation, siting = scenario["coalition"]["personnel"], scenario["generation"], scenario["siting"]
    return {
        **_headlines(generation),
        "firm": people["firm"],
        "attainable": people["attainable"],
        "fill": generation["fill"],
        "critical_fill": generation["critical_fill"],
        "deployed": generation["deployed"],
        "pool": generation["pool"],
        "line_km": siting["line_km"],
        "covered_day": siting["covered"]["day"],
        "covered_night": siting["covered"]["night"],
        "likely_seen_day": siting["likely_seen"]["day"],
        "likely_seen_night": siting["likely_seen"]["night"],
        "response_median_minutes": siting["response_minutes"]["median"],
        "response_p90_minutes": siting["response_minutes"]["p90"],
        "posts": len(siting["posts"]),
        "bases": len(siting["bases"]),
        "orbits": siting["on_station"]["value"],
    }
