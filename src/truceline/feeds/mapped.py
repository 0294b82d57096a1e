"""Feeds that a mapping describes: any CSV, GeoJSON or KML whose columns or properties it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import polars as pl

from truceline.feeds.codes import Word
from truceline.feeds.feed import Feed, Found
from truceline.feeds.instants import DAY
from truceline.feeds.mapping import PARTS, Mapping, Part
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import Chunk, Columns

_PLAIN: dict[str, Any] = {"columns": {part: part for part in PARTS if part != "precision"}}
_PLAIN_NEEDED = ("id", "time", "lat", "lon", "radius_m", "act")


def mapped_feed(name: str, rows: Callable[[BinaryIO, Columns], Iterator[Chunk]], mapping: Mapping | None) -> Feed:
    """Make a feed of a mapping; without one, columns bear the names of the parts they give."""
    if mapping is None:
        plain = Mapping(name=name, **_PLAIN)
        optional = tuple(part for part in plain.columns if part not in _PLAIN_NEEDED)
        return Feed(name, "report", Columns(_PLAIN_NEEDED, optional), lambda sheet: _read(sheet, plain), rows)
    return Feed(mapping.name, mapping.kind, mapping.columns_of_file(), lambda sheet: _read(sheet, mapping), rows)


def _read(sheet: Sheet, mapping: Mapping) -> Found:
    column = {part: name.lower() for part, name in mapping.columns.items()}
    when = _when(sheet, mapping, column)
    words = {code: Word(**word.model_dump()) for code, word in mapping.acts.items()}
    native = _part(sheet, mapping, "act")
    sheet.refuse(native == "", native.alias(column.get("act", "act")), "is empty", "give a value")
    found = {part: _part(sheet, mapping, part) for part in ("source", "weapon", "target", "label", "reporter")}
    own = {part: pl.select(pl.when(found[part] != "").then(found[part])).to_series() for part in ("weapon", "target")}
    if mapping.kind == "report":
        found["lat"], found["lon"] = sheet.place(column["lat"], column["lon"])
        found["radius_m"] = _radius(sheet, mapping, column)
    details = [*((k.lower(), sheet.text(k.lower())) for k in mapping.keep)]
    details += [(key, sheet.same(text)) for key, text in mapping.details.items()]
    return {
        **found,
        "native_id": _ids(sheet, mapping, column),
        "source": found["source"].replace("", mapping.name),
        "start": when["start"],
        "end": when["end"],
        "act": sheet.words(native, words, "act") if words else native,
        **{
            part: pl.select(pl.coalesce(own[part], sheet.words(native, words, part))).to_series()
            for part in ("weapon", "target")
        },
        "detail": sheet.json(details),
    }


def _part(sheet: Sheet, mapping: Mapping, part: Part) -> pl.Series:
    if part in mapping.columns:
        return sheet.text(mapping.columns[part].lower())
    return sheet.same(mapping.constants.get(part, "")).alias(part)


def _when(sheet: Sheet, mapping: Mapping, column: dict[Part, str]) -> pl.DataFrame:
    """Read the interval: a time, a span, or the day of a time that is marked as a date only."""
    first = sheet.times(column["time"], mapping.zone, mapping.time_format)
    last = sheet.times(column.get("time_end", ""), mapping.zone, mapping.time_format, required=False)
    sheet.ordered(first["start"], last["end"], column.get("time_end", ""))
    flag = _part(sheet, mapping, "date_only").str.to_lowercase()
    sheet.refuse(~flag.is_in(["", "0", "1", "false", "true", "no", "yes"]), flag, "is neither 0 nor 1", "write 0 or 1")
    day = flag.is_in(["1", "true", "yes"])
    midnight = first["start"] - first["local"] % DAY
    end = pl.coalesce(last["end"], first["end"])
    return pl.select(
        start=pl.when(day).then(midnight).otherwise(first["start"]),
        end=pl.when(day).then(pl.max_horizontal(midnight + DAY, end)).otherwise(end),
    )


def _radius(sheet: Sheet, mapping: Mapping, column: dict[Part, str]) -> pl.Series:
    if "precision" in column:
        return sheet.codes(column["precision"], mapping.radius)
    if "radius_m" in column:
        sheet.text(column["radius_m"], required=True)
        metres = sheet.number(column["radius_m"])
        texts = sheet.text(column["radius_m"])
        sheet.refuse(metres <= 0, texts, "is not a positive number of metres", "give its standard deviation")
        return metres
    return sheet.same(float(mapping.constants["radius_m"]))


def _ids(sheet: Sheet, mapping: Mapping, column: dict[Part, str]) -> pl.Series:
    """Give the rows' own ids, or, where the mapping names none, ids made of time, place and act."""
    if "id" in column:
        return sheet.text(column["id"], required=True)
    parts = [_part(sheet, mapping, part) for part in ("time", "lat", "lon", "act") if part in column]
    return pl.select(pl.concat_str(parts, separator="/")).to_series()
