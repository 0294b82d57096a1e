"""A chunk of a feed's rows while it is read: texts in, checked columns out, every bad row refused by name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import polars as pl

from truceline.feeds import instants
from truceline.feeds.codes import DaySpan, NativeCode
from truceline.feeds.exchanged import whereabouts
from truceline.feeds.places import plain_degrees
from truceline.feeds.setting import ImportSetting
from truceline.formats.cells import known_zones
from truceline.formats.report_gate import beyond
from truceline.formats.rows import Chunk, Refusal

FIELDS: Mapping[str, type[pl.DataType]] = {
    "line": pl.Int64,
    "native_id": pl.String,
    "source": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "radius_m": pl.Float64,
    "act": pl.String,
    "weapon": pl.String,
    "target": pl.String,
    "label": pl.String,
    "detail": pl.String,
    "reporter": pl.String,
    "apart": pl.String,
    "issued": pl.Int64,
    "gone": pl.Boolean,
}
"""What every feed gives of a row; ``start`` and ``end`` in seconds since 1970 UTC, null where open; ``lat`` and ``lon``
in EPSG:4326 and ``radius_m`` in metres, null where a row is of a region; ``detail`` a JSON object of further texts.

``native_id``, ``reporter`` and ``apart``, a JSON object of texts that a sender wrote, are kept apart. Of a message,
``issued`` is when it was sent, in milliseconds since 1970 UTC, and ``gone`` whether it takes its id back."""

_BLANK: Mapping[str, str | bool] = {
    **dict.fromkeys(("weapon", "target", "label", "reporter"), ""),
    **dict.fromkeys(("detail", "apart"), "{}"),
    "gone": False,
}
_PRIVATE = ("native_id", "reporter", "apart")
_NOT_SHOWN = "(not shown)"

ADDED = r"^(-?\d+)[.]0+$"
"""A whole number that a program has re-saved with a fraction."""
_COMMA, _POINT = r"^[+-]?\d+,\d+$", r"^[+-]?\d+[.]\d+$"
_LISTED = 8
_EXAMPLE = date(2031, 1, 31)
OTHER = "other:"


class Sheet:
    """Rows of a chunk, and which of them are refused: each for the first fault found in it."""

    def __init__(self, chunk: Chunk, setting: ImportSetting, date_order: str | None = None) -> None:
        self.setting = setting
        self.far = 0
        self.doubtful: list[int] = []
        self._date_order = date_order
        self._chunk = chunk
        self._refused: dict[int, Refusal] = {}
        self._taking_back: set[int] = set()

    def __len__(self) -> int:
        return len(self._chunk.lines)

    def has(self, column: str) -> bool:
        """Return whether the file has a column."""
        return column in self._chunk.texts.columns

    def refuse(self, bad: pl.Series, values: pl.Series, reason: str, remedy: str) -> None:
        """Refuse the rows where ``bad`` is true (null is not), naming the value of each."""
        rows = bad.fill_null(value=False).arg_true()
        rows = rows.filter(~rows.is_in(list(self._taking_back)))
        for row, value in zip(rows.to_list(), values.gather(rows).cast(pl.String).to_list(), strict=True):
            self._refused.setdefault(row, Refusal(self._chunk.lines[row], values.name, value or "", reason, remedy))

    def take_back(self, rows: pl.Series) -> pl.Series:
        """Let the rows where ``rows`` is true take their ids back: no more is asked of them from here on."""
        self._taking_back.update(rows.fill_null(value=False).arg_true().to_list())
        return rows

    def text(self, column: str, *, required: bool = False) -> pl.Series:
        """Return a column's texts, empty where the file lacks it."""
        found = self._chunk.texts[column] if self.has(column) else self.same("").alias(column)
        if required:
            self.refuse(found == "", found, "is empty", "give a value")
        return found

    def keys(self) -> pl.Series:
        """Return what each row is known by, where rows have no ids of their own."""
        return pl.Series("native_id", list(self._chunk.keys), dtype=pl.String)

    def code(self, column: str, *, required: bool = False) -> pl.Series:
        """Return a column of codes or ids: a whole number is written without the .0 that a program may have added."""
        return self.text(column, required=required).str.replace(ADDED, "${1}")

    def same(self, value: str | float | None) -> pl.Series:
        """Return one value for every row."""
        return pl.Series([value]).new_from_index(0, len(self))

    def number(self, column: str) -> pl.Series:
        """Read a column of numbers; null where a cell is empty or was refused."""
        texts = self.text(column)
        if self._chunk.decimal == ",":
            self.refuse(texts.str.contains(_POINT), texts, "has a decimal point", "write a comma as the others do")
        commas = self._chunk.decimal == ","
        plain = plain_degrees(texts.str.replace(",", ".", literal=True) if commas else texts)
        numbers = plain.cast(pl.Float64, strict=False)
        bad = (numbers.is_null() | ~numbers.is_finite()) & (texts != "")
        remedy = "write a decimal point, or say that the file has decimal commas"
        self.refuse(bad & texts.str.contains(_COMMA), texts, "has a decimal comma", remedy)
        self.refuse(bad, texts, "is not a number", "write digits with a decimal point")
        return pl.select(pl.when(numbers.is_finite()).then(numbers)).to_series().alias(column)

    def count(self, column: str) -> pl.Series:
        """Check that a column holds whole numbers of 0 or more, or nothing; give its texts."""
        texts = self.code(column)
        self.refuse(~texts.str.contains(r"^\d*$"), texts, "is not a count", "write digits only, such as 12")
        return texts

    def place(self, lat: str, lon: str) -> tuple[pl.Series, pl.Series]:
        """Read latitude and longitude, refusing what is missing, swapped or not on the globe."""
        for column in (lat, lon):
            self.text(column, required=True)
        north, east = self.number(lat), self.number(lon)
        shown = pl.select(pl.format("{}, {}", self.text(lat), self.text(lon)).alias(f"{lat}, {lon}")).to_series()
        return self.placed(north, east, shown)

    def placed(self, north: pl.Series, east: pl.Series, shown: pl.Series) -> tuple[pl.Series, pl.Series]:
        """Check latitudes and longitudes that were read; ``shown`` is how the file writes them."""
        off = (north.abs() > 90) | (east.abs() > 180)
        swapped = off & (north.abs() <= 180) & (east.abs() <= 90)
        if self.setting.middle is not None:
            lies = whereabouts(north, east, self.setting)
            nowhere = (north == 0) & (east == 0) & lies.far
            self.refuse(nowhere, shown, "is where unknown places are put", "find the place, or leave the row out")
            swapped = lies.exchanged
            self.far += int((lies.far & ~swapped & ~nowhere & ~off).sum())
            self.doubtful += [self._chunk.lines[row] for row in lies.doubtful.arg_true()]
        metres = (north.abs() > 360) & (east.abs() > 360)
        remedy = "give degrees (EPSG:4326), or name the system: crs in a mapping or in the GeoJSON"
        self.refuse(metres, shown, "are metres of a map projection, it seems", remedy)
        self.refuse(swapped, shown, "look swapped", "exchange latitude and longitude")
        self.refuse(off, shown, "is not on the globe", "give latitude from -90 to 90 and longitude from -180 to 180")
        return north, east

    def codes(self, column: str, table: Mapping[str, float]) -> pl.Series:
        """Turn codes into numbers by a table; a code that is not in it is refused by name."""
        texts = self.code(column)
        self._known(texts, table)
        return texts.replace_strict(table, default=None, return_dtype=pl.Float64)

    def days(self, column: str, formats: Sequence[str], spans: Mapping[str, DaySpan], code: str = "") -> pl.DataFrame:
        """Read dates as whole days in the case's zone, widened as the table says of each precision ``code``."""
        return self.days_in(self.setting.zone, column, formats, (spans, code))

    def days_in(
        self, zone: str, column: str, formats: Sequence[str], precision: tuple[Mapping[str, DaySpan], str]
    ) -> pl.DataFrame:
        """Read dates as whole days in ``zone``, widened by a table and the column of its codes, '' for none."""
        spans, code = precision
        texts, precisions = self.code(column, required=True), self.code(code)
        read = instants.days(texts, formats), instants.slashed_days(texts, self._date_order)
        dates = instants.sane(pl.select(pl.coalesce(read)).to_series())
        self.refuse(dates.is_null(), texts, "is not a date", f"write it as {_EXAMPLE.strftime(formats[0])}")
        if spans:
            self._known(precisions, spans)
        before, after = (
            precisions.replace_strict(
                list(spans), [getattr(s, side) for s in spans.values()], default=0, return_dtype=pl.Int64
            )
            for side in ("before", "after")
        )
        self._not_later(instants.midnights(dates, zone), texts)
        return instants.day_spans(dates, zone, before, after)

    def joined(self, columns: Sequence[str]) -> pl.Series:
        """Return the texts of columns, one after another with a blank between those that are filled."""
        if len(columns) == 1:
            return self.text(columns[0])
        texts = [self.text(column) for column in columns]
        filled = [pl.when(each != "").then(each) for each in texts]
        both = pl.concat_str(filled, separator=" ", ignore_nulls=True)
        return pl.select(both.alias(" + ".join(columns))).to_series()

    def times(
        self, column: str | pl.Series, zone: str | None, form: str | None = None, *, required: bool = True
    ) -> pl.DataFrame:
        """Read times with an offset, or on the clocks of ``zone``; a date alone is its day there.

        Without a ``form`` they are ISO 8601, or dates such as 03/04/2031 in the file's order, with a clock or without.
        """
        texts = self.text(column) if isinstance(column, str) else column
        if required:
            self.refuse(texts == "", texts, "is empty", "give a value")
        plain, written = (texts, form) if form else instants.slashed_times(texts, self._date_order)
        read = instants.instants(plain, zone, written)
        self.refuse(read["zoneless"], texts, "has no time zone", "end it with Z or an offset such as +02:00")
        remedy = f"write it as {form}" if form else "write it as 2031-01-31T23:59:00Z"
        self.refuse(read["start"].is_null() & (texts != ""), texts, "is not a time", remedy)
        self._not_later(read["start"], texts)
        return read.drop("zoneless")

    def local_times(self, column: str, zones: str) -> pl.DataFrame:
        """Read times on the clocks of the zone that each row names in the column ``zones``; null where empty."""
        texts, named = self.text(column), self.text(zones, required=True)
        known = sorted(known_zones().intersection(named.unique().to_list()))
        self.refuse(~named.is_in(known), named, "is no time zone", "give a name such as Europe/Kyiv")
        none = self.same(None).cast(pl.Int64)
        reads = [(zone, instants.instants(texts, zone)) for zone in known]
        start, end = (
            pl.select(pl.coalesce(none, *(pl.when(named == zone).then(read[side]) for zone, read in reads))).to_series()
            for side in ("start", "end")
        )
        bad = start.is_null() & (texts != "")
        self.refuse(bad, texts, "is not a time", "write it as 2031-01-31T23:59")
        self._not_later(start, texts)
        return pl.DataFrame({"start": start, "end": end})

    def ordered(self, start: pl.Series, end: pl.Series, column: str) -> None:
        """Refuse rows that end before they start."""
        self.refuse(end < start, self.text(column), "comes before the start", "exchange the two")

    def words(self, texts: pl.Series, table: Mapping[str, NativeCode], part: str) -> pl.Series:
        """Turn native codes into the house's words for an act, weapon or target.

        A code that the table lacks is kept as ``other:CODE``, an empty one stays empty.
        """
        known = {code: getattr(word, part) for code, word in table.items()}
        found = texts.replace_strict(known, default=None, return_dtype=pl.String)
        other = pl.when(texts == "").then(pl.lit("")).otherwise(OTHER + pl.lit(texts))
        return pl.select(pl.coalesce(found, other if part == "act" else pl.lit(""))).to_series()

    def detail(self, columns: Sequence[str]) -> pl.Series:
        """Keep columns as they are, as a JSON object for each row."""
        return self.json([(column, self.text(column)) for column in columns])

    def json(self, parts: Sequence[tuple[str, pl.Series]]) -> pl.Series:
        """Put texts by name together, as a JSON object for each row."""
        if not parts:
            return self.same("{}")
        return pl.DataFrame(dict(parts)).to_struct("detail").struct.json_encode()

    def settle(self, found: Mapping[str, pl.Series | pl.Expr]) -> tuple[pl.DataFrame, list[Refusal]]:
        """Put the columns that a feed found together; rows refused come apart, in the order of their lines."""
        columns = {"line": pl.Series(self._chunk.lines, dtype=pl.Int64), **found}
        frame = pl.DataFrame(
            [columns.get(name, self.same(_BLANK.get(name))).cast(kind).alias(name) for name, kind in FIELDS.items()]
        )
        for each in beyond(frame):
            private = each.values.name in _PRIVATE
            values = self.same(_NOT_SHOWN).alias(each.values.name) if private else each.values
            self.refuse(each.bad, values, each.reason, each.remedy)
        refused = [self._refused[row] for row in sorted(self._refused)]
        if refused:
            frame = frame.filter(~pl.Series(range(len(self))).is_in(list(self._refused)))
        return frame, [*self._chunk.refused, *refused]

    def _known(self, texts: pl.Series, table: Collection[str]) -> None:
        listed = ", ".join(repr(code) for code in list(table)[:_LISTED])
        more = ", ..." if len(table) > _LISTED else ""
        self.refuse(~texts.is_in(list(table)), texts, f"is no known {texts.name}", f"known: {listed}{more}")

    def _not_later(self, starts: pl.Series, texts: pl.Series) -> None:
        self.refuse(starts > self.setting.clock, texts, "lies in the future", "check the year, and the clock here")
