"""Tables of a case folder that grow, and whether the case stays sound when they do."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from pathlib import Path

from truceline.casefolder.cases import read_case
from truceline.casefolder.schema.folder import FILES
from truceline.errors import CaseError
from truceline.formats.csv_table import exact_csv_lines

Row = dict[str, str]


def appended(path: Path, columns: tuple[str, ...], rows: list[Row]) -> str:
    """Return a table with rows added in the order of its own header; where there is none, of these ``columns``."""
    there = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(columns) + "\n"
    header = [cell.strip() for cell in next(csv.reader(io.StringIO(there)))]
    new = exact_csv_lines([row.get(column, "") for column in header] for row in rows)
    return there + ("" if there.endswith("\n") else "\n") + new


def must_stay_sound(folder: Path, texts: dict[str, str]) -> None:
    """Read a case as it would be with new ``texts`` of some files, by name; the folder itself is left alone.

    Raises
    ------
    CaseError
        If it would not be sound; all faults are listed.
    """
    with tempfile.TemporaryDirectory(prefix="truceline-") as beside:
        copy = Path(beside)
        for file in FILES:
            if (folder / file.name).exists() and file.name not in texts:
                (copy / file.name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(folder / file.name, copy / file.name)
        for name, text in texts.items():
            (copy / name).write_text(text, encoding="utf-8", newline="")
        try:
            read_case(copy)
        except CaseError as error:
            raise CaseError("the case would not stay sound, so nothing was taken in", error.problems) from error
