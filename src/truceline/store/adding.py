"""Add the rows of an import to the store: new, altered, unchanged, repeated or withdrawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import polars as pl

from truceline.formats.respelling import same_details
from truceline.formats.rows import Refusal
from truceline.store.report_tables import ASKED, ReportTables, asked, quoted
from truceline.store.tables import CONTENT

COUNTED = ("rows", "new", "altered", "unchanged", "repeated", "withdrawn", "refused")
"""What is counted of an import's rows."""
COLUMNS = ("version", "report", "import", "line", "withdrawn", "late", "issued", "feed", "kind", "id", *CONTENT)

_HEAD = ("report", "version", "first_import", "seen", "issued")
_TYPES: dict[str, type[pl.DataType]] = {
    **dict.fromkeys(("version", "report", "import", "line", "withdrawn", "late", "issued", "start", "end"), pl.Int64),
    **dict.fromkeys(("lat", "lon", "radius_m"), pl.Float64),
}
_ROW = ("version", "line", "id", "issued", "gone", *CONTENT)
_KNOWN = f"""
SELECT h.id, {quoted(_HEAD, "h")}, v.withdrawn, {quoted(CONTENT, "v")}
FROM {ASKED} AS asked CROSS JOIN report_heads AS h CROSS JOIN report_versions AS v
WHERE h.session = :session AND h.id = asked.value AND v.session = :session AND v.version = h.version
"""  # noqa: S608  (names of our own)
_KNOWN_TYPES: dict[str, type[pl.DataType]] = {
    "id": pl.String,
    **{f"{name} now" if name in {"version", "issued"} else name: pl.Int64 for name in (*_HEAD, "withdrawn")},
    **{f"{name} now": _TYPES.get(name, pl.String) for name in CONTENT},
}
_SEE = f"UPDATE report_heads SET seen = ? WHERE session = :session AND id IN {ASKED}"  # noqa: S608  (as above)
_MESSAGES = f"""
SELECT v.withdrawn, {quoted(CONTENT, "v")} FROM report_versions AS v
WHERE session = :session AND report = ? AND issued = ? AND import NOT IN (
    SELECT import FROM report_withdrawals WHERE session = :session
    UNION SELECT number FROM report_withdrawals WHERE session = :session)
"""  # noqa: S608  (as above)
_WITHDRAW = f"""
INSERT INTO report_versions (session, {quoted(COLUMNS)})
SELECT :session, row_number() OVER (ORDER BY v.version) + ?, v.report, ?, v.line, 1, 0, h.issued, v.feed, v.kind, v.id,
       {quoted(CONTENT, "v")}
FROM report_heads AS h JOIN report_versions AS v ON v.session = h.session AND v.version = h.version
WHERE h.session = :session AND h.seen <> ? AND v.feed = ? AND v.withdrawn = 0
"""  # noqa: S608  (as above)
_STAND = """
UPDATE report_heads SET version = v.version FROM report_versions AS v
WHERE v.session = :session AND v.version >= ? AND report_heads.session = :session AND report_heads.id = v.id
"""
_COUNT = """
SELECT count(*) FROM report_heads AS h JOIN report_versions AS v ON v.session = h.session AND v.version = h.version
WHERE h.session = :session AND v.feed = ? AND v.withdrawn = 0
"""

_Content = tuple[object, ...]
_DETAIL = CONTENT.index("detail")  # the last of them


class _Head(NamedTuple):
    # The newest version of a row, what it says, in which import its report first came, and which saw the row last.
    report: int
    version: int
    first_import: int
    seen: int
    issued: int | None
    withdrawn: int
    content: _Content

    def says(self, row: _Row) -> bool:
        """Tell whether a row says the same: one that takes back, that it is taken back."""
        return bool(self.withdrawn) if row.gone else not self.withdrawn and _same(self.content, row.content)

    def is_newer(self, row: _Row) -> bool:
        """Tell whether this is a message that was issued after one that comes now."""
        return self.issued is not None and row.issued is not None and row.issued < self.issued


class _Row(NamedTuple):
    version: int
    line: int
    id: str
    issued: int | None
    gone: bool
    content: _Content


