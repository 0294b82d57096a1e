"""What a member sees of a session is what is released to that member, and nothing tells of the rest."""

from dataclasses import replace

import pytest

from tests.sessions.building import ASH, BIRCH, CHAIR, READER, at, pledge, proposal, revision, version
from truceline.accounts.releasability import Release
from truceline.accounts.roles import Member, Role
from truceline.records.record_id import RecordId
from truceline.sessions.proposals import Comment, Dissent, State
from truceline.sessions.seen import comments_seen, proposal_seen, revisions_seen, versions_seen
from truceline.sessions.versions import Entry, difference, places_shown

POSTS, WING = pledge("ash-posts"), pledge("ash-wing")
OPEN = revision(POSTS, 1, 0, b"two posts", owner="ash")
SECRET = revision(WING, 1, 0, b"a wing", owner="ash", release=Release.CHAIR)
ASHS_STAFF = Member("m-ash-2", "Ash's other officer", frozenset({Role.NATION}), "ash")
EVERYBODY = {"ash": ASH, "birch": BIRCH, "chair": CHAIR, "reader": READER, "nobody": None}


def who(seen):
    return {name for name, reader in EVERYBODY.items() if seen(reader)}


def test_of_a_history_a_member_sees_the_revisions_that_are_released():
    later = revision(POSTS, 2, 1, b"nine posts", owner="ash", release=Release.CHAIR)
    published = revision(POSTS, 3, 2, b"ten posts", owner="ash", release=Release.PUBLIC)
    history = (OPEN, later, published)

    seen = {name: [each.number for each in revisions_seen(reader, history)] for name, reader in EVERYBODY.items()}

    assert seen == {"ash": [1, 2, 3], "chair": [1, 2, 3], "birch": [1, 3], "reader": [1, 3], "nobody": [3]}


def test_a_proposal_is_seen_without_the_revisions_that_are_not_released():
    bundle = proposal(OPEN, SECRET, owner="ash")

    assert proposal_seen(BIRCH, bundle, State.OPEN) == replace(bundle, revisions=(OPEN,))
    assert proposal_seen(CHAIR, bundle, State.OPEN) == bundle
    assert proposal_seen(None, bundle, State.OPEN) is None


def test_a_proposal_is_hidden_if_its_words_or_all_of_its_revisions_are():
    secret = proposal(SECRET, owner="ash")
    worded = proposal(OPEN, owner="ash", release=Release.CHAIR)

    for hidden in (secret, worded):
        assert who(lambda reader, hidden=hidden: proposal_seen(reader, hidden, State.OPEN)) == {"ash", "chair"}


def test_a_draft_is_there_for_its_writer_and_the_writers_nation_alone():
    draft = proposal(OPEN, owner="ash", by="m-ash")

    assert who(lambda reader: proposal_seen(reader, draft, State.DRAFT)) == {"ash"}
    assert proposal_seen(ASHS_STAFF, draft, State.DRAFT) == draft
    assert proposal_seen(BIRCH, proposal(OPEN, by="m-birch"), State.DRAFT) is not None
    assert proposal_seen(READER, proposal(OPEN, by="m-chair"), State.DRAFT) is None  # owner "" is no nation


def test_comments_are_seen_by_those_who_see_the_proposal_and_to_whom_they_are_released():
    said = Comment("p-1", "m-ash", at(1), "for the chair's eyes", Release.CHAIR, "ash")
    plain = replace(said, text="for all", release=Release.COALITION)

    assert comments_seen(BIRCH, (said, plain), {"p-1"}) == (plain,)
    assert comments_seen(CHAIR, (said, plain), {"p-1"}) == (said, plain)
    assert comments_seen(CHAIR, (said, plain), {"p-2"}) == ()


def test_a_version_has_for_each_reader_the_hash_of_what_is_released():
    both, alone = version(OPEN, SECRET), version(OPEN)

    assert [versions_seen(reader, (both,), ())[0].hash for reader in (ASH, CHAIR)] == [both.hash, both.hash]
    assert [versions_seen(reader, (both,), ())[0].hash for reader in (BIRCH, READER)] == [alone.hash, alone.hash]
    assert versions_seen(None, (both,), ())[0].entries == ()


