"""CSV files are taken apart row by row; what cannot be a row is refused with its line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import SourceError
from truceline.formats import rows
from truceline.formats.rows import FeedColumns, csv_rows

COLUMNS = FeedColumns(("id", "text"), ("more",))


def read(text, columns=COLUMNS):
    data = text if isinstance(text, bytes) else text.encode()
    chunks = list(csv_rows(io.BytesIO(data), columns))
    found = [(line, *row) for chunk in chunks for line, row in zip(chunk.lines, chunk.texts.iter_rows(), strict=True)]
    return found, [str(bad) for chunk in chunks for bad in chunk.refused]


def problems(text, columns=COLUMNS):
    with pytest.raises(SourceError) as caught:
        read(text, columns)
    return caught.value.problems


def test_columns_are_found_in_any_order_case_and_with_a_byte_order_mark():
    assert read("\ufeffTEXT,other,Id\nhello,1, a \n") == ([(2, "a", "hello")], [])


def test_lines_are_counted_through_line_breaks_within_quotes():
    assert read('id,text\na,"one\ntwo"\n\nb,x\n')[0] == [(2, "a", "one\ntwo"), (4, "b", "x")]


def test_a_row_with_another_number_of_cells_is_refused_with_its_line():
    found, refused = read("id,text\na,x\nb\nc,x,y\nd,x\n")

    assert [row[1] for row in found] == ["a", "d"]
    assert refused == [
        "line 3  | '1 cells' are not as many as the header has; give 2; the row may be cut off",
        "line 4  | '3 cells' are not as many as the header has; give 2; the row may be cut off",
    ]


def test_the_header_met_again_is_refused_and_the_rest_read():
    found, refused = read("id,text\na,x\nid,text\nb,y\n")

    assert [row[1] for row in found] == ["a", "b"]
    assert refused == ["line 3  | 'id' begins the header again; two files were joined; this line is left out"]


def test_a_file_cut_off_within_quotes_is_refused_whole():
    assert "the file is cut off or a quote not closed" in problems('id,text\na,x\nb,"ta')[0]


def test_a_file_in_another_encoding_is_refused_whole_with_a_remedy():
    (problem,) = problems("id,text\na,удар\n".encode("cp1251"))

    assert "line 1 or later | byte 0xf3 is not UTF-8; unpack it, or save it as UTF-8" in problem


def test_missing_and_repeated_columns_are_all_named():
    assert problems("text,more,more\n") == (
        "line 1 | has no column 'id'; is it a file of this feed?",
        "line 1 | has the column 'more' twice; remove one",
    )


def test_semicolons_are_told_of():
    assert problems("id;text\na;x\n") == ("line 1 | cells are separated by semicolons; use commas",)


def test_an_empty_file_lacks_its_columns():
    assert len(problems("")) == 2


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\n\x00"), max_size=8).map(str.strip)


@given(table=st.lists(st.tuples(CELLS, CELLS), max_size=30), size=st.integers(1, 7))
def test_chunks_of_any_size_give_the_rows_that_the_csv_module_gives(table, size):
    file = io.StringIO()
    csv.writer(file).writerows([("id", "text"), *table])
    before, rows.CHUNK = rows.CHUNK, size
    try:
        found, refused = read(file.getvalue())
    finally:
        rows.CHUNK = before

    kept = [(n, *row) for n, row in enumerate(table, start=2) if list(row) != ["id", "text"]]
    assert found == kept
    assert len(refused) == len(table) - len(kept)
