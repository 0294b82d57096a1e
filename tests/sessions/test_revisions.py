"""A revision is appended if it was written from the one that stands; else both texts are told, and none is merged."""

import pytest

from tests.sessions.building import ASH, BIRCH, CHAIR, pledge, revision
from truceline.accounts.releasability import Release
from truceline.errors import MisuseError, StaleError
from truceline.sessions.revisions import append, stale

POSTS = pledge("ash-posts")
FIRST = revision(POSTS, 1, 0, b"two posts", owner="ash")
SECOND = revision(POSTS, 2, 1, b"three posts", owner="ash")


def test_a_revision_written_from_what_stands_is_appended():
    assert append((FIRST,), SECOND, 1) == (FIRST, SECOND)


def test_one_written_from_an_older_revision_is_refused_with_both_texts():
    late = revision(POSTS, 3, 1, b"four posts", owner="ash")

    found = stale(late, (FIRST, SECOND), 2)

    assert (found.written, found.standing.body) == (b"four posts", b"three posts")
    with pytest.raises(StaleError, match=r"written from revision 1, and 2 stands; read both texts"):
        append((FIRST, SECOND), late, 2)


def test_what_stands_is_told_to_those_alone_who_may_see_it():
    secret = revision(POSTS, 2, 1, b"ten posts", owner="ash", release=Release.CHAIR)
    found = stale(revision(POSTS, 3, 1, b"four posts", owner="ash"), (FIRST, secret), 2)

    assert [found.seen_by(member).standing for member in (ASH, CHAIR)] == [secret, secret]
    hidden = found.seen_by(BIRCH)
    assert (hidden.standing, hidden.hidden) == (None, True)
    assert "ten posts" not in repr(hidden)
    assert "not released to you" in hidden.in_words()


def test_a_record_that_was_taken_out_in_the_meantime_is_told_as_gone():
    found = stale(SECOND, (FIRST,), 0)

    assert found.standing is None
    assert "is no longer there; write it anew" in found.in_words()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (revision(POSTS, 3, 1, b"x", owner="ash"), "revision 3 cannot be appended; the next is 2"),
        (revision(pledge("birch"), 2, 1, b"x", owner="ash"), "the history is that of pledges.yaml/pledges/ash-posts"),
        (revision(POSTS, 2, 1, b"x", owner="birch"), "another contributor's, and keeps its owner"),
        (revision(POSTS, 2, 1, b"x", release=Release.NATION), "cannot be released to its nation"),
        (revision(POSTS, 2, 0, None, owner="ash"), "nothing is there to take out"),
        (revision(POSTS, 2, 2, b"x", owner="ash"), "it cannot be written from revision 2; name an earlier one"),
    ],
)
def test_what_cannot_be_the_next_revision_is_refused_with_the_reason(wrong, why):
    with pytest.raises(MisuseError) as caught:
        append((FIRST,), wrong, 1)

    assert why in str(caught.value)
