"""Proposals in a store: who may write and decide is asked here, nothing is lost, and nobody sees more than is his."""

import pytest
from tests.store.sessions import ASH, CHAIR, ELM, READER, STAFF, T0, begin, later

from truceline.accounts.releasability import Release
from truceline.errors import MisuseError, SourceError, StaleError
from truceline.records.record_id import RecordId
from truceline.services.session.laying_out import lay_out
from truceline.sessions.proposals import DecisionKind, State, standing
from truceline.store.deciding import Deciding, decide_on, stale_among, stale_in, sweep
from truceline.store.decisions import decisions_of
from truceline.store.engine import reading, writing
from truceline.store.histories import history
from truceline.store.proposals import (
    Change,
    Title,
    comment,
    comments,
    proposal,
    proposals,
    propose,
    revise,
)
from truceline.store.versions import files, newest, version, versions

POSTS = RecordId("pledges.yaml", "pledges/ash-posts")
LINE = RecordId("requirement.csv", "posts-west")
SUBMIT, ACCEPT = Deciding(DecisionKind.SUBMITTED), Deciding(DecisionKind.ACCEPTED)


def says(store, session, record, member=CHAIR):
    with reading(store) as connection:
        return history(connection, session, member, record)[-1].body


def change(store, session, record, old, new, base=1, reader=CHAIR, **more):
    kind, owner = ("pledge", "ash") if record.file == "pledges.yaml" else ("requirement line", "")
    with reading(store) as connection:
        known = {each.number: each.body for each in history(connection, session, reader, record)} | {0: b""}
    return Change(record, base, known[base].replace(old, new), kind, owner, reason="it is so", **more)


def write(store, session, member, *changes, title="A change", minutes=10, release=Release.COALITION):
    with writing(store) as connection:
        return propose(connection, session, member, Title(title, "why", release), changes, at=later(minutes))


def decide(store, session, member, number, what, minutes=20):
    with writing(store) as connection:
        return decide_on(connection, session, member, number, what, at=later(minutes), lay_out=lay_out)


def fewer(store, session, member=ASH, minutes=10, **more):
    """Propose that Ash brings three posts, not four; return the proposal's number."""
    less = change(store, session, POSTS, b"quantity: 4", b"quantity: 3", **more)
    return write(store, session, member, less, minutes=minutes)


def test_what_is_accepted_is_in_the_next_version_and_in_no_earlier_one(store):
    session = begin(store)
    number = fewer(store, session)

    decide(store, session, ASH, number, SUBMIT)
    assert decide(store, session, CHAIR, number, ACCEPT, 30).state == State.ACCEPTED

    with reading(store) as connection:
        before, after = (files(connection, session, READER, n)["pledges.yaml"] for n in (1, 2))
        assert after == before.replace(b"quantity: 4", b"quantity: 3", 1)
        assert (version(connection, session, READER, 2).title, version(connection, session, READER, 2).parent) == (
            "A change",
            1,
        )


def test_a_draft_is_there_for_its_writer_and_the_nation_alone(store):
    session = begin(store)
    number = fewer(store, session)

    with reading(store) as connection:
        assert [len(proposals(connection, session, each)) for each in (ASH, CHAIR, ELM, STAFF, READER, None)] == [
            1,
            0,
            0,
            0,
            0,
            0,
        ]
        assert len(history(connection, session, CHAIR, POSTS)) == 1
        with pytest.raises(MisuseError, match="there is no proposal 1"):
            proposal(connection, session, CHAIR, number)


@pytest.mark.parametrize("member", [CHAIR, ELM, STAFF, READER])
def test_nobody_else_writes_what_a_nation_says(store, member):
    session = begin(store)

    with pytest.raises(MisuseError, match="that may not be done"):
        fewer(store, session, member)
    with reading(store) as connection:
        assert len(history(connection, session, ASH, POSTS)) == 1


def test_a_nation_takes_no_record_of_another_by_writing_its_own_name_into_it(store):
    session = begin(store)
    theirs = Change(POSTS, 1, b"  - id: ash-posts\n    contributor: elm\n", "pledge", "elm", reason="ours now")

    with pytest.raises(MisuseError, match="elm, and this is ash's"):
        write(store, session, ELM, theirs)


