"""Rows of a file in chunks: the texts of the columns that are wanted, and the line each row starts on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from truceline.errors import SourceError
from truceline.formats.ahead import look_ahead
from truceline.formats.faults import shown, suggestion
from truceline.formats.row_key import row_key
from truceline.formats.table_form import OPEN, TableForm, form_note, form_of

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

_LISTED = 30
CHUNK = 50_000
"""Rows that are held in memory at once."""

TAGGED = "the row below the header holds HXL tags | it is left out"

LONGEST_LINE = 1_000_000
"""A line of so many characters is refused."""

Entry = tuple[int, Mapping[str, str]]
"""The line an entry starts on (or its number in the file), and its texts by column."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is refused: its ``line``, the column and its value, the ``reason`` that it is counted by, a remedy."""

    line: int
    column: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        """Say it in the house's way: ``where | what is wrong, with the value; what to do``."""
        return f"line {self.line} {self.column} | {shown(self.value)} {self.reason}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows as texts, trimmed, empty where missing; ``lines`` has the line of each; ``refused`` are not among them.

    ``decimal`` is the mark in its numbers, ``notes`` tell how the file was read; ``of_text`` is a table of text, which
    ends with a line break. ``keys`` has for each row what it is known by, where rows have no ids.
    """

    lines: Sequence[int]
    texts: pl.DataFrame
    refused: tuple[Refusal, ...] = ()
    decimal: str = "."
    notes: tuple[str, ...] = ()
    of_text: bool = False
    keys: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FeedColumns:
    """The columns that a feed needs, those it takes where given, and other spellings of some (other: ours).

    Names are compared in lower case. ``dated`` are those with days whose order the whole file decides; ``headless`` are
    all columns of the publisher's files in their order, by which a file without a header is read. ``unnamed`` rows
    have no ids, and are known by all that they say. ``form`` is how a table is written.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    spellings: Mapping[str, str] | None = None
    dated: tuple[str, ...] = ()
    headless: tuple[str, ...] = ()
    unnamed: bool = False
    form: TableForm = OPEN

    @property
    def wanted(self) -> tuple[str, ...]:
        """List all of them."""
        return (*self.required, *self.optional)


def csv_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Read a table of text in chunks; time and memory do not grow with its length beyond the chunk.

    How it is written is asked for, or shown by the file (see `form_of`), and told in the notes. A row with more or
    fewer cells than the header is refused, and so is the header met again; a row of HXL tags is left out. A file that
    is not in its encoding, lacks a column or ends within quotes is refused whole.

    Raises
    ------
    SourceError
        If the file is refused whole.
    """
    head, stream = look_ahead(stream)
    form = form_of(head, columns.required, columns.spellings or {}, columns.form)
    encoding = "utf-8-sig" if form.encoding == "utf-8" else str(form.encoding)
    text = io.TextIOWrapper(stream, encoding, newline="")
    reader = csv.reader(_bounded(text), strict=True, delimiter=str(form.delimiter))
    try:
        yield from _taken_apart(reader, columns, form)
    except UnicodeDecodeError as error:
        wrong = f"byte 0x{error.object[error.start]:02x} is not {str(form.encoding).upper()}"
        remedy = "unpack it, save it as UTF-8, or give its encoding, such as cp1251 (Cyrillic) or cp1252 (Western)"
        what = f"line {reader.line_num + 1} or later | {wrong}; {remedy}"
        raise SourceError("the file is not text", (what,)) from error
    except csv.Error as error:
        what = (
            f"line {reader.line_num} | cannot be split into cells ({error}); the file is cut off or a quote not closed"
        )
        raise SourceError("the file cannot be read", (what,)) from error
    finally:
        text.detach()  # the file stays the caller's to close


def _bounded(text: io.TextIOWrapper) -> Iterator[str]:
    # The lines of a file, none of which is held before it is known to be no longer than LONGEST_LINE.
    for number, line in enumerate(iter(partial(text.readline, LONGEST_LINE), ""), start=1):
        if len(line) == LONGEST_LINE:
            what = f"line {number} | is longer than {LONGEST_LINE:,} characters; is it a table, one row on each line?"
            raise SourceError("the file cannot be read", (what,))
        yield line


def entry_rows(entries: Iterable[Entry], columns: FeedColumns) -> Iterator[Chunk]:
    """Return entries of a document, each with its line or number, in chunks.

    Raises
    ------
    SourceError
        If no entry of the first chunk has one of the required columns.
    """
    found = iter(entries)
    first = True
    while block := list(islice(found, CHUNK)):
        if first:
            _must_be_there({name for _, texts in block for name in texts}, columns)
        rows = [[_sound(texts.get(name, "")) for name in columns.wanted] for _, texts in block]
        keys = [row_key(texts) for _, texts in block] if columns.unnamed else ()
        yield Chunk([line for line, _ in block], frame_of(list(zip(*rows, strict=True)), columns.wanted), keys=keys)
        first = False


def spelled_as(texts: Mapping[str, str], columns: FeedColumns) -> dict[str, str]:
    """Return an entry's texts, also under our names where it has them under other spellings alone."""
    other = {ours: texts[name] for name, ours in (columns.spellings or {}).items() if name in texts}
    return other | dict(texts)


