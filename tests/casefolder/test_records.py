"""Which records a case has, what each is and whose."""

from importlib import resources

import pytest
from pydantic.fields import FieldInfo

from truceline.casefolder.records import LISTS, TEXT, WHOLE, kind_of, lists_of, owner_of, split_file, split_files
from truceline.casefolder.schema.folder import FILES
from truceline.formats.cells import Declares
from truceline.formats.parts import Part, join
from truceline.formats.shape import inner_shape
from truceline.records.record_id import RecordId

CASES = ("two-rivers", "ukraine")


def files_of(case):
    folder = resources.files("truceline") / "cases" / case
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir(), key=str) if path.is_file()}


def declared(field: FieldInfo) -> bool:
    return any(isinstance(mark, Declares) and mark.unique for mark in field.metadata)


def test_every_file_of_a_case_holds_records_or_is_one():
    assert {each.file for each in LISTS} | WHOLE.keys() == {file.name for file in FILES}


def test_a_record_is_known_by_what_its_file_declares():
    for file in FILES:
        for each in lists_of(file.name):
            shape = inner_shape(file.shape.model_fields[each.list].annotation) if each.list else file.shape
            own = [
                key
                for key, field in zip(shape.written_keys(), shape.model_fields.values(), strict=True)
                if declared(field)
            ]
            assert set(each.key) <= set(shape.written_keys())
            assert not own or each.key == (own[0],), (file.name, own)


@pytest.mark.parametrize("case", CASES)
def test_a_bundled_case_is_its_parts_joined_and_each_key_stands_once(case):
    files = files_of(case)
    parts = list(split_files(files))

    for name, data in files.items():
        own = [Part(record.key, body) for record, body in parts if record.file == name]
        assert join(own) == data
        keys = [part.key for part in own if part.key]
        assert len(keys) == len(set(keys))
        assert not any("#" in key for key in keys), name


def test_the_kinds_of_records_of_a_small_case():
    counted = {}
    for record, _ in split_files(files_of("two-rivers")):
        counted[kind_of(record)] = counted.get(kind_of(record), 0) + 1

    found = {
        kind: counted[kind]
        for kind in ("pledge", "fact", "rule", "scenario", "requirement line", "site", "pool", "case")
    }
    assert found == {
        "pledge": 9, "fact": 5, "rule": 1, "scenario": 4, "requirement line": 12, "site": 18, "pool": 3, "case": 1,
    }  # fmt: skip
    assert kind_of(RecordId("README.md", "")) == kind_of(RecordId("pledges.yaml", "")) == TEXT
    assert kind_of(RecordId("line-pairs.csv", "a")) == kind_of(RecordId("pledges.yaml", "others/a")) == TEXT


def test_a_pledge_is_its_contributor_s_and_everything_else_nobody_s_own():
    owners = {record.key: owner_of(record, body) for record, body in split_files(files_of("two-rivers"))}

    assert owners["pledges/ash-posts"] == "ash"
    assert owners["pledges/birch-posts"] == "birch"
    assert {owner for key, owner in owners.items() if not key.startswith("pledges/")} == {""}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"- id: a\n  contributor: [ash]\n",
        b"- contributor: ash\n- contributor: elm\n",
        b"contributor: ash\n",
        b"- a\n",
    ],
)
def test_a_pledge_that_cannot_be_read_is_nobody_s(body):
    assert owner_of(RecordId("pledges.yaml", "pledges/a"), body) == ""


def test_a_file_that_is_not_the_case_s_is_one_part():
    assert split_file("notes.csv", b"id\na\n") == (Part("", b"id\na\n"),)


def test_a_record_is_written_as_a_path_and_stands_in_the_order_of_its_file():
    pledge = RecordId("pledges.yaml", "pledges/ash-posts")

    assert str(pledge) == "pledges.yaml/pledges/ash-posts"
    assert str(RecordId("case.toml", "")) == "case.toml"
    assert RecordId("case.toml", "") < pledge < RecordId("pledges.yaml", "pledges/birch-posts")
