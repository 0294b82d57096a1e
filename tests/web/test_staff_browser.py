"""From the invitation to signing out in a real browser, by keyboard alone; without a word on its console."""

import re
from datetime import UTC, datetime

import pytest

from tests.conftest import FORD
from tests.web.conftest import Served
from tests.web.test_browser import Tab
from truceline.services.session.people import Invited, people_invite
from truceline.services.session.versions import session_import

PASSWORD = "seven swans on the mill pond"  # noqa: S105
CHOSEN = {"chair": 0, "nation": 1, "staff": 2}
"""How often Tab is pressed from the first role to this one."""


@pytest.fixture(scope="module")
def staffed(tmp_path_factory):
    """A served store with one session, and the link that invites its chair."""
    place = tmp_path_factory.mktemp("staff") / "s.sqlite"
    session_import(FORD, "ford", place, at=datetime.now(UTC))
    link = people_invite(Invited("anna", ["chair"], name="Anna"), "ford", place, at=datetime.now(UTC)).result.address
    server = Served("--staff", store=place)
    yield server, link
    server.process.kill()
    server.process.communicate()


def keys(page, *pressed):
    for each in pressed:
        if each in ("Tab", "Enter", "Space"):
            page.keyboard.press(each)
        else:
            page.keyboard.type(each)


def wait_for_focus(page, words):
    """Wait until the focus is at the field of this name, or at what says these words: a drawn page takes its own."""
    page.wait_for_function(
        "words => (document.activeElement.name || document.activeElement.textContent.trim()) === words", arg=words
    )


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_invite_accept_sign_out_and_sign_in_by_keyboard_alone(browser, staffed):
    server, link = staffed
    chair, guest = Tab(browser, server.address), Tab(browser, server.address, width=390, scheme="dark")

    page = chair.page
    page.goto(server.address + link)
    wait_for_focus(page, "password")
    keys(page, PASSWORD, "Tab", PASSWORD, "Tab", "Enter")
    page.wait_for_url("**/ford/home")
    page.goto(f"{server.address}/ford/members")
    page.focus("#field-person")
    keys(page, "ben", "Tab", "Ben", "Tab", *["Tab"] * CHOSEN["staff"], "Space", "Enter")
    page.wait_for_selector("#link")
    address = page.input_value("#link")
    assert re.fullmatch(rf"{server.address}/invitation/[\w-]{{43}}", address)
    assert fits(page)

    page = guest.page
    page.goto(address)
    wait_for_focus(page, "password")
    keys(page, "short", "Tab", "short", "Tab", "Enter")
    page.wait_for_selector("#fault-password")
    wait_for_focus(page, "password")
    assert fits(page)
    keys(page, PASSWORD, "Tab", PASSWORD, "Tab", "Enter")
    page.wait_for_url("**/ford/home")
    page.goto(f"{server.address}/account")
    keys(page, *["Tab"] * 5)
    wait_for_focus(page, "Sign out")
    assert fits(page)
    keys(page, "Enter")
    page.wait_for_url("**/sign-in")
    page.goto(f"{server.address}/ford/members")
    page.wait_for_url("**/sign-in?to=*")
    wait_for_focus(page, "name")
    keys(page, "Ben", "Tab", PASSWORD, "Enter")
    page.wait_for_url("**/ford/members")
    assert "only the chair may invite a member; Ben is here as staff" in page.inner_text("main")
    assert fits(page)

    for tab in (chair, guest):
        said = [each for each in tab.said if "422" not in each]  # the browser tells of the answer with faults
        assert (said, tab.foreign) == ([], [])
        tab.page.context.close()
