"""A fault that the case tells of is shown at the field of the record whose text holds it."""

from importlib import resources

import pytest

from truceline.casefolder.cases import read_case
from truceline.casefolder.record_changes import replaced
from truceline.casefolder.record_faults import RecordFault, record_faults
from truceline.casefolder.record_text import body_of, values_of
from truceline.casefolder.records import list_of, split_file, split_files
from truceline.errors import CaseError
from truceline.formats.named_files import FilesInMemory
from truceline.records.record_id import RecordId

FOLDER = resources.files("truceline") / "cases" / "two-rivers"
FILES = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir(), key=str) if path.is_file()}
RECORDS = [record for record, _ in split_files(FILES) if list_of(record)]
CEDAR = RecordId("pledges.yaml", "pledges/cedar-posts")
BODIES = dict(split_files(FILES))


def faults_of(files):
    with pytest.raises(CaseError) as error:
        read_case(FilesInMemory("case", files))
    return record_faults(files, error.value.problems)


def with_value(record, field, value):
    parts = split_file(record.file, FILES[record.file])
    said = dict(values_of(record, BODIES[record], parts))
    if record.file.endswith(".geojson"):
        said["properties"] = {**said["properties"], field: value}
    else:
        said[field] = value
    return replaced(FILES, {record: body_of(record, said, parts)})


def spoilt(record):
    # A record with one cell too many, or with a key that nobody knows.
    body, parts = BODIES[record], split_file(record.file, FILES[record.file])
    if record.file.endswith(".csv"):
        return body.rstrip(b"\n") + b",oddity\n"
    said = values_of(record, body, parts)
    own = {"properties": {**said["properties"], "oddity": 1}} if record.file.endswith(".geojson") else {"oddity": 1}
    return body_of(record, {**said, **own}, parts)


@pytest.mark.parametrize("record", RECORDS[::9], ids=str)
def test_what_is_wrong_with_any_record_is_told_of_that_record(record):
    first, *_ = faults = faults_of(replaced(FILES, {record: spoilt(record)}))
    own = [fault for fault in faults if "oddity" in fault.message or "cells, the header" in fault.message]

    assert [fault.record for fault in own] == [record]
    assert first.record.file == record.file or own[0].field == "oddity"


@pytest.mark.parametrize(
    ("record", "field", "value", "at", "message"),
    [
        (CEDAR, "quantity", {"low": 3, "likely": 2, "high": 4}, "quantity", "3"),
        (CEDAR, "ready_days", "soon", "ready_days", "'soon' is not a whole number"),
        (CEDAR, "needs", ["ships"], "needs[0]", "'ships'"),
        (RecordId("requirement.csv", "m-hq"), "quantity", "many", "quantity", "'many'"),
        (RecordId("requirement.csv", "m-hq"), "sector", "nowhere", "sector", "'nowhere'"),
        (RecordId("sites.geojson", "mill-brook"), "kind", "tower", "kind", "'tower' is not known"),
        (RecordId("scenarios.yaml", "facts/mandate"), "note", ["x"], "note", ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_field(record, field, value, at, message):
    (fault,) = [each for each in faults_of(with_value(record, field, value)) if each.record == record]

    assert fault.field == at
    assert message in fault.message


def test_what_is_wrong_with_a_file_or_with_nothing_named_is_no_record_s():
    files = {name: data for name, data in FILES.items() if name != "sources.csv"} | {"actors.csv": b"\xff"}

    found = faults_of(files)
    assert RecordFault(RecordId("sources.csv", ""), "", "is missing; add the file") in found
    assert [fault.record for fault in found if "UTF-8" in fault.message] == [RecordId("actors.csv", "")]
    assert record_faults({}, ["and 9 more | not listed; mend these first"]) == (
        RecordFault(None, "", "and 9 more | not listed; mend these first"),
    )


def test_lines_are_counted_as_the_readers_of_each_file_count_them():
    head = b"contributor,low,likely,high,known_from,standing,source,note\r\n\r\n"
    pools = head + b'a,1,1,1,2031-01-01,assumed,,"x\r\ny"\r\nb,1,1,1,2031-01-02,,,\r\n'
    site = b'{"type": "FeatureCollection", "features": [{"properties": {}}, {"properties": {"id": "p"}}]}'
    files = {"pools.csv": pools, "sites.geojson": site}
    problems = [
        "pools.csv:3 low | x", "pools.csv:4 | x", "pools.csv:5 | x", "pools.csv:1 | x",
        "sites.geojson:1 features[1] name | x", "sites.geojson:1 p kind | x", "sites.geojson:1 features[7] | x",
    ]  # fmt: skip

    assert [fault.record.key for fault in record_faults(files, problems)] == [
        "a/2031-01-01", "a/2031-01-01", "b/2031-01-02", "", "p", "p", "",
    ]  # fmt: skip
    assert [fault.field for fault in record_faults(files, problems)] == [
        "low",
        "",
        "",
        "",
        "name",
        "kind",
        "features[7]",
    ]
