"""Mappings: which columns of a foreign file mean what."""

from __future__ import annotations

import re
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from truceline.formats.faults import shown
from truceline.formats.rows import Columns
from truceline.formats.shape import Shape

PARTS = (
    "id", "time", "time_end", "date_only", "lat", "lon", "radius_m", "precision", "act", "weapon", "target", "source",
    "label", "reporter",
)  # fmt: skip
"""What a mapping can find in a row."""

_NEEDED = {"report": ("time", "lat", "lon", "act"), "claim": ("time", "act", "source")}
_OWN = ("time", "lat", "lon")  # every row must say these itself
Part = Literal[
    "id", "time", "time_end", "date_only", "lat", "lon", "radius_m", "precision", "act", "weapon", "target", "source",
    "label", "reporter",
]  # fmt: skip


def _a_zone(name: str) -> str:
    if name not in available_timezones():
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
    """How the columns of a file become reports (or claims).

    ``columns`` names the column for each part, ``constants`` gives a part that is the same for all rows. ``radius_m``
    may come from codes: ``precision`` is then their column and ``radius`` the table, in metres. ``acts`` turns native
    codes into the house's words; ``keep`` lists columns kept as they are, ``details`` adds texts to each row.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: Literal["report", "claim"] = "report"
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
        if self.kind == "report" and not given & {"radius_m", "precision"}:
            lacking.append("radius_m")
        if lacking:
            raise ValueError(f"nothing gives {', '.join(lacking)}; add it to columns or constants")
        if "radius_m" in self.constants and not _is_positive(self.constants["radius_m"]):
            raise ValueError(f"{shown(self.constants['radius_m'])} is not a positive number; give metres for radius_m")
        if ("precision" in given) != bool(self.radius):
            raise ValueError("precision and radius belong together; give both or neither")
        return self

    def columns_of_file(self) -> Columns:
        """Give the columns that the file must have, and those it may have."""
        named = {part: name.lower() for part, name in self.columns.items()}
        required = tuple(dict.fromkeys(named.values()))
        return Columns(required, tuple(k for k in map(str.lower, self.keep) if k not in required), None, self.delimiter)