def test_nobody_writes_from_a_text_that_is_not_released_to_them_whatever_number_they_guess(store):
    session = begin(store)
    hidden = change(store, session, LINE, b"Posts", b"Hidden posts", release=Release.CHAIR)
    number = write(store, session, CHAIR, hidden, release=Release.CHAIR)
    for what in (SUBMIT, ACCEPT):
        decide(store, session, CHAIR, number, what)

    for base in (0, 1, 2):
        guessed = Change(LINE, base, b"posts-west,x\n", "requirement line", "", Release.CHAIR, "as guessed")
        with pytest.raises(StaleError, match=r"(another revision stands, which is not released|cannot be)"):
            write(store, session, STAFF, guessed, minutes=30)
    assert b"Hidden posts" in says(store, session, LINE)


def test_only_the_chair_accepts(store):
    session = begin(store)
    number = fewer(store, session)
    decide(store, session, ASH, number, SUBMIT)

    for member in (ASH, ELM, STAFF, READER):
        with pytest.raises(MisuseError, match="only the chair may decide a proposal"):
            decide(store, session, member, number, ACCEPT)
    with reading(store) as connection:
        assert newest(connection, session).number == 1


def test_of_two_that_were_written_from_the_same_text_the_second_is_refused_with_both(store):
    session = begin(store)
    first = write(store, session, STAFF, change(store, session, LINE, b"Posts", b"Watch posts"))
    second = write(store, session, CHAIR, change(store, session, LINE, b"Posts", b"Outposts"))
    decide(store, session, STAFF, first, SUBMIT)
    decide(store, session, CHAIR, second, SUBMIT)
    decide(store, session, CHAIR, first, ACCEPT, 30)

    with pytest.raises(StaleError, match="written from revision 1, and 2 stands; read both texts"):
        decide(store, session, CHAIR, second, ACCEPT, 31)
    with reading(store) as connection:
        (found,) = stale_in(connection, session, CHAIR, second)
        assert (found.written[:19], found.standing.body[:22]) == (b"posts-west,monitori", b"posts-west,monitoring,")
        assert b"Outposts" in found.written
        assert b"Watch posts" in found.standing.body
        assert newest(connection, session).number == 2


def stale(store, session, member, numbers):
    with reading(store) as connection:
        return stale_among(connection, session, member, numbers)


def test_proposals_are_told_to_be_stale_from_when_another_text_stands_until_they_are_written_anew(store):
    session = begin(store)
    first, second, third = (fewer(store, session, minutes=10 + n) for n in range(3))
    line = write(store, session, STAFF, change(store, session, LINE, b"Posts", b"Outposts"), minutes=13)
    undecided = {second, third, line}
    for each in (first, second):
        decide(store, session, ASH, each, SUBMIT)
    assert stale(store, session, ASH, {first, *undecided}) == stale(store, session, CHAIR, {first, second}) == set()

    decide(store, session, CHAIR, first, ACCEPT, minutes=21)
    assert stale(store, session, CHAIR, {second}) == {second}
    assert stale(store, session, ASH, undecided) == {second, third}
    assert stale(store, session, CHAIR, {line}) == stale(store, session, CHAIR, ()) == set()

    with writing(store) as connection:
        stands = newest(connection, session).standing(POSTS)
        anew = change(store, session, POSTS, b"quantity: 3", b"quantity: 2", base=stands)
        revise(connection, session, ASH, third, (anew,), at=later(30))
    assert stale(store, session, ASH, undecided) == {second}


def test_what_was_first_written_for_fewer_is_not_stale_to_those_who_read_the_last_of_it(store):
    session = begin(store)
    number = fewer(store, session, release=Release.CHAIR)
    with writing(store) as connection:
        (held,) = proposal(connection, session, ASH, number).revisions
        wider = change(store, session, POSTS, b"quantity: 3", b"quantity: 2", base=held.number, reader=ASH)
        revise(connection, session, ASH, number, (wider,), at=later(11))
    decide(store, session, ASH, number, SUBMIT)

    with reading(store) as connection:
        assert [len(proposal(connection, session, who, number).revisions) for who in (CHAIR, ELM)] == [2, 1]
        assert [stale_in(connection, session, who, number) for who in (CHAIR, ELM)] == [(), ()]
    assert [stale(store, session, who, {number}) for who in (CHAIR, ELM)] == [set(), set()]


def test_what_is_written_from_what_no_longer_stands_is_refused_at_once(store):
    session = begin(store)
    number = fewer(store, session)
    decide(store, session, ASH, number, SUBMIT)
    decide(store, session, CHAIR, number, ACCEPT, 30)

    with pytest.raises(StaleError, match="written from revision 1, and 2 stands"):
        fewer(store, session, minutes=31)


