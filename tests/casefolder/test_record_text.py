"""What a record says, and text that says it in the form of its file."""

import pytest

from truceline.casefolder.record_text import body_of, header_of, values_of
from truceline.errors import CaseError
from truceline.formats.parts import Part
from truceline.records.record_id import RecordId

POOL = RecordId("pools.csv", "ash/2031-01-12")
PLEDGE = RecordId("pledges.yaml", "pledges/a")
SITE = RecordId("sites.geojson", "a")
HEAD = Part("", b"\xef\xbb\xbfcontributor,likely,low,high,known_from,standing,source,note\n")


def test_a_row_has_its_cells_in_the_order_of_the_header():
    said = {"contributor": "ash", "low": 40, "likely": 60.5, "high": None, "known_from": "2031-01-12", "note": 'a, "b"'}

    assert body_of(POOL, said, [HEAD]) == b'ash,60.5,40,,2031-01-12,,,"a, ""b"""\n'
    assert values_of(POOL, b'ash, 60 ,40,,2031-01-12,,,"a, ""b"""\n', [HEAD])["likely"] == "60"
    assert body_of(POOL, said)[:7] == b"ash,40,"  # a table that is not there yet has the order of its reference
    assert header_of("pools.csv", [])[:2] == ("contributor", "low")


def test_truths_lists_and_line_ends_are_those_of_the_file():
    requirement = RecordId("requirement.csv", "a")
    head = Part("", b"id,tasks,critical\r\n")

    assert body_of(requirement, {"id": "a", "tasks": ["observe", "report"], "critical": True}, [head]) == (
        b"a,observe;report,yes\r\n"
    )
    neighbours = [Part("", b"pledges:\r\n"), Part("pledges/b", b"- id: b\r\n")]
    assert body_of(PLEDGE, {"id": "a", "note": "one\ntwo"}, neighbours) == (
        b"- id: a\r\n  note: |-\r\n    one\r\n    two\r\n"
    )


def test_an_item_is_indented_as_its_neighbours_are():
    said = {"id": "a", "conditions": [{"fact": "truce"}]}

    assert body_of(PLEDGE, said, [Part("pledges/b", b"    # of b\n    - id: b\n")]) == (
        b"    - id: a\n      conditions:\n        - {fact: truce}\n"
    )
    assert body_of(PLEDGE, said, [Part("pledges/b", b"- id: b\n")]) == b"- id: a\n  conditions:\n  - {fact: truce}\n"
    assert body_of(PLEDGE, said).startswith(b"  - id: a\n")


def test_a_feature_stands_in_one_line():
    said = {"properties": {"id": "a", "name": "Štab"}, "geometry": {"type": "Point", "coordinates": [2.5, 1.0]}}

    body = body_of(SITE, said)
    assert body.decode() == (
        '{"type": "Feature", "properties": {"id": "a", "name": "Štab"}, '
        '"geometry": {"type": "Point", "coordinates": [2.5, 1.0]}}'
    )
    assert values_of(SITE, body) == said


@pytest.mark.parametrize(
    ("record", "body", "message"),
    [
        (POOL, b"a,b\n", "has 2 cells, the header 8"),
        (POOL, b"", "is 0 rows"),
        (POOL, b"1,2,3,4,5,6,7,8\n1,2,3,4,5,6,7,8\n", "is 2 rows"),
        (POOL, b'a,"b\n', "cannot be split into cells"),
        (PLEDGE, b"- id: a\n- id: b\n", "is not one item of a list"),
        (PLEDGE, b"- {id: a\n", "is not YAML"),
        (PLEDGE, b"\xff", "is not UTF-8"),
        (SITE, b"[]", "is no feature"),
        (SITE, b"{", "is not JSON"),
        (RecordId("case.toml", ""), b"", "is no record with values of its own (case)"),
        (RecordId("pledges.yaml", "others/a"), b"", "is no record with values of its own (text)"),
    ],
)
def test_what_is_not_one_record_is_told_of_it(record, body, message):
    with pytest.raises(CaseError) as error:
        values_of(record, body, [HEAD] if record == POOL else [])

    assert all(problem.startswith(str(record)) for problem in error.value.problems)
    assert message in error.value.problems[0]


def test_what_a_table_has_no_column_for_is_not_dropped():
    with pytest.raises(CaseError) as error:
        body_of(POOL, {"contributor": "ash", "planes": 3, "ships": ""}, [HEAD])

    (problem,) = error.value.problems
    assert problem.startswith(
        "pools.csv/ash/2031-01-12:1 planes | the table has no column 'planes'; leave it empty, or "
    )
