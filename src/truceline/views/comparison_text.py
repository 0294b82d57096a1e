"""What the summary of a comparison says: scenario by scenario, then pledges, the record, and all else by room."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from truceline.generation.comparison import Comparison, LineChange, ScenarioChange
from truceline.generation.differences import DocumentDifference
from truceline.views.comparison import (
    TOTALS,
    Room,
    ends_written,
    path_words,
    replaced,
    rooms,
    shared_reasons,
    value_words,
    written,
)
from truceline.views.ranges import TITLES
from truceline.views.text import EMPTY, TextLine, whole
from truceline.views.wording import count, plural

_SHOWN = 8
"""How many values of one room the text lists."""
_SUMMED_UP = ("coalition", "generation", "concepts", "sizes", "sources")
"""Rooms of which the text, where many values differ, says only where: totals, force and lines say the rest."""
_FEW = 3
_STANDING = {"posts": "posts", "bases": "reaction forces"}
_RULE = 80


def comparison_lines(comparison: Comparison) -> Iterator[TextLine]:
    """Say what changed: scenario by scenario, then pledges, then the record, then all else by room."""
    before, after = comparison.as_of
    head = f"{' and '.join(dict.fromkeys(comparison.cases))}: from {before.isoformat()} to {after.isoformat()}"
    yield whole(head)
    yield whole("=" * len(head))
    yield EMPTY
    if comparison.empty:
        yield whole("Nothing changed.")
    for scenario in comparison.scenarios:
        if not scenario.empty:
            yield from _scenario(scenario)
            yield EMPTY
    yield from _which(comparison)
    yield from _pledges(comparison)
    yield from _statements(comparison)
    yield from _rooms(comparison.values, 0)


def _which(comparison: Comparison) -> Iterator[TextLine]:
    unchanged = tuple(s.scenario for s in comparison.scenarios if s.empty and not comparison.empty)
    listed = (
        ("Unchanged", unchanged),
        ("New scenarios", comparison.new_scenarios),
        ("Scenarios gone", comparison.gone_scenarios),
    )
    for words, names in listed:
        if names:
            yield TextLine(f"{words}: {', '.join(names)}")


def _rooms(values: Iterable[DocumentDifference], indent: int) -> Iterator[TextLine]:
    for room in rooms(values):
        number = plural(len(room.values), "value")
        if room.name in _SUMMED_UP and len(room.values) > _FEW:
            where = ", ".join(sorted({path_words(value.path[:1]) for value in room.values}))
            yield TextLine(f"{room.title}: {number} more differ ({where}); --json and --out give all", indent)
            continue
        yield whole(f"{room.title}: {number} new, gone or changed", indent)
        listed = [*_moved(room), *(value_words(v) for v in room.values if not _stands(v))]
        for words in listed[:_SHOWN]:
            yield TextLine(words, indent + 2)
        if len(listed) > _SHOWN:
            yield whole(f"and {len(listed) - _SHOWN} more; --json and --out give all", indent + 2)


def _stands(value: DocumentDifference) -> bool:
    return len(value.path) == 2 and value.path[0] in _STANDING and not (value.before and value.after)


def _moved(room: Room) -> Iterator[str]:
    # Who stands where, in one line for all that are new and one for all that are gone.
    moved = [value for value in room.values if _stands(value)]
    for kind, words in _STANDING.items():
        for now, there in (("now", "after"), ("no longer", "before")):
            if places := [v.path[1] for v in moved if v.path[0] == kind and getattr(v, there)]:
                yield f"{words} {now} at: {', '.join(places)}"


def _statements(comparison: Comparison) -> Iterator[TextLine]:
    for words, statements in (("new", comparison.new_statements), ("no longer known", comparison.gone_statements)):
        if statements:
            yield whole(f"{plural(len(statements), 'statement')} {words}")
            for id_, text in statements:
                yield TextLine(f"{id_}  {text}", 2)


def _pledges(comparison: Comparison) -> Iterator[TextLine]:
    if comparison.pledges:
        yield whole(f"Pledges: {', '.join(replaced(comparison))}")
    for change in comparison.pledges:
        same = change.before == change.after
        moved = f"as before, {change.after}" if same else f"{change.before or 'new'} -> {change.after or 'gone'}"
        yield TextLine(f"{change.what}: {moved}", 2)
        for why in change.why:
            yield TextLine(f"because of {why}", 4)


def _scenario(made: ScenarioChange) -> Iterator[TextLine]:
    title = f"{made.title} ({made.scenario})"
    yield whole(title)
    yield whole("-" * min(len(title), _RULE))
    yield from _totals(made)
    for fact in made.facts:
        yield TextLine(f"fact {fact.what}: {fact.before or 'unknown'} -> {fact.after or 'unknown'}", 2)
    for headline, was, now in made.ranges:
        yield whole(f"range of {TITLES[headline]}: {ends_written(headline, was)} -> {ends_written(headline, now)}", 2)
    for words, changes in (("joins", made.joined), ("leaves", made.left)):
        for change in changes:
            yield TextLine(f"{change.what} {words}: {'; '.join(change.why)}", 2)
    alike = shared_reasons(made)
    for line in made.lines:
        yield from _line(line, alike)
    for why, lines in alike.items():
        yield TextLine(f"{', '.join(lines)}, alike: {why}", 2)
    yield from _rooms(made.values, 2)


def _totals(change: ScenarioChange) -> Iterator[TextLine]:
    moved = {name: (was, now) for name, was, now in change.totals if was != now}
    for total in sorted(moved, key=list(TOTALS).index):
        before, after = (written(total, value) for value in moved[total])
        finer = f" ({moved[total][0]} -> {moved[total][1]})" if before == after else ""
        yield whole(f"{TOTALS[total]}: {before} -> {after}{finer}", 2)


def _line(line: LineChange, alike: Container[str]) -> Iterator[TextLine]:
    (was_asked, asked), (was, now) = line.required, line.filled
    asks = f" of {count(asked)}" if was_asked == asked else f", asked {count(was_asked)} -> {count(asked)}"
    yield TextLine(f"{line.line}: filled {count(was)} -> {count(now)}{asks}", 2)
    for why in line.why:
        if why not in alike:
            yield TextLine(why, 4)
