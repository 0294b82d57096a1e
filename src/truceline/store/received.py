"""Read the store: reports as columns, counts and claims as records, and the imports they came with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import takewhile
from pathlib import Path
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
from truceline.store.sqlite import reading

_NUMBERS = ("start", "end", "lat", "lon", "radius_m")
_FIRST_IMPORT = "(SELECT import FROM versions AS first WHERE first.version = versions.report)"
"""In which import a row first came: the number of a report is that of its first version."""
_NEWEST = "version = (SELECT h.version FROM heads h WHERE h.id = versions.id)"
_FIRST_UNKNOWN = "ifnull((SELECT min(number) FROM imports WHERE at > ?), 9223372036854775807)"
_KNOWN = f"""
version IN (SELECT max(version) FROM versions
            WHERE NOT late AND import < {_FIRST_UNKNOWN}
            GROUP BY report)
"""  # noqa: S608  (our words)
"""The newest version known at an instant: imports are known in the order of their numbers, so that a clock that was set
back makes none known before those that came first."""
_DETAILS_NOW = """
SELECT v.id, v.feed, v.detail FROM named CROSS JOIN heads h ON h.id = named.id
JOIN versions v ON v.version = h.version WHERE NOT v.withdrawn
"""
_DETAILS_KNOWN = f"""
SELECT id, feed, detail FROM versions WHERE NOT withdrawn AND id IN (SELECT id FROM named) AND {_KNOWN}
"""  # noqa: S608  (our words)
_NAMES = ("id", "kind", "source", "act", "weapon", "target")
_NAMED = ("source", "act", "weapon", "target")
_TYPES = {
    "start": pl.Int64,
    "end": pl.Int64,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "radius_m": pl.Float64,
    "import": pl.Int64,
    "received": pl.Int64,
}
_BLOCK = 100_000
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
    case_folder: Path,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    as_known_at: datetime | None = None,
    feeds: Collection[str] | None = None,
) -> Reports:
    """Read the reports of a case as linkage takes them; none where nothing was imported.

    Taken are reports whose interval touches [``since``, ``until``), as they were known at an instant, of some
    ``feeds``; None asks for all, and for what is known now. Ids are our own. Withdrawn reports are left out,
    and of the others the newest version is taken. About six seconds for 1,000,000 reports.

    Raises
    ------
    SourceError
        If the store is damaged, or an instant has no zone.
    """
    return read_received(case_folder, since=since, until=until, as_known_at=as_known_at, feeds=feeds).reports


def read_received(
    case_folder: Path,
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
    with reading(case_folder) as connection:
        frame = _frame(connection, _Wanted(since, until, as_known_at, feeds, named))
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


def holds_older(case_folder: Path, instant: datetime, *, as_known_at: datetime | None = None) -> bool:
    """Return whether the store of a case holds a report that ended before an instant, of what was known at another."""
    query = "SELECT EXISTS (SELECT 1 FROM versions WHERE kind = 'report' AND end < ?"
    values = [_second(instant)]
    if as_known_at is not None:
        query += f" AND import < {_FIRST_UNKNOWN}"
        values.append(_second(as_known_at))
    with reading(case_folder) as connection:
        return connection is not None and bool(connection.execute(query + ")", values).fetchone()[0])


def read_rows(
    case_folder: Path,
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
    columns = ("id", "feed", "source", "start", "end", "act", "label", "detail")
    with reading(case_folder) as connection:
        wanted = _Wanted(since, until, as_known_at, feeds)
        found = [] if connection is None else _select(connection, columns, (kind,), wanted).fetchall()
    return tuple(_row(*values) for values in found)


def read_details(
    case_folder: Path, ids: Collection[str], *, as_known_at: datetime | None = None
) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Read of reports by id which feed each came from and the feed's further texts, in the newest version of each.

    That is the newest one known at an instant, or now. Ids that the store does not know are left out. Cost grows with
    the ids, and for an instant with the store.
    """
    query, values = _DETAILS_NOW, list[int]()
    if as_known_at is not None:
        query, values = _DETAILS_KNOWN, [_second(as_known_at)]
    with reading(case_folder) as connection:
        if connection is None:
            return {}
        _ask(connection, ids)
        return {name: (feed, json.loads(detail)) for name, feed, detail in connection.execute(query, values)}


