"""Who may do what, asked for over HTTP as everybody: what is refused is 403 in words, and changes nothing in the store.

Who may revise which kind of record is read from the table that a person wrote (``tests/accounts/rights.csv``).
"""

import csv
import hashlib
import random
import sqlite3
from contextlib import closing
from itertools import product

import pytest
from starlette.routing import Route

from tests.places import ROOT
from tests.store.sessions import later
from tests.web.crawl import Crawler, Seen
from tests.web.members import PROXIED
from tests.web.planted import ASH, CHAIR, CHAIRS, ELM, MEMBERS, NORWAY, pledge
from tests.web.secret_records import ROWS, secret_records
from truceline.services.session.workspace import Workspace
from truceline.web.app import application
from truceline.web.guard import HEADERS
from truceline.web.live import Ending

with (ROOT / "tests" / "accounts" / "rights.csv").open(encoding="utf-8") as file:
    REVISE = {row["kind"]: {entry.partition(":")[0] for entry in row["revise"].split()} for row in csv.DictReader(file)}

NATIONS = {ASH.id, NORWAY.id, ELM.id}
OPEN = "Norway offers"
"""The proposal that is open."""

ACTS = {
    "accept": (CHAIRS, None),
    "return": (CHAIRS, {"reason": ""}),
    "silence": (CHAIRS, {"deadline": "2001-01-01T10:00"}),
    "break": (NATIONS, {"reason": "No"}),
    "dissent": (NATIONS, {"reason": ""}),
    "submit": ({NORWAY.id}, {}),
    "withdraw": ({NORWAY.id}, None),
    "comment": ({each.id for each in MEMBERS} - {"rita"}, {"text": " "}),
}
"""By act on a proposal: who may, and what is wrong with what they send; None: not sent by who may."""


@pytest.fixture(scope="module")
def place(secret_copy):
    return secret_copy.store.where


@pytest.fixture(scope="module")
def crawler(secret_copy, plans):
    ending, workspace = Ending(), Workspace(secret_copy.store, alone=False, plans=plans)
    ending.begin()
    opened = Crawler(application(workspace, ending, entry=PROXIED, clock=lambda: later(600)), workspace)
    yield opened
    opened.close()


@pytest.fixture
def unchanged(place):
    """Make sure that the store holds after a test what it held before."""
    before = dump(place)
    yield
    assert dump(place) == before


def dump(place):
    with closing(sqlite3.connect(place)) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def standing_records():
    """List a record of each kind that stands, and of each nation's pledges one."""
    for kind, file, key, _ in secret_records(lambda kind: f"zq{kind}v", lambda _: "3", 0):
        if (kind, file) in ROWS and kind not in ("office", "observation"):
            yield kind, f"{file}/{key}", ""
    for kind, record in (
        ("fact", "scenarios.yaml/facts/truce"),
        ("site", "sites.geojson/mill"),
        ("topic", "topics.yaml/topics/troops"),
    ):
        yield kind, record, ""
    yield "pledge", str(pledge("elm-posts")), ELM.id


def may_revise(member, kind, owner):
    held = {role.value for role in member.roles} & REVISE[kind]
    return bool(held) and (kind != "pledge" or member.id == owner)


