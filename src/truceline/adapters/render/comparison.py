"""What changed between two planning runs: as text, as JSON, and as a page."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterator
from dataclasses import asdict

from truceline.adapters.render.html import page
from truceline.adapters.render.sections.ranges import TITLES, between
from truceline.adapters.render.wording import count, plural, share
from truceline.generation.comparison import Change, Comparison, Ends, LineChange, ScenarioChange

TOTALS = {
    "firm": "firm personnel",
    "attainable": "attainable personnel",
    "fill": "filled of the people asked for",
    "critical_fill": "filled of critical lines, on average",
    "deployed": "deployed at the peak",
    "pool": "pool",
}
"""The totals of a scenario in words."""

_WIDTH = 80


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
        headlines=TITLES,
        ends_written=ends_written,
    )


def written(total: str, value: float) -> str:
    """Write a total: shares as percentages, all else as counts."""
    return share(value) if total in ("fill", "critical_fill") else count(value)


def ends_written(headline: str, ends: Ends) -> str:
    """Write a range as it was recorded."""
    low, high = (math.inf if end is None else end for end in ends)
    return between(headline, (low, high))


def comparison_summary(found: Comparison) -> str:
    """Write the comparison as text: statements, pledges, then scenario by scenario and line by line, each with why."""
    before, after = found.as_of
    head = f"{' and '.join(dict.fromkeys(found.cases))}: from {before.isoformat()} to {after.isoformat()}"
    lines = [head, "=" * len(head), ""]
    if found.empty:
        lines.append("Nothing changed.")
    lines += [*_said(found), *_pledges(found.pledges)]
    for scenario in found.scenarios:
        if not scenario.empty:
            lines += ["", *_scenario(scenario)]
    unchanged = [s.scenario for s in found.scenarios if s.empty]
    if unchanged and not found.empty:
        lines += ["", *_wrapped(f"Unchanged: {', '.join(unchanged)}", "")]
    for words, names in (("New scenarios", found.new_scenarios), ("Scenarios gone", found.gone_scenarios)):
        if names:
            lines += _wrapped(f"{words}: {', '.join(names)}", "")
    return "\n".join(line.replace("\N{NARROW NO-BREAK SPACE}", " ") for line in lines) + "\n"


def _said(found: Comparison) -> Iterator[str]:
    for words, statements in (("new", found.new_statements), ("no longer known", found.gone_statements)):
        if statements:
            yield f"{plural(len(statements), 'statement')} {words}"
            for id_, text in statements:
                yield from _wrapped(f"{id_}  {text}", "  ")


def _pledges(changes: tuple[Change, ...]) -> Iterator[str]:
    if changes:
        yield f"{plural(len(changes), 'pledge')} new, gone or changed"
    for change in changes:
        same = change.before == change.after
        moved = f"as before, {change.after}" if same else f"{change.before or 'new'} -> {change.after or 'gone'}"
        yield from _wrapped(f"{change.what}: {moved}", "  ")
        for why in change.why:
            yield from _wrapped(f"because of {why}", "    ")


def _scenario(made: ScenarioChange) -> Iterator[str]:
    yield f"{made.title} ({made.scenario})"
    yield "-" * min(len(made.title) + len(made.scenario) + 3, _WIDTH)
    for fact in made.facts:
        yield from _wrapped(f"fact {fact.what}: {fact.before or 'unknown'} -> {fact.after or 'unknown'}", "  ")
    for total, before, after in made.totals:
        if before != after:
            yield f"  {TOTALS[total]}: {written(total, before)} -> {written(total, after)}"
    for headline, was, now in made.ranges:
        yield f"  range of {TITLES[headline]}: {ends_written(headline, was)} -> {ends_written(headline, now)}"
    for words, changes in (("joins", made.joined), ("leaves", made.left)):
        for change in changes:
            yield from _wrapped(f"{change.what} {words}: {'; '.join(change.why)}", "  ")
    for line in made.lines:
        yield from _line(line)


def _line(line: LineChange) -> Iterator[str]:
    (was_asked, asked), (was, now) = line.required, line.filled
    asks = f" of {count(asked)}" if was_asked == asked else f", asked {count(was_asked)} -> {count(asked)}"
    yield from _wrapped(f"{line.line}: filled {count(was)} -> {count(now)}{asks}", "  ")
    for why in line.why:
        yield from _wrapped(why, "    ")


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False)
