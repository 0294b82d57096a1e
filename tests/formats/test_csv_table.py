"""CSV tables are split strictly, and each fault of their form has its line."""

import pytest

from truceline.formats.csv_table import CsvRow, read_rows
from truceline.formats.faults import Faults


def read(text):
    faults = Faults()
    return read_rows(text, "t.csv", ("id", "title", "note"), faults), list(faults.problems())


def test_columns_may_stand_in_any_order_and_cells_are_trimmed():
    rows, faults = read("note, id ,title\r\n , a , x\n")

    assert rows == [CsvRow(2, {"note": "", "id": "a", "title": "x"})]
    assert faults == []


def test_quoted_cells_may_hold_commas_quotes_and_lines_and_rows_know_the_line_they_start_on():
    rows, faults = read('id,title,note\na,"x, ""y""\nz",\n\n\nb,t,n\n')

    assert [(row.line, row.cells["title"]) for row in rows] == [(2, 'x, "y"\nz'), (6, "t")]
    assert faults == []


def test_unknown_missing_and_doubled_columns_are_all_told_and_rows_are_still_read():
    rows, faults = read("id,titel,id,remark\na,x,b,y\n")

    assert faults == [
        "t.csv:1 | the column 'id' is given twice; remove one",
        "t.csv:1 | the column 'titel' is not known; did you mean 'title'?",
        "t.csv:1 | the column 'remark' is not known; remove it (columns: id, title, note)",
        "t.csv:1 | the column 'title' is missing; add it",
        "t.csv:1 | the column 'note' is missing; add it",
    ]
    assert [row.line for row in rows] == [2]


def test_ragged_rows_are_told_one_by_one():
    rows, faults = read("id,title,note\na,x\nb,x,y\nc,x,y,z\n")

    assert [row.cells["id"] for row in rows] == ["b"]
    assert [fault.partition(";")[0] for fault in faults] == [
        "t.csv:2 | the row has 2 cells, the header 3",
        "t.csv:4 | the row has 4 cells, the header 3",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            'id,title,note\na,"x,y\n',
            "t.csv:2 | cannot be split into cells (unexpected end of data); close or double the quotes of this row",
        ),
        (
            'id,title,note\na,"x"y,z\n',
            "t.csv:2 | cannot be split into cells (',' expected after '\"'); close or double the quotes of this row",
        ),
        ("id;title;note\na;b;c\n", "t.csv:1 | the cells are separated by semicolons; separate them by commas"),
        ("garbage\n" * 3, "t.csv:1 | the header is 'garbage'; give the columns id,title,note"),
        ("\n\n", "t.csv:1 | the header is ''; give the columns id,title,note"),
    ],
)
def test_what_is_no_table_is_refused(text, fault):
    assert read(text) == ([], [fault])
