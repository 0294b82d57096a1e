"""What may be a name and a password; how long to wait; what makes a membership."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from truceline.accounts.credentials import compared_password, name_fault, password_fault, shown_name_fault, sign_in_name
from truceline.accounts.memberships import membership_faults, without_chair
from truceline.accounts.roles import Member, Role
from truceline.accounts.throttle import ACCOUNT, ADDRESS, Attempts, account_key, address_key, remembered, wait
from truceline.accounts.tokens import token_hash

T0 = datetime(2031, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", ["anna", "a", "a.b-c_d@example.org", "7", "x" * 64])
def test_a_name_to_sign_in_with(name):
    assert name_fault(name) == ""


@pytest.mark.parametrize("name", ["", "-a", "a.", "Änne", "a b", "x" * 65, "a\n", "<a>"])
def test_what_is_no_name_to_sign_in_with_is_told(name):
    assert "no name to sign in with" in name_fault(name)


def test_a_name_is_compared_without_case_and_spaces():
    assert sign_in_name("  Anna ") == "anna"


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 101, "a\x1b[0m"])
def test_what_is_no_name_of_a_person_is_told(name):
    assert shown_name_fault(name)
    assert shown_name_fault("Anna Åsa-Maria O’Neil") == ""


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("fourteen chars", "it has 14 characters; give at least 15"),
        ("x" * 257, "it has 257 characters; give at most 256"),
        ("aaaaaaaaaaaaaaaaaaaa", "fewer than 5 different characters"),
        ("annaANNAannaANNA1", "without your name it has fewer than 5"),
        ("fifteen of them", ""),
        ("alllowercaseletters", ""),
        ("три слова и ещё", ""),
        ("anna likes the old mill", ""),
    ],
)
def test_a_password_is_judged_by_its_length_and_by_nothing_that_annoys(password, words):
    found = password_fault(password, "anna", "Anna")

    assert (words in found) if words else found == ""


def test_a_password_is_the_same_however_its_letters_are_written():
    assert compared_password("e\N{COMBINING ACUTE ACCENT}") == compared_password("\N{LATIN SMALL LETTER E WITH ACUTE}")


def test_a_token_is_kept_as_its_sha_256():
    assert token_hash("abc") == hashlib.sha256(b"abc").digest()


def seconds(limit, failures, after=0):
    return wait(limit, Attempts(failures, T0), T0 + timedelta(seconds=after)).total_seconds()


def test_the_wait_doubles_after_the_free_attempts_and_never_passes_the_longest():
    assert [seconds(ACCOUNT, n) for n in range(4, 13)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert [seconds(ADDRESS, n) for n in (19, 20, 29, 30, 10_000)] == [0, 1, 512, 900, 900]


def test_the_wait_runs_out_and_all_is_forgotten_after_an_hour():
    assert [seconds(ACCOUNT, 8, after) for after in (0, 3, 8, 100)] == [8, 5, 0, 0]
    assert remembered(ACCOUNT, Attempts(9, T0), T0 + timedelta(minutes=59)) == 9
    assert remembered(ACCOUNT, Attempts(9, T0), T0 + timedelta(hours=1)) == 0


def test_attempts_are_counted_under_hashes_and_a_network_of_one_host_is_one():
    assert account_key("anna") != address_key("anna")
    assert address_key("2001:db8::1") == address_key("2001:db8::ffff:1") != address_key("2001:db8:0:1::1")
    assert address_key("192.0.2.1") != address_key("192.0.2.2")


@pytest.mark.parametrize(
    ("roles", "contributor", "fields"),
    [
        (["chair"], "", set()),
        (["nation", "reader"], "ash", set()),
        ([], "", {"role"}),
        (["king"], "", {"role"}),
        (["nation"], "", {"contributor"}),
        (["staff"], "ash", {"contributor"}),
        (["king"], "ash", {"role", "contributor"}),
        (["nation"], "a\x00", {"contributor"}),
    ],
)
def test_the_faults_of_a_membership_are_told_at_their_fields(roles, contributor, fields):
    assert set(membership_faults(roles, contributor)) == fields


def test_nobody_takes_the_last_chair_away():
    def member(name, *roles):
        return Member(name, name, frozenset(roles))

    two = (member("a", Role.CHAIR), member("b", Role.CHAIR, Role.STAFF), member("c", Role.STAFF))
    assert not without_chair(two, member("a"))
    assert without_chair((two[0], two[2]), member("a", Role.STAFF))
    assert not without_chair((two[0], two[2]), member("a", Role.CHAIR, Role.STAFF))
    assert not without_chair((two[2],), member("c"))
