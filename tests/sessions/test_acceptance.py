"""An accepted proposal makes the next version; a stale one, and one that crosses a silence, makes none."""

from hashlib import sha256

import pytest

from tests.sessions.building import ASH, BIRCH, CHAIR, at, decided, laid_out, pledge, proposal, revision, version
from truceline.accounts.releasability import Release
from truceline.errors import MisuseError, StaleError
from truceline.records.record_id import RecordId
from truceline.sessions.acceptance import (
    Naming,
    Situation,
    conflicts,
    crossing,
    decision_faults,
    next_version,
    overlapping,
    silence_faults,
    stood,
    submission_faults,
)
from truceline.sessions.proposals import Dissent

POSTS, WING = pledge("ash-posts"), pledge("ash-wing")
FIRST = revision(POSTS, 1, 0, b"two posts", owner="ash")
START = version(FIRST)


def accepted(before, found, histories, layout=None):
    naming = Naming(before.number + 1, "next", "m-chair", at(5))
    return next_version(before, found, histories, naming, laid_out(before, found) if layout is None else layout)


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


def part(name, body, file="pledges.yaml"):
    return (RecordId(file, name), sha256(body).hexdigest())


HEAD, TAIL = part("", b"pledges:\n"), part("", b"# end\n")
LAID = [HEAD, part("pledges/ash-posts", b"three posts"), part("pledges/ash-wing", b"a wing"), TAIL]
PARTS = version(revision(HEAD[0], 0, 0, b"pledges:\n"), FIRST, revision(HEAD[0], 0, 0, b"# end\n"))
BUNDLE = proposal(revision(POSTS, 2, 1, b"three posts"), revision(WING, 1, 0, b"a wing"))


def test_the_next_version_is_laid_out_as_its_files_are_and_text_between_records_has_no_revision():
    found = accepted(PARTS, BUNDLE, {}, layout=LAID)

    assert [(entry.record.key, entry.number) for entry in found.entries] == [
        ("", 0),
        ("pledges/ash-posts", 2),
        ("pledges/ash-wing", 1),
        ("", 0),
    ]
    moved = accepted(PARTS, BUNDLE, {}, layout=[part("", b"# other\n"), *LAID[1:]])
    assert moved.entries[0].digest == sha256(b"# other\n").hexdigest()


@pytest.mark.parametrize(
    "layout",
    [
        [HEAD, part("pledges/ash-posts", b"nobody's words"), *LAID[2:]],
        [HEAD, part("pledges/ash-posts", b"two posts"), *LAID[2:]],
        [*LAID[:2], TAIL],
        [*LAID[:2], part("pledges/ash-wing", b"two wings"), TAIL],
        [*LAID[:3], part("pledges/birch-fleet", b"a fleet"), TAIL],
        [*LAID, part("", b"a title", "case.toml")],
        [HEAD, *LAID[2:]],
        [],
    ],
)
def test_files_that_hold_anything_nobody_proposed_or_lack_anything_make_no_version(layout):
    with pytest.raises(MisuseError, match=r"holds other texts than the version with the proposal"):
        accepted(PARTS, BUNDLE, {}, layout=layout)


def test_the_order_of_records_that_stood_is_kept():
    two = version(FIRST, revision(WING, 1, 0, b"a wing"))
    posts, wing = part("pledges/ash-posts", b"three posts"), part("pledges/ash-wing", b"a wing")
    change = proposal(revision(POSTS, 2, 1, b"three posts"))

    assert accepted(two, change, {}, layout=[posts, wing]).entries[0].number == 2
    with pytest.raises(MisuseError, match="or in another order"):
        accepted(two, change, {}, layout=[wing, posts])


def test_a_file_that_is_one_text_is_revised_as_a_whole_and_text_between_records_is_not():
    case = RecordId("case.toml", "")
    title = proposal(revision(case, 2, 1, b"b"))

    whole = accepted(version(revision(case, 1, 0, b"a")), title, {})
    assert [entry.number for entry in whole.entries] == [2]
    assert accepted(version(revision(case, 1, 0, b"a")), proposal(revision(case, 2, 1, None)), {}).entries == ()
    with pytest.raises(MisuseError, match=r"^the files.*\n.*pledges\.yaml"):
        accepted(PARTS, proposal(revision(HEAD[0], 1, 0, b"# new")), {}, layout=[part("", b"# new")])


def test_both_texts_of_a_conflict_are_told_to_those_who_may_see_them():
    secret = revision(POSTS, 2, 1, b"ten posts", owner="ash", release=Release.CHAIR)
    after = accepted(START, proposal(secret), {POSTS: (FIRST, secret)})
    (found,) = conflicts(proposal(revision(POSTS, 3, 1, b"four", owner="ash")), after, {POSTS: (FIRST, secret)})

    assert [found.seen_by(who).hidden for who in (ASH, CHAIR, BIRCH, None)] == [False, False, True, True]


SUBMITTED = (decided("submitted", 1, by="m-ash"),)


def spoken_against(found, kind, version_now=START, silent=(), decisions=SUBMITTED):
    deadline = 9 if kind == "silence" else None
    meets = Situation(version_now, {POSTS: (FIRST,)}, silent)
    return decision_faults(found, decisions, decided(kind, 2, deadline=deadline), meets)


def test_a_decision_meets_silence_that_runs_what_is_not_shown_and_what_is_stale():
    mine, other = proposal(revision(POSTS, 2, 1, b"a"), name="p-1"), proposal(revision(POSTS, 3, 1, b"b"), name="p-2")
    secret = proposal(revision(WING, 1, 0, b"a", release=Release.CHAIR), name="p-3")
    stale = proposal(revision(POSTS, 2, 0, b"a"), name="p-4")

    for kind in ("accepted", "silence"):
        assert spoken_against(mine, kind) == ()
        assert "is under silence in p-2" in spoken_against(mine, kind, silent=(other,))[0]
        assert "read both texts" in spoken_against(stale, kind)[0]
    assert spoken_against(secret, "accepted") == ()
    assert "cannot object" in spoken_against(secret, "silence")[0]
    assert "read both texts" in spoken_against(stale, "submitted", decisions=())[0]
    assert "holds no revision" in spoken_against(proposal(), "submitted", decisions=())[0]
    assert spoken_against(stale, "returned") == ()


def test_dissent_stays_with_the_version():
    dissent = Dissent("p-1", "birch", "m-birch", at(3), "not our lift", broke_silence=True)
    naming = Naming(2, "next", "m-chair", at(5))
    bundle = proposal(revision(POSTS, 2, 1, b"three posts"))

    found = next_version(START, bundle, {}, naming, laid_out(START, bundle), dissents=(dissent,))

    assert found.dissents == (dissent,)


def test_what_stood_by_silence_is_applied_in_the_order_of_deadlines():
    names = {"p-1": 9, "p-2": 5, "p-3": 5, "p-4": 20}
    told = [
        (proposal(name=name), (*SUBMITTED, decided("silence", 2, deadline=deadline)))
        for name, deadline in reversed(names.items())
    ]
    by_the_chair = (proposal(name="p-5"), (*SUBMITTED, decided("accepted", 2)))

    assert [found.id for found in stood([*told, by_the_chair], at(10))] == ["p-2", "p-3", "p-1"]