@dataclass
class Adding:
    """One import's way into the store: rows of one ``feed`` and ``kind``, within the transaction of ``tables``.

    ``latest`` is the instant of the latest import before, in seconds since 1970 UTC. Of the chunk added last,
    ``changed`` are the ids that got a new version, and ``taken`` tells of each row whether it was not refused. A
    version's number is that of its row, counted over all that were ever looked at: numbers that are not used are left
    out.
    """

    tables: ReportTables
    feed: str
    kind: str
    counts: Counter[str] = field(default_factory=Counter)
    changed: set[str] = field(default_factory=set)
    taken: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.number = 1 + self._last("number", "report_imports")
        self.latest = self._last("at", "report_imports")
        self._next = 1 + self._last("version", "report_versions")
        self._heads: dict[str, _Head] = {}
        self._versions: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)  # by report

    def add(self, frame: pl.DataFrame) -> list[Refusal]:
        """Add a chunk's rows (columns ``sheet.FIELDS`` and an own ``id``); give those refused.

        Refused is a row whose id was given before in this file with other content. Where rows are messages, ``issued``
        at an instant, it is another version instead: the newest by that instant stands, whatever the order in which
        they come. A message that takes its id back (``gone``) withdraws what is known of it, and is refused where
        nothing is. A row that says the same as an earlier one of its id in this file is counted as repeated.
        """
        self.changed.clear()
        rows = frame.with_columns(version=pl.int_range(self._next, self._next + len(frame), dtype=pl.Int64))
        self._next += len(frame)
        known = self.tables.frame(_KNOWN, [asked(frame["id"].sort().to_list())], _KNOWN_TYPES)
        single = ~(frame["gone"] | frame["id"].is_duplicated())
        if single.all() and known.is_empty():
            self._add_new(rows)
            self.taken = [True] * len(rows)
            return []
        new = single & ~frame["id"].is_in(known["id"].implode())
        same = single & self._say_the_same(rows, known)
        self._add_new(rows.filter(new))
        self._see_all(rows.filter(same)["id"])
        return self._take_each(rows, known, ~(new | same))

    def _say_the_same(self, rows: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
        """Tell which rows say what the store has and came once; of messages, none: they may be newer."""
        both = rows.join(known, on="id", how="left", maintain_order="left")
        alike = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name} now")) for name in CONTENT)
        stands = (pl.col("withdrawn") == 0) & (pl.col("seen") != self.number) & pl.col("issued").is_null()
        return both.select(same=(alike & stands).fill_null(value=False))["same"]

    def _see_all(self, ids: pl.Series) -> None:
        self.counts["unchanged"] += len(ids)
        if len(ids):
            self.tables.execute(_SEE, self.number, asked(ids.to_list()))

    def _take_each(self, rows: pl.DataFrame, known: pl.DataFrame, which: pl.Series) -> list[Refusal]:
        """Take those rows one by one that have to be compared with what came before; give those refused."""
        chosen = rows.filter(which).select(_ROW)
        heads = known.filter(pl.col("id").is_in(chosen["id"].implode())).iter_rows()
        self._heads = {own: _Head._make((*head[:6], tuple(head[6:]))) for own, *head in heads}
        refused = [self._take(_Row._make((*row[:5], tuple(row[5:])))) for row in chosen.iter_rows()]
        self._write()
        self.taken = [True] * len(rows)
        for place, bad in zip(which.arg_true(), refused, strict=True):
            self.taken[place] = bad is None
        return [bad for bad in refused if bad is not None]

    def _add_new(self, rows: pl.DataFrame) -> None:
        """Add rows of which each is the first of its id: all at once, since nothing has to be compared."""
        same: dict[str, int | str] = {"import": self.number, "withdrawn": 0, "late": 0}
        same |= {"feed": self.feed, "kind": self.kind}
        alike = {"report": "version"}
        says = rows.select(name for name in COLUMNS if name not in same.keys() | alike.keys())
        self.tables.append("report_versions", says, alike=alike, **same)
        heads = rows.select("id", "version", "issued").sort("id")  # near one another in the index
        self.tables.append("report_heads", heads, alike=alike, first_import=self.number, seen=self.number)
        self.changed.update(rows["id"].to_list())
        self.counts["new"] += len(rows)

    def _take(self, row: _Row) -> Refusal | None:
        head = self._heads.get(row.id)
        if head is None and row.gone:
            return Refusal(
                row.line, "id", row.id, "is taken back, but no report of it is known", "nothing is left to do"
            )
        again = head is not None and head.seen == self.number
        if head is not None and head.says(row):
            self._see(row, head, "repeated" if again else "unchanged")
        elif row.issued is None and again:
            return _clash(row.line, row.id)
        elif head is not None and head.is_newer(row):
            self._take_late(row, head)
        else:
            self._stand(row, head)
        return None

    def _see(self, row: _Row, head: _Head, counted: str) -> None:
        newer = head.issued if row.issued is None else max(row.issued, head.issued or row.issued)
        self._heads[row.id] = head._replace(seen=self.number, issued=newer)
        self.counts[counted] += 1

    def _stand(self, row: _Row, head: _Head | None) -> None:
        # Make the row the newest version.
        report, first = (head.report, head.first_import) if head else (row.version, self.number)
        content = head.content if head and row.gone else row.content
        self._heads[row.id] = _Head(report, row.version, first, self.number, row.issued, row.gone, content)
        self._append(row, report, content, late=False)
        self.counts["withdrawn" if row.gone else "altered" if head else "new"] += 1

    def _take_late(self, row: _Row, head: _Head) -> None:
        # Keep a message that comes after a newer one as a version, once.
        content = head.content if row.gone else row.content
        self._heads[row.id] = head._replace(seen=self.number)
        if any(
            gone == row.gone and (gone or _same(said, content))
            for gone, said in self._messages(head.report, row.issued)
        ):
            self.counts["unchanged" if head.seen != self.number else "repeated"] += 1
            return
        self._append(row, head.report, content, late=True)
        self.counts["altered"] += 1

    def _append(self, row: _Row, report: int, content: _Content, *, late: bool) -> None:
        numbers = (row.version, report, self.number, row.line, int(row.gone), int(late), row.issued)
        self._versions[report].append((*numbers, self.feed, self.kind, row.id, *content))
        self.changed.add(row.id)

    def _messages(self, report: int, issued: int | None) -> list[tuple[bool, _Content]]:
        """Return the messages of a report that were issued at an instant, without those of imports taken back.

        Each is whether it takes the report back, and what it says.
        """
        stored = self.tables.execute(_MESSAGES, report, issued).fetchall()
        waiting = [(row[4], *row[10:]) for row in self._versions[report] if row[6] == issued]
        return [(bool(gone), tuple(content)) for gone, *content in (*stored, *waiting)]

    def _write(self) -> None:
        """Write what stands of the rows that were looked at one by one."""
        self.tables.append("report_versions", version_rows([row for rows in self._versions.values() for row in rows]))
        self._versions.clear()
        seen = [(own, *head[: len(_HEAD)]) for own, head in sorted(self._heads.items()) if head.seen == self.number]
        self.tables.put("report_heads", head_rows(seen))

    def withdraw(self) -> None:
        """Mark as withdrawn every row of the feed that this import did not see."""
        made = self.tables.execute(_WITHDRAW, self._next - 1, self.number, self.number, self.feed)
        self.counts["withdrawn"] += made.rowcount
        self.tables.execute(_STAND, self._next)

    def known(self) -> int:
        """Count the rows of the feed that are not withdrawn."""
        return int(self.tables.execute(_COUNT, self.feed).fetchone()[0])

    def finish(self, file: str, sha256: str, at: int) -> None:
        """Note the import itself, with its counts; ``at`` is its instant in seconds since 1970 UTC."""
        note_import(self.tables, (self.number, self.feed, file, sha256, at), self.counts)

    def _last(self, column: str, table: str) -> int:
        query = f"SELECT coalesce(max({column}), 0) FROM {table} WHERE session = :session"  # noqa: S608  (our own names)
        return int(self.tables.execute(query).fetchone()[0])


