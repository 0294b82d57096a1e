"""A case folder becomes a version of a session, and comes out of it again byte for byte."""

import pytest
from tests.conftest import FORD
from tests.places import ROOT
from tests.store.sessions import ASH, CHAIR, READER, STAFF, begin, files_of, later, parts_of

from truceline.casefolder.cases import read_case
from truceline.errors import MisuseError
from truceline.formats.named_files import FilesInMemory
from truceline.records.record_id import RecordId
from truceline.services.session.laying_out import lay_out
from truceline.store.engine import reading, writing
from truceline.store.histories import history
from truceline.store.importing import import_case
from truceline.store.versions import files, newest, version, versions

CASES = ROOT / "src" / "truceline" / "cases"


def bring(store, session, changed, *, by=CHAIR, minutes=5, title="Again"):
    with writing(store) as connection:
        return import_case(connection, session, by, parts_of(changed), title, at=later(minutes), lay_out=lay_out)


@pytest.mark.parametrize("case", ["two-rivers", "ukraine"])
def test_a_bundled_case_comes_out_as_it_went_in(store, case):
    original = files_of(CASES / case)
    session = begin(store, original)

    with reading(store) as connection:
        found = files(connection, session, CHAIR, 1)

    assert found == original
    assert read_case(FilesInMemory("the store", found)).id == case


def test_the_same_case_is_the_same_version(store):
    session = begin(store)

    again = bring(store, session, files_of(FORD))

    assert (again.new, again.version.number) == (False, 1)


def test_the_same_case_has_the_same_hash_in_every_store(store, tmp_path):
    from truceline.store.engine import open_store

    other = open_store(tmp_path / "other.sqlite")
    first, second = begin(store), begin(other)

    with reading(store) as one, reading(other) as two:
        assert newest(one, first).hash == newest(two, second).hash
    other.close()


def test_what_is_changed_is_a_revision_more_and_the_rest_stays(store):
    session = begin(store)
    changed = files_of(FORD)
    changed["requirement.csv"] = changed["requirement.csv"].replace(b"Posts", b"Watch posts", 1)

    made = bring(store, session, changed)

    with reading(store) as connection:
        before, after = version(connection, session, CHAIR, 1), version(connection, session, CHAIR, 2)
        different = set(after.entries) - set(before.entries)
        assert made.new
        assert files(connection, session, CHAIR, 2) == changed
        (entry,) = different
        assert (entry.record.file, entry.number) == ("requirement.csv", 2)
        assert [each.reason for each in history(connection, session, CHAIR, entry.record)] == [
            "As known in March",
            "Again",
        ]


def test_what_is_left_out_is_a_revision_that_says_so(store):
    session = begin(store)
    changed = files_of(FORD)
    del changed["meetings.csv"]

    bring(store, session, changed)

    with reading(store) as connection:
        gone = next(
            e.record
            for e in version(connection, session, CHAIR, 1).entries
            if e.record.file == "meetings.csv" and e.record.key
        )
        assert [each.body is None for each in history(connection, session, CHAIR, gone)] == [False, True]
        assert "meetings.csv" not in files(connection, session, CHAIR, 2)


def test_only_the_chair_imports_and_nobody_is_told_less(store):
    session = begin(store)

    with pytest.raises(MisuseError, match="only the chair may decide a proposal; Sam is here as staff"):
        bring(store, session, files_of(FORD), by=STAFF)


def test_a_nation_that_is_there_is_master_of_its_own_word(store):
    session = begin(store)
    changed = files_of(FORD)
    changed["pledges.yaml"] = changed["pledges.yaml"].replace(b"quantity: 4", b"quantity: 3")
    assert changed != files_of(FORD)

    with pytest.raises(MisuseError, match="only a nation may revise a pledge of its own; Chair is here as chair"):
        bring(store, session, changed)
    with reading(store) as connection:
        assert len(versions(connection, session, READER)) == 1


def test_for_a_nation_that_is_not_there_the_chair_writes(store):
    session = begin(store, members=(CHAIR,))
    changed = files_of(FORD)
    changed["pledges.yaml"] = changed["pledges.yaml"].replace(b"quantity: 4", b"quantity: 3")

    assert bring(store, session, changed).version.number == 2


def test_a_file_of_one_text_has_a_history_too(store):
    session = begin(store)
    changed = files_of(FORD)
    changed["case.toml"] += b"# more\n"

    bring(store, session, changed)

    with reading(store) as connection:
        assert len(history(connection, session, ASH, RecordId("case.toml", ""))) == 2
