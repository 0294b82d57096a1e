"""An accepted proposal makes the next version; a stale one, and one that crosses a silence, makes none."""

import json
from hashlib import sha256

import pytest

from tests.sessions.building import ASH, BIRCH, CHAIR, at, pledge, proposal, revision, version
from truceline.accounts.releasability import Release
from truceline.errors import MisuseError, StaleError
from truceline.records.record_id import RecordId
from truceline.sessions.acceptance import (
    Naming,
    conflicts,
    crossing,
    next_version,
    overlapping,
    silence_faults,
    submission_faults,
)
from truceline.sessions.versions import Entry

POSTS, WING = pledge("ash-posts"), pledge("ash-wing")
FIRST = revision(POSTS, 1, 0, b"two posts", owner="ash")
START = version(FIRST)


def accepted(before, found, histories, **more):
    return next_version(before, found, histories, Naming(before.number + 1, "next", "m-chair", at(5)), **more)


def test_an_accepted_proposal_makes_the_next_version():
    second, wing = revision(POSTS, 2, 1, b"three posts"), revision(WING, 1, 0, b"a wing")

    found = accepted(START, proposal(second, wing), {POSTS: (FIRST, second)})

    assert (found.number, found.parent) == (2, 1)
    assert [(entry.record, entry.number) for entry in found.entries] == [(POSTS, 2), (WING, 1)]
    assert START.entries[0].number == 1


def test_of_two_proposals_on_one_record_the_second_to_be_accepted_is_stale_until_a_person_rewrites_it():
    mine, yours = revision(POSTS, 2, 1, b"three posts"), revision(POSTS, 3, 1, b"four posts")
    history = {POSTS: (FIRST, mine, yours)}
    first, second = proposal(mine, name="p-1"), proposal(yours, name="p-2")

    assert overlapping(first, (first, second)) == ((second, (POSTS,)),)
    after = accepted(START, first, history)
    (found,) = conflicts(second, after, history)
    assert (found.base, found.written, found.standing.body) == (1, b"four posts", b"three posts")
    with pytest.raises(StaleError, match="read both texts, and write yours from that"):
        accepted(after, second, history)

    both = revision(POSTS, 4, 2, b"seven posts")
    rebased = proposal(yours, both, name="p-2")
    assert conflicts(rebased, after, history) == ()
    assert accepted(after, rebased, {POSTS: (*history[POSTS], both)}).entries[0].number == 4


def test_a_record_that_another_proposal_took_out_or_made_is_a_conflict_too():
    out, edit = revision(POSTS, 2, 1, None), revision(POSTS, 3, 1, b"four posts")
    empty = accepted(START, proposal(out), {POSTS: (FIRST, out)})

    assert empty.entries == ()
    assert [found.standing for found in conflicts(proposal(edit), empty, {POSTS: (FIRST, out, edit)})] == [None]
    again = revision(POSTS, 4, 0, b"two posts again")
    assert conflicts(proposal(again), empty, {}) == ()
    assert [found.standing for found in conflicts(proposal(again), START, {POSTS: (FIRST,)})] == [FIRST]


def test_while_a_record_is_under_silence_no_other_proposal_on_it_is_accepted():
    silent, other = proposal(revision(POSTS, 2, 1, b"a"), name="p-1"), proposal(revision(POSTS, 3, 1, b"b"), name="p-2")

    assert crossing(other, (silent,)) == (
        "pledges.yaml/pledges/ash-posts | is under silence in p-1; wait for its deadline, or return it first",
    )
    assert crossing(silent, (silent,)) == ()
    assert crossing(proposal(revision(WING, 1, 0, b"c"), name="p-3"), (silent,)) == ()


def test_what_the_chair_cannot_see_is_not_submitted_and_what_nations_cannot_see_not_put_under_silence():
    own = proposal(revision(POSTS, 2, 1, b"a", owner="ash", release=Release.NATION), owner="ash")
    secret = proposal(revision(POSTS, 2, 1, b"a", owner="ash", release=Release.CHAIR), owner="ash")
    titled = proposal(revision(POSTS, 2, 1, b"a", owner="ash"), owner="ash", release=Release.CHAIR)

    assert [len(submission_faults(each)) for each in (own, secret, titled, proposal())] == [1, 0, 0, 1]
    assert [len(silence_faults(each)) for each in (own, secret, titled)] == [1, 1, 1]
    assert silence_faults(proposal(revision(POSTS, 2, 1, b"a", owner="ash"))) == ()


