"""A served session's evidence log: what is accepted and handed out is entered, sealed where not all may see it."""

import hashlib
import hmac
import json
import re
import signal
import time

import httpx
import jsonschema
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.places import DOCS
from tests.store.sessions import ASH, CHAIR, ELM, EVERYONE, READER, later
from tests.web.conftest import Proxy, Served, listening
from tests.web.members import PROXIED
from tests.web.sessions import SECRET, accept, ask
from truceline.accounts.releasability import Release
from truceline.services.session.laying_out import lay_out
from truceline.services.session.logs import SessionLogs
from truceline.services.session.people import Invited, invite
from truceline.services.session.workspace import Workspace
from truceline.services.verify import verify
from truceline.store.deciding import sweep
from truceline.store.engine import writing
from truceline.store.people import session_of
from truceline.web.app import application
from truceline.web.live import Ending

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def logs(session, tmp_path):
    kept = SessionLogs(session, tmp_path / "logs", KEY)
    kept.keep_all(later(59))
    return kept


@pytest.fixture
def members(session, plans, logs):
    """Ask as any member of the session does, of a server that keeps an evidence log."""
    workspace = Workspace(session, alone=False, plans=plans, logs=logs)
    with (
        listening(Proxy(application(workspace, Ending(), entry=PROXIED, clock=lambda: later(60)))) as address,
        httpx.Client(base_url=address, timeout=120) as opened,
    ):
        yield opened


def entries(logs):
    return [json.loads(line)["entry"] for line in logs.path("ford").read_text(encoding="utf-8").splitlines()]


def post(client, member, address, **fields):
    headers = {"x-person": member.id, "sec-fetch-site": "same-origin"}
    return client.post(f"/ford/{address}", headers=headers, data=fields)


