"""Rows of a file in chunks: the texts of the columns that are wanted, and the line each row starts on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import BinaryIO

import polars as pl

from truceline.errors import SourceError
from truceline.formats.faults import shown, suggestion

CHUNK = 50_000
"""Rows that are held in memory at once."""

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
    """Rows as texts, trimmed, empty where missing; ``lines`` has the line of each; ``refused`` are not among them."""

    lines: Sequence[int]
    texts: pl.DataFrame
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedColumns:
    """The columns that a feed needs, those it takes where given, and other spellings of some (other: ours).

    Names are compared in lower case.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    spellings: Mapping[str, str] | None = None
    delimiter: str = ","

    @property
    def wanted(self) -> tuple[str, ...]:
        """List all of them."""
        return (*self.required, *self.optional)


def csv_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Read a CSV file in chunks; time and memory do not grow with its length beyond the chunk.

    A row with more or fewer cells than the header is refused, and so is the header met again. A file that is not
    UTF-8, lacks a column or ends within quotes is refused whole.

    Raises
    ------
    SourceError
        If the file is refused whole.
    """
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    reader = csv.reader(_bounded(text), strict=True, delimiter=columns.delimiter)
    try:
        header = next(reader, [])
        places = _places(header, columns)
        records = ((reader.line_num, cells) for cells in reader if cells)
        last = reader.line_num
        while block := list(islice(records, CHUNK)):
            yield _chunk(block, header, places, last)
            last = block[-1][0]
    except UnicodeDecodeError as error:
        what = f"line {reader.line_num + 1} or later | byte 0x{error.object[error.start]:02x} is not UTF-8"
        raise SourceError("the file is not text", (f"{what}; unpack it, or save it as UTF-8",)) from error
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
    """Return entries of a document, each with its line or number, in chunks."""
    found = iter(entries)
    while block := list(islice(found, CHUNK)):
        rows = [[_sound(texts.get(name, "")) for name in columns.wanted] for _, texts in block]
        yield Chunk([line for line, _ in block], _frame(list(zip(*rows, strict=True)), columns.wanted))


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # half of a pair of surrogates, which JSON may hold, is no text


def _places(header: list[str], columns: FeedColumns) -> dict[str, int]:
    """Find where each wanted column is."""
    given = [name.strip().lower() for name in header]
    spellings = columns.spellings or {}
    names = [spellings.get(n, n) if spellings.get(n) not in given else n for n in given]
    if len(header) == 1 and ";" in header[0] and columns.delimiter != ";":
        raise SourceError("the file cannot be read", ("line 1 | cells are separated by semicolons; use commas",))
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
    return Chunk(starts, _frame(chosen, tuple(places)), refused)


def _misfit(line: int, cells: list[str], header: list[str]) -> Refusal:
    if cells == header:
        return Refusal(line, "", cells[0], "begins the header again", "two files were joined; this line is left out")
    value = f"{len(cells)} cells"
    return Refusal(line, "", value, "are not as many as the header has", f"give {len(header)}; the row may be cut off")


def _frame(columns: Sequence[Sequence[str]], names: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            name: pl.Series(name, column, dtype=pl.String).str.strip_chars()
            for name, column in zip(names, columns, strict=True)
        }
    )
