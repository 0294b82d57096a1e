"""The rows of the table of office-holders; the text under each column is its documentation."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from truceline.errors import CaseError
from truceline.formats.cells import ActorId, Day, Listed, OptionalDay, SourceId, Words
from truceline.formats.shape import Shape
from truceline.statements.offices import OfficeHolder
from truceline.statements.statement import Authority


class OfficeRow(Shape):
    """Who held an office of an actor, from when until when, and under which spellings texts name that person.

    One row for each term: whoever moves from one office to another, or returns to one, has several.
    """

    person: Words
    """Full name of a public official, as shown."""
    spellings: Listed
    """Other forms of the name in texts: other transliterations, short forms, without accents; separated by `;`."""
    office: Words
    """The office in the words in which texts name it, in lower case: `prime minister`, `foreign minister`."""
    actor: ActorId
    """The actor whose office it is."""
    authority: Literal["leader", "minister", "envoy", "spokesperson", "military", "parliament", "opposition"]
    """On whose authority its holder speaks. One person at a time holds an office of a leader, minister or soldier,
    deputies apart."""
    since: Annotated[Day, Field(alias="from")]
    """The first day in office; where only the month or year could be found, its first day."""
    until: OptionalDay = None
    """The last day in office, on which the successor may begin; empty where the holder is not known to have left."""
    source: Annotated[SourceId, Field(min_length=1)]
    """Where it can be looked up; its grade says how far the days may be relied on."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise CaseError(f"ends on {self.until}, before it begins on {self.since}; exchange the two days")
        return self

    def record(self) -> OfficeHolder:
        """Build the record."""
        return OfficeHolder(**(dict(self) | {"authority": Authority(self.authority)}))
