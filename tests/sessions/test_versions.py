"""A version has a hash of names, keys and texts alone; two are compared record by record."""

import hashlib

import pytest

from tests.sessions.building import pledge, revision, version
from truceline.accounts.releasability import Release
from truceline.errors import MisuseError
from truceline.records.record_id import RecordId
from truceline.sessions.versions import Change, difference

POSTS, WING = pledge("ash-posts"), pledge("ash-wing")
CASE = RecordId("case.toml", "")
HEAD = RecordId("pledges.yaml", "")


def sha(data):
    return hashlib.sha256(data).hexdigest()


def test_the_hash_is_that_of_the_written_form():
    found = version(revision(POSTS, 7, 6, b"two posts"), revision(CASE, 1, 0, b"title"))
    lines = f'"case.toml"\t""\t{sha(b"title")}\n"pledges.yaml"\t"pledges/ash-posts"\t{sha(b"two posts")}\n'

    assert found.hash == sha(lines.encode())


def test_numbers_titles_and_releases_are_not_in_the_hash_and_the_order_within_a_file_is():
    posts, wing = revision(POSTS, 1, 0, b"a"), revision(WING, 1, 0, b"b")
    first = version(posts, wing)

    assert version(revision(POSTS, 9, 4, b"a", release=Release.CHAIR), wing, number=5, parent=3).hash == first.hash
    assert version(wing, posts).hash != first.hash
    assert version(posts).hash != first.hash


def test_files_stand_in_the_order_of_their_names():
    posts, case = revision(POSTS, 1, 0, b"a"), revision(CASE, 1, 0, b"c")

    assert version(posts, case).hash == version(case, posts).hash
    assert [entry.record for entry in version(posts, case).entries] == [CASE, POSTS]


def test_no_name_passes_for_two():
    tricky = RecordId("a\t", "b")
    other = RecordId("a", "\tb")

    assert version(revision(tricky, 1, 0, b"x")).hash != version(revision(other, 1, 0, b"x")).hash


def test_a_record_stands_once_and_text_between_records_as_often_as_it_is_there():
    with pytest.raises(MisuseError, match=r"pledges\.yaml/pledges/ash-posts \| stands twice"):
        version(revision(POSTS, 1, 0, b"a"), revision(POSTS, 2, 1, b"b"))

    head = revision(HEAD, 0, 0, b"\n")
    assert len(version(head, revision(POSTS, 1, 0, b"a"), head).entries) == 3


def test_the_difference_tells_what_came_went_and_changed():
    posts, wing = revision(POSTS, 1, 0, b"a"), revision(WING, 1, 0, b"b")
    fleet = revision(pledge("birch-fleet"), 1, 0, b"c")
    before, after = version(posts, wing), version(revision(POSTS, 2, 1, b"A"), fleet)

    found = difference(before, after)

    (posts_before, wing_before), (posts_after, fleet_after) = before.entries, after.entries
    assert found.records == (
        Change(WING, wing_before, None),
        Change(POSTS, posts_before, posts_after),
        Change(fleet.record, None, fleet_after),
    )
    assert found.files == ()


def test_a_file_that_is_one_text_is_compared_as_a_record():
    found = difference(version(revision(CASE, 1, 0, b"a")), version(revision(CASE, 2, 1, b"b")))

    assert [(change.record, change.before.number, change.after.number) for change in found.records] == [(CASE, 1, 2)]
    assert found.files == ()


def test_order_and_text_between_records_are_told_by_file():
    posts, wing, head = revision(POSTS, 1, 0, b"a"), revision(WING, 1, 0, b"b"), revision(HEAD, 0, 0, b"#\n")

    assert difference(version(posts, wing), version(wing, posts)).files == ("pledges.yaml",)
    assert difference(version(head, posts), version(posts)).files == ("pledges.yaml",)
    changed = difference(version(posts, wing), version(wing, revision(POSTS, 2, 1, b"A")))
    assert (len(changed.records), changed.files) == (1, ("pledges.yaml",))
    assert difference(version(head, posts), version(head, posts)) == difference(version(), version())
