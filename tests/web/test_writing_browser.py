"""Writing in a real browser, by keyboard: an offer with a condition, its effect, a conflict, silence, a version."""

import itertools
import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.web.conftest import Served
from tests.web.test_browser import Tab

POSTS = "edit?for=ash&record=pledges.yaml/pledges/ash-posts"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    server = Served("two-rivers", store=tmp_path_factory.mktemp("own") / "sessions.sqlite")
    yield server
    server.process.kill()
    server.process.communicate()


@pytest.fixture
def at(browser, own):
    opened = []

    def open_tab(**how):
        opened.append(Tab(browser, own.address, **how))
        return opened[-1]

    yield open_tab
    for each in opened:
        each.page.context.close()


def type_into(page, name, text):
    page.locator(f"[name='{name}']").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def press(page, button):
    page.locator(f"button[value='{button}']").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def proposal(page, address):
    number = re.search(r"number=(\d+)", page.url)[1]
    return json.loads(page.request.get(f"{address}/two-rivers/proposal.json?for=ash&number={number}").text())


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_form_is_quiet_asks_nobody_else_and_fits(at, width, scheme):
    one = at(width=width, scheme=scheme)
    page = one.open(POSTS)

    assert one.said == []
    assert one.foreign == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('main :is(input, select, textarea):not([type=hidden])')]"
        ".every(e => e.labels.length)"
    )
    buttons = page.locator(".buttons button")
    boxes = [buttons.nth(n).bounding_box() for n in range(buttons.count())]
    assert all(box["height"] >= 44 for box in boxes) or width > 390
    assert not any(_touch(one, other) for one, other in itertools.combinations(boxes, 2))


def _touch(one, other, gap=8):
    sides = (("x", "width"), ("y", "height"))
    return all(one[at] < other[at] + other[by] + gap and other[at] < one[at] + one[by] + gap for at, by in sides)


def test_a_condition_shows_only_what_its_kind_takes(at):
    page = at().open(POSTS)

    assert page.locator("[name='Conditions.0.fact']").is_visible()
    assert not page.locator("[name='Conditions.0.who']").is_visible()
    page.locator("[name='Conditions.0.kind']").select_option("a contributor joins")
    assert page.locator("[name='Conditions.0.who']").is_visible()
    assert page.get_by_role("group", name="With capability").first.is_visible()
    assert not page.locator("[name='Conditions.0.fact']").is_visible()


def test_a_pledge_leads_whoever_may_to_a_statement_that_is_not_on_the_record_yet(at):
    page = at().open(POSTS)
    with page.expect_navigation():
        page.get_by_role("link", name="Add it first").click()
    assert page.locator("h1").text_content() == "A new statement"
    assert page.locator("#values-topic").get_attribute("list")
    options = page.locator("#values-speaks_for option").all_text_contents()
    assert {"Ash", "Birch"} <= set(options)
    assert "2: probably true" in page.locator("#values-credibility option").all_text_contents()


def test_from_an_offer_by_keyboard_to_a_version_with_dissent(at, own):
    page = at().open(POSTS)
    late = at().open(POSTS)
    for end in ("low", "likely", "high"):
        type_into(page, f"Pledges.0.quantity.{end}", "5")
    page.locator("[name='Conditions.1.capability'][value='observation-post']").focus()
    page.keyboard.press("Space")
    type_into(page, "title", "Five posts")
    type_into(page, "reason", "A fifth is free")
    press(page, "effect")
    page.wait_for_selector("#effect h3")
    assert "Posts, west" in page.locator("#effect").text_content()
    press(page, "send")
    assert proposal(page, own.address)["changes"][0]["fields"]
    press(page, "submit")
    place = page.url.replace("for=ash", "for=birch")

    page.goto(place)
    type_into(page, "text", "Where would it stand?")
    press(page, "comment")
    page.locator("[name=deadline]").fill((datetime.now(UTC) + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M"))
    press(page, "silence")
    type_into(page, "reason", "Not in the west")
    press(page, "break")
    assert "broken by The keeper of the store, for Birch" in page.locator("main").text_content()
    press(page, "accept")
    page.wait_for_selector(".state:has-text('accepted')")
    found = proposal(page, own.address)
    assert found["proposal"]["state"] == "accepted"
    assert not any(each["stale"] for each in found["changes"])  # its own text stands
    assert [each["text"] for each in found["comments"]] == ["Where would it stand?"]

    type_into(late, "Pledges.0.tours", "9")
    type_into(late, "reason", "More")
    press(late, "send")
    assert late.locator(".conflict pre").count() == 2
    assert "quantity: 5" in late.locator(".conflict pre").first.text_content()
    page.goto(f"{own.address}/two-rivers/home")
    page.wait_for_selector("main:not([aria-busy])")
    assert "Version 2" in page.locator("body").text_content()