def test_each_kind_of_record_is_written_by_those_whom_the_table_names_and_refused_to_others_in_words(
    crawler, unchanged
):
    cells = list(product(MEMBERS, standing_records()))
    for member, (kind, record, owner) in random.Random(3).sample(cells, len(cells) // 6):  # noqa: S311  (no secret)
        fields = {"record": record, "base": "1", "text": "as it was", "reason": "so", "do": "rows"}
        found = crawler.ask(member.id, "/ford/edit", "POST", data=fields)
        allowed = may_revise(member, kind, owner)

        assert (found.status_code, "is not yours to write" in found.text) == (
            (200, False) if allowed else (403, True)
        ), (
            member.id,
            record,
        )


def test_what_would_be_written_without_the_right_to_it_is_not(crawler, unchanged):
    for member in MEMBERS:
        for kind, record, owner in standing_records():
            if kind in ("pledge", "fact", "statement", "finding") and not may_revise(member, kind, owner):
                fields = {"record": record, "base": "1", "text": "other", "reason": "so", "title": "x", "do": "send"}
                assert crawler.ask(member.id, "/ford/edit", "POST", data=fields).status_code == 403


@pytest.mark.parametrize("doing", ACTS)
def test_each_decision_is_taken_by_those_who_may_and_refused_to_others_in_words(crawler, doing, unchanged):
    allowed, wrong = ACTS[doing]
    found = crawler.ask(CHAIR.id, "/ford/proposals.json").json()["proposals"]
    (number,) = (each["number"] for each in found if each["title"] == OPEN)
    for member in MEMBERS:
        if member.id in allowed and wrong is None:
            continue
        fields = {"do": doing, "reason": "so", "text": "said", "deadline": "2041-01-01T10:00", **(wrong or {})}
        answer = crawler.ask(member.id, f"/ford/proposal?number={number}", "POST", data=fields)

        assert answer.status_code == (422 if member.id in allowed else 403), (member.id, answer.text[-2000:])
        if member.id not in allowed:
            assert "only " in answer.text


def test_members_exports_and_workbooks_are_for_those_who_may(crawler, unchanged):
    planners = CHAIRS | NATIONS | {"sam"}
    for member in MEMBERS:
        for act in ("invite", "roles", "disable"):
            answer = crawler.ask(
                member.id, f"/ford/members/{act}", "POST", data={"person": "no body", "role": "reader"}
            )
            assert answer.status_code == (422 if member.id in CHAIRS else 403), (member.id, act)
        book = crawler.ask(member.id, "/ford/workbook.xlsx")
        back = crawler.ask(member.id, "/ford/workbook", "POST", files={"workbook": ("w.xlsx", b"PK no workbook")})
        assert [book.status_code, back.status_code] == ([200, 422] if member.id in NATIONS else [403, 403]), member.id
        if member.id not in planners:
            assert crawler.ask(member.id, "/ford/export", "POST").status_code == 403


def test_what_a_member_is_told_of_who_has_an_account_is_nothing_to_who_may_not_invite(crawler):
    answers = [
        crawler.ask("rita", "/ford/members/invite", "POST", data={"person": person, "role": "reader"}).text
        for person in ("olaf", "nobody-at-all")
    ]

    assert answers[0] == answers[1]


@pytest.mark.parametrize("person", ["clara", "anna", "rita", ""])
def test_no_address_that_is_read_changes_anything(crawler, place, person):
    reads = [address for address, method in Seen.of(crawler.workspace.store).addresses if method == "GET"]
    before = dump(place)
    for address in random.Random(person).sample(reads, 15):  # noqa: S311  (no secret)
        crawler.ask(person, address)

    assert dump(place) == before


FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "cross-site", "origin": "https://localhost"},
    {"sec-fetch-site": "same-origin, cross-site"},
]


def test_every_route_that_can_change_something_refuses_what_comes_from_elsewhere(crawler, unchanged):
    named = {"session": "ford", "token": "guessed", "act": "invite"}
    routes = [each for each in crawler.app.routes if isinstance(each, Route) and "POST" in (each.methods or ())]
    for route, headers in product(routes, FOREIGN):
        address = route.path.format(**named)
        answer = crawler.ask("clara", address, "POST", headers=headers, data={"person": "x", "role": "reader"})
        assert answer.status_code == 403, (address, headers)
    assert len(routes) >= 11


def test_of_origins_only_the_one_that_is_asked_by_tls_is_let_through(crawler):
    def status(origin, host="localhost"):
        headers = {"x-person": "clara", "origin": origin, "host": host}
        return crawler.bare("POST", "/nothing/edit", headers).status_code

    foreign = [
        "http://localhost",
        "https://evil.example",
        "null",
        "",
        "https://localhost.evil.example",
        "https://localhost:1",
    ]
    assert [status(each) for each in foreign] == [403] * len(foreign)
    assert status("https://localhost") == 404
    assert status("https://localhost:8443", "localhost:8443") == 404


def test_an_answer_to_a_failure_bears_every_header_and_tells_nothing_of_it(crawler):
    async def fail(_request):
        raise ZeroDivisionError("zq-inside")

    crawler.app.router.routes.insert(0, Route("/account/fails", fail))
    for address in (
        "/account/fails",
        "/nothing",
        "/ford/nothing",
        "/ford/home?version=99",
        "/ford/live?version=99",
        "/static/nothing",
    ):
        found = crawler.ask("clara", address)
        assert {name: found.headers.get(name) for name in HEADERS} == dict(HEADERS), address
        assert "zq-inside" not in found.text
    assert crawler.ask("clara", "/account/fails").status_code == 500


@pytest.mark.parametrize(
    "name",
    [
        "../guard.py",
        "..%2fguard.py",
        "%2e%2e/guard.py",
        "vendor/../../guard.py",
        "..\\guard.py",
        "%00",
        "/etc/passwd",
        "vendor",
    ],
)
def test_no_file_is_handed_out_but_those_to_be_handed_out(crawler, name):
    found = crawler.ask("clara", f"/static/{name}")

    assert found.status_code == 404
    assert "Refused" not in found.text
    assert "root:" not in found.text


def test_what_a_page_keeps_in_a_browser_is_of_this_host_sent_by_tls_alone_and_read_by_no_script(crawler):
    crawler.settle("rita", "/ford/home")
    kept = crawler.ask("rita", "/ford/home").headers.get_list("set-cookie")

    assert [each.partition("=")[0] for each in kept] == ["__Host-seen-ford", "__Host-visit-ford"]
    for each in kept:
        assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= set(each.split("; "))
        assert "Domain" not in each
