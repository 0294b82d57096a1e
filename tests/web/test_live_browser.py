"""Two members at their browsers: what one has accepted appears on the other's page without reloading it."""

import pytest

from tests.store.sessions import CHAIR, ELM, READER
from tests.web.sessions import accept, ask

pytestmark = pytest.mark.usefixtures("session")

WIDER = """document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("*")]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest("nav"))
    .map(each => `${each.tagName} ${each.className} ${each.getBoundingClientRect().right}`)"""
"""What makes a page wider than its window."""


@pytest.fixture
def page(browser, members):
    for who in (CHAIR, ELM, READER):
        ask(members, who, "home.json")  # their plans are there
    address = f"{members.base_url}".rstrip("/")
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    context.add_cookies([{"name": "person", "value": ELM.id, "url": address}])
    opened = context.new_page()
    opened.set_default_timeout(90_000)
    opened.said = []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.place = f"{address}/ford"
    yield opened
    context.close()


def test_what_others_accept_appears_without_reloading(page, store):
    page.goto(f"{page.place}/contributions")
    page.evaluate("window.kept = true")
    accept(store, ELM, "elm-posts", b"Two to six", b"Two, three or six")
    page.wait_for_selector("text=Two, three or six posts")

    assert page.evaluate("window.kept") is True
    assert "Version 4: elm-posts anew" in page.inner_text(".standing")
    assert page.said == []

    accept(store, ELM, "elm-posts", b"Two, three", b"Three, four")
    page.wait_for_selector("text=Three, four or six posts")
    assert page.evaluate("window.kept") is True
    assert page.evaluate("history.state") is None  # the browser's way back is its own


def test_a_page_kept_to_its_version_stays_and_leads_to_the_newest(page, store):
    page.goto(f"{page.place}/contributions?version=2")
    page.click("text=Show the newest")

    assert page.url == f"{page.place}/contributions"
    assert "Version 3" in page.inner_text(".standing")


def test_a_difference_is_chosen_among_all_versions_and_fits_a_telephone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{page.place}/versions")
    page.click("text=what differs from 1")
    page.wait_for_load_state()  # its styles are there
    page.wait_for_selector("main:not([aria-busy])")

    assert page.locator("main ins").all_inner_texts() == ["5"]
    assert page.evaluate(WIDER) == []
    page.select_option("select[name=from]", "2")
    page.select_option("select[name=version]", "3")
    page.click("form.asked button")
    page.wait_for_selector("text=What differs from version 2 to version 3")
    page.wait_for_selector("main:not([aria-busy])")
    assert "Pledge Four posts no longer there for you" in page.inner_text("main")
    assert page.said == []


def test_a_version_is_exported_by_its_button(page):
    page.goto(f"{page.place}/versions")
    with page.expect_download() as taken:
        page.click("#version-1 button")

    assert taken.value.suggested_filename == "ford-version-1.zip"