def _must_be_there(names: set[str], columns: FeedColumns) -> None:
    there = ", ".join(shown(name) for name in sorted(names)[:_LISTED])
    problems = tuple(
        f"the file | nothing in it has {name!r}; there are: {there}" for name in columns.required if name not in names
    )
    if problems and names:
        raise SourceError("the file's columns do not fit the feed", problems)


def _taken_apart(reader: CsvReader, columns: FeedColumns, form: TableForm) -> Iterator[Chunk]:
    records: Iterator[tuple[int, list[str]]] = ((reader.line_num, cells) for cells in reader if cells)
    first = next(records, (0, []))
    header, notes = header_of(first[1], columns)
    given = header is first[1]
    last = first[0] if given else 0
    records = records if given else chain([first], records)
    places = places_of(header, columns)
    second = next(records, None)
    if second and is_tagged(second[1]):
        notes, last = (*notes, TAGGED), second[0]
    elif second:
        records = chain([second], records)
    notes = (*notes, *filter(None, [form_note(form)]))
    while block := list(islice(records, CHUNK)):
        chunk = _chunk(block, header, places, last)
        keys = keys_of((cells for _, cells in block), header, str(form.decimal)) if columns.unnamed else ()
        yield replace(chunk, decimal=str(form.decimal), notes=notes, of_text=True, keys=keys)
        last, notes = block[-1][0], ()


def header_of(first: list[str], columns: FeedColumns) -> tuple[list[str], tuple[str, ...]]:
    """Return a table's header: its first row, unless it has none; and a note where that was found out.

    A file without a header has as many cells as the publisher's and none of them names a column.
    """
    if not columns.form.header:
        return [str(number) for number in range(1, len(first) + 1)], ()
    names = {cell.strip().lower() for cell in first}
    if len(first) == len(columns.headless) and names.isdisjoint((*columns.required, *columns.headless)):
        return [*columns.headless], ("the file has no header | its columns are taken in the publisher's order",)
    return first, ()


def keys_of(rows: Iterable[Sequence[str]], header: Sequence[str], decimal: str = ".") -> list[str]:
    """Return what each row of a table is known by, of those that have as many cells as the header."""
    names = [name.strip().lower() for name in header]
    whole = (row for row in rows if len(row) == len(header) and row != header)
    return [row_key(dict(zip(names, (cell.strip() for cell in row), strict=True)), decimal) for row in whole]


def is_tagged(cells: Sequence[str]) -> bool:
    """Return whether a row holds HXL tags, such as ``#date``, and nothing else."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(re.fullmatch(r"#[a-z][a-z0-9_]*(\s*\+[a-z0-9_]+)*", cell) for cell in filled)


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # half of a pair of surrogates, which JSON may hold, is no text


def places_of(header: list[str], columns: FeedColumns) -> dict[str, int]:
    """Find where each wanted column is."""
    given = [name.strip().lower() for name in header]
    spellings = columns.spellings or {}
    names = [spellings.get(n, n) if spellings.get(n) not in given else n for n in given]
    lacking = [name for name in columns.required if name not in names]
    problems = [f"line 1 | has no column {n!r}; {suggestion(n, names, 'is it a file of this feed?')}" for n in lacking]
    twice = [name for name in columns.wanted if names.count(name) > 1]
    problems += [f"line 1 | has the column {name!r} twice; remove one" for name in twice]
    if problems:
        raise SourceError("the file's columns do not fit the feed", tuple(problems))
    return {name: names.index(name) for name in columns.wanted if name in names}


def _chunk(block: list[tuple[int, list[str]]], header: list[str], places: dict[str, int], last: int) -> Chunk:
    width = len(header)
    starts = [last + 1, *(line + 1 for line, _ in block[:-1])]
    bad = [n for n, (_, cells) in enumerate(block) if len(cells) != width or cells == header]
    refused = tuple(_misfit(starts[n], block[n][1], header) for n in bad)
    if bad:
        left = set(range(len(block))).difference(bad)
        starts = [starts[n] for n in sorted(left)]
        block = [block[n] for n in sorted(left)]
    cells = list(zip(*(cells for _, cells in block), strict=True))
    chosen = [cells[place] for place in places.values()] if block else [()] * len(places)
    return Chunk(starts, frame_of(chosen, tuple(places)), refused)


def _misfit(line: int, cells: list[str], header: list[str]) -> Refusal:
    if cells == header:
        return Refusal(line, "", cells[0], "begins the header again", "two files were joined; this line is left out")
    value = f"{len(cells)} cells"
    return Refusal(line, "", value, "are not as many as the header has", f"give {len(header)}; the row may be cut off")


def frame_of(columns: Sequence[Sequence[str]], names: Sequence[str]) -> pl.DataFrame:
    """Return columns of texts by name, trimmed."""
    return pl.DataFrame(
        {
            name: pl.Series(name, column, dtype=pl.String).str.strip_chars()
            for name, column in zip(names, columns, strict=True)
        }
    )
