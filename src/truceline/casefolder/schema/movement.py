"""The rows of patrols.csv; the text under each column documents it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import model_validator

from truceline.casefolder.schema.monitoring import PossibleInstant
from truceline.formats.cells import Declares, Id, Refers, Text, Words
from truceline.formats.shape import Shape
from truceline.monitoring.movement import HINDERED


class PatrolRow(Shape):
    """A patrol that was planned, and what became of it."""

    id: Annotated[Id, Declares("patrol")]
    """The patrol's id."""
    base: Annotated[Words, Refers(("site",))]
    """The site that it starts from."""
    start: PossibleInstant
    """When it is to start, with its offset, such as `2031-03-19T06:00:00Z`."""
    end: PossibleInstant
    """When it is to be back."""
    route: Words
    """Where to, in a few words."""
    state: Literal["planned", "done", "delayed", "denied", "called-off"]
    """`denied` or `delayed` by people; `called-off` by the monitors themselves; `planned` while it is not known."""
    hindered_by: Text
    """The party that denied or delayed it; empty where that is not known."""
    note: Text
    """What happened, in a few words; may be empty."""

    @model_validator(mode="after")
    def _hindered(self) -> Self:
        if self.end <= self.start:
            raise ValueError("end does not come after start; exchange the two")
        if self.hindered_by and self.state not in HINDERED:
            what = f"is {self.state}, but hindered by {self.hindered_by!r}"
            raise ValueError(f"{what}; leave hindered_by empty, or write denied or delayed")
        return self
