"""Where a proposal stands: silence, its deadline and what breaks it, dissent, and what may be decided when."""

from itertools import product

import pytest

from tests.sessions.building import at, decided, pledge, proposal, revision
from truceline.accounts.rights import Act
from truceline.errors import MisuseError
from truceline.sessions.proposals import (
    DECIDED_BY,
    NEXT,
    DecisionKind,
    Standing,
    State,
    decide,
    dissents,
    refused,
    standing,
)

POSTS = pledge("ash-posts")
SUBMITTED = decided("submitted", 1, by="m-ash")
SILENCE = decided("silence", 2, deadline=10)


def broken(hour, contributor="birch"):
    return decided("broken", hour, contributor=contributor, by=f"m-{contributor}")


def test_a_proposal_without_a_decision_is_a_draft():
    assert standing((), at(0)) == Standing(State.DRAFT)


def test_silence_that_nobody_breaks_is_acceptance_at_its_deadline():
    told = (SUBMITTED, SILENCE)

    assert standing(told, at(9.99)) == Standing(State.SILENT, at(2), at(10))
    assert standing(told, at(10)) == Standing(State.ACCEPTED, at(10), at(10))
    assert standing(told, at(500)) == Standing(State.ACCEPTED, at(10), at(10))


def test_silence_is_broken_before_its_deadline_and_never_at_it_or_after():
    before = decide((SUBMITTED, SILENCE), broken(9.99))

    assert standing(before, at(500)).state == State.BROKEN
    for late in (10, 11):
        with pytest.raises(MisuseError, match="it is accepted, and can be: nothing more"):
            decide((SUBMITTED, SILENCE), broken(late))


def test_what_is_decided_later_does_not_count_yet():
    told = (SUBMITTED, SILENCE, broken(5))

    assert [standing(told, at(hour)).state.value for hour in (0, 1, 2, 5)] == [
        "draft",
        "open",
        "under silence",
        "broken",
    ]


def test_while_silence_runs_the_chair_cannot_accept_and_a_deadline_is_put_off_but_not_brought_forward():
    told = (SUBMITTED, SILENCE)

    assert refused(told, decided("accepted", 3))
    assert refused(told, decided("silence", 3, deadline=9)) == (
        "nations have until 2031-03-01T10:00:00+00:00; a deadline is put off, never brought forward",
    )
    longer = decide(told, decided("silence", 3, deadline=20))
    assert standing(longer, at(15)).state == State.SILENT
    assert standing(longer, at(20)).state == State.ACCEPTED


def test_after_broken_silence_the_chair_may_accept_and_the_reason_stays():
    told = decide((SUBMITTED, SILENCE, broken(5)), decided("accepted", 6))

    (kept,) = dissents("p-1", told)
    assert (kept.contributor, kept.reason, kept.broke_silence) == ("birch", "because", True)


def test_dissent_lets_a_proposal_pass_and_stays():
    dissent = decided("dissent", 3, contributor="birch", by="m-birch", reason="not our lift")
    told = decide((SUBMITTED, SILENCE), dissent)

    assert standing(told, at(4)) == Standing(State.SILENT, at(2), at(10))
    assert standing(told, at(10)).state == State.ACCEPTED
    assert [(each.contributor, each.reason, each.broke_silence) for each in dissents("p-1", told)] == [
        ("birch", "not our lift", False)
    ]


def test_dissent_on_a_text_that_was_returned_is_not_held_against_the_next():
    told = (SUBMITTED, SILENCE, broken(5), decided("returned", 6), decided("submitted", 7, by="m-ash"))

    assert dissents("p-1", told[:-1]) != ()
    assert dissents("p-1", told) == ()


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (decided("returned", 3, reason=" "), "no reason is given; say why"),
        (decided("dissent", 3, reason="", contributor="ash"), "no reason is given; say why"),
        (decided("dissent", 3), "no nation is named; a member who acts for one speaks for it"),
        (decided("silence", 3), "no deadline is given; say when silence expires"),
        (
            decided("silence", 3, deadline=3),
            "silence would expire at once, 2031-03-01T03:00:00+00:00; give a later deadline",
        ),
        (decided("accepted", 3, deadline=9), "it has a deadline, which silence alone has; leave it out"),
        (
            decided("accepted", 0),
            "it is dated before the last decision, 2031-03-01T01:00:00+00:00; set the clock right",
        ),
    ],
)
def test_a_decision_that_lacks_something_is_refused_with_the_reason(decision, why):
    assert why in refused((SUBMITTED,), decision)


