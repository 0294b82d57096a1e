"""Read the store: reports as columns, counts and claims as records, and the imports they came with."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import takewhile
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from truceline.errors import SourceError, shown
from truceline.formats.report_columns import coded
from truceline.formats.report_gate import beyond
from truceline.monitoring.received import ReceivedReports
from truceline.monitoring.reports import Reports
from truceline.records.times import instant
from truceline.store.report_tables import ASKED, ReportTables, asked, quoted

_NUMBERS = ("start", "end", "lat", "lon", "radius_m")
_NEWEST = "v.version = h.version"
_FIRST_UNKNOWN = """
coalesce((SELECT min(number) FROM report_imports WHERE session = :session AND at > ?), 9223372036854775807)
"""
_KNOWN = f"""
v.version IN (SELECT max(version) FROM report_versions
              WHERE session = :session AND late = 0 AND import < {_FIRST_UNKNOWN} GROUP BY report)
"""  # noqa: S608  (our words)
"""The newest version known at an instant: imports are known in the order of their numbers, so that a clock that was set
back makes none known before those that came first."""
_FROM = "report_versions AS v CROSS JOIN report_heads AS h WHERE v.session = :session AND h.session = :session"
_DETAILS_NOW = f"""
SELECT v.id, v.feed, v.detail FROM {ASKED} AS asked CROSS JOIN report_heads AS h CROSS JOIN report_versions AS v
WHERE h.session = :session AND h.id = asked.value AND v.session = :session AND {_NEWEST} AND v.withdrawn = 0
"""  # noqa: S608  (our words)
_DETAILS_KNOWN = f"""
SELECT v.id, v.feed, v.detail FROM report_versions AS v
WHERE v.session = :session AND v.id IN {ASKED} AND {_KNOWN} AND v.withdrawn = 0
"""  # noqa: S608  (our words)
_NAMES = ("id", "kind", "source", "act", "weapon", "target")
_NAMED = ("source", "act", "weapon", "target")
_READ = (*_NUMBERS, *_NAMES, "import")
_TYPES = {
    "start": pl.Int64,
    "end": pl.Int64,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "radius_m": pl.Float64,
    "import": pl.Int64,
    "first_import": pl.Int64,
    "report": pl.Int64,
}
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class StoredRow:
    """An aggregate (counts of a region) or a claim of a party, between two instants in seconds since 1970 UTC.

    ``id`` is an own id; ``end`` is None where the window is open; ``detail`` holds the feed's further texts by name.
    ``label`` is whom a claim accuses, and never evidence.
    """

    id: str
    feed: str
    source: str
    start: int
    end: int | None
    act: str
    label: str
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Import:
    """One import: which ``file`` of which ``feed``, when, and how many of its rows were what."""

    number: int
    feed: str
    file: str
    sha256: str
    at: datetime
    rows: int
    new: int
    altered: int
    unchanged: int
    repeated: int
    withdrawn: int
    refused: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    since: datetime | None
    until: datetime | None
    as_known_at: datetime | None
    feeds: Collection[str] | None
    named: Collection[str] = ()


def read_reports(
    tables: ReportTables | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_known_at: datetime | None = None,
    feeds: Collection[str] | None = None,
) -> Reports:
    """Read the reports of a case as linkage takes them; none where it has no store.

    Taken are reports whose interval touches [``since``, ``until``), as they were known at an instant, of some
    ``feeds``; None asks for all, and for what is known now. Ids are our own. Withdrawn reports are left out,
    and of the others the newest version is taken. About six seconds for 1,000,000 reports.

    Raises
    ------
    SourceError
        If the store is damaged, or an instant has no zone.
    """
    return read_received(tables, since=since, until=until, as_known_at=as_known_at, feeds=feeds).reports


def read_received(
    tables: ReportTables | None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_known_at: datetime | None = None,
    feeds: Collection[str] | None = None,
    named: Collection[str] = (),
) -> ReceivedReports:
    """Read the reports of a case with their targets, and when each was first imported; see `read_reports`.

    Reports ``named`` by id are read even where they ended before ``since``. Memory grows with the reports that are
    read, not with the store.
    """
    frame = _frame(tables, _Wanted(since, until, as_known_at, feeds, named))
    told = {name: coded(frame[name]) for name in _NAMED}
    reports = Reports(
        id=_texts(frame["id"]),
        source=told["source"][0],
        act=told["act"][0],
        weapon=told["weapon"][0],
        sources=told["source"][1],
        acts=told["act"][1],
        weapons=told["weapon"][1],
        **{name: frame[name].to_numpy() for name in _NUMBERS},
    )
    context = (frame["kind"] == "context").to_numpy()
    received = frame["received"].to_numpy()
    return ReceivedReports(reports, *told["target"], received, context, received)


def holds_older(tables: ReportTables | None, instant: datetime, *, as_known_at: datetime | None = None) -> bool:
    """Return whether the store of a case holds a report that ended before an instant, of what was known at another."""
    if tables is None:
        return False
    older = "SELECT 1 FROM report_versions WHERE session = :session AND kind = 'report' AND \"end\" < ?"
    values = [instant]
    if as_known_at is not None:
        older, values = f"{older} AND import < {_FIRST_UNKNOWN}", [instant, as_known_at]
    return bool(tables.execute(f"SELECT EXISTS ({older})", *map(_second, values)).fetchone()[0])


def read_rows(
    tables: ReportTables | None,
    kind: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_known_at: datetime | None = None,
    feeds: Collection[str] | None = None,
) -> tuple[StoredRow, ...]:
    """Read the rows of a case that are of no single place: ``aggregate`` or ``claim``.

    An open window is taken to last; see `read_reports` for the rest.
    """
    if tables is None:
        return ()
    columns = quoted(("id", "feed", "source", "start", "end", "act", "label", "detail"), "v")
    query, values = _query(columns, (kind,), _Wanted(since, until, as_known_at, feeds))
    return tuple(_row(*row) for row in tables.execute(f"{query} ORDER BY v.report", *values).fetchall())


def read_details(
    tables: ReportTables | None, ids: Collection[str], *, as_known_at: datetime | None = None
) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Read of reports by id which feed each came from and the feed's further texts, in the newest version of each.

    That is the newest one known at an instant, or now. Ids that the store does not know are left out. Cost grows with
    the ids, and for an instant with the store.
    """
    if tables is None:
        return {}
    values = [] if as_known_at is None else [_second(as_known_at)]
    query = _DETAILS_NOW if as_known_at is None else _DETAILS_KNOWN
    found = tables.execute(query, asked(ids), *values).fetchall()
    return {name: (feed, json.loads(detail)) for name, feed, detail in found}


