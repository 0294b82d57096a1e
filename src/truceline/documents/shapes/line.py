"""The shape of documents on lines of contact."""

from __future__ import annotations

from typing import Annotated, TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number


class LinePart(TypedDict):
    """The line of contact that a plan rests on."""

    id: str
    """Its id."""
    as_of: str
    """The date that it shows."""
    owner: str | None
    """The actor that drew it; null where it was drawn for this case."""
    source: str | None
    """The source that it was drawn from."""
    drawn: str
    """Who drew it, from what, as of when, in words."""
    length_km: Number
    """Its geodesic length."""
    days_older_than_plan: int
    """By how many days the plan is later than the line; 0 where it is not."""
    note: str
    """How exact it is."""


class ListedLine(TypedDict):
    """One line of a case."""

    id: str
    """Its id."""
    as_of: str
    """The date that it shows."""
    owner: str | None
    """The actor that drew it; null where it was drawn for this case."""
    length_km: Number
    """Its geodesic length."""
    note: str
    """How exact it is."""


class LinesDocument(DocumentHead):
    """The lines of a case."""

    case: str
    """Id of the case."""
    agreement: str
    """The line that the agreement names; empty where it names none."""
    lines: list[ListedLine]
    """All lines."""


class ImportedLine(TypedDict):
    """A line that was imported."""

    id: str
    """Its id."""
    as_of: str
    """The date that it shows."""
    length_km: Number
    """Its geodesic length."""
    vertices: int
    """How many vertices it has."""
    generalised_m: Number
    """By how many metres it is generalised at most."""
    loops_removed: int
    """Loops taken out."""
    slivers_removed: int
    """Slivers taken out."""


class ImportedLinesDocument(DocumentHead):
    """What was imported as a line of contact."""

    written: str
    """The file that holds it."""
    lines: list[ImportedLine]
    """The lines."""
    set_aside_km: list[Number]
    """Boundaries of other polygons, which were set aside."""
    strays_m: Number
    """How far the rough line that it follows is off at most."""


_FromToFrom = TypedDict("_FromToFrom", {"from": Annotated[Number, "Of the earlier line."]})


class FromTo(_FromToFrom):
    """A length then and now."""

    to: Number
    """Of the later line."""


class StretchPart(TypedDict):
    """A stretch from which the line moved away to one side."""

    from_km: Number
    """Chainage of its start on the earlier line."""
    to_km: Number
    """Chainage of its end."""
    moved_to: str
    """`left` or `right`."""
    most_m: Number
    """By how many metres at most."""
    km2: Number
    """The ground between both lines."""


_LineChangeDocumentFrom = TypedDict("_LineChangeDocumentFrom", {"from": Annotated[str, "Id of the earlier line."]})


class LineChangeDocument(DocumentHead, _LineChangeDocumentFrom):
    """How the line moved between two dates."""

    to: str
    """Id of the later line."""
    length_km: FromTo
    """Geodesic lengths."""
    moved_km: Number
    """Length of the later line that lies further than the tolerance from the earlier one."""
    most_m: Number
    """By how many metres it moved at most."""
    now_left_km2: Number
    """Ground that was right of the line and is now left."""
    now_right_km2: Number
    """Ground that was left of the line and is now right."""
    stretches: list[StretchPart]
    """Stretches, the largest ground first."""
