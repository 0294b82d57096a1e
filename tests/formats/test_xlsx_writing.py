"""Workbooks are written as tables of cells, or not at all."""

import sys
from datetime import date

import pytest

from truceline.errors import SourceError
from truceline.formats.xlsx import open_xlsx, sheet_cells
from truceline.formats.xlsx_marks import cell_name, formula_cells, merged_cells
from truceline.formats.xlsx_writing import LONGEST, Sheet, SheetColumn, write_xlsx

DAY = date(2031, 3, 21)
COLUMNS = (
    SheetColumn("Text", "Any", change="yes"),
    SheetColumn("Number", "Any", "number"),
    SheetColumn("Day", "Any", "date", "new"),
)


def written(*rows):
    return write_xlsx([Sheet("A sheet", COLUMNS, rows, spare=2)], title="Title", made_on=DAY)


def test_what_is_written_is_read_back_cell_by_cell():
    hostile = ["=1+1", "_x0041_", " two\nlines", "+49", "<b>&", "'quoted", "0012", "Днiпро"]
    book = open_xlsx(written(*((text, 1.5, DAY) for text in hostile), ("x", None, None)))
    rows = sheet_cells(book, "A sheet")

    assert rows[0] == ["Text", "Number", "Day"]
    assert [str(cell).split(".")[0] for cell in rows[1]] == ["MAY BE CHANGED", "FIXED", "IN NEW ROWS ONLY"]
    assert rows[2:10] == [[text, 1.5, DAY] for text in hostile]
    assert rows[10] == ["x", "", ""]


def test_nothing_that_is_written_is_a_formula_or_merged():
    data = written(("=1+1", 1, None))

    assert formula_cells(data) == {"A sheet": frozenset()}
    assert merged_cells(open_xlsx(data), "A sheet") == frozenset()


def test_a_text_that_no_cell_can_hold_is_told_of():
    with pytest.raises(SourceError, match="the workbook cannot be written") as caught:
        written(("a" * (LONGEST + 1), 1, None))

    assert "has 32,768 characters, and a cell holds 32,767; shorten it" in caught.value.problems[0]
    assert written(("a" * LONGEST, 1, None))


def test_without_the_package_that_writes_them_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(SourceError) as caught:
        written()

    assert "pip install 'truceline[serve]'" in caught.value.problems[0]


@pytest.mark.parametrize(
    ("row", "column", "name"), [(7, 3, "C7"), (1, 26, "Z1"), (2, 27, "AA2"), (3, 702, "ZZ3"), (4, 703, "AAA4")]
)
def test_cells_are_named_as_spreadsheet_programs_do(row, column, name):
    assert cell_name(row, column) == name