def read_imports(case_folder: Path, *, as_known_at: datetime | None = None) -> tuple[Import, ...]:
    """Read what was imported into a case, first to last; none from the first that came after an instant."""
    columns = ", ".join(f"imports.{each.name}" for each in fields(Import))
    query = f"SELECT {columns} FROM imports ORDER BY number"  # noqa: S608  (names of our own)
    with reading(case_folder) as connection:
        found = [] if connection is None else connection.execute(query).fetchall()
    every = (
        Import(number, feed, file, sha256, instant(at), *counts) for number, feed, file, sha256, at, *counts in found
    )
    return tuple(takewhile(lambda each: as_known_at is None or each.at <= as_known_at, every))


def _row(*values: Any) -> StoredRow:  # noqa: ANN401  (as the table has them)
    return StoredRow(*values[:-1], json.loads(values[-1]))  # type: ignore[call-arg]  # eight of them


def _frame(connection: sqlite3.Connection | None, wanted: _Wanted) -> pl.DataFrame:
    columns = (*_NUMBERS, *_NAMES, "import", f"{_FIRST_IMPORT} AS received")
    schema = {name: _TYPES.get(name, pl.String) for name in (*_NUMBERS, *_NAMES, "import", "received")}
    blocks = [pl.DataFrame(schema=schema)]
    if connection is not None:
        cursor = _select(connection, columns, ("report", "context"), wanted)
        while rows := cursor.fetchmany(_BLOCK):
            blocks.append(_sound(pl.DataFrame(rows, schema=schema, orient="row")))
        imported = pl.col("received").replace_strict(_known_from(connection), return_dtype=pl.Int64)
        known_from = pl.max_horizontal(imported, "start")  # a case may be set in the future: nothing is known before
        blocks = [block.with_columns(received=known_from) for block in blocks]
    return pl.concat(blocks, rechunk=True)


def _known_from(connection: sqlite3.Connection) -> dict[int, int]:
    """Find from when the rows of each import are known: never before those of an earlier one."""
    found = connection.execute("SELECT number, max(at) OVER (ORDER BY number) FROM imports")
    return dict(found.fetchall())


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


def _select(
    connection: sqlite3.Connection, columns: Collection[str], kinds: Sequence[str], wanted: _Wanted
) -> sqlite3.Cursor:
    """Select the newest versions known then, in the order in which their rows first came."""
    tests = ["NOT withdrawn", f"kind IN ({', '.join('?' * len(kinds))})"]
    values = list[Any](kinds)
    if wanted.as_known_at is None:
        tests.append(_NEWEST)
    else:
        tests.append(_KNOWN)
        values.append(_second(wanted.as_known_at))
    if wanted.since is not None:
        _ask(connection, wanted.named)
        tests.append("(end IS NULL OR end >= ? OR id IN (SELECT id FROM named))")
        values.append(_second(wanted.since))
    if wanted.until is not None:
        tests.append("start < ?")
        values.append(_second(wanted.until))
    if wanted.feeds is not None:
        tests.append(f"feed IN ({', '.join('?' * len(wanted.feeds))})")
        values += wanted.feeds
    query = f"SELECT {', '.join(columns)} FROM versions WHERE {' AND '.join(tests)} ORDER BY report"  # noqa: S608  (our words)
    return connection.execute(query, values)


def _ask(connection: sqlite3.Connection, named: Collection[str]) -> None:
    connection.execute("CREATE TEMP TABLE named (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.executemany("INSERT OR IGNORE INTO named VALUES (?)", ((each,) for each in named))


def _second(instant: datetime) -> int:
    if instant.tzinfo is None:
        raise SourceError("the store cannot be asked", (f"{instant} | has no time zone; give an instant with one",))
    return int(instant.timestamp())


def _texts(texts: pl.Series) -> NDArray[np.str_]:
    return np.array(texts.to_list(), dtype=np.str_)
