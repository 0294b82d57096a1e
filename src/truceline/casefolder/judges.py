"""Who judged, ruled and found something: names that a copy of somebody's case does without."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from truceline.casefolder.schema.folder import FILES
from truceline.errors import CaseError
from truceline.formats.csv_table import exact_csv_lines
from truceline.formats.files import UnfitFileError
from truceline.formats.snapshot import Snapshot

_BY = "by"


def without_names(found: Snapshot) -> Mapping[str, bytes]:
    """Return the tables of a case that say by whom, with ``judge 1``, ``judge 2`` ... in the places of the names.

    One person has one number in all of them, in the order in which they come. Names in texts that somebody wrote, such
    as ``evidence``, stay.

    Raises
    ------
    CaseError
        If such a table cannot be read.
    """
    numbers: dict[str, str] = {}
    tables = (file.name for file in FILES if _BY in file.shape.written_keys())
    return {name: _numbered(name, found, numbers) for name in tables if name in found}


def _numbered(name: str, found: Snapshot, numbers: dict[str, str]) -> bytes:
    try:
        text = found.read(name).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        place = [cell.strip() for cell in rows[0]].index(_BY)
        for row in filter(None, rows[1:]):
            person = row[place].strip()
            row[place] = person and numbers.setdefault(person, f"judge {len(numbers) + 1}")
    except (OSError, UnfitFileError, UnicodeDecodeError, csv.Error, ValueError, IndexError) as error:
        what = f"{found.folder / name} | cannot be read, so that names could not be left out; mend it: truceline check"
        raise CaseError("the case folder was not made", (what,)) from error
    return exact_csv_lines(rows).encode()
