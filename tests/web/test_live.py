"""An open page is told how far its plan is, and of every later version that is there for its member."""

from dataclasses import replace
from html import escape
from threading import Thread

from tests.store.sessions import ASH, CHAIR, ELM, later
from tests.web.sessions import accept, ask
from truceline.accounts.releasability import Release
from truceline.services.session.workspace import Workspace


def test_a_page_is_told_when_its_plan_is_there_and_that_no_more_comes(client):
    told = client.get("/two-rivers/live?version=1").text

    assert told == "event: planned\ndata:\n\nevent: end\ndata:\n\n"


def test_while_it_is_worked_out_a_page_stands_in_and_tells_how_far_it_is(client):
    address = "?as_of=2031-03-12&version=1"
    first = client.get(f"/two-rivers/home{address}")
    told = client.get(f"/two-rivers/live{address}").text
    then = client.get(f"/two-rivers/home{address}")

    if 'aria-busy="true"' in first.text:  # a quick machine needs none
        assert f'hx-sse:connect="/two-rivers/live{escape(address)}&amp;shown=1"' in first.text
    assert told.index("event: planned") < told.index("event: end")
    assert "Ranges are there." in told
    assert 'aria-busy="true"' not in then.text
    assert '<a href="#ranges">' not in then.text
    assert f"/two-rivers/assumptions{escape(address)}#ranges" in then.text


def test_what_is_worked_out_once_serves_all_who_ask(workspace):
    asked = workspace.asked("rivers", {"scenario": "all-together"})

    assert workspace.job(asked) is workspace.job(workspace.asked("rivers", {}))


def test_closing_ends_the_work_at_once(workspace):
    job = workspace.job(workspace.asked("rivers", {}))
    workspace.close()

    assert not job.whole.done()


def told(members, who, address, enough):
    """Listen as a member until ``enough`` was told, or nothing more is."""
    found = ""
    with members.stream("GET", f"/ford/{address}", headers={"x-person": who.id}) as open_page:
        for line in open_page.iter_lines():
            found += f"{line}\n"
            if enough in found:
                return found
    return found


def test_an_open_page_is_told_of_a_version_that_others_accept_once_its_plan_is_there(members, session):
    ask(members, ELM, "home.json")
    heard = []
    listener = Thread(target=lambda: heard.append(told(members, ELM, "live?shown=3", "event: version")))
    listener.start()
    accept(session, ELM, "elm-posts", b"Two to six", b"Some")
    listener.join(90)

    assert '<p>Version 4 is there. <a href="">Show it</a></p>\n\nevent: version\n' in heard[0]
    assert heard[0].index("event: planned") < heard[0].index("event: version")


def test_who_was_away_is_told_at_once_and_who_keeps_to_a_version_is_not(members):
    assert "event: version" in told(members, CHAIR, "live?shown=1", "event: version")
    assert "event: version" not in told(members, CHAIR, "live?version=1&shown=1", "event: version")


def test_a_version_that_holds_nothing_new_for_a_member_is_not_told_to_that_member(session):
    accept(session, ASH, "ash-posts", b"Six posts", b"Seven posts", Release.CHAIR)
    workspace = Workspace(session, alone=False)
    workspace.look(later(60))
    behind = {}
    for who in (CHAIR, ELM):
        asked = workspace.asked("ford", {}, who.id)
        old = replace(asked, opened=workspace.asked("ford", {"version": "3"}, who.id).opened)
        behind[who] = (asked.opened.version.number, workspace.is_behind(old))
    workspace.close()

    assert behind == {CHAIR: (4, True), ELM: (3, False)}


def test_silence_that_nobody_broke_becomes_a_version_at_its_deadline_by_itself(session):
    accept(session, ELM, "elm-posts", b"Two to six", b"Some", silence=later(30))
    workspace = Workspace(session, alone=False)
    found = []
    for minutes in (29, 31):
        workspace.look(later(minutes))
        found.append(workspace.asked("ford", {}, CHAIR.id).opened.version.number)
    workspace.close()

    assert found == [3, 4]