def features(*bodies):
    """Take a GeoJSON file of one feature a line apart, as text and records."""
    text = RecordId("sites.geojson", "")
    found = [revision(text, 0, 0, b'{"type": "FeatureCollection", "features": [\n')]
    for number, body in enumerate(bodies):
        found += [revision(text, 0, 0, b",\n")] if number else []
        found.append(revision(RecordId("sites.geojson", json.loads(body)["id"]), 1, 0, body))
    return [*found, revision(text, 0, 0, b"\n]}\n")]


COMMA = Entry(RecordId("sites.geojson", ""), 0, sha256(b",\n").hexdigest())


def file_of(found, *bodies):
    by_hash = {sha256(body).hexdigest(): body for body in (b",\n", *bodies)}
    return b"".join(by_hash[entry.digest] for entry in found.entries)


@pytest.mark.parametrize("before", [["a", "b", "c"], ["a", "b"], ["a"], []])
@pytest.mark.parametrize("new_first", [True, False])
@pytest.mark.parametrize("out", [[], ["a"], ["b"], ["c"], ["a", "b"], ["a", "b", "c"]])
def test_a_file_of_features_with_commas_is_whole_after_records_came_and_went(before, out, new_first):
    parts = features(*(f'{{"id": "{name}"}}'.encode() for name in before))
    gone = [revision(RecordId("sites.geojson", name), 2, 1, None) for name in out if name in before]
    new = revision(RecordId("sites.geojson", "d"), 1, 0, b'{"id": "d"}')

    bundle = proposal(new, *gone) if new_first else proposal(*gone, new)
    found = accepted(version(*parts), bundle, {}, between={"sites.geojson": COMMA})

    whole = json.loads(file_of(found, *(part.body for part in parts), new.body))
    assert [each["id"] for each in whole["features"]] == [*(name for name in before if name not in out), "d"]


def test_a_new_record_goes_behind_the_last_of_its_list():
    text = RecordId("scenarios.yaml", "")
    names = ["facts/a", "facts/b", "scenarios/s"]
    facts = [revision(RecordId("scenarios.yaml", name), 1, 0, name.encode()) for name in names]
    parts = [revision(text, 0, 0, b"facts:"), *facts[:2], revision(text, 0, 0, b"scenarios:"), facts[2]]
    new = revision(RecordId("scenarios.yaml", "facts/c"), 1, 0, b"facts/c")

    found = accepted(version(*parts), proposal(new), {})

    joined = file_of(found, *(part.body for part in parts), new.body)
    assert joined == b"facts:facts/afacts/bfacts/cscenarios:scenarios/s"


def test_text_between_records_is_not_revised_but_a_file_that_is_one_text_is():
    head = RecordId("pledges.yaml", "")
    parts = version(revision(head, 0, 0, b"#"), FIRST, revision(head, 0, 0, b"\n"))
    case = RecordId("case.toml", "")

    with pytest.raises(MisuseError, match="is text between records"):
        accepted(parts, proposal(revision(head, 1, 0, b"# new")), {})
    whole = accepted(version(revision(case, 1, 0, b"a")), proposal(revision(case, 2, 1, b"b")), {})
    assert [entry.number for entry in whole.entries] == [2]


def test_both_texts_of_a_conflict_are_told_to_those_who_may_see_them():
    secret = revision(POSTS, 2, 1, b"ten posts", owner="ash", release=Release.CHAIR)
    after = accepted(START, proposal(secret), {POSTS: (FIRST, secret)})
    (found,) = conflicts(proposal(revision(POSTS, 3, 1, b"four", owner="ash")), after, {POSTS: (FIRST, secret)})

    assert [found.seen_by(who).hidden for who in (ASH, CHAIR, BIRCH, None)] == [False, False, True, True]
