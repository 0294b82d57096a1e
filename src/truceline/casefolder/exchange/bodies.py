"""The body of a record with some of its keys changed: the text of all that is not changed stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.casefolder.record_text import body_of, values_of
from truceline.formats.parts import Part
from truceline.formats.yaml_revision import revised_item
from truceline.records.record_id import RecordId


def revised_body(record: RecordId, body: bytes, changed: Mapping[str, object], neighbours: Sequence[Part]) -> bytes:
    """Return the body of a record with some of its keys changed, and those that are None taken out.

    Raises
    ------
    CaseError
        If it is not the body of one record.
    """
    values = {key: value for key, value in {**values_of(record, body), **changed}.items() if value is not None}
    whole = body_of(record, values, neighbours)
    text = revised_item(body.decode(), changed)
    if text is None:
        return whole
    lines = text.replace("\r\n", "\n")
    revised = (lines.replace("\n", "\r\n") if b"\r\n" in whole else lines).encode()
    return revised if values_of(record, revised) == values_of(record, whole) else whole
