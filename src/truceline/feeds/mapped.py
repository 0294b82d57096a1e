"""The feeds that read any table, GeoJSON or KML as a mapping says."""

from __future__ import annotations

import json
from collections.abc import Mapping as Named
from typing import Any

import polars as pl

from truceline.feeds.codes import NativeCode
from truceline.feeds.feed import Feed, Fields
from truceline.feeds.instants import DAY
from truceline.feeds.json_xml import geojson_rows, kml_rows
from truceline.feeds.mapping import Mapping, Part
from truceline.feeds.places import places, projected
from truceline.feeds.sheet import ADDED, Sheet
from truceline.feeds.table_rows import table_rows
from truceline.formats.rows import FeedColumns

FORMATS = {"csv": table_rows, "geojson": geojson_rows, "kml": kml_rows}
"""How the rows of each format come out of a file, whose columns a mapping may name."""

_KINDS = {"count": "aggregate"}
_PLAIN_NEEDED = ("id", "time", "lat", "lon", "radius_m", "act")
_PLAIN = (*_PLAIN_NEEDED, "time_end", "date_only", "weapon", "target", "source", "label", "text", "reporter")
_EXPORTED = (
    "sector", "reports", "report_ids", "links", "merged_from", "split_from", "split_into", "status", "verdict",
    "provisions", "missing", "zones", "actor", "confidence", "evidence",
)  # fmt: skip
"""What incidents that Truceline wrote say besides: kept as texts, and judged anew."""
_SPELLINGS = {"start": "time", "end": "time_end"}
_FLAGS = ["", "0", "1", "false", "true", "no", "yes"]
_WRITTEN = {
    "degrees": "write latitude and longitude, such as 48.5, 37.5",
    "mgrs": "write zone, square and an even number of digits, such as 37U DQ 12345 67890",
    "utm": "write zone, letter of the band, easting and northing, such as 37U 412345 5376543",
}


def mapped_feed(form: str, mapping: Mapping | None) -> Feed:
    """Return the feed that a mapping makes of files of a format, one of ``FORMATS``.

    Without a mapping, columns bear the names of the parts they give.
    """
    rows = FORMATS[form]
    if mapping is None:
        named: dict[Any, Any] = {part: part for part in _PLAIN}
        plain = Mapping(name=form, columns=named)
        columns = FeedColumns(_PLAIN_NEEDED, (*_PLAIN[len(_PLAIN_NEEDED) :], *_EXPORTED), _SPELLINGS)
        return Feed(form, "report", columns, lambda sheet: _read_plain(sheet, plain), rows)
    kind = _KINDS.get(mapping.kind, mapping.kind)
    return Feed(mapping.name, kind, mapping.columns_of_file(), lambda sheet: _read(sheet, mapping), rows)


def _read_plain(sheet: Sheet, plain: Mapping) -> Fields:
    """Read rows whose columns bear the names of parts, and what incidents that Truceline wrote say besides."""
    found = {name: sheet.text(name) for name in _EXPORTED}
    said = [name for name, texts in found.items() if (texts != "").any()]
    if not said:
        return _read(sheet, plain)
    rows = zip(*(found[name] for name in said), strict=True)
    told = [{name: text for name, text in zip(said, row, strict=True) if text} for row in rows]
    details = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in told]
    return {**_read(sheet, plain), "detail": pl.Series(details, dtype=pl.String)}


def _read(sheet: Sheet, mapping: Mapping) -> Fields:
    parts = {part: _part(sheet, mapping, part) for part in ("act", "source", "weapon", "target", "label", "reporter")}
    when = _when(sheet, mapping)
    placed = {} if mapping.kind in ("claim", "count") else _place(sheet, mapping)
    if mapping.kind != "count":
        sheet.refuse(parts["act"] == "", parts["act"], "is empty", "give a value")
    details = [(name, sheet.count(column.lower())) for name, column in mapping.counts.items()]
    details += [(name.lower(), sheet.text(name.lower())) for name in mapping.keep]
    details += [(name, sheet.same(text)) for name, text in mapping.details.items()]
    details += [("text", _part(sheet, mapping, "text"))] if "text" in {*mapping.columns, *mapping.constants} else []
    return {
        **placed,
        **_words(sheet, mapping, parts),
        "native_id": sheet.code(mapping.named("id")[0], required=True) if "id" in mapping.columns else sheet.keys(),
        "source": parts["source"].replace("", mapping.name),
        "label": parts["label"],
        "reporter": parts["reporter"],
        "start": when["start"],
        "end": when["end"],
        "detail": sheet.json(details),
    }


def _part(sheet: Sheet, mapping: Mapping, part: Part) -> pl.Series:
    """Return the texts of a part: its columns joined, where these are empty its constant."""
    constant = mapping.constants.get(part, "")
    if part not in mapping.columns:
        return sheet.same(constant).alias(part)
    found = sheet.joined(mapping.named(part))
    return found.replace("", constant) if constant else found


