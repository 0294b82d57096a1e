"""CSV files are taken apart row by row; what cannot be a row is refused with its line."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import SourceError
from truceline.formats import rows
from truceline.formats.rows import FeedColumns, csv_rows
from truceline.formats.table_form import TableForm, check_form

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

    assert "line 1 or later | byte 0xf3 is not UTF-8; unpack it, save it as UTF-8, or give its encoding" in problem


def test_missing_and_repeated_columns_are_all_named():
    assert problems("text,more,more\n") == (
        "line 1 | has no column 'id'; is it a file of this feed?",
        "line 1 | has the column 'more' twice; remove one",
    )


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_the_delimiter_is_the_one_under_which_the_header_has_the_columns_and_is_told(mark, name):
    text = f"id{mark}text, or not{mark}text\na{mark}b, c{mark}x\n".encode()
    (chunk,) = csv_rows(io.BytesIO(text), COLUMNS)

    assert chunk.texts.rows() == [("a", "x")]
    assert chunk.notes == (
        f"read with cells parted by {name} | look at a row; --encoding, --delimiter and --decimal say it otherwise",
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_found_by_its_mark_or_its_zeros(encoding):
    (chunk,) = csv_rows(io.BytesIO("id,text\na,удар\n".encode(encoding)), COLUMNS)

    assert chunk.texts.rows() == [("a", "удар")]
    assert f"encoding {encoding}" in chunk.notes[0]


def test_an_encoding_that_cannot_be_told_from_others_is_read_where_it_is_given():
    data = "id,text\na,удар\n".encode("cp1251")

    assert read(data, replace(COLUMNS, form=TableForm("cp1251")))[0] == [(2, "a", "удар")]


@pytest.mark.parametrize(
    ("cells", "mark"),
    [("48,25;37,5", ","), ("48,25;37.5", "."), ("48,250;37,125", "."), ("48;37", "."), ("48.25;37.5", ".")],
)
def test_decimal_commas_are_taken_only_where_nothing_speaks_against_them(cells, mark):
    (chunk,) = csv_rows(io.BytesIO(f"id;text\n{cells}\n".encode()), COLUMNS)

    assert chunk.decimal == mark


def test_a_comma_between_cells_is_no_decimal_comma_and_what_is_asked_for_holds():
    (commas,) = csv_rows(io.BytesIO(b'id,text\n"48,25",a\n'), COLUMNS)
    (asked,) = csv_rows(io.BytesIO(b"id;text\n48,250;a\n"), replace(COLUMNS, form=TableForm(decimal=",")))

    assert (commas.decimal, asked.decimal) == (".", ",")


def test_a_row_of_hxl_tags_is_left_out_and_told_of():
    (chunk,) = csv_rows(io.BytesIO(b"id,text,x\n#event+id,#description,\na,x,1\nb,#5 of 7,1\n"), COLUMNS)

    assert (chunk.texts.rows(), [*chunk.lines]) == ([("a", "x"), ("b", "#5 of 7")], [3, 4])
    assert chunk.notes == ("the row below the header holds HXL tags | it is left out",)


def test_a_file_without_a_header_is_read_by_the_publishers_columns_or_by_number():
    columns = replace(COLUMNS, headless=("more", "text", "id"))
    numbered = FeedColumns(("3", "1"), form=TableForm(header=False))

    assert read("5,hello,a\n", columns)[0] == [(1, "a", "hello", "5")]
    assert read("id,text,more\na,x,5\n", columns)[0] == [(2, "a", "x", "5")]
    assert read("5\thello\ta\n", numbered)[0] == [(1, "a", "5")]
    assert (
        "more than one delimiter gives 1 cells; give the delimiter"
        in problems("5;6", replace(numbered, required=("1",)))[0]
    )


@pytest.mark.parametrize(
    ("form", "what"),
    [
        (TableForm("cp999"), "encoding | 'cp999' is not known; give one of utf-8"),
        (TableForm(delimiter=";;"), "delimiter | ';;' parts no cells"),
        (TableForm(delimiter=",", decimal=","), "decimal | a comma parts cells already"),
        (TableForm(dates="us"), "dates | 'us' is not known; give one of day-first, month-first"),
    ],
)
def test_a_form_that_cannot_be_is_refused(form, what):
    with pytest.raises(SourceError) as caught:
        check_form(form)
    assert caught.value.problems[0].startswith(what)


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
