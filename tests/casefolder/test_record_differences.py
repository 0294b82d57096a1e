"""Two texts of one record differ in the fields in which they say something else."""

from truceline.casefolder.record_differences import FieldDifference, difference_of
from truceline.formats.parts import Part
from truceline.records.record_id import RecordId

PLEDGE = RecordId("pledges.yaml", "pledges/a")
BEFORE = b"""\
  # of Ash
  - id: a
    quantity: {low: 1, likely: 2, high: 3}
    conditions:
      - {fact: truce}
      - joined: birch
    needs: [ships, planes]
    note: >-
      Two
      words
"""
AFTER = b"""\
  - id: a
    quantity:
      low: 1
      likely: 4
      high: 5
    conditions:
      - fact: mandate
    needs: [ships]
    note: Two words
    until: 2031-05-01
"""


def test_fields_that_say_something_else_are_told_and_how_they_are_written_is_not():
    assert difference_of(PLEDGE, BEFORE, AFTER) == (
        FieldDifference("quantity.likely", "2", "4"),
        FieldDifference("quantity.high", "3", "5"),
        FieldDifference("conditions[0].fact", "truce", "mandate"),
        FieldDifference("conditions[1].joined", "birch", ""),
        FieldDifference("needs", "[ships, planes]", "[ships]"),
        FieldDifference("until", "", "2031-05-01"),
    )
    assert difference_of(PLEDGE, BEFORE, BEFORE.replace(b"  # of Ash\n", b"")) == ()


def test_a_number_that_becomes_a_range_is_one_change_and_the_other_way_round():
    number = b"  - id: a\n    quantity: 1\n    tours: 4\n"
    spread, sure = (
        number.replace(b"1", text) for text in (b"{low: 1, likely: 1, high: 2}", b"{low: 1, likely: 1, high: 1}")
    )

    assert difference_of(PLEDGE, number, spread) == (FieldDifference("quantity", "1", "1 (1 to 2)"),)
    assert difference_of(PLEDGE, spread, number) == (FieldDifference("quantity", "1 (1 to 2)", "1"),)
    assert difference_of(PLEDGE, number, sure) == difference_of(PLEDGE, sure, number) == ()
    assert [each.field for each in difference_of(PLEDGE, None, spread)][1:4] == [
        *("quantity.low", "quantity.likely", "quantity.high"),
    ]


def test_a_record_that_came_or_went_differs_in_all_that_it_says():
    site = RecordId("sites.geojson", "a")
    geometry = b'"geometry": {"type": "Line", "coordinates": [[1, 2], [3, 4.5]]}'
    body = b'{"type": "Feature", "properties": {"id": "a"}, ' + geometry + b"}"

    assert difference_of(site, None, body) == (
        FieldDifference("properties.id", "", "a"),
        FieldDifference("geometry.type", "", "Line"),
        FieldDifference("geometry.coordinates", "", "[[1, 2], [3, 4.5]]"),
    )
    assert [each.after for each in difference_of(site, body, None)] == ["", "", ""]
    assert difference_of(site, None, None) == ()


def test_cells_of_a_row_are_told_by_their_columns():
    head = [Part("", b"id,title,unit\n")]

    assert difference_of(RecordId("assumptions.csv", "a"), b'a,"x, y",km\n', b'a,"x",\n', head) == (
        FieldDifference("title", "x, y", "x"),
        FieldDifference("unit", "km", ""),
    )


def test_texts_without_values_of_their_own_differ_as_a_whole():
    case = RecordId("case.toml", "")

    assert difference_of(case, b"a = 1\n", b"a = 2\n") == (FieldDifference("", "a = 1\n", "a = 2\n"),)
    assert difference_of(case, b"a = 1\n", b"a = 1\n") == ()
    assert difference_of(PLEDGE, BEFORE, b"\xff") == (FieldDifference("", BEFORE.decode(), "\ufffd"),)
