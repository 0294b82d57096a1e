"""A record that says something else keeps the lines of all that it says as before."""

from importlib import resources

import pytest

from truceline.casefolder.record_changes import replaced
from truceline.casefolder.record_revision import revised_body
from truceline.casefolder.record_text import values_of
from truceline.casefolder.records import list_of, split_file, split_files
from truceline.formats.parts import Part
from truceline.records.record_id import RecordId

CASES = ("two-rivers", "ukraine")
PLEDGE = RecordId("pledges.yaml", "pledges/a")
BODY = b"""\
  # of Ash
  - id: a   # the first
    # what it is
    quantity:
      low: 1
      likely: 2
    conditions:
      - fact: truce   # signed?
      - joined: birch
    needs: [ "ships",
      planes ]
    note: >
      Two
      # words

      more
    until: '2031-05-01'
"""


def files_of(case):
    folder = resources.files("truceline") / "cases" / case
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir(), key=str) if path.is_file()}


def said(**other):
    values = {**values_of(PLEDGE, BODY), **other}
    return {key: value for key, value in values.items() if value is not ...}


def test_nothing_new_is_the_same_text():
    assert revised_body(PLEDGE, BODY, values_of(PLEDGE, BODY)) == BODY
    assert revised_body(PLEDGE, BODY, said(quantity={"low": 1, "likely": 2})) == BODY


def test_a_key_that_says_something_else_gets_new_lines_and_the_others_keep_theirs():
    new = revised_body(PLEDGE, BODY, said(quantity={"low": 1, "likely": 4}, title="Posts"))

    assert new == BODY.replace(
        b"    quantity:\n      low: 1\n      likely: 2\n", b"    quantity: {low: 1, likely: 4}\n"
    ) + b"    title: Posts\n"  # fmt: skip
    assert revised_body(PLEDGE, BODY, said(until=...)) == BODY.replace(b"    until: '2031-05-01'\n", b"")
    assert revised_body(PLEDGE, BODY, said(id="b")).startswith(b"  # of Ash\n  - id: b\n")
    assert b"fact: truce   # signed?" in revised_body(PLEDGE, BODY, said(note="Other"))


def test_lists_that_are_not_indented_are_kept_too():
    body = b"- conditions:\n  - fact: truce  # x\n  id: a\n"

    assert revised_body(PLEDGE, body, {"conditions": [{"fact": "truce"}], "id": "b"}) == body.replace(
        b"id: a", b"id: b"
    )


def test_where_lines_cannot_be_told_apart_the_record_is_written_anew():
    body = b"- {id: a, note: x}\n"

    assert revised_body(PLEDGE, body, {"id": "a", "note": "y"}) == b"- id: a\n  note: y\n"
    assert revised_body(PLEDGE, b'- "id": a\n  note: x\n', {"id": "a", "note": "y"}) == b"- id: a\n  note: y\n"


def test_rows_and_features_are_the_same_text_or_written_anew():
    pool, site = RecordId("pools.csv", "ash/2031"), RecordId("sites.geojson", "a")
    head = [Part("", b"contributor,low,likely,high,known_from,standing,source,note\n")]
    row = b'ash,1,2,3,2031,assumed,,"Made up"\n'
    values = values_of(pool, row, head)

    assert revised_body(pool, row, {**values, "low": 1}, head) == row
    assert revised_body(pool, row, {**values, "low": 0}, head) == b"ash,0,2,3,2031,assumed,,Made up\n"
    assert revised_body(site, b'{"type":"Feature", "id":1}', {"id": 1}) == b'{"type":"Feature", "id":1}'


@pytest.mark.parametrize("case", CASES)
def test_of_each_item_one_other_word_changes_that_word_alone(case):
    files = files_of(case)
    for record, body in split_files(files):
        stands = list_of(record)
        if not stands or not record.file.endswith(".yaml"):
            continue
        parts = split_file(record.file, files[record.file])
        values = values_of(record, body, parts)
        key = next(key for key in ("title", "why") if key in values)
        new = revised_body(record, body, {**values, key: "Another"}, parts)

        assert values_of(record, new, parts) == {**values, key: "Another"}
        assert [line for line in new.splitlines() if line not in body.splitlines()] == [f"    {key}: Another".encode()]
        assert replaced(files, {record: new})[record.file].count(b"Another") >= 1
