"""Workbooks are read as rows of texts: made here by hand, part by part, as the standard says (ECMA-376)."""

import io
import struct
import zipfile
from dataclasses import replace

import pytest

from truceline.errors import SourceError
from truceline.formats import xlsx
from truceline.formats.rows import FeedColumns
from truceline.formats.table_form import TableForm
from truceline.formats.workbook import workbook_rows

COLUMNS = FeedColumns(("id", "when"), ("count",))
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>'
DATED = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c><c r="B1" t="inlineStr"><is><t>When</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>count</t></is></c></row>'
)


def book(sheets, **more):
    """Give the bytes of a workbook with these sheets (name: rows in XML)."""
    names = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="r{i}"/>' for i, n in enumerate(sheets, start=1))
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{i}" Type="{LINKS}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        **{
            f"xl/worksheets/sheet{i}.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
            for i, rows in enumerate(sheets.values(), start=1)
        },
        **more,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return packed.getvalue()


def read(data, columns=COLUMNS):
    return list(workbook_rows(io.BytesIO(data), columns))


def problem(data, columns=COLUMNS):
    with pytest.raises(SourceError, match="the workbook cannot be read") as caught:
        read(data, columns)
    return caught.value.problems[0]


def test_dates_numbers_and_saved_values_of_formulas_become_texts_with_the_row_they_stand_in():
    # 47880 days after 1899-12-30 are 2031-02-01; a quarter of a day is six hours
    rows = (
        DATED
        + '<row r="3"><c r="A3"><v>7</v></c><c r="B3" s="1"><v>47880</v></c><c r="C3"><f>1+1</f><v>2.5</v></c></row>'
        + '<row r="4"><c r="A4" t="str"><v> b </v></c>'
        + '<c r="B4" s="1"><v>47880.25</v></c><c r="C4"><f>NOW()</f></c></row>'
    )
    (chunk,) = read(book({"log": rows}))

    assert chunk.texts.rows() == [("7", "2031-02-01", "2.5"), ("b", "2031-02-01T06:00:00", "")]
    assert [*chunk.lines] == [3, 4]
    assert chunk.notes == ("read from the sheet 'log' of a workbook | look at a row; --sheet names another",)


def test_a_row_of_hxl_tags_in_a_sheet_is_left_out():
    tags = "".join(f'<c t="inlineStr"><is><t>{tag}</t></is></c>' for tag in ("#event+id", "#date +start", ""))
    (chunk,) = read(book({"a": f'{DATED}<row r="2">{tags}</row><row r="3"><c r="A3"><v>7</v></c></row>'}))

    assert chunk.texts["id"].to_list() == ["7"]
    assert chunk.notes[0] == "the row below the header holds HXL tags | it is left out"


def test_the_sheet_is_the_one_that_has_the_columns_or_the_one_that_is_asked_for():
    notes = '<row r="1"><c r="A1" t="inlineStr"><is><t>Read me</t></is></c></row>'
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    two = book({"notes": notes, "A": DATED + row, "B": DATED + row.replace(">1<", ">9<")})

    assert read(book({"notes": notes, "A": DATED + row}))[0].texts.rows() == [("1", "2", "")]
    assert "more than one sheet: 'A', 'B'; say which" in problem(two)
    assert read(two, replace(COLUMNS, form=TableForm(sheet="B")))[0].texts.rows() == [("9", "2", "")]
    assert "no sheet 'C'; there are: 'notes', 'A', 'B'" in problem(two, replace(COLUMNS, form=TableForm(sheet="C")))
    assert "no sheet with the columns id, when" in problem(book({"x": notes, "y": notes}))


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "UNPACKED", 100_000)

    assert "holds more than 0 MiB unpacked" in problem(book({"a": DATED + "<!--" + "x" * 200_000 + "-->"}))


def test_a_workbook_that_lies_about_its_size_is_unpacked_no_further_than_it_says():
    data = book({"a": DATED + "<!--" + "x" * 5_000_000 + "-->"})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        size = packed.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = data.replace(struct.pack("<L", size), struct.pack("<L", 100))

    assert lying != data
    assert "is damaged or locked" in problem(lying)


def test_a_cell_far_from_the_table_is_refused_before_the_room_between_is_made():
    far = '<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>'

    assert "a sheet of 1,048,576 rows and 16,384 columns, more than 20,000,000 cells" in problem(
        book({"a": DATED + far})
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04 and no more", "is damaged or locked"),
        (book({"a": "<row><c"}), "damaged"),
        (book({"a": DATED}, **{"xl/workbook.xml": "<x/>"}), ""),
    ],
)
def test_a_damaged_workbook_is_refused_in_words(data, what):
    with pytest.raises(SourceError) as caught:
        read(data)
    assert what in caught.value.problems[0]


def test_another_packed_file_is_told_from_a_workbook():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("doc.txt", "hello")

    assert "is a packed file and no .xlsx workbook; unpack it" in problem(packed.getvalue())


@pytest.mark.parametrize("place", ["A99999999", "A0", "ZZZZ1", "&#65;1", "1A"])
def test_a_cell_at_no_place_in_a_sheet_is_refused_before_it_is_read(place):
    assert "which is no place in a sheet" in problem(book({"a": f'{DATED}<row><c r = "{place}"><v>1</v></c></row>'}))


def test_a_row_far_from_the_table_is_refused_though_its_cells_say_no_place():
    row = "<c><v>1</v></c>" * 30

    assert "more than 20,000,000 cells" in problem(book({"a": f'{DATED}<row r="9999999">{row}</row>'}))


def test_a_workbook_without_sheets_or_with_broken_packing_is_refused():
    data = bytearray(book({"a": DATED + "<row/>" * 200}))
    where = data.index(b"sheet1.xml") + 20
    data[where : where + 8] = b"\xff" * 8

    assert "has no sheet" in problem(book({}))
    assert "is damaged or locked" in problem(bytes(data))


def test_a_part_that_says_that_it_holds_more_than_can_be_is_refused_before_room_is_made():
    texts = f'<sst {MAIN} count="99999999999" uniqueCount="99999999999"><si><t>a</t></si></sst>'

    assert "says that it holds more than 20,000,000 texts" in problem(
        book({"a": DATED}, **{"xl/sharedStrings.xml": texts})
    )
