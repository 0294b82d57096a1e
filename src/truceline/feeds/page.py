"""The reference page of the feeds, made from the code tables themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.feeds.catalogue import list_feeds
from truceline.feeds.codes import Codes, DaySpan, NativeCode, Radius, codes_of
from truceline.feeds.mapping import PARTS

_KINDS = {"report": "a report", "context": "context", "aggregate": "an aggregate", "claim": "a claim"}
INTRODUCTION = f"""\
# Feeds

<!-- Made from src/truceline/feeds by `./run docs`; do not edit. -->

What `truceline import FEED FILE CASE` reads, and what each feed's codes mean.
[Import reports](../howto/import-reports.md) says how it is used.

A radius is the standard deviation of a place along each axis, in metres. Each number has a standing: `published` by the
source, `derived` from published figures by the arithmetic shown, `measured` on data, or `assumed` by this project. A
precision code that is not in a table is refused by name. A code of an act that is not in a table is kept as
`other:CODE`, so that nothing is lost and nothing is made up. Acts, weapons and targets are those of
[agreement files](agreement-file.md).

Native ids, names of reporters and what a sender writes are kept apart and shown nowhere: see
[Who reported](../howto/import-reports.md#who-reported).

Rows are reports, context, counts or claims. Context supports an incident that it lies near in place and time, and never
makes one: it is not linked, and counts nowhere. So are the acts that a table names as context, whichever door they come
through (another feed, a mapping, a report file). A mapping may say `kind: context`.

Names of actors in a feed are kept as a label. A label is what a machine guessed or a party said; it is never evidence
of who did it.

## csv, geojson, kml

Any table, point features or placemarks, read as a mapping file says. Without a mapping, columns (properties, extended
data) bear the names of the parts: {", ".join(f"`{part}`" for part in PARTS if part != "precision")}. Only points are
reports. A column that tells who reported (`deviceid`, `username`, `_submitted_by`, `callsign` and the like, whatever
its group) may be mapped to `reporter` or `id`, which are kept apart, and to nothing else. A GeoJSON is read whole, to
64 MiB; larger ones are better given as CSV.
"""


def page() -> str:
    """Build the page, in Markdown."""
    return "".join([INTRODUCTION, *(_section(codes_of(feed.name)) for feed in list_feeds() if not feed.mapped)])


def _section(codes: Codes) -> str:
    lines = [f"\n## {codes.feed}\n", f"{_sentence(codes.title)} Each row is {_KINDS[codes.kind]}. {codes.publisher}.\n"]
    lines += [f"{codes.time}\n", f"{codes.note}\n"]
    lines += [f"What it says in words is `{codes.text}`; bulletins show it.\n"] if codes.text else []
    for title, table in (("place", _radii(codes.radius)), ("time", _spans(codes.days))):
        lines += _table(f"| {title} code | meaning | standing | why |", table)
    lines += _table("| native code | act | weapon | target |", _words({**codes.words, **codes.targets}))
    lines += _table("| act | context, since |", ((_code(act), each.why) for act, each in codes.context.items()))
    lines += _table(
        "| native type | refused, since it is |", ((_code(code), name) for code, name in codes.refused.items())
    )
    return "\n".join(lines)


def _sentence(title: str) -> str:
    return f"{title[0].upper()}{title[1:]}."


def _radii(table: Mapping[str, Radius]) -> Iterator[tuple[str, ...]]:
    for code, entry in table.items():
        yield _code(code), f"{entry.metres:,.0f} m", entry.standing, entry.why


def _spans(table: Mapping[str, DaySpan]) -> Iterator[tuple[str, ...]]:
    for code, entry in table.items():
        yield _code(code), f"{entry.before} days before to {entry.after} after", entry.standing, entry.why


def _words(table: Mapping[str, NativeCode]) -> Iterator[tuple[str, ...]]:
    for code, word in table.items():
        yield _code(code), word.act, word.weapon, word.target


def _table(head: str, rows: Iterator[tuple[str, ...]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    rule = "|" + "---|" * (head.count("|") - 1)
    return [head, rule, *lines, ""] if lines else []


def _code(code: str) -> str:
    return f"`{code}`" if code else "(none)"
