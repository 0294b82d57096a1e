"""A case with other records is read as any case is, and what is wrong with it is told of the records."""

from importlib import resources

import pytest

from truceline.casefolder.changed_case import ChangedCase, changed_case
from truceline.casefolder.record_faults import RecordFault, record_faults
from truceline.casefolder.record_text import body_of, values_of
from truceline.casefolder.records import split_files
from truceline.errors import CaseError
from truceline.records.record_id import RecordId

FOLDER = resources.files("truceline") / "cases" / "two-rivers"
FILES = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir(), key=str) if path.is_file()}
BODIES = dict(split_files(FILES))
PLEDGE = RecordId("pledges.yaml", "pledges/ash-posts")


def test_a_sound_change_is_in_the_case():
    body = BODIES[PLEDGE].replace(b"quantity: 4", b"quantity: 5")
    found = changed_case("draft 1", FILES, {PLEDGE: body})

    assert found.faults == ()
    assert [each.quantity.likely for each in found.case.pledges if each.id == "ash-posts"] == [5]
    assert found.files["pledges.yaml"].count(b"quantity: 5") == FILES["pledges.yaml"].count(b"quantity: 5") + 1


def test_what_refers_to_a_record_that_was_taken_out_is_told_at_its_own_place():
    found = changed_case("draft 1", FILES, {RecordId("actors.csv", "birch"): None})

    assert found.case is None
    assert (PLEDGE, "conditions[1].joined") in {(fault.record, fault.field) for fault in found.faults}
    assert (RecordId("statements.csv", "st-03"), "speaks_for") in {(f.record, f.field) for f in found.faults}


def test_a_body_that_is_not_its_record_is_told_of_it_and_nothing_changes():
    found = changed_case("draft 1", FILES, {PLEDGE: b"  - id: other\n"})

    (fault,) = found.faults
    assert found == ChangedCase(FILES, None, (fault,))
    assert fault.record == PLEDGE
    assert fault.field == ""
    assert fault.message.startswith("the text is not one pledge that is known by 'ash-posts'; ")


def test_what_cannot_be_read_or_written_of_a_record_is_told_of_it():
    office, pool = RecordId("offices.csv", "Teodor Halm/president/2029-06-01"), RecordId("pools.csv", "ash/2031-01-12")
    told = []
    for call in (
        lambda: values_of(PLEDGE, b"- id: a\n  id: b\n"),
        lambda: values_of(office, b"a\n"),
        lambda: body_of(pool, {"planes": 3}),
    ):
        with pytest.raises(CaseError) as error:
            call()
        told += record_faults(FILES, error.value.problems)

    assert [(fault.record, fault.field) for fault in told] == [(PLEDGE, "[0]"), (office, ""), (pool, "planes")]
    assert told[0] == RecordFault(PLEDGE, "[0]", "the key 'id' is given twice (line 1); keep one")
