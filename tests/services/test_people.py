"""``truceline people``: accounts, invitations, roles, for whoever keeps a store."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from tests.conftest import FORD

from truceline.accounts.roles import Member, Role
from truceline.cli import main
from truceline.errors import MisuseError
from truceline.services.session.people import (
    Invited,
    people_disable,
    people_invite,
    people_list,
    people_reset,
    people_roles,
)
from truceline.services.session.versions import session_import
from truceline.store.accounts import set_password
from truceline.store.engine import open_store, writing
from truceline.store.people import set_member

T0 = datetime(2031, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def ford(address):
    session_import(FORD, "ford", address, at=T0)
    return address


def join(address, person, *roles, contributor=""):
    """Invite somebody, and let the invitation be used."""
    people_invite(Invited(person, roles, contributor), "ford", address, at=T0)
    store = open_store(address)
    with writing(store) as connection:
        set_password(connection, person, f"hash of {person}", instead_of="")
        set_member(connection, 1, Member(person, person, frozenset(map(Role, roles)), contributor), T0)
    store.close()


def test_an_invitation_makes_an_account_and_prints_its_link_once(ford):
    who = Invited(" Anna ", ["nation"], "ash", "Anna of Ash")
    made = people_invite(who, "ford", ford, at=T0, site="https://plan.example.org/")

    link = made.result.address
    assert re.fullmatch(r"https://plan\.example\.org/invitation/[\w-]{43}", link)
    assert (
        made.text == f"anna is invited to ford; this link is shown once, and holds until 2031-04-08 09:00Z:\n{link}\n"
    )
    assert json.loads(made.json)["expires_at"] == "2031-04-08T09:00:00+00:00"
    listed = people_list(ford)
    assert listed.text.splitlines() == [
        "anna  Anna of Ash  no password yet",
        "keeper  The keeper of the store  no password yet",
    ]
    assert link.rpartition("/")[2] not in listed.json
    assert people_list(ford, session="ford").result == ()


def test_no_secret_of_a_link_is_in_the_store(tmp_path):
    address = tmp_path / "s.sqlite"
    session_import(FORD, "ford", address, at=T0)
    join(address, "anna", "chair")
    links = [
        people_invite(Invited("ben", ["reader"]), "ford", address, at=T0).result,
        people_reset("anna", address, at=T0).result,
    ]

    data = b"".join(path.read_bytes() for path in tmp_path.glob("s.sqlite*"))
    for link in links:
        assert link.address.rpartition("/")[2].encode() not in data


def test_all_faults_of_an_invitation_are_told_at_once(ford):
    with pytest.raises(MisuseError) as caught:
        people_invite(Invited("An na", ["king"], "ash", "A\nB"), "ford", ford, at=T0)

    assert [problem.partition(" | ")[0] for problem in caught.value.problems] == [
        "role",
        "contributor",
        "person",
        "name",
    ]
    assert people_list(ford).text.count("\n") == 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda s: people_invite(Invited("a", ["chair"]), "frod", s, at=T0), "did you mean 'ford'"),
        (
            lambda s: people_roles(Invited("a", ["chair"]), "ford", s, at=T0),
            "a is no member of the session; invite them",
        ),
        (lambda s: people_disable("a", s, at=T0), "the account 'a' is not known"),
        (lambda s: people_reset("keeper", s, at=T0), "has no password yet; invite them"),
        (lambda s: people_list(s, session="frod"), "did you mean 'ford'"),
    ],
)
def test_what_is_not_there_is_told(ford, call, words):
    with pytest.raises(MisuseError, match=re.escape(words)):
        call(ford)


def test_roles_change_and_the_last_chair_stays(ford):
    join(ford, "anna", "chair")
    join(ford, "ben", "staff")
    with pytest.raises(MisuseError, match="nobody else is in the chair but anna"):
        people_roles(Invited("anna", []), "ford", ford, at=T0)
    people_roles(Invited("ben", ["chair", "nation"], "ash"), "ford", ford, at=T0 + timedelta(minutes=1))
    out = people_roles(Invited("anna", []), "ford", ford, at=T0 + timedelta(minutes=2))

    assert out.text == "anna  anna\n"
    assert people_list(ford, session="ford").text == "ben  ben  ford: chair, nation (ash)\n"


def test_an_account_is_disabled_and_enabled_and_what_is_disabled_is_not_invited_or_reset(ford):
    join(ford, "anna", "chair")
    assert people_disable("anna", ford, at=T0).text == "anna  anna  disabled; ford: chair\n"
    with pytest.raises(MisuseError, match=r"the account of anna no longer holds; .*: truceline people enable anna"):
        people_invite(Invited("anna", ["chair"]), "ford", ford, at=T0)
    with pytest.raises(MisuseError, match=r"the account of anna no longer holds; .*: truceline people enable anna"):
        people_reset("anna", ford, at=T0)

    assert people_disable("anna", ford, at=T0, again=True).text == "anna  anna  ford: chair\n"
    assert "/new-password/" in people_reset("anna", ford, at=T0).text


def test_the_commands_do_what_the_services_do(tmp_path):
    store = ["--store", str(tmp_path / "s.sqlite")]
    session_import(FORD, "ford", tmp_path / "s.sqlite", at=datetime(2026, 1, 1, tzinfo=UTC))

    def run(*arguments):
        done = CliRunner().invoke(main, ["people", *arguments, *store])
        return done.exit_code, done.output

    code, said = run("invite", "anna", "--session", "ford", "--role", "chair", "--name", "Anna")
    assert (code, "/invitation/" in said) == (0, True)
    assert run("invite", "anna", "--session", "ford")[0] == 2
    assert run("list")[1].startswith("anna  Anna  no password yet\n")
    assert run("disable", "anna") == (0, "anna  Anna  disabled\n")
    assert run("enable", "anna")[1] == "anna  Anna  no password yet\n"
    code, said = run("reset", "anna")
    assert (code, "anna has no password yet" in said) == (2, True)
    assert "anna is no member of the session" in run("roles", "anna", "--session", "ford", "--role", "staff")[1]
