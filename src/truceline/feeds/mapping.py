"""Mappings: which columns of a foreign file mean what."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from truceline.formats.cells import known_zones
from truceline.formats.faults import Faults, shown
from truceline.formats.reference_system import is_projected
from truceline.formats.rows import FeedColumns
from truceline.formats.shape import Shape, fit
from truceline.formats.table_form import DAY_FIRST, ENCODINGS, MONTH_FIRST, TableForm
from truceline.formats.texts import read_text
from truceline.formats.yaml_tree import bundled_yaml, read_yaml

PARTS = (
    "id", "time", "time_end", "date_only", "lat", "lon", "place", "easting", "northing", "radius_m", "precision", "act",
    "weapon", "target", "source", "label", "text", "reporter",
)  # fmt: skip
"""What a mapping can find in a row."""

_NEEDED = {
    "report": ("time", "act"),
    "context": ("time", "act"),
    "claim": ("time", "act", "source"),
    "count": ("time",),
}
_PLACED = ("report", "context")
_OWN = ("time", "lat", "lon", "place", "easting", "northing")  # every row must say these itself
_TIMES: tuple[Part, ...] = ("time", "time_end")
Part = Literal[
    "id", "time", "time_end", "date_only", "lat", "lon", "place", "easting", "northing", "radius_m", "precision", "act",
    "weapon", "target", "source", "label", "text", "reporter",
]  # fmt: skip

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


def _an_encoding(name: str) -> str:
    if name not in ENCODINGS:
        raise ValueError(f"{shown(name)} is not known; give one of {', '.join(ENCODINGS)}")
    return name


def _names(column: object) -> object:
    """Return the names of the columns that give a part: one, or several to be joined; or numbers."""
    several = column if isinstance(column, list | tuple) and column else [column]
    return tuple(str(each) if isinstance(each, int) and not isinstance(each, bool) else each for each in several)


def _a_system(name: str) -> str:
    if not is_projected(name):
        raise ValueError(f"{shown(name)} is no system in metres; give a code such as EPSG:32637")
    return name


def _is_positive(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None and float(text) > 0


class WordShape(Shape):
    """A native code in the house's words."""

    act: str = ""
    weapon: str = ""
    target: str = ""


class Mapping(Shape):
    """How the columns of a file become reports (or context, claims, or counts).

    ``columns`` names the column for each part, or several to be joined by a blank; ``constants`` gives a part that is
    the same for all rows, or for those whose cell is empty. A place is ``lat`` and ``lon``; one column ``place`` in a
    ``place_format``; or ``easting`` and ``northing`` in metres of the system ``crs``. ``counts`` names columns of
    numbers. ``radius_m``
    may come from codes: ``precision`` is then their column and ``radius`` the table, in metres. ``acts`` turns native
    codes into the house's words; ``keep`` lists columns kept as they are, ``details`` adds texts to each row.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: Literal["report", "context", "claim", "count"] = "report"
    zone: Annotated[str, AfterValidator(_a_zone)] | None = None
    time_format: str | None = None
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = None
    decimal: Literal[".", ","] | None = None
    encoding: Annotated[str, AfterValidator(_an_encoding)] | None = None
    sheet: str | None = None
    header: bool = True
    columns: dict[Part, Annotated[tuple[str, ...], BeforeValidator(_names)]]
    constants: dict[Part, str] = Field(default_factory=dict)
    radius: dict[str, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    acts: dict[str, WordShape] = Field(default_factory=dict)
    place_format: Literal["degrees", "mgrs", "utm"] = "degrees"
    crs: Annotated[str, AfterValidator(_a_system)] | None = None
    counts: dict[str, str] = Field(default_factory=dict)
    keep: tuple[str, ...] = ()
    details: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> Mapping:
        given = {*self.columns, *self.constants}
        if lacking := self._lacking(given):
            raise ValueError(f"nothing gives {', '.join(lacking)}; add it to columns or constants")
        if self.kind != "claim" and (senders := self._senders()):
            raise ValueError(f"{', '.join(senders)} tells who reported; map it to reporter, or leave it out")
        if "radius_m" in self.constants and not _is_positive(self.constants["radius_m"]):
            raise ValueError(f"{shown(self.constants['radius_m'])} is not a positive number; give metres for radius_m")
        if ("precision" in given) != bool(self.radius):
            raise ValueError("precision and radius belong together; give both or neither")
        return self

    def _lacking(self, given: set[Part]) -> list[str]:
        lacking: list[str] = [
            part for part in _NEEDED[self.kind] if part not in (self.columns if part in _OWN else given)
        ]
        if self.kind in _PLACED:
            ways = ({"place"}, {"easting", "northing"}, {"lat", "lon"})
            if not any(way <= set(self.columns) for way in ways):
                lacking += [part for part in ("lat", "lon") if part not in self.columns]
            if not given & {"radius_m", "precision"}:
                lacking.append("radius_m")
        if "easting" in self.columns and self.crs is None:
            lacking.append("crs")
        if self.kind == "count" and not self.counts:
            lacking.append("counts")
        return lacking

    def _senders(self) -> list[str]:
        shown_ones = [name for part, names in self.columns.items() if part not in _APART for name in names]
        kept = (*self.keep, *self.counts.values())
        return [shown(name) for name in (*shown_ones, *kept) if _bare(name) in sender_columns()]

    def named(self, part: Part) -> tuple[str, ...]:
        """Return the columns of a part as they are looked for: in lower case."""
        return tuple(name.lower() for name in self.columns[part])

    def columns_of_file(self) -> FeedColumns:
        """Return the columns that the file must have, and those it may have."""
        named = [name for part in self.columns for name in self.named(part)]
        required = tuple(dict.fromkeys((*named, *map(str.lower, self.counts.values()))))
        order = _order(self.time_format or "")
        may_be_slashed = order is not None or self.time_format is None
        times = tuple(name for part in _TIMES if part in self.columns for name in self.named(part))
        form = TableForm(self.encoding, self.delimiter, self.decimal, order, self.sheet, header=self.header)
        return FeedColumns(
            required,
            tuple(k for k in map(str.lower, self.keep) if k not in required),
            dated=times if may_be_slashed else (),
            unnamed="id" not in self.columns,
            form=form,
        )


def _order(time_format: str) -> str | None:
    """Return the order of the numbers in a form of dates such as 03/04/2031, which the whole file must bear out."""
    found = re.match(r"%-?([dm])[/-]%-?[dm][/-]%Y", time_format)
    return None if found is None else DAY_FIRST if found[1] == "d" else MONTH_FIRST


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
