"""What every part of an agreement's document may hold: clauses, terms, times with their zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, model_validator

from truceline.agreement.clauses import Clause
from truceline.casefolder.schema.vocabulary import known_term
from truceline.errors import CaseError
from truceline.formats.cells import Note, OptionalDay, Refers, SourceId, Words
from truceline.formats.faults import shown
from truceline.formats.shape import Shape
from truceline.records.quantities import Reliance


def _local(value: object) -> datetime | None:
    # A wall-clock time, or one with its offset; which UTC instant it is, the time zone beside it says.
    if value in ("", None):
        return None
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(f"{shown(value)} is not a time; write it as 2025-04-19T18:00, in the time zone given beside it")


def to_utc(local: datetime | None, zone: str) -> datetime | None:
    """Return the UTC instant of a wall-clock time in a zone; None of none.

    Raises
    ------
    CaseError
        If clocks were changed so that the time never was, or was twice.
    """
    if local is None or local.tzinfo is not None:
        return local.astimezone(UTC) if local else None
    early, late = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1))
    if early != late:
        back = early.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        what = "comes twice" if back == local else "never was"
        raise CaseError(f"{local:%Y-%m-%dT%H:%M} {what} in {zone}, as clocks changed; give it with its offset")
    return early


Local = Annotated[datetime | None, BeforeValidator(_local)]
"""A wall-clock time in the zone given beside it, or one with its offset, or nothing."""


def at_least(count: int) -> AfterValidator:
    """Refuse a list of fewer items, once its items are sound: a faulty item is told of as such only."""

    def check(items: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(items) < count:
            raise ValueError(f"holds {len(items) or 'nothing'}; give at least {count}")
        return items

    return AfterValidator(check)


Act = Annotated[str, AfterValidator(partial(known_term, "acts"))]
Weapon = Annotated[str, AfterValidator(partial(known_term, "weapons"))]
Target = Annotated[str, AfterValidator(partial(known_term, "targets"))]
Circumstance = Annotated[str, AfterValidator(partial(known_term, "circumstances"))]
Actors = Annotated[tuple[str, ...], Refers(("actor",))]
Actor = Annotated[str, Refers(("actor",))]
Zones = Annotated[tuple[str, ...], Refers(("belt", "area"))]
VersionId = Annotated[str, Refers(("version",))]


class ClauseShape(Shape):
    """Where in the text it stands, and how far the encoding may be relied on."""

    ref: Words
    """The clause, such as `point 2`."""
    source: SourceId
    """The source it was read in."""
    standing: Reliance = Reliance.PUBLISHED
    """How far it may be relied on; `published` where left out."""
    note: Note = ""
    """What the encoder had to decide; obligatory where the standing is not `published`."""
    known_from: OptionalDay = None
    """The day from which it counts; left out, from when its source was published."""

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.standing != Reliance.PUBLISHED and not self.note:
            raise CaseError(f"is {self.standing} and has no note; say why in `note`")
        if self.standing == Reliance.PUBLISHED and not self.source:
            raise CaseError("is published and names no source; name it in `source`")
        return self

    def record(self) -> Clause:
        """Build the record."""
        return Clause(**dict(self))


def filled(shape: Shape) -> dict[str, Any]:
    """List a shape's fields for its record, with its clause made a record."""
    fields: dict[str, Any] = dict(shape)
    return fields | {"clause": fields["clause"].record()}