def test_a_record_is_added_behind_its_neighbours_and_taken_out_again(store):
    session = begin(store)
    new = RecordId("pledges.yaml", "pledges/ash-drones")
    text = says(store, session, POSTS).replace(b"ash-posts", b"ash-drones")
    added = write(store, session, ASH, Change(new, 0, text, "pledge", "ash", reason="more"))
    decide(store, session, ASH, added, SUBMIT)
    decide(store, session, CHAIR, added, ACCEPT, 30)
    gone = write(store, session, ASH, Change(new, 1, None, "pledge", "ash", reason="no more"), minutes=40)
    decide(store, session, ASH, gone, SUBMIT, 41)
    decide(store, session, CHAIR, gone, ACCEPT, 42)

    with reading(store) as connection:
        one, two, three = (files(connection, session, CHAIR, n)["pledges.yaml"] for n in (1, 2, 3))
        assert two.replace(text, b"") == one == three
        assert newest(connection, session).number == 3


def test_silence_that_nobody_breaks_makes_a_version_at_its_deadline(store):
    session = begin(store)
    number = fewer(store, session)
    decide(store, session, ASH, number, SUBMIT)
    decide(store, session, CHAIR, number, Deciding(DecisionKind.SILENCE, deadline=later(60)), 30)

    with writing(store) as connection:
        assert sweep(connection, session, later(59), lay_out=lay_out) == ()
        assert newest(connection, session).number == 1
        assert sweep(connection, session, later(61), lay_out=lay_out) == (number,)
        assert sweep(connection, session, later(62), lay_out=lay_out) == ()
        made = newest(connection, session)
        assert (made.number, made.at, made.by) == (2, later(60), "chair")
    with pytest.raises(MisuseError, match="it is accepted"):
        decide(store, session, ELM, number, Deciding(DecisionKind.BROKEN, "too late"), 63)


def test_silence_is_broken_by_a_nation_and_its_reason_stays_with_the_version(store):
    session = begin(store)
    number = fewer(store, session)
    decide(store, session, ASH, number, SUBMIT)
    decide(store, session, CHAIR, number, Deciding(DecisionKind.SILENCE, deadline=later(60)), 30)
    with pytest.raises(MisuseError, match="only a nation may break silence"):
        decide(store, session, READER, number, Deciding(DecisionKind.BROKEN, "no"), 40)

    assert decide(store, session, ELM, number, Deciding(DecisionKind.BROKEN, "too few"), 40).state == State.BROKEN
    decide(store, session, CHAIR, number, ACCEPT, 50)

    with reading(store) as connection:
        (held,) = version(connection, session, READER, 2).dissents
        assert (held.contributor, held.reason, held.broke_silence) == ("elm", "too few", True)


def test_a_record_under_silence_is_changed_by_nothing_else(store):
    session = begin(store)
    first, second = fewer(store, session), fewer(store, session)
    for number in (first, second):
        decide(store, session, ASH, number, SUBMIT)
    decide(store, session, CHAIR, first, Deciding(DecisionKind.SILENCE, deadline=later(60)), 30)

    with pytest.raises(MisuseError, match="is under silence in 1; wait for its deadline"):
        decide(store, session, CHAIR, second, ACCEPT, 31)


def test_a_confidential_pledge_is_read_for_nobody_but_the_chair_and_its_nation(store):
    session = begin(store)
    secret = change(store, session, POSTS, b"Four posts", b"SECRET", release=Release.CHAIR)
    number = write(store, session, ASH, secret, title="SECRET", release=Release.CHAIR)
    decide(store, session, ASH, number, SUBMIT)
    with writing(store) as connection:
        comment(connection, session, CHAIR, number, "SECRET", at=later(25), release=Release.CHAIR)
    decide(store, session, CHAIR, number, ACCEPT, 30)

    with reading(store) as connection:
        for member in (CHAIR, ASH):
            assert b"SECRET" in files(connection, session, member, 2)["pledges.yaml"]
        for member in (ELM, STAFF, READER, None):
            with pytest.raises(MisuseError, match="there is no proposal 1"):
                comments(connection, session, member, number)
            told = (versions(connection, session, member), proposals(connection, session, member))
            told += (history(connection, session, member, POSTS),)
            told += tuple(files(connection, session, member, each.number) for each in told[0])
            assert "SECRET" not in repr(told)
        found = version(connection, session, ELM, 2)
        assert POSTS not in [entry.record for entry in found.entries]
        assert found.hash != version(connection, session, CHAIR, 2).hash


