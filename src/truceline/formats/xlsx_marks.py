"""What an Excel workbook holds that its values do not tell: which cells are formulas, and which are merged."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from truceline.formats.xlsx import open_sheet, unfit
from truceline.formats.xml_tree import read_xml

if TYPE_CHECKING:  # loaded with the first workbook
    from python_calamine import CalamineWorkbook

_MAIN = re.compile(r"\{[^}]*\}")
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERS = 26


def cell_name(row: int, column: int) -> str:
    """Name a cell as spreadsheet programs do, of its row and column counted from 1: 7 and 3 are C7."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def formula_cells(data: bytes) -> Mapping[str, frozenset[str]]:
    """Name the cells that are formulas, by sheet, of a workbook that ``open_xlsx`` has opened.

    Raises
    ------
    SourceError
        If its parts do not say which sheets it has.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        try:
            return {name: frozenset(_formulas(packed.read(part))) for name, part in _sheets(packed)}
        except (ValueError, KeyError) as error:
            raise unfit(f"is damaged ({str(error)[:80]}); save it anew as .xlsx") from error


def merged_cells(book: CalamineWorkbook, name: str) -> frozenset[str]:
    """Name the cells of a sheet that are merged with others."""
    ranges = open_sheet(book, name).merged_cell_ranges or []
    rows_and_columns = (
        (row, column)
        for (top, left), (bottom, right) in ranges
        for row in range(top, min(bottom, top + 1000) + 1)
        for column in range(left, min(right, left + 100) + 1)
    )
    return frozenset(cell_name(row + 1, column + 1) for row, column in rows_and_columns)


def _sheets(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    # The name of each sheet, and its part of the packed folder.
    links = read_xml(packed.read("xl/_rels/workbook.xml.rels"))
    parts = {link.get("Id"): posixpath.join("/xl", link.get("Target", "")).lstrip("/") for link in links}
    for sheet in read_xml(packed.read("xl/workbook.xml")).iter():
        if _MAIN.sub("", sheet.tag) == "sheet":
            yield sheet.get("name", ""), posixpath.normpath(parts[sheet.get(_LINK)])


def _formulas(content: bytes) -> Iterator[str]:
    for cell in read_xml(content).iter():
        if _MAIN.sub("", cell.tag) == "c" and any(_MAIN.sub("", part.tag) == "f" for part in cell):
            yield cell.get("r", "")
