"""What changed between two planning runs: as text, as JSON, and as a page."""

from __future__ import annotations

import json
import math
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from truceline.generation.comparison import Comparison, Ends, LineChange, ScenarioChange
from truceline.generation.differences import LISTED, Difference
from truceline.render.html import page
from truceline.render.sections.ranges import TITLES, between
from truceline.views.wording import count, plural, share

TOTALS = {
    "firm": "firm personnel",
    "attainable": "attainable personnel",
    "deployed": "deployed at the peak",
    "pool": "pool",
    "fill": "filled of the people asked for",
    "critical_fill": "filled of critical lines, on average",
    "line_km": "line, km",
    "seen_day": "seen by day",
    "seen_night": "seen by night",
    "likely_seen_day": "of what is watched as likely seen as not, by day",
    "likely_seen_night": "of what is watched as likely seen as not, by night",
    "median_minutes": "half of what is watched reached within, min",
    "p90_minutes": "nine tenths of what is watched reached within, min",
    "posts": "posts",
    "bases": "bases of reaction forces",
    "orbits": "orbits kept up",
}
"""The totals of a scenario in words, in the order in which they are shown."""

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

_SHARES = ("fill", "critical_fill", "seen_day", "seen_night", "likely_seen_day", "likely_seen_night")
_UNCOUNTED = ("line_km", "median_minutes", "p90_minutes", "orbits")
_WIDTH = 80
_SHOWN = 8
"""How many values of one room the text lists."""
_SUMMED_UP = ("coalition", "generation", "concepts", "sizes", "sources")
"""Rooms of which the text, where many values differ, says only where: totals, force and lines say the rest."""
_NAMED = ("contradictions", "sources", "inputs")
"""Rooms whose parts are told by their names where they are new or gone."""
_FEW = 3
_STANDING = {"posts": "posts", "bases": "reaction forces"}


@dataclass(frozen=True, slots=True)
class Room:
    """The values of one room that differ."""

    name: str
    title: str
    values: tuple[Difference, ...]


def rooms(values: Iterable[Difference]) -> tuple[Room, ...]:
    """Group values that differ by the room that they stand in, the most important first."""
    found: dict[str, list[Difference]] = defaultdict(list)
    for each in values:
        room, *inside = each.path
        named = room in _NAMED and not (each.before and each.after)
        said = [LISTED if text and named else text for text in (each.before, each.after)]
        found[room].append(Difference(tuple(inside), *said))
    order = list(ROOMS)
    last = order.index("statements")
    names = sorted(found, key=lambda name: (order.index(name) if name in ROOMS else last, name))
    return tuple(Room(name, ROOMS.get(name, _words((name,)).capitalize()), tuple(found[name])) for name in names)


def value_words(value: Difference) -> str:
    """Write a value that differs: where it stands, and what it was and is."""
    if LISTED in (value.before, value.after):
        where = f"{_words(value.path[:-1])}: " if value.path[1:] else ""
        return f"{where}{value.path[-1]} {'is new' if value.after else 'is gone'}"
    where = f"{_words(value.path)}: " if value.path else ""
    return f"{where}{value.before or 'new'} -> {value.after or 'gone'}"


def replaced(found: Comparison) -> tuple[str, ...]:
    """Say how many pledges are replaced, new, gone or changed."""
    renewed = sum(" replaced by " in c.what for c in found.pledges)
    new = sum(not c.before for c in found.pledges)
    gone = sum(not c.after for c in found.pledges)
    changed = len(found.pledges) - renewed - new - gone
    numbers = ((renewed, "replaced"), (new, "new"), (gone, "gone"), (changed, "changed"))
    return tuple(f"{n} {word}" for n, word in numbers if n)


def _words(path: tuple[str, ...]) -> str:
    return ", ".join(name if " " in name else name.replace("_", " ") for name in path)


def comparison_document(found: Comparison) -> str:
    """Write the comparison as one JSON document."""
    document = asdict(found) | {"as_of": [day.isoformat() for day in found.as_of]}
    return json.dumps(document, indent=2, ensure_ascii=False, default=list) + "\n"


def comparison_html(found: Comparison) -> str:
    """Write the comparison as one self-contained page."""
    return page(
        "comparison.html.j2",
        styles=("brief.css", "generation.css"),
        found=found,
        totals=TOTALS,
        written=written,
        rooms=rooms,
        value_words=value_words,
        replaced=replaced(found),
        headlines=TITLES,
        ends_written=ends_written,
    )


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


