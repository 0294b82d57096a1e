"""Rows of a table, whatever it came as: text, a workbook, or the JSON that publishers' interfaces answer with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from truceline.errors import SourceError
from truceline.feeds.json_xml import json_text, read_json
from truceline.formats.ahead import look_ahead
from truceline.formats.faults import shown
from truceline.formats.rows import Chunk, FeedColumns, csv_rows, entry_rows, spelled_as
from truceline.formats.workbook import workbook_rows
from truceline.formats.xlsx import ZIP

_NEXT = ("nextpageurl", "next_page_url", "next")
"""Where interfaces say, by lower names, that there are more pages."""


def table_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Return the rows of a table: of a workbook where it is packed, of JSON where it begins so, else of text."""
    head, stream = look_ahead(stream)
    if head.startswith(ZIP):
        return workbook_rows(stream, columns)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return json_rows(stream, columns)
    return csv_rows(stream, columns)


def json_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Return the objects of a list, or of the one list of objects that an answer holds, as rows.

    A document that says that more pages follow is told of.
    """
    data = read_json(stream)
    found = [data] if isinstance(data, list) else _lists(data)
    if len(found) != 1:
        what = f"holds {'no list' if not found else 'more than one list'} of entries"
        raise SourceError("the file cannot be read", (f"the file | {what}; give an answer as its publisher sends it",))
    entries = ((number, spelled_as(_texts(each), columns)) for number, each in enumerate(found[0], start=1))
    notes = _more_pages(data)
    for chunk in entry_rows(entries, columns):
        yield replace(chunk, notes=(*chunk.notes, *notes))
        notes = ()


def _lists(data: Any) -> list[list[Any]]:  # noqa: ANN401  (whatever the file holds)
    members = data.values() if isinstance(data, dict) else ()
    return [each for each in members if isinstance(each, list) and each and all(isinstance(e, dict) for e in each)]


def _texts(entry: Any) -> dict[str, str]:  # noqa: ANN401  (as above)
    named = entry.items() if isinstance(entry, dict) else ()
    return {str(name).strip().lower(): json_text(value) for name, value in named}


def _more_pages(data: Any) -> tuple[str, ...]:  # noqa: ANN401  (as above)
    told = {str(name).lower(): value for name, value in data.items()} if isinstance(data, dict) else {}
    address = next((told[name] for name in _NEXT if told.get(name)), None)
    if address is None:
        return ()
    return (f"this is one page of more | the next is {shown(str(address))}; import all of them",)