def by_hand(salt, says):
    """Seal as the documentation says, with nothing but the standard library."""
    text = json.dumps(says, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(bytes.fromhex(salt), text.encode(), hashlib.sha256).hexdigest()


def test_what_was_accepted_before_a_log_was_kept_is_entered_when_it_begins(logs):
    found = [(each["kind"], each["content"].get("decision") or each["content"]["number"]) for each in entries(logs)]

    assert sorted(found, key=str) == sorted(
        [
            *(("version", n) for n in (1, 2, 3)),
            *(("membership", n) for n in range(1, 1 + len(EVERYONE))),
            *[("decision", "submitted"), ("decision", "accepted")] * 2,
        ],
        key=str,
    )
    assert len({each["id"] for each in entries(logs)}) == 12


def test_a_decision_and_a_comment_are_entered_before_they_are_answered(members, logs, session):
    accept(session, ELM, "elm-posts", b"Two to six", b"Some", silence=later(90))
    logs.keep("ford", later(60))
    before = len(entries(logs))

    assert post(members, ELM, "proposal?number=3", do="comment", text="As said in the hall").status_code == 303
    assert post(members, ASH, "proposal?number=3", do="break", reason="Ash cannot follow").status_code == 303

    new = entries(logs)[before:]
    assert [each["kind"] for each in new] == ["comment", "decision"]
    broken = new[-1]["content"]
    assert (broken["decision"], broken["by"], broken["proposal"], broken["number"]) == ("broken", "anna", 3, 3)
    assert "Ash cannot follow" not in logs.path("ford").read_text(encoding="utf-8")


def test_what_silence_accepted_is_said_to_be_accepted_by_silence_and_by_nobody(members, logs, session):
    accept(session, ELM, "elm-posts", b"Two to six", b"Some", silence=later(40))
    with writing(session) as connection:
        sweep(connection, 1, later(50), lay_out=lay_out)
    logs.keep("ford", later(60))

    for who in (CHAIR, READER):
        made = re.findall(r'data-label="Made">\S+ \S+ UTC by ([^<]*)</td>', ask(members, who, "versions").text)
        assert made == ["silence, set by Chair", *["Chair"] * 3]
        log = ask(members, who, "log").text
        by = dict(re.findall(r">(Version \d) was made.*?</td><td data-label=\"By\">([^<]*)<", log))
        assert by == {"Version 4": "silence, set by Chair", **{f"Version {n}": "Chair" for n in (1, 2, 3)}}
        page = ask(members, who, "proposal?number=3").text
        assert "Proposed by Elsa; accepted by silence, which ended 2031-03-01 09:40 UTC" in page
    assert ask(members, CHAIR, "versions.json").json()["versions"][3]["by"] == "chair"


def test_who_is_given_other_roles_is_entered_before_it_is_answered_and_who_may_invite_reads_it(members, logs):
    before = len(entries(logs))

    assert post(members, CHAIR, "members/roles", person="rita", role="monitor").status_code == 303

    (new,) = entries(logs)[before:]
    assert (new["kind"], new["content"]["change"], new["content"]["by"]) == ("membership", "roles", "chair")
    says = {"person": "rita", "roles": ["monitor"], "contributor": ""}
    opened = {}
    for member in (CHAIR, READER, ASH):
        (found,) = [each for each in ask(members, member, "log.json").json()["entries"] if each["id"] == new["id"]]
        opened[member.id] = found["opened"].get("member", {})
    assert opened["chair"]["says"] == opened["rita"]["says"] == says
    assert by_hand(opened["chair"]["salt"], says) == new["content"]["seals"]["member"]
    assert opened["anna"] == {}
    assert "A member was given roles: Rita" in ask(members, CHAIR, "log").text
    assert "A member was given roles<" in ask(members, ASH, "log").text


def invitation(store):
    """Invite Dora to speak for Elm; return where the link leads."""
    with writing(store) as connection:
        who = Invited("dora", ["nation"], "elm", "Dora")
        return invite(connection, session_of(connection, "ford").number, who, by=CHAIR, at=later(59)).address


def join(client, address):
    """Join by a link, with a password of one's own."""
    password = "kelp-under-a-far-bridge"  # noqa: S105  (of this test alone)
    return client.post(
        address, headers={"sec-fetch-site": "same-origin"}, data={"password": password, "again": password}
    )


def test_what_a_command_does_meanwhile_is_entered_though_nobody_asks_the_server(members, logs, session):
    before = len(entries(logs))
    invitation(session)

    ends = time.monotonic() + 60
    while logs.path("ford").read_bytes().count(b"\n") == before and time.monotonic() < ends:
        time.sleep(0.05)
    (new,) = entries(logs)[before:]
    assert (new["kind"], new["content"]["change"]) == ("membership", "invited")


def test_who_joins_by_a_link_is_entered_before_it_is_answered_and_sealed(members, logs, session):
    address = invitation(session)
    logs.keep("ford", later(60))
    before = len(entries(logs))
    assert members.get(address).status_code == 200
    assert len(entries(logs)) == before

    assert join(members, address).status_code == 303

    (joined,) = entries(logs)[before:]
    assert joined["content"]["change"] == "joined"
    assert (joined["kind"], joined["content"]["by"]) == ("membership", "dora")
    says = {"person": "dora", "roles": ["nation"], "contributor": "elm"}
    (found,) = [each for each in ask(members, CHAIR, "log.json").json()["entries"] if each["id"] == joined["id"]]
    assert found["opened"]["member"]["says"] == says
    assert by_hand(found["opened"]["member"]["salt"], says) == joined["content"]["seals"]["member"]
    assert address.rpartition("/")[2] not in logs.path("ford").read_text(encoding="utf-8")
    assert join(members, address).status_code == 410
    assert len(entries(logs)) == before + 1


def test_where_the_log_cannot_be_written_nobody_joins_and_the_link_still_holds(members, logs, session):
    address = invitation(session)
    whole = logs.path("ford").read_bytes()
    logs.path("ford").write_bytes(whole[: whole.rindex(b'{"entry"')])  # an entry was cut off its end

    assert ask(members, ELM, "proposals.json").status_code == 503
    assert join(members, address).status_code == 503
    logs.path("ford").write_bytes(whole)
    assert join(members, address).status_code == 303
    changes = [each["content"]["change"] for each in entries(logs) if each["kind"] == "membership"]
    assert changes[-2:] == ["invited", "joined"]


def test_what_is_handed_out_is_entered_with_who_took_what_of_which_version(members, logs):
    before = len(entries(logs))
    taken = [
        ask(members, CHAIR, "export?version=1", "POST"),
        ask(members, ELM, "home.html"),
        ask(members, ELM, "proposals.json"),
        ask(members, ASH, "versions.csv?version=2"),
        ask(members, ASH, "workbook.xlsx"),
    ]

    new = [each["content"] for each in entries(logs)[before:]]
    assert [(each["by"], each["what"], each["version"]) for each in new] == [
        *[("chair", "version", 1), ("elsa", "home.html", 3), ("elsa", "proposals.json", 3)],
        *[("anna", "versions.csv", 2), ("anna", "workbook.xlsx", 3)],
    ]
    salts = {
        entry["id"]: entry["opened"]["file"]
        for who in (CHAIR, ELM, ASH)
        for entry in ask(members, who, "log.json").json()["entries"]
        if "file" in entry["opened"]
    }
    for answer, entry in zip(taken, entries(logs)[before:], strict=True):
        says = {"sha256": hashlib.sha256(answer.content).hexdigest()}
        assert by_hand(salts[entry["id"]]["salt"], says) == entry["content"]["seals"]["file"]


def test_the_same_bytes_taken_again_and_what_a_page_loads_to_show_itself_are_no_new_entry(members, logs):
    ask(members, ELM, "versions.json")
    once = len(entries(logs))

    ask(members, ELM, "versions.json")
    own = {"x-person": ASH.id, "sec-fetch-site": "same-origin", "sec-fetch-dest": "empty", "sec-fetch-mode": "cors"}
    assert members.get("/ford/versions.csv", headers=own).status_code == 200
    assert ask(members, ELM, "log.json").status_code == ask(members, ELM, "log.jsonl").status_code == 200
    assert len(entries(logs)) == once


def opened(client, member):
    found = ask(client, member, "log.json").json()
    return {each["id"]: each["opened"] for each in found["entries"] if each["opened"]}


def test_a_seal_is_opened_to_who_may_know_and_to_nobody_else(members, logs, session):
    accept(session, ELM, "elm-posts", b"Two to six", b"Some", Release.CHAIR)
    logs.keep("ford", later(60))
    log = {each["id"]: each["content"] for each in entries(logs)}
    sealed = {who.id: opened(members, who) for who in (CHAIR, ASH, ELM, READER)}

    secret = next(name for name in log if name.startswith("decision/ford/2.1/"))
    assert log[secret]["by"] == ""  # that Ash told the chair something is not for the others
    assert {who for who, found in sealed.items() if secret in found} == {"chair", "anna"}
    says = sealed["chair"][secret]["text"]["says"]
    assert (says["title"], [each["key"] for each in says["revisions"]]) == ("ash-posts anew", ["pledges/ash-posts"])
    whole = next(name for name in log if name.startswith("version/ford/4/"))
    assert {who for who, found in sealed.items() if "whole" in found.get(whole, ())} == {"chair"}
    for found in sealed.values():
        for name, parts in found.items():
            for part, opening in parts.items():
                assert by_hand(opening["salt"], opening["says"]) == log[name]["seals"][part]


def test_a_reader_opens_the_hash_of_what_the_reader_sees_of_a_version(members, logs):
    hashes = {each["number"]: each["hash"] for each in ask(members, READER, "versions.json").json()["versions"]}
    found = {
        int(name.split("/")[2]): parts["coalition"]["says"]["hash"]
        for name, parts in opened(members, READER).items()
        if name.startswith("version/")
    }

    assert found == hashes


def test_no_entry_tells_what_was_told_in_confidence_nor_a_hash_that_could_be_guessed(members, logs, session):
    ask(members, CHAIR, "export", "POST")
    text = logs.path("ford").read_text(encoding="utf-8")
    hashes = [ask(members, CHAIR, "versions.json").json()["versions"][2]["hash"]]
    for parts in opened(members, CHAIR).values():
        for each in parts.values():
            hashes += [value for key, value in each["says"].items() if key in ("hash", "sha256")]
            hashes += [revision["sha256"] for revision in each["says"].get("revisions", ())]

    assert SECRET.decode() not in text
    assert "ash-posts anew" not in text
    assert len(set(hashes)) > 5
    assert not [each for each in hashes if each in text]


def test_the_page_shows_head_and_entries_and_every_form_is_what_it_says(members, logs):
    html = ask(members, READER, "log").text
    document = ask(members, READER, "log.json").json()
    itself = ask(members, READER, "log.jsonl")

    schema = json.loads((DOCS / "reference" / "schemas" / "session-log.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert document["log"]["checkpoint"].splitlines()[:2] == [document["log"]["origin"], "12"]
    assert document["log"]["checkpoint"].strip() in html.replace("&#43;", "+")
    assert "Version 3 was made of proposal 2" in html
    assert itself.content == logs.path("ford").read_bytes()
    assert itself.headers["content-disposition"] == 'attachment; filename="ford-log.jsonl"'
    assert len(ask(members, READER, "log.csv").text.splitlines()) == 13


def test_entries_lead_to_the_proposals_and_versions_that_are_there_for_the_member(members, logs):
    for who, wanted in ((CHAIR, {1, 2}), (READER, {1})):
        html = ask(members, who, "log").text.partition('id="entries-title"')[2]
        there = {each["number"] for each in ask(members, who, "proposals.json").json()["proposals"]}
        links = re.findall(r'<a href="/ford/(proposal\?number|home\?version)=(\d+)">(Proposal|Version) (\d+) ', html)

        assert {int(number) for page, number, *_ in links if page.startswith("proposal")} == there == wanted
        assert {page for page, _, word, _ in links if word == "Proposal"} == {"proposal?number"}
    assert re.search(r'data-label="When">2031-03-01 \d\d:\d\d UTC</td>', html)


def test_where_the_log_cannot_be_written_nothing_is_handed_out_and_nothing_more_is_taken(members, logs, session):
    accept(session, ELM, "elm-posts", b"Two to six", b"Some", silence=later(90))
    logs.keep("ford", later(60))
    whole = logs.path("ford").read_bytes()
    logs.path("ford").write_bytes(whole[: whole.rindex(b'{"entry"')])  # an entry was cut off its end

    refused = ask(members, ELM, "proposals.json")
    assert (refused.status_code, "entries were cut off its end" in refused.text) == (503, True)
    number = 3
    assert post(members, ELM, f"proposal?number={number}", do="comment", text="Never kept").status_code == 503
    logs.path("ford").write_bytes(whole)
    assert post(members, ELM, f"proposal?number={number}", do="comment", text="Now").status_code == 303
    assert [each["content"]["number"] for each in entries(logs) if each["kind"] == "comment"] == [1]
    assert "Never kept" not in ask(members, ELM, f"proposal?number={number}").text


def test_a_server_that_is_killed_leaves_a_log_by_which_what_it_handed_out_is_verified(tmp_path):
    key = ("--key", tmp_path / "key.pem")
    server = Served("two-rivers", *key, "--new-key", store=tmp_path / "plan.sqlite")
    with httpx.Client(base_url=server.address, headers={"sec-fetch-site": "same-origin"}, timeout=120) as client:
        (tmp_path / "plan.zip").write_bytes(client.post("/two-rivers/export").content)
        (tmp_path / "log.json").write_bytes(client.get("/two-rivers/log.json").content)
        (tmp_path / "checkpoint").write_text(client.get("/two-rivers/log.json").json()["log"]["checkpoint"])
    assert server.end(signal.SIGKILL)[0] == -signal.SIGKILL

    log = tmp_path / "plan.evidence" / "two-rivers.jsonl"
    found = verify(log, tmp_path / "log.json", tmp_path / "plan.zip", tmp_path / "checkpoint")
    assert found.fault is None
    assert [(each.outcome, each.number) for each in found.result.files] == [("signed", 2)]
    assert "extends" in found.text


def test_without_a_key_the_page_says_that_no_log_is_kept(session, plans):
    workspace = Workspace(session, alone=False, plans=plans)
    with (
        listening(Proxy(application(workspace, Ending(), entry=PROXIED, clock=lambda: later(60)))) as address,
        httpx.Client(base_url=address, timeout=120) as client,
    ):
        assert "No evidence log is kept here" in ask(client, READER, "log").text
        assert ask(client, READER, "log.json").json()["log"] is None
        assert ask(client, READER, "log.jsonl").content == b""