def comparison_summary(found: Comparison) -> str:
    """Write the comparison as text: scenario by scenario, then pledges, then the record, then all else by room."""
    before, after = found.as_of
    head = f"{' and '.join(dict.fromkeys(found.cases))}: from {before.isoformat()} to {after.isoformat()}"
    lines = [head, "=" * len(head), ""]
    if found.empty:
        lines.append("Nothing changed.")
    for scenario in found.scenarios:
        if not scenario.empty:
            lines += [*_scenario(scenario), ""]
    unchanged = [s.scenario for s in found.scenarios if s.empty]
    if unchanged and not found.empty:
        lines += _wrapped(f"Unchanged: {', '.join(unchanged)}", "")
    for words, names in (("New scenarios", found.new_scenarios), ("Scenarios gone", found.gone_scenarios)):
        if names:
            lines += _wrapped(f"{words}: {', '.join(names)}", "")
    lines += [*_pledges(found), *_said(found), *_rooms(found.values, "")]
    return "\n".join(line.replace("\N{NARROW NO-BREAK SPACE}", " ") for line in lines) + "\n"


def _rooms(values: Iterable[Difference], indent: str) -> Iterator[str]:
    for room in rooms(values):
        number = plural(len(room.values), "value")
        if room.name in _SUMMED_UP and len(room.values) > _FEW:
            where = ", ".join(sorted({_words(value.path[:1]) for value in room.values}))
            yield from _wrapped(f"{room.title}: {number} more differ ({where}); --json and --out give all", indent)
            continue
        yield f"{indent}{room.title}: {number} new, gone or changed"
        listed = [*_moved(room), *(value_words(v) for v in room.values if not _stands(v))]
        for words in listed[:_SHOWN]:
            yield from _wrapped(words, f"{indent}  ")
        if len(listed) > _SHOWN:
            yield f"{indent}  and {len(listed) - _SHOWN} more; --json and --out give all"


def _stands(value: Difference) -> bool:
    return len(value.path) == 2 and value.path[0] in _STANDING and not (value.before and value.after)


def _moved(room: Room) -> Iterator[str]:
    # Who stands where, in one line for all that are new and one for all that are gone.
    moved = [value for value in room.values if _stands(value)]
    for kind, words in _STANDING.items():
        for now, there in (("now", "after"), ("no longer", "before")):
            if places := [v.path[1] for v in moved if v.path[0] == kind and getattr(v, there)]:
                yield f"{words} {now} at: {', '.join(places)}"


def _said(found: Comparison) -> Iterator[str]:
    for words, statements in (("new", found.new_statements), ("no longer known", found.gone_statements)):
        if statements:
            yield f"{plural(len(statements), 'statement')} {words}"
            for id_, text in statements:
                yield from _wrapped(f"{id_}  {text}", "  ")


def _pledges(found: Comparison) -> Iterator[str]:
    if found.pledges:
        yield f"Pledges: {', '.join(replaced(found))}"
    for change in found.pledges:
        same = change.before == change.after
        moved = f"as before, {change.after}" if same else f"{change.before or 'new'} -> {change.after or 'gone'}"
        yield from _wrapped(f"{change.what}: {moved}", "  ")
        for why in change.why:
            yield from _wrapped(f"because of {why}", "    ")


def _scenario(made: ScenarioChange) -> Iterator[str]:
    yield f"{made.title} ({made.scenario})"
    yield "-" * min(len(made.title) + len(made.scenario) + 3, _WIDTH)
    moved = {name: (was, now) for name, was, now in made.totals if was != now}
    for total in sorted(moved, key=list(TOTALS).index):
        before, after = (written(total, value) for value in moved[total])
        finer = f" ({moved[total][0]} -> {moved[total][1]})" if before == after else ""
        yield f"  {TOTALS[total]}: {before} -> {after}{finer}"
    for fact in made.facts:
        yield from _wrapped(f"fact {fact.what}: {fact.before or 'unknown'} -> {fact.after or 'unknown'}", "  ")
    for headline, was, now in made.ranges:
        yield f"  range of {TITLES[headline]}: {ends_written(headline, was)} -> {ends_written(headline, now)}"
    for words, changes in (("joins", made.joined), ("leaves", made.left)):
        for change in changes:
            yield from _wrapped(f"{change.what} {words}: {'; '.join(change.why)}", "  ")
    for line in made.lines:
        yield from _line(line)
    yield from _rooms(made.values, "  ")


def _line(line: LineChange) -> Iterator[str]:
    (was_asked, asked), (was, now) = line.required, line.filled
    asks = f" of {count(asked)}" if was_asked == asked else f", asked {count(was_asked)} -> {count(asked)}"
    yield from _wrapped(f"{line.line}: filled {count(was)} -> {count(now)}{asks}", "  ")
    for why in line.why:
        yield from _wrapped(why, "    ")


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)
