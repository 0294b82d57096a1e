"""Who may do what to which kind of record: the whole table, as a person wrote it down in ``rights.csv``."""

import csv
import pickle
from itertools import product
from pathlib import Path

import pytest

from truceline.accounts.rights import KINDS, RIGHTS, Act, RefusedError, Subject, refusal
from truceline.accounts.roles import Member, Role

with (Path(__file__).parent / "rights.csv").open(encoding="utf-8") as file:
    TABLE = {row["kind"]: row for row in csv.DictReader(file)}

ROLES = ["chair", "nation", "staff", "monitor", "verifier", "signer", "reader"]
OWNERS = ["", "ash", "birch"]
AUTHORS = ["", "m-1", "m-2"]


def member(*roles, contributor="ash"):
    return Member("m-1", "Robin", frozenset(Role(role) for role in roles), contributor)


def may(role, act, kind, owner, author):
    """Read the table for m-1, who has one role and acts for ash."""
    cell = TABLE[kind][act].split()
    if cell == ["all"]:
        return True
    ties = dict(entry.partition(":")[::2] for entry in cell)
    if role not in ties:
        return False
    return {"": True, "own": owner == "ash", "author": author == "m-1", "others": author != "m-1"}[ties[role]]


def test_the_written_table_has_every_kind_act_and_role():
    assert set(TABLE) == KINDS
    assert list(TABLE["pledge"]) == ["kind", *(act.value for act in Act)]
    assert {role.value for role in Role} == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_every_act_on_every_kind_is_as_the_written_table_says(role):
    cases = list(product(Act, TABLE, OWNERS, AUTHORS))
    answers = {case: refusal(member(role), case[0], Subject(*case[1:])) for case in cases}

    assert len(cases) == 12 * 49 * 9
    assert {case for case in cases if not answers[case]} == {
        case for case in cases if may(role, case[0].value, *case[1:])
    }


@pytest.mark.parametrize(("first", "second"), [("monitor", "verifier"), ("nation", "chair"), ("reader", "staff")])
def test_a_member_of_two_roles_may_what_either_may(first, second):
    both = member(first, second)

    for act, kind, owner, author in product(Act, TABLE, OWNERS, AUTHORS):
        either = may(first, act.value, kind, owner, author) or may(second, act.value, kind, owner, author)
        assert (refusal(both, act, Subject(kind, owner, author)) == "") == either, (act, kind, owner, author)


def test_without_a_role_nobody_may_anything_and_nobody_may_anything_to_an_unknown_kind():
    nobody = member()
    everything = member(*ROLES)

    assert all(refusal(nobody, act, Subject(kind, "ash", "m-1")) for act in Act for kind in KINDS)
    assert all("is no kind of record" in refusal(everything, act, Subject("secret")) for act in Act)


def test_a_contributor_without_the_role_and_the_role_without_a_contributor_own_nothing():
    assert refusal(member("staff"), Act.REVISE, Subject("pledge", "ash"))
    assert refusal(member("nation", contributor=""), Act.REVISE, Subject("pledge", ""))


@pytest.mark.parametrize(
    ("who", "act", "subject", "words"),
    [
        (
            member("nation"),
            Act.REVISE,
            Subject("pledge", "birch"),
            "only a nation may revise a pledge of its own; Robin is here as nation, for ash, and this is birch's",
        ),
        (
            member("reader"),
            Act.REVISE,
            Subject("requirement line"),
            "only the staff or the chair may revise a requirement line; Robin is here as reader",
        ),
        (
            member("monitor", "verifier"),
            Act.RULE,
            Subject("ruling", "", "m-1"),
            (
                "only a verifier may give a ruling of others; "
                "Robin is here as monitor and verifier, and brought the report"
            ),
        ),
        (
            member("staff"),
            Act.PROPOSE,
            Subject("proposal", "", "m-2"),
            (
                "only the chair or the staff or a nation may propose a proposal of their own; "
                "Robin is here as staff, and did not write it"
            ),
        ),
        (
            member("nation"),
            Act.BREAK_SILENCE,
            Subject("assumption"),
            "nobody may break silence on an assumption",
        ),
        (
            member("nation"),
            Act.INVITE,
            Subject("member"),
            "only the chair may invite a member; Robin is here as nation, for ash",
        ),
        (member("chair"), Act.SIGN, Subject("pledge", "ash"), "nobody may sign a pledge"),
    ],
)
def test_a_refusal_says_who_may_and_what_the_member_is(who, act, subject, words):
    assert refusal(who, act, subject) == words


def test_the_table_says_each_thing_once():
    pairs = [(right.act, kind) for right in RIGHTS for kind in right.kinds]

    assert len(pairs) == len(set(pairs))


def test_a_refusal_calls_contributors_by_the_names_that_are_known():
    one, names = member("nation"), {"ash": "Republic of Ash"}
    error = RefusedError(one, Act.REVISE, Subject("pledge", "birch"))
    said = "only a nation may revise a pledge of its own; Robin is here as nation, for"

    assert refusal(one, Act.REVISE, Subject("pledge", "birch"), names) == f"{said} Republic of Ash, and this is birch's"
    assert error.problems == (f"{one.id} | {said} ash, and this is birch's",)
    assert error.told({**names, "birch": "Birch"}) == f"{said} Republic of Ash, and this is Birch's"
    assert pickle.loads(pickle.dumps(error)).told(names) == error.told(names)  # noqa: S301  (our own)
