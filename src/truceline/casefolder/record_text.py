"""Records as values and as text: what the body of a record says, and a body that says it, in the form of its file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence

from truceline.casefolder.records import kind_of, list_of
from truceline.casefolder.schema.folder import FILES
from truceline.errors import CaseError
from truceline.formats.csv_table import exact_csv_lines
from truceline.formats.faults import Faults, shown
from truceline.formats.parts import Part
from truceline.formats.yaml_text import yaml_item
from truceline.formats.yaml_tree import read_yaml
from truceline.records.record_id import RecordId

Values = Mapping[str, object]
"""What a record says: the cells of a row by column; the keys of an item; the members of a feature, but for its type.

Cells, and what stands in YAML, are the texts that were written (see `formats.yaml_tree`), JSON is what it is.
"""

_SUMMARY = "the record cannot be read"
_DASH = re.compile(rb"^( *)- ", re.MULTILINE)


def values_of(record: RecordId, body: bytes, neighbours: Sequence[Part] = ()) -> Values:
    """Return what the body of a record says. ``neighbours`` are the parts of its file: a table's first has its header.

    Raises
    ------
    CaseError
        If it is not the body of one record of that file, or the record is one that has no values of its own.
    """
    _must_have_values(record)
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise _unreadable(record, "is not UTF-8; save it as UTF-8") from error
    if record.file.endswith(".csv"):
        return _cells(record, text, header_of(record.file, neighbours))
    return _members(record, text) if record.file.endswith(".geojson") else _keys(record, text)


def body_of(record: RecordId, values: Values, neighbours: Sequence[Part] = ()) -> bytes:
    """Write values as the body of a record, in the form of its neighbours, which are the parts of its file.

    A row has its cells in the order of the table's header; an item is indented as the others of its file are; lines end
    as those there do. Of values given as numbers, truths, days or lists the text is that which the file would hold.

    Raises
    ------
    CaseError
        If the table has no such column, or the record is one that has no values of its own.
    """
    _must_have_values(record)
    if record.file.endswith(".csv"):
        text = _row(record, values, header_of(record.file, neighbours))
    elif record.file.endswith(".geojson"):
        text = json.dumps({"type": "Feature", **values}, ensure_ascii=False)
    else:
        dashes = (_DASH.search(part.body) for part in neighbours if part.key)
        text = yaml_item(values, next((len(dash[1]) for dash in dashes if dash), 2))
    return (text.replace("\n", "\r\n") if _ends_lines_with_both(neighbours) else text).encode()


def header_of(file: str, neighbours: Sequence[Part]) -> tuple[str, ...]:
    """Return the columns of a table, in their order: those of its first part, or of a new table of this name."""
    if neighbours and not neighbours[0].key:
        rows = csv.reader(io.StringIO(neighbours[0].body.decode("utf-8-sig"), newline=""))
        found = tuple(cell.strip() for cell in next(filter(None, rows), ()))
        if found:
            return found
    return next(each.shape.written_keys() for each in FILES if each.name == file)


def _must_have_values(record: RecordId) -> None:
    if list_of(record) is None:
        raise _unreadable(record, f"is no record with values of its own ({kind_of(record)}); change it as text")


def _unreadable(record: RecordId, what: str) -> CaseError:
    return CaseError(_SUMMARY, (f"{record} | {what}",))


def _cells(record: RecordId, text: str, header: Sequence[str]) -> Values:
    try:
        rows = [cells for cells in csv.reader(io.StringIO(text, newline=""), strict=True) if cells]
    except csv.Error as error:
        raise _unreadable(record, f"cannot be split into cells ({error}); close or double its quotes") from error
    if len(rows) != 1 or len(rows[0]) != len(header):
        cells = len(rows[0]) if len(rows) == 1 else 0
        what = f"has {cells} cells, the header {len(header)}" if cells else f"is {len(rows)} rows"
        raise _unreadable(record, f"{what}; write one row with a cell for each of {', '.join(header)}")
    return dict(zip(header, (cell.strip() for cell in rows[0]), strict=True))


def _keys(record: RecordId, text: str) -> Values:
    faults = Faults()
    document = read_yaml(text, str(record), faults)
    faults.raise_if_any(str(record))
    match document and document.data:
        case [dict(values)]:
            return values
    raise _unreadable(record, "is not one item of a list; write one, beginning with a hyphen")


def _members(record: RecordId, text: str) -> Values:
    try:
        feature = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(record, f"is not JSON ({str(error)[:100]}); mend it") from error
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _unreadable(record, 'is no feature; give {"type": "Feature", "properties": {...}, "geometry": {...}}')
    return {name: value for name, value in feature.items() if name != "type"}


def _row(record: RecordId, values: Values, header: Sequence[str]) -> str:
    others = [name for name, value in values.items() if name not in header and _cell(value)]
    if others:
        what = "the table has no column {}; leave it empty, or add the column to the file's header"
        problems = tuple(f"{record}:1 {name} | {what.format(shown(name))}" for name in others)
        raise CaseError("the record cannot be written", problems)
    return exact_csv_lines([[_cell(values.get(column)) for column in header]])


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ";".join(map(_cell, value))
    return str(value)


def _ends_lines_with_both(neighbours: Sequence[Part]) -> bool:
    return any(b"\r\n" in part.body for part in neighbours[:1])
