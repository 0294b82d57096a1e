"""Links that are used once, browsers that are signed in, attempts that are counted: also when many come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.store.sessions import CHAIR, READER, STAFF, T0, begin, later

from truceline.accounts.tokens import token_hash
from truceline.errors import MisuseError
from truceline.store.accounts import account_of, accounts, password_hash, set_disabled, set_password
from truceline.store.attempts import begin_attempt, end_attempt
from truceline.store.engine import reading, writing
from truceline.store.links import (
    add_invitation,
    add_reset,
    invitation,
    open_invitations,
    reset_of,
    use_invitation,
    use_reset,
    withdraw_invitations,
)
from truceline.store.web_sessions import (
    begin_web_session,
    end_web_session,
    end_web_sessions,
    seen,
    web_session,
    web_sessions,
)

ONE, TWO = token_hash("one"), token_hash("two")
ADDRESS = "192.0.2.7"


def at_once(work, many=20):
    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(work, range(many)))


def test_of_twenty_who_use_an_invitation_at_once_one_may(store):
    session = begin(store)
    with writing(store) as connection:
        add_invitation(connection, session, STAFF, ONE, by=CHAIR, at=T0)

    def work(_):
        with writing(store) as connection:
            return use_invitation(connection, ONE, later(1))

    assert sorted(at_once(work)) == [False] * 19 + [True]


def test_of_twenty_who_set_a_password_by_one_link_at_once_one_may(store):
    begin(store)
    with writing(store) as connection:
        add_reset(connection, "sam", ONE, T0)

    def work(_):
        with writing(store) as connection:
            return use_reset(connection, ONE, later(1))

    assert sorted(at_once(work)) == [False] * 19 + [True]


def test_of_twenty_attempts_at_once_no_more_than_the_free_ones_are_looked_at(store):
    def work(_):
        with writing(store) as connection:
            return begin_attempt(connection, "anna", ADDRESS, T0) == timedelta(0)

    assert sum(at_once(work)) == 5


def test_an_address_that_tries_many_accounts_waits_and_one_that_signs_in_itself_gains_little(store):
    def attempt(n, at=T0):
        with writing(store) as connection:
            return begin_attempt(connection, f"person-{n}", ADDRESS, at).total_seconds()

    assert [attempt(n) for n in range(22)] == [0] * 20 + [1, 1]
    with writing(store) as connection:
        end_attempt(connection, "person-0", ADDRESS, T0)
    assert [attempt(n) for n in (30, 31)] == [0, 1]
    assert attempt(40, T0 + timedelta(hours=1)) == 0


def test_attempts_at_an_account_are_forgotten_when_it_signs_in(store):
    for n in range(5):
        with writing(store) as connection:
            assert not begin_attempt(connection, "anna", f"192.0.2.{n}", T0)
    with writing(store) as connection:
        assert begin_attempt(connection, "anna", "192.0.2.9", T0).total_seconds() == 1
        end_attempt(connection, "anna", "192.0.2.9", T0)
        assert not begin_attempt(connection, "anna", "192.0.2.9", T0)


def test_an_invitation_holds_for_seven_days_and_one_use(store):
    session = begin(store)
    with writing(store) as connection:
        until = add_invitation(connection, session, STAFF, ONE, by=CHAIR, at=T0)
        add_invitation(connection, session, READER, TWO, by=CHAIR, at=later(1))
        found = invitation(connection, ONE, until - timedelta(seconds=1))
        assert (found.named, found.title, found.member, found.by) == ("ford", "The ford", STAFF, "chair")
        assert invitation(connection, ONE, until) is None
        assert not use_invitation(connection, ONE, until)
        assert [each.member.id for each in open_invitations(connection, session, later(2))] == ["sam", "rita"]
        assert use_invitation(connection, ONE, later(3))
        withdraw_invitations(connection, session, "rita", later(4))
        assert not use_invitation(connection, TWO, later(5))
        assert open_invitations(connection, session, later(5)) == ()


def test_only_the_chair_invites_and_an_account_that_no_longer_holds_uses_nothing(store):
    session = begin(store)
    with writing(store) as connection:
        with pytest.raises(MisuseError, match="only the chair may invite a member; Sam is here as staff"):
            add_invitation(connection, session, READER, ONE, by=STAFF, at=T0)
        add_invitation(connection, session, READER, ONE, by=CHAIR, at=T0)
        add_reset(connection, "rita", TWO, T0)
        set_disabled(connection, "rita", later(1), by="keeper")
        assert invitation(connection, ONE, later(2)) is None
        assert reset_of(connection, TWO, later(2)) == ""


def test_a_new_link_for_a_password_replaces_the_one_before(store):
    begin(store)
    with writing(store) as connection:
        add_reset(connection, "rita", ONE, T0)
        until = add_reset(connection, "rita", TWO, later(1))
        assert (reset_of(connection, ONE, later(2)), reset_of(connection, TWO, later(2))) == ("", "rita")
        assert reset_of(connection, TWO, until) == ""


def test_a_browser_is_signed_out_after_an_hour_without_use_and_after_twelve_at_the_latest(store):
    begin(store)
    with writing(store) as connection:
        begin_web_session(connection, ONE, "sam", T0)
        assert web_session(connection, ONE, later(59)).person == "sam"
        assert web_session(connection, ONE, later(60)) is None
        for minutes in range(50, 720, 50):
            seen(connection, ONE, later(minutes))
        assert web_session(connection, ONE, later(719)).expires_at == later(720)
        assert web_session(connection, ONE, later(720)) is None
        begin_web_session(connection, TWO, "sam", later(800))
        assert [each.id for each in web_sessions(connection, "sam", later(801))] == [TWO.hex()[:16]]


def test_a_browser_is_forgotten_alone_or_with_all_of_the_person_or_when_the_account_no_longer_holds(store):
    begin(store)
    with writing(store) as connection:
        for n, person in enumerate(["sam", "sam", "rita"]):
            begin_web_session(connection, bytes([n]) * 32, person, T0)
        end_web_session(connection, bytes([0]) * 32)
        assert [each.token_hash[0] for each in web_sessions(connection, "sam", T0)] == [1]
        end_web_sessions(connection, "sam")
        assert web_sessions(connection, "sam", T0) == ()
        set_disabled(connection, "rita", later(1), by="keeper")
        assert web_session(connection, bytes([2]) * 32, later(1)) is None


def test_accounts_say_what_a_person_is_where_and_whether_a_password_was_set(store):
    begin(store)
    with writing(store) as connection:
        assert set_password(connection, "anna", "hash", instead_of="")
        assert not set_password(connection, "anna", "other", instead_of="")
        assert password_hash(connection, "anna") == "hash"
        set_disabled(connection, "anna", later(1), by="keeper")
        assert password_hash(connection, "anna") == password_hash(connection, "nobody") == ""
    with reading(store) as connection:
        found = {each.id: each for each in accounts(connection)}
        assert set(found) == {"anna", "chair", "elsa", "rita", "sam"}
        assert (found["anna"].has_password, found["anna"].disabled_at) == (True, later(1))
        assert found["anna"].memberships["ford"].nation == "ash"
        with pytest.raises(MisuseError, match="did you mean 'anna'"):
            account_of(connection, "ana")