def test_a_version_in_which_nothing_changed_for_a_member_is_not_there(store):
    session = begin(store)
    new = RecordId("pledges.yaml", "pledges/ash-drones")
    text = says(store, session, POSTS).replace(b"ash-posts", b"ash-drones")
    number = write(
        store, session, ASH, Change(new, 0, text, "pledge", "ash", Release.CHAIR, "more"), release=Release.CHAIR
    )
    decide(store, session, ASH, number, SUBMIT)
    decide(store, session, CHAIR, number, ACCEPT, 30)
    open_change = write(store, session, STAFF, change(store, session, LINE, b"Posts", b"Watch posts"), minutes=40)
    decide(store, session, STAFF, open_change, SUBMIT, 41)
    decide(store, session, CHAIR, open_change, ACCEPT, 42)

    with reading(store) as connection:
        assert [each.number for each in versions(connection, session, CHAIR)] == [1, 2, 3]
        assert [(each.number, each.parent) for each in versions(connection, session, ELM)] == [(1, 0), (3, 1)]
        assert version(connection, session, ELM, 3).parent == 1
        for wanted in (2, 4):
            with pytest.raises(MisuseError, match=f"there is no version {wanted}"):
                files(connection, session, ELM, wanted)


def test_who_is_no_member_sees_what_is_public_alone(store):
    session = begin(store)

    with reading(store) as connection:
        assert files(connection, session, None, 1) == {}


def test_what_nobody_could_see_is_not_written(store):
    session = begin(store)
    hidden = change(store, session, LINE, b"Posts", b"Outposts")

    with pytest.raises(MisuseError, match="acts for no nation, to which it could be released"):
        write(store, session, STAFF, hidden, release=Release.NATION)


def test_comments_are_said_and_kept_in_order(store):
    session = begin(store)
    number = fewer(store, session)
    decide(store, session, ASH, number, SUBMIT)
    with writing(store) as connection:
        for minute, (member, text) in enumerate([(ELM, "why?"), (STAFF, "it fits"), (ELM, "well")], 21):
            comment(connection, session, member, number, text, at=later(minute))
        with pytest.raises(MisuseError, match="only the chair"):
            comment(connection, session, READER, number, "and I?", at=later(30))

    with reading(store) as connection:
        assert [(c.by, c.text) for c in comments(connection, session, READER, number)] == [
            ("elsa", "why?"),
            ("sam", "it fits"),
            ("elsa", "well"),
        ]


def test_a_returned_proposal_is_written_anew_and_submitted_again(store):
    session = begin(store)
    number = fewer(store, session)
    decide(store, session, ASH, number, SUBMIT)
    with pytest.raises(MisuseError, match="proposal 1 is open, and no longer changes"), writing(store) as connection:
        revise(connection, session, ASH, number, (change(store, session, POSTS, b"4", b"2"),), at=later(21))
    decide(store, session, CHAIR, number, Deciding(DecisionKind.RETURNED, "say two"), 30)
    two = change(store, session, POSTS, b"quantity: 3", b"quantity: 2", base=2)
    with writing(store) as connection:
        revise(connection, session, ASH, number, (two,), at=later(31))
    decide(store, session, ASH, number, SUBMIT, 32)
    decide(store, session, CHAIR, number, ACCEPT, 33)

    with reading(store) as connection:
        assert b"quantity: 2" in files(connection, session, READER, 2)["pledges.yaml"]
        kinds = [each.kind for each in decisions_of(connection, session, number)]
        assert kinds == ["submitted", "returned", "submitted", "accepted"]
        assert standing(decisions_of(connection, session, number), later(32)).state == State.OPEN


def test_a_clock_that_runs_backwards_is_told_and_one_that_lags_a_little_is_not(store):
    session = begin(store)
    number = fewer(store, session)

    with pytest.raises(SourceError, match="the clock runs backwards"):
        decide(store, session, ASH, number, SUBMIT, -5)
    with writing(store) as connection:
        decide_on(connection, session, ASH, number, SUBMIT, at=later(9.5), lay_out=lay_out)
        assert decisions_of(connection, session, number)[0].at == later(10)
    assert later(0) == T0
