"""What changed between two planning runs, put together by the rooms of a plan and in words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from truceline.generation.comparison import Comparison, Ends, ScenarioChange
from truceline.generation.differences import LISTED, DocumentDifference
from truceline.views.ranges import between
from truceline.views.wording import count, share

TOTALS = {
    "personnel_in_country": "people in the country",
    "fill": "filled of the people asked for",
    "covered_day": "seen by day",
    "covered_night": "seen by night",
    "response_median_minutes": "half of what is watched reached within, min",
    "kept_up_months": "kept up, months",
    "in_country_from_month": "month by which they are in the country",
    "firm": "firm personnel",
    "attainable": "attainable personnel",
    "deployed": "deployed at the peak",
    "pool": "pool",
    "critical_fill": "filled of critical lines, on average",
    "line_km": "line, km",
    "likely_seen_day": "of what is watched as likely seen as not, by day",
    "likely_seen_night": "of what is watched as likely seen as not, by night",
    "response_p90_minutes": "nine tenths of what is watched reached within, min",
    "posts": "posts",
    "bases": "bases of reaction forces",
    "orbits": "orbits kept up",
}
"""The totals of a scenario in words, headlines first, in the order in which they are shown."""

ROOMS = {
    "counts": "Who counts",
    "contradictions": "Contradictions",
    "positions": "Positions",
    "pledges": "Pledges: caveats, ranges and other values",
    "assumptions": "Assumptions",
    "unlocks": "What facts are worth",
    "sizes": "Other sizes of force",
    "exercise": "Exercise",
    "statements": "Statements coded otherwise",
    "sources": "Sources",
    "inputs": "Input files",
    "coalition": "Coalition",
    "siting": "Siting",
    "generation": "Generation",
    "concepts": "The same force against other concepts",
}
"""The rooms of a plan in words, the most important first; others come before the sources, under their own name."""

_SHARES = ("fill", "critical_fill", "covered_day", "covered_night", "likely_seen_day", "likely_seen_night")
_UNCOUNTED = ("line_km", "response_median_minutes", "response_p90_minutes", "orbits")
_NAMED = ("contradictions", "sources", "inputs")
"""Rooms whose parts are told by their names where they are new or gone."""


@dataclass(frozen=True, slots=True)
class Room:
    """The values of one room that differ."""

    name: str
    title: str
    values: tuple[DocumentDifference, ...]


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total that differs: what it is likely to be before and after, each with its range; ``way`` is up, down, ""."""

    title: str
    before: str
    range_before: str
    after: str
    range_after: str
    way: str


def total_rows(change: ScenarioChange) -> tuple[TotalRow, ...]:
    """List the totals of a scenario that read otherwise, the headlines first, each likely and as a range."""
    ends = {name: (ends_written(name, was), ends_written(name, now)) for name, was, now in change.ranges}
    found = {name: _row(name, was, now, ends.get(name, ("", ""))) for name, was, now in change.totals}
    ordered = [found[name] for name in TOTALS if name in found]
    return tuple(row for row in ordered if (row.before, row.range_before) != (row.after, row.range_after))


def _row(name: str, was: float | None, now: float | None, ends: tuple[str, str]) -> TotalRow:
    before, after = written(name, was), written(name, now)
    way = "" if was is None or now is None or was == now else "up" if now > was else "down"
    ranges = ["" if end == likely else end for end, likely in zip(ends, (before, after), strict=True)]
    return TotalRow(TOTALS[name], before, ranges[0], after, ranges[1], way if before != after else "")


def shared_reasons(change: ScenarioChange) -> Mapping[str, tuple[str, ...]]:
    """Return the reasons that several lines of a scenario give alike, each with these lines: they are told once."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in change.lines:
        for why in line.why:
            found[why].append(line.line)
    return {why: tuple(lines) for why, lines in found.items() if len(lines) > 1}


def rooms(values: Iterable[DocumentDifference]) -> tuple[Room, ...]:
    """Group values that differ by the room that they stand in, the most important first."""
    found: dict[str, list[DocumentDifference]] = defaultdict(list)
    for each in values:
        room, *inside = each.path
        named = room in _NAMED and not (each.before and each.after)
        said = [LISTED if text and named else text for text in (each.before, each.after)]
        found[room].append(DocumentDifference(tuple(inside), *said))
    order = list(ROOMS)
    last = order.index("statements")
    names = sorted(found, key=lambda name: (order.index(name) if name in ROOMS else last, name))
    return tuple(Room(name, ROOMS.get(name, path_words((name,)).capitalize()), tuple(found[name])) for name in names)


def value_words(value: DocumentDifference) -> str:
    """Write a value that differs: where it stands, and what it was and is."""
    if LISTED in (value.before, value.after):
        where = f"{path_words(value.path[:-1])}: " if value.path[1:] else ""
        return f"{where}{value.path[-1]} {'is new' if value.after else 'is gone'}"
    where = f"{path_words(value.path)}: " if value.path else ""
    return f"{where}{value.before or 'new'} -> {value.after or 'gone'}"


def replaced(comparison: Comparison) -> tuple[str, ...]:
    """Say how many pledges are replaced, new, gone or changed."""
    renewed = sum(" replaced by " in c.what for c in comparison.pledges)
    new = sum(not c.before for c in comparison.pledges)
    gone = sum(not c.after for c in comparison.pledges)
    changed = len(comparison.pledges) - renewed - new - gone
    numbers = ((renewed, "replaced"), (new, "new"), (gone, "gone"), (changed, "changed"))
    return tuple(f"{n} {word}" for n, word in numbers if n)


def path_words(path: tuple[str, ...]) -> str:
    """Write the place of a value in a document as words."""
    return ", ".join(name if " " in name else name.replace("_", " ") for name in path)


def written(total: str, value: float | None) -> str:
    """Write a total: shares as percentages, lengths, times and orbits as they are, all else as counts."""
    if value is None:
        return "none"
    if total in _UNCOUNTED:
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return share(value) if total in _SHARES else count(value)


def ends_written(headline: str, ends: Ends) -> str:
    """Write a range as it was recorded."""
    low, high = (math.inf if end is None else end for end in ends)
    return between(headline, (low, high))
