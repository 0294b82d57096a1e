"""Of what is hidden from somebody an answer tells no more than of what never was: neither status nor words."""

import re

import pytest

from tests.store.sessions import later
from tests.web.crawl import Crawler
from tests.web.members import PROXIED
from tests.web.planted import ELM, NORWAY, READER, STAFF, secret_world
from truceline.services.session.workspace import Workspace
from truceline.store.engine import open_store
from truceline.web.app import application
from truceline.web.live import Ending

HIDDEN = {"version": 4, "proposal": 3}
"""Version 4 takes in Ash's pledge in confidence, which proposal 3 offered."""

GETS = (
    *("home?version={version}", "home.json?version={version}", "contributions.csv?version={version}"),
    *("map.geojson?version={version}", "versions.json?version={version}", "live?version={version}"),
    *("difference?from={version}&version=1", "difference.json?from=1&version={version}"),
    *("proposal?number={proposal}", "proposal.json?number={proposal}"),
    *("effect?number={proposal}", "effect.json?number={proposal}"),
    *("edit?record=pledges.yaml/pledges/{pledge}", "edit?record=pledges.yaml/pledges/{pledge}&text=yes"),
    *("edit?record=sites.geojson/{site}", "edit?record=requirement.csv/{line}", "home?scenario={scenario}"),
)
POSTS = (
    ("export?version={version}", {}),
    *(("proposal?number={proposal}", {"do": do, "text": "x", "reason": "x"}) for do in ("comment", "accept", "break")),
    ("edit", {"record": "pledges.yaml/pledges/{pledge}", "base": "1", "text": "x", "reason": "x", "do": "send"}),
)


@pytest.fixture(scope="module")
def crawler(tmp_path_factory, plans):
    store, ending = open_store(tmp_path_factory.mktemp("told") / "store.sqlite"), Ending()
    secret_world(store, "k")
    ending.begin()
    workspace = Workspace(store, alone=False, plans=plans)
    opened = Crawler(application(workspace, ending, entry=PROXIED, clock=lambda: later(600)), workspace)
    yield opened
    opened.close()
    store.close()


def asked(crawler, who, names):
    """Ask for all addresses about what bears these names; of each answer the names are taken out."""
    found = {}
    for address in GETS:
        crawler.settle(who.id, f"/ford/{address.format(**names)}")
        found[address] = crawler.ask(who.id, f"/ford/{address.format(**names)}")
    for n, (address, fields) in enumerate(POSTS):
        data = {name: text.format(**names) for name, text in fields.items()}
        found[f"{address} {n}"] = crawler.ask(who.id, f"/ford/{address.format(**names)}", "POST", data=data)
    return {address: (each.status_code, heads(each), nameless(each.text, names)) for address, each in found.items()}


def heads(answer):
    return {name: value for name, value in answer.headers.items() if name != "content-length"}  # the names' own


def nameless(text, names):
    for name, value in names.items():
        text = re.sub(rf"\b{re.escape(str(value))}\b", f"<{name}>", text)
    return text


@pytest.mark.parametrize("who", [READER, ELM, NORWAY, STAFF], ids=lambda each: each.id)
def test_what_is_hidden_answers_as_what_never_was(crawler, who):
    there = {"pledge": "ash-quiet", "site": "t-site-1", "line": "t-r1", "scenario": "t-scenario-1", **HIDDEN}
    never = {"pledge": "ash-quoin", "site": "t-site-8", "line": "t-r8", "scenario": "t-scenario-8"}
    never |= {"version": 98, "proposal": 99}

    hidden, nothing = asked(crawler, who, there), asked(crawler, who, never)

    assert {address: each for address, each in hidden.items() if each != nothing[address]} == {}
    assert {status for status, *_ in hidden.values()} <= {400, 403, 404, 422}


@pytest.mark.parametrize("do", ["effect", "send"])
def test_whichever_revision_of_a_hidden_record_is_guessed_the_answer_is_the_same(crawler, do):
    fields = {"record": "sites.geojson/t-site-1", "text": "x", "reason": "x", "title": "x", "do": do}
    answers = [crawler.ask(STAFF.id, "/ford/edit", "POST", data={**fields, "base": str(n)}) for n in range(4)]

    assert {each.status_code for each in answers} == {409}
    assert len({re.sub(r'name="base" value="."', "", each.text) for each in answers}) == 1
    assert "another revision stands, which is not released to you; ask the chair" in answers[0].text
