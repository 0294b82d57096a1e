"""Every table that is written for people runs nothing in a spreadsheet program, and says the same to other programs."""

import csv
import io

import pytest

from truceline.documents.tables.table import Table
from truceline.formats.csv_table import csv_text, exact_csv_lines


def cells(text):
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("x")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "=1+1", "+", "-", "@", "+1+1", "-1\t"]
)
def test_a_text_that_would_run_starts_with_a_quote(text):
    assert cells(csv_text(Table(("a",), ((text,),))))[1] == [f"'{text}"]


def test_a_carriage_return_neither_runs_nor_ends_a_row():
    assert cells(csv_text(Table(("a", "b"), (("\r=1", "one\r\ntwo\rthree"),))))[1:] == [["'\n=1", "one\ntwo\nthree"]]


@pytest.mark.parametrize("text", ["+24", "-1", "-0.25", "+1e-05", "as before", "a=b", ""])
def test_numbers_with_a_sign_and_other_texts_stay_as_they_are(text):
    assert cells(csv_text(Table(("a", "b"), ((text, "x"),))))[1] == [text, "x"]


def test_the_header_is_there_without_rows_and_none_is_an_empty_cell():
    assert csv_text(Table(("a", "b"), ())) == "a,b\n"
    assert csv_text(Table(("a", "b"), ((None, 0.5), (1, "x, y")))) == 'a,b\n,0.5\n1,"x, y"\n'


def test_a_table_that_is_read_back_keeps_its_values():
    assert cells(exact_csv_lines([("=x", "-y")])) == [["=x", "-y"]]