def read_imports(tables: ReportTables | None, *, as_known_at: datetime | None = None) -> tuple[Import, ...]:
    """Read what was imported into a case, first to last; none from the first that came after an instant."""
    columns = quoted([each.name for each in fields(Import)], "i")
    query = f"SELECT {columns} FROM report_imports AS i WHERE session = :session ORDER BY number"  # noqa: S608  (as above)
    found = [] if tables is None else tables.execute(query).fetchall()
    every = (
        Import(number, feed, file, sha256, instant(at), *counts) for number, feed, file, sha256, at, *counts in found
    )
    return tuple(takewhile(lambda each: as_known_at is None or each.at <= as_known_at, every))


def _row(*values: Any) -> StoredRow:  # noqa: ANN401  (as the table has them)
    return StoredRow(*values[:-1], json.loads(values[-1]))  # type: ignore[call-arg]  # eight of them


def _frame(tables: ReportTables | None, wanted: _Wanted) -> pl.DataFrame:
    """Read reports in the order in which their rows first came, with the instant from which each is known."""
    schema = {name: _TYPES.get(name, pl.String) for name in (*_READ, "first_import", "report")}
    if tables is None:
        return pl.DataFrame(schema={**schema, "received": pl.Int64})
    query, values = _query(f"{quoted(_READ, 'v')}, h.first_import, v.report", ("report", "context"), wanted)
    frame = _sound(tables.frame(query, values, schema).sort("report"))
    imported = pl.col("first_import").replace_strict(_known_from(tables), return_dtype=pl.Int64)
    # A case may be set in the future: nothing is known before it happened.
    return frame.with_columns(received=pl.max_horizontal(imported, "start"))


def _known_from(tables: ReportTables) -> dict[int, int]:
    """Find from when the rows of each import are known: never before those of an earlier one."""
    query = "SELECT number, max(at) OVER (ORDER BY number) FROM report_imports WHERE session = :session"
    return dict(map(tuple, tables.execute(query).fetchall()))


def _sound(rows: pl.DataFrame) -> pl.DataFrame:
    """Check rows by the gate that imports pass: an earlier truceline may have let in what this one does not."""
    problems = [
        f"import {number} {each.values.name} | {shown(str(value))} {each.reason}; "
        f"take it back (truceline import withdraw {number} CASE) and import it again"
        for each in beyond(rows)
        for number, value in zip(rows["import"].filter(each.bad), each.values.filter(each.bad), strict=True)
    ]
    if problems:
        raise SourceError("the store holds what is no report", tuple(problems[:_SHOWN]))
    return rows


def _query(columns: str, kinds: Sequence[str], wanted: _Wanted) -> tuple[str, list[Any]]:
    """Return the statement that selects the newest versions known then, in no order, and its values."""
    tests = ["h.id = v.id", "v.withdrawn = 0", f"v.kind IN ({', '.join('?' * len(kinds))})"]
    values = list[Any](kinds)
    if wanted.as_known_at is None:
        tests.append(_NEWEST)
    else:
        tests.append(_KNOWN)
        values.append(_second(wanted.as_known_at))
    if wanted.since is not None:
        tests.append(f'(v."end" IS NULL OR v."end" >= ? OR v.id IN {ASKED})')
        values += (_second(wanted.since), asked(wanted.named))
    if wanted.until is not None:
        tests.append("v.start < ?")
        values.append(_second(wanted.until))
    if wanted.feeds is not None:
        tests.append(f"v.feed IN {ASKED}")
        values.append(asked(wanted.feeds))
    return f"SELECT {columns} FROM {_FROM} AND {' AND '.join(tests)}", values  # noqa: S608  (our words)


def _second(instant: datetime) -> int:
    if instant.tzinfo is None:
        raise SourceError("the store cannot be asked", (f"{instant} | has no time zone; give an instant with one",))
    return int(instant.timestamp())


def _texts(texts: pl.Series) -> NDArray[np.str_]:
    return np.array(texts.to_list(), dtype=np.str_)
