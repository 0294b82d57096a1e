"""The rows of attachments.csv; the text under each column documents it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from truceline.formats.cells import Declares, Id, Instant, Refers, Words
from truceline.formats.faults import shown
from truceline.formats.shape import Shape
from truceline.monitoring.attachments import AttachmentRecord

_HEXADECIMAL = frozenset("0123456789abcdef")
_KINDS = ("finding", "judgement", "evidence", "ruling", "step", "casualty", "compliance")


def _file_name(value: str) -> str:
    if "/" in value or "\\" in value:
        raise ValueError(f"{shown(value)} is a path; give the name of the file alone")
    return value


def _sha256(value: str) -> str:
    if len(value) == 64 and set(value) <= _HEXADECIMAL:
        return value
    raise ValueError(f"{shown(value)} is no sha256; write 64 of 0-9 and a-f, as sha256sum does")


class AttachmentRow(Shape):
    """A file that belongs to a finding, judgement or other row, by its hash; the file itself stays where it is."""

    id: Annotated[Id, Declares("attachment")]
    """The attachment's id."""
    of: Annotated[Words, Refers(_KINDS)]
    """The row that it belongs to: the id of a finding, judgement, piece of evidence, ruling, step and so on."""
    file: Annotated[Words, AfterValidator(_file_name)]
    """The name of the file, without its folder."""
    sha256: Annotated[Words, AfterValidator(_sha256)]
    """The SHA-256 of its bytes, in 64 hexadecimal digits."""
    what: Words
    """What it is, in a few words; `withdrawn` takes back the row that it replaces."""
    by: Words
    """Who put it on record: an office, not a name."""
    at: Instant
    """When: an instant with its offset."""
    replaces: Annotated[str, Refers(("attachment",))]
    """The earlier row of the same finding or judgement that it replaces; empty where it is the first."""

    def record(self) -> AttachmentRecord:
        """Build the record."""
        given = dict(self)
        return AttachmentRecord(word=given.pop("what"), **given)