TO = {
    "draft": [SUBMITTED][:0],
    "open": [SUBMITTED],
    "under silence": [SUBMITTED, SILENCE],
    "broken": [SUBMITTED, SILENCE, broken(3)],
    "returned": [SUBMITTED, decided("returned", 3)],
    "accepted": [SUBMITTED, decided("accepted", 3)],
    "withdrawn": [decided("withdrawn", 3)],
}
MAY = {
    "draft": "submitted withdrawn",
    "open": "accepted returned silence dissent withdrawn",
    "under silence": "broken returned silence dissent withdrawn",
    "broken": "accepted returned silence dissent withdrawn",
    "returned": "submitted withdrawn",
    "accepted": "",
    "withdrawn": "",
}


@pytest.mark.parametrize(("state", "kind"), list(product(MAY, [kind.value for kind in DecisionKind])))
def test_what_may_be_decided_when(state, kind):
    decision = decided(kind, 4, deadline=20 if kind == "silence" else None, contributor="birch")

    assert standing(TO[state], at(4)).state.value == state
    assert (refused(TO[state], decision) == ()) == (kind in MAY[state].split())


def test_silence_that_stands_is_found_unsound_at_its_deadline_and_nothing_else_is():
    silent = (decided("submitted", 1), decided("silence", 2, deadline=5))
    told = decided("unsound", 5, reason="pledges.yaml | would not be sound")

    found = (*silent, told)
    assert refused(silent, told) == ()
    assert [standing(found, at(hour)).state.value for hour in (4, 5, 9)] == ["under silence", "returned", "returned"]
    assert refused(found, decided("submitted", 7)) == ()
    assert refused(silent, decided("unsound", 4, reason="why")) == (
        "it is under silence; silence alone is found unsound, at its deadline",
    )
    for accepted in ((decided("submitted", 1), decided("accepted", 5)), silent):
        assert refused(accepted, decided("unsound", 6, reason="why")) == (
            "it is accepted; silence alone is found unsound, at its deadline",
        )
    assert refused(silent, decided("unsound", 5, reason="")) == ("no reason is given; say why",)


def test_every_state_is_in_the_table_and_every_decision_needs_a_right():
    assert set(NEXT) == set(State)
    assert {kind.value: act for kind, act in DECIDED_BY.items()} == {
        "submitted": Act.PROPOSE,
        "withdrawn": Act.PROPOSE,
        "returned": Act.DECIDE,
        "accepted": Act.DECIDE,
        "silence": Act.DECIDE,
        "broken": Act.BREAK_SILENCE,
        "dissent": Act.BREAK_SILENCE,
    }


def test_a_proposal_proposes_its_last_text_of_each_record_and_knows_what_it_was_written_from():
    other = pledge("ash-wing")
    found = proposal(
        revision(POSTS, 4, 3, b"a"),
        revision(other, 1, 0, b"b"),
        revision(POSTS, 6, 4, b"c"),
        revision(POSTS, 7, 6, b"d"),
    )

    assert [(tip.record, tip.body) for tip in found.tips()] == [(POSTS, b"d"), (other, b"b")]
    assert [found.root(record) for record in (POSTS, other)] == [3, 0]


def test_the_next_text_is_written_from_the_proposals_own_or_where_that_is_stale_from_what_stands():
    drafted = proposal(revision(POSTS, 4, 3, b"a"))

    assert drafted.standing(POSTS, 3) == 4
    assert drafted.standing(POSTS, 5) == 5
    rebased = proposal(revision(POSTS, 4, 3, b"a"), revision(POSTS, 6, 5, b"both"))
    assert rebased.standing(POSTS, 5) == 6
    assert rebased.root(POSTS) == 5
    assert proposal().standing(POSTS, 3) == 3
