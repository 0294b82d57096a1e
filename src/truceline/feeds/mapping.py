"""Mappings: which columns of a foreign file mean what, and the feed that reads any CSV, GeoJSON or KML by one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from truceline.feeds.codes import NativeCode
from truceline.feeds.feed import Feed, Fields
from truceline.feeds.instants import DAY
from truceline.feeds.json_xml import geojson_rows, kml_rows
from truceline.feeds.sheet import Sheet
from truceline.formats.cells import known_zones
from truceline.formats.faults import Faults, shown
from truceline.formats.rows import FeedColumns, csv_rows
from truceline.formats.shape import Shape, fit
from truceline.formats.texts import read_text
from truceline.formats.yaml_tree import bundled_yaml, read_yaml

FORMATS = {"csv": csv_rows, "geojson": geojson_rows, "kml": kml_rows}
"""How the rows of each format come out of a file, whose columns a mapping may name."""

PARTS = (
    "id", "time", "time_end", "date_only", "lat", "lon", "radius_m", "precision", "act", "weapon", "target", "source",
    "label", "text", "reporter",
)  # fmt: skip
"""What a mapping can find in a row."""

_PLACED = ("time", "lat", "lon", "act")
_NEEDED = {"report": _PLACED, "context": _PLACED, "claim": ("time", "act", "source")}
_OWN = ("time", "lat", "lon")  # every row must say these itself
Part = Literal[
    "id", "time", "time_end", "date_only", "lat", "lon", "radius_m", "precision", "act", "weapon", "target", "source",
    "label", "text", "reporter",
]  # fmt: skip

_PLAIN: dict[str, Any] = {"columns": {part: part for part in PARTS if part != "precision"}}
_PLAIN_NEEDED = ("id", "time", "lat", "lon", "radius_m", "act")


_APART = ("id", "reporter")


@cache
def sender_columns() -> frozenset[str]:
    """Return the columns that tell who reported, by bare names."""
    return frozenset(bundled_yaml("truceline.feeds", "senders.yaml")["columns"])


def _bare(name: str) -> str:
    """Return the name of a column without case, group and punctuation."""
    return re.sub(r"[\W_]", "", re.split(r"[/:]", name)[-1]).lower()


def _a_zone(name: str) -> str:
    if name not in known_zones():
        raise ValueError(f"{shown(name)} is no time zone; give a name such as Europe/Kyiv")
    return name


def _is_positive(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None and float(text) > 0


class WordShape(Shape):
    """A native code in the house's words."""

    act: str = ""
    weapon: str = ""
    target: str = ""


class Mapping(Shape):
    """How the columns of a file become reports (or context, or claims).

    ``columns`` names the column for each part, ``constants`` gives a part that is the same for all rows. ``radius_m``
    may come from codes: ``precision`` is then their column and ``radius`` the table, in metres. ``acts`` turns native
    codes into the house's words; ``keep`` lists columns kept as they are, ``details`` adds texts to each row.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: Literal["report", "context", "claim"] = "report"
    zone: Annotated[str, AfterValidator(_a_zone)] | None = None
    time_format: str | None = None
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ","
    columns: dict[Part, str]
    constants: dict[Part, str] = Field(default_factory=dict)
    radius: dict[str, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    acts: dict[str, WordShape] = Field(default_factory=dict)
    keep: tuple[str, ...] = ()
    details: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> Mapping:
        given = {*self.columns, *self.constants}
        lacking = [part for part in _NEEDED[self.kind] if part not in (self.columns if part in _OWN else given)]
        if self.kind != "claim" and not given & {"radius_m", "precision"}:
            lacking.append("radius_m")
        if lacking:
            raise ValueError(f"nothing gives {', '.join(lacking)}; add it to columns or constants")
        if self.kind != "claim" and (senders := self._senders()):
            raise ValueError(f"{', '.join(senders)} tells who reported; map it to reporter, or leave it out")
        if "radius_m" in self.constants and not _is_positive(self.constants["radius_m"]):
            raise ValueError(f"{shown(self.constants['radius_m'])} is not a positive number; give metres for radius_m")
        if ("precision" in given) != bool(self.radius):
            raise ValueError("precision and radius belong together; give both or neither")
        return self

    def _senders(self) -> list[str]:
        shown_ones = [name for part, name in self.columns.items() if part not in _APART]
        return [shown(name) for name in (*shown_ones, *self.keep) if _bare(name) in sender_columns()]

    def columns_of_file(self) -> FeedColumns:
        """Return the columns that the file must have, and those it may have."""
        named = {part: name.lower() for part, name in self.columns.items()}
        required = tuple(dict.fromkeys(named.values()))
        return FeedColumns(
            required, tuple(k for k in map(str.lower, self.keep) if k not in required), None, self.delimiter
        )


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises
    ------
    CaseError
        If anything in it is wrong; all faults are listed.
    """
    faults = Faults()
    found = read_text(path.parent, path.name, faults)
    document = read_yaml(found[0], path.name, faults) if found else None
    mapping = fit(Mapping, document.data, document.place, faults) if document else None
    faults.raise_if_any(str(path))
    assert mapping is not None  # noqa: S101  (a fault would have been raised)
    return mapping


def mapped_feed(form: str, mapping: Mapping | None) -> Feed:
    """Return the feed that a mapping makes of files of a format, one of ``FORMATS``.

    Without a mapping, columns bear the names of the parts they give.
    """
    rows = FORMATS[form]
    if mapping is None:
        plain = Mapping(name=form, **_PLAIN)
        optional = tuple(part for part in plain.columns if part not in _PLAIN_NEEDED)
        return Feed(form, "report", FeedColumns(_PLAIN_NEEDED, optional), lambda sheet: _read(sheet, plain), rows)
    return Feed(mapping.name, mapping.kind, mapping.columns_of_file(), lambda sheet: _read(sheet, mapping), rows)


def _read(sheet: Sheet, mapping: Mapping) -> Fields:
    column = {part: name.lower() for part, name in mapping.columns.items()}
    when = _when(sheet, mapping, column)
    words = {code: NativeCode(**word.model_dump()) for code, word in mapping.acts.items()}
    native = _part(sheet, mapping, "act")
    sheet.refuse(native == "", native.alias(column.get("act", "act")), "is empty", "give a value")
    found = {part: _part(sheet, mapping, part) for part in ("source", "weapon", "target", "label", "reporter")}
    own = {part: pl.select(pl.when(found[part] != "").then(found[part])).to_series() for part in ("weapon", "target")}
    if mapping.kind != "claim":
        found["lat"], found["lon"] = sheet.place(column["lat"], column["lon"])
        found["radius_m"] = _radius(sheet, mapping, column)
    details = [*((k.lower(), sheet.text(k.lower())) for k in mapping.keep)]
    details += [(key, sheet.same(text)) for key, text in mapping.details.items()]
    details += [("text", _part(sheet, mapping, "text"))] if {"text"} & {*mapping.columns, *mapping.constants} else []
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
    """Return the rows' own ids, or, where the mapping names none, ids made of time, place and act."""
    if "id" in column:
        return sheet.text(column["id"], required=True)
    parts = [_part(sheet, mapping, part) for part in ("time", "lat", "lon", "act") if part in column]
    return pl.select(pl.concat_str(parts, separator="/")).to_series()