def _words(sheet: Sheet, mapping: Mapping, parts: Named[str, pl.Series]) -> Fields:
    """Return act, weapon and target: by the table of acts, what a row says itself first."""
    table = {code: NativeCode(**word.model_dump()) for code, word in mapping.acts.items()}
    native = _most_telling(parts["act"], [*table])
    own = {part: pl.select(pl.when(parts[part] != "").then(parts[part])).to_series() for part in ("weapon", "target")}
    return {
        "act": sheet.words(native, table, "act") if table else native,
        **{
            part: pl.select(pl.coalesce(own[part], sheet.words(native, table, part))).to_series()
            for part in ("weapon", "target")
        },
    }


def _most_telling(texts: pl.Series, order: list[str]) -> pl.Series:
    """Of cells that hold several codes, as where more than one may be chosen, return the first of ``order``.

    Such a cell is no code itself, and all of its words are.
    """
    if not order:
        return texts
    whole = texts.str.replace(ADDED, "${1}")
    texts = pl.select(pl.when(whole.is_in(order)).then(whole).otherwise(texts).alias(texts.name)).to_series()
    words = texts.str.split(" ")
    several = ~texts.is_in(order) & (words.list.len() > 1) & (words.list.set_difference(order).list.len() == 0)
    first = [pl.when(several & words.list.contains(code)).then(pl.lit(code)) for code in order]
    return pl.select(pl.coalesce(*first, texts)).to_series().alias(texts.name)


def _when(sheet: Sheet, mapping: Mapping) -> pl.DataFrame:
    """Read the interval: a time, a span, or the day of a time that is marked as a date only."""
    begun, ended = _part(sheet, mapping, "time"), _part(sheet, mapping, "time_end")
    first = sheet.times(begun, mapping.zone, mapping.time_format)
    last = sheet.times(ended, mapping.zone, mapping.time_format, required=False)
    sheet.refuse(last["end"] < first["start"], ended, "comes before the start", "exchange the two")
    flag = _part(sheet, mapping, "date_only").str.to_lowercase()
    sheet.refuse(~flag.is_in(_FLAGS), flag, "is neither 0 nor 1", "write 0 or 1")
    day = flag.is_in(["1", "true", "yes"])
    midnight = first["start"] - first["local"] % DAY
    end = pl.coalesce(last["end"], first["end"])
    return pl.select(
        start=pl.when(day).then(midnight).otherwise(first["start"]),
        end=pl.when(day).then(pl.max_horizontal(midnight + DAY, end)).otherwise(end),
    )


def _place(sheet: Sheet, mapping: Mapping) -> dict[str, pl.Series]:
    """Read the place and its radius, widened by the square of a grid reference: side / sqrt(12) along each axis."""
    radius = _radius(sheet, mapping)
    if "place" in mapping.columns:
        texts, form = _part(sheet, mapping, "place"), mapping.place_format
        sheet.refuse(texts == "", texts, "is empty", "give a value")
        north, east, side = places(texts, form)
        sheet.refuse(north.is_null(), texts, f"is no place in {form}", _WRITTEN[form])
        lat, lon = sheet.placed(north, east, texts)
        wide = pl.select(pl.when(side > 1).then((radius**2 + side**2 / 12).sqrt()).otherwise(radius)).to_series()
        return {"lat": lat, "lon": lon, "radius_m": wide}
    if "easting" in mapping.columns:
        lat, lon = _projected(sheet, mapping)
    else:
        lat, lon = sheet.place(mapping.named("lat")[0], mapping.named("lon")[0])
    return {"lat": lat, "lon": lon, "radius_m": radius}


def _projected(sheet: Sheet, mapping: Mapping) -> tuple[pl.Series, pl.Series]:
    names = mapping.named("easting")[0], mapping.named("northing")[0]
    for name in names:
        sheet.text(name, required=True)
    easting, northing = (sheet.number(name) for name in names)
    north, east = projected(easting, northing, str(mapping.crs))
    texts = pl.select(pl.format("{}, {}", *(sheet.text(name) for name in names)).alias(", ".join(names))).to_series()
    sheet.refuse(north.is_null(), texts, f"is no place in {mapping.crs}", "give metres in that system")
    return sheet.placed(north, east, texts)


def _radius(sheet: Sheet, mapping: Mapping) -> pl.Series:
    if "precision" in mapping.columns:
        return sheet.codes(mapping.named("precision")[0], mapping.radius)
    constant = float(mapping.constants["radius_m"]) if "radius_m" in mapping.constants else None
    if "radius_m" not in mapping.columns:
        return sheet.same(constant)
    metres, texts = sheet.number(mapping.named("radius_m")[0]), sheet.text(mapping.named("radius_m")[0])
    if constant is not None:  # also for a 0, which forms write where a place was chosen on a map
        return pl.select(pl.when(metres.is_null() | (metres == 0)).then(constant).otherwise(metres)).to_series()
    sheet.refuse(texts == "", texts, "is empty", "give a value")
    remedy = "give its standard deviation, or a constant radius_m for rows that do not know it"
    sheet.refuse(metres <= 0, texts, "is not a positive number of metres", remedy)
    return metres