def test_a_version_that_changes_nothing_released_is_not_there_and_its_successor_has_its_parent():
    third = revision(POSTS, 2, 1, b"three posts", owner="ash")
    history = (version(OPEN), version(OPEN, SECRET, number=2, parent=1), version(third, SECRET, number=3, parent=2))

    assert [(each.number, each.parent) for each in versions_seen(BIRCH, history, ())] == [(1, 0), (3, 1)]
    assert [(each.number, each.parent) for each in versions_seen(CHAIR, history, ())] == [(1, 0), (2, 1), (3, 2)]


def test_a_dissent_is_seen_by_those_who_see_the_proposal_and_keeps_its_version():
    dissent = Dissent("p-1", "birch", "m-birch", at(3), "not our lift", broke_silence=True)
    history = (version(OPEN), version(OPEN, SECRET, number=2, parent=1, dissents=(dissent,)))

    assert [each.dissents for each in versions_seen(BIRCH, history, {"p-1"})] == [(), (dissent,)]
    assert [each.dissents for each in versions_seen(BIRCH, history, ())] == [()]


def test_a_record_that_is_taken_into_confidence_is_no_longer_in_the_version_of_others():
    confided = revision(POSTS, 2, 1, b"nine posts", owner="ash", release=Release.CHAIR)
    before, after = versions_seen(BIRCH, (version(OPEN), version(confided, number=2, parent=1)), ())

    (change,) = difference(before, after).records
    assert (change.record, change.before.number, change.after) == (POSTS, 1, None)


@pytest.mark.parametrize(
    ("stands", "hidden", "left"),
    [
        ("head a , b , c tail", "", "head a , b , c tail"),
        ("head a , b , c tail", "a", "head b , c tail"),
        ("head a , b , c tail", "b", "head a , c tail"),
        ("head a , b , c tail", "c", "head a , b tail"),
        ("head a , b , c tail", "bc", "head a tail"),
        ("head a , b , c tail", "abc", "head tail"),
        ("head a b c tail", "b", "head a c tail"),
    ],
)
def test_text_between_records_goes_with_a_record_that_is_hidden(stands, hidden, left):
    names = stands.split()
    entries = [
        Entry(RecordId("sites.geojson", name if len(name) == 1 and name != "," else ""), 0, name) for name in names
    ]

    shown = places_shown(entries, [name not in hidden for name in names])

    assert [names[place] for place in shown] == left.split()


def test_what_opens_the_next_list_of_a_document_stays():
    keys = ["", "facts/a", "", "facts/b", "", "rules/c"]
    entries = [Entry(RecordId("scenarios.yaml", key), 0, key or f"text {n}") for n, key in enumerate(keys)]

    assert places_shown(entries, [key != "facts/b" for key in keys]) == (0, 1, 4, 5)
    assert places_shown(entries, [key not in ("facts/a", "rules/c") for key in keys]) == (0, 3, 4)


SECRETS = {"body": b"SECRET body", "reason": "SECRET reason", "record": pledge("SECRET-key")}


@pytest.mark.parametrize("reader", [BIRCH, READER, None], ids=["birch", "reader", "nobody"])
def test_nothing_of_a_secret_is_in_anything_that_others_see(reader):
    hidden = replace(SECRET, **SECRETS)
    dissent = Dissent("p-secret", "ash", "m-ash", at(3), "SECRET dissent", broke_silence=False)
    versions = (version(OPEN), version(OPEN, hidden, number=2, parent=1, dissents=(dissent,)))
    bundle, secret = proposal(OPEN, hidden, owner="ash"), proposal(hidden, name="p-secret", owner="ash")
    comments = (Comment("p-secret", "m-ash", at(1), "SECRET comment", Release.COALITION),)

    seen_versions = versions_seen(reader, versions, ())
    everything = (
        revisions_seen(reader, (OPEN, hidden)),
        proposal_seen(reader, bundle, State.OPEN),
        proposal_seen(reader, secret, State.SILENT),
        comments_seen(reader, comments, {"p-1"}),
        seen_versions,
        difference(seen_versions[0], seen_versions[-1]),
    )

    assert "SECRET" not in repr(everything)
    assert versions[1].hash not in repr(everything)
    assert versions[1].entries[1].digest not in repr(everything)