def _same(one: _Content, other: _Content) -> bool:
    """Return whether two rows say the same, also where a number among their details is spelt otherwise."""
    return one[:_DETAIL] == other[:_DETAIL] and same_details(str(one[_DETAIL]), str(other[_DETAIL]))


def version_rows(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Build the columns of new versions from rows in the order of `COLUMNS`."""
    return pl.DataFrame(rows, schema={name: _TYPES.get(name, pl.String) for name in COLUMNS}, orient="row")


def head_rows(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Build the columns of heads from rows of id, report, version, first import, import that saw it last, instant."""
    return pl.DataFrame(rows, schema={"id": pl.String, **dict.fromkeys(_HEAD, pl.Int64)}, orient="row")


def note_import(tables: ReportTables, of: tuple[int, str, str, str, int], counts: Mapping[str, int]) -> None:
    """Note an import (number, feed, file, sha256, instant), with the counts of `COUNTED`; none is 0."""
    values = (*of, *(counts.get(name, 0) for name in COUNTED))
    columns = quoted(("number", "feed", "file", "sha256", "at", *COUNTED))
    marks = ", ".join("?" * len(values))
    tables.execute(f"INSERT INTO report_imports (session, {columns}) VALUES (:session, {marks})", *values)  # noqa: S608


def _clash(line: int, own: str) -> Refusal:
    remedy = "every row needs its own id; the first one is kept"
    return Refusal(line, "id", own, "is given before, with other content", remedy)
