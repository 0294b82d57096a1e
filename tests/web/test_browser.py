"""The pages in a real browser: quiet, alone, narrow, reached by keyboard; and the map with what stands on it."""

import contextlib
import time

import pytest

from tests.web.open_pages import OPEN
from truceline.services.session.pages import PAGES

LISTED = [name for name, page in PAGES.items() if page.listed]
MAP = "map?scenario=all-together"


class Tab:
    """A page in the browser, with everything that it said and asked for."""

    def __init__(self, browser, address, width=1280, scheme="light"):
        self.address = address
        self.page = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme).new_page()
        self.page.set_default_timeout(90_000)
        self.said, self.asked = [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, place):
        self.page.goto(f"{self.address}/two-rivers/{place}")
        self.page.wait_for_selector("main:not([aria-busy])")
        if place.startswith("map"):
            self.page.wait_for_selector("#map[data-ready]")
        return self.page

    @property
    def foreign(self):
        own = (self.address, f"blob:{self.address}", "data:")
        return [url for url in self.asked if not url.startswith(own)]


@pytest.fixture
def tab(browser, client, served, request):
    opened = []

    def open_tab(*, maps=False, **how):
        on = request.getfixturevalue("drawing_browser") if maps else browser
        opened.append(Tab(on, served.address, **how))
        return opened[-1]

    yield open_tab
    for each in opened:
        each.page.context.close()


def small_or_wide(page):
    """Pictures on the page whose words are less than 11 pixels high, or that have to be pushed sideways."""
    return page.evaluate(
        """(() => {
        for (const each of document.querySelectorAll("main details")) each.open = true;
        return [...document.querySelectorAll("main svg.svg")].filter((svg) => svg.checkVisibility()).flatMap((svg) => {
          const box = svg.getBoundingClientRect();
          const sizes = [...svg.querySelectorAll("text")].map((each) => parseFloat(getComputedStyle(each).fontSize));
          const least = Math.min(...sizes) * box.width / svg.viewBox.baseVal.width;
          return least < 11 || box.right > innerWidth ? [[svg.getAttribute("aria-label"), least, box.right]] : [];
        });
      })()"""
    )


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("place", [*OPEN, MAP])
def test_a_page_is_quiet_asks_nobody_else_and_fits(tab, place, width, scheme):
    one = tab(width=width, scheme=scheme, maps=place.startswith("map"))
    page = one.open(place)

    assert one.said == []
    assert one.foreign == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    here = page.locator("nav [aria-current]")
    assert all(0 <= box["x"] <= width - box["width"] for box in (each.bounding_box() for each in here.all()))
    if width == 390:
        assert small_or_wide(page) == []
    highest = 500 if place.startswith("difference") else 400  # it asks for two versions more
    assert page.evaluate("new Set([...document.querySelectorAll('nav li')].map(e => e.offsetTop)).size") == 1
    assert page.evaluate("document.querySelector('main').getBoundingClientRect().top") <= highest


def reached(page, most):
    """Press Tab until everything was reached, and say what it was."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        what = page.evaluate(
            """(() => { const at = document.activeElement;
            return [at.tagName, at.getAttribute("href") || at.name || at.getAttribute("aria-label") || ""]; })()"""
        )
        found.append(tuple(what))
    return found


@pytest.mark.parametrize("place", ["home", "requirement"])
def test_everything_is_reached_by_keyboard_the_way_past_the_navigation_first(tab, place):
    page = tab().open(place)
    wanted = page.evaluate(
        """[...document.querySelectorAll("a[href], input:not([type=hidden]), select, button, summary, [tabindex='0']")]
        .filter((each) => each.checkVisibility()).length"""
    )
    found = reached(page, wanted + 3)  # the field of a date has three parts

    assert found[0] == ("A", "#content")
    assert [href for _, href in found[2 : 2 + len(LISTED)]] == [f"/two-rivers/{name}" for name in LISTED]
    assert {("INPUT", "as_of"), ("BUTTON", "")} <= set(found)
    assert ("DIV", "Requirement matrix") in found or place == "home"
    assert len([each for each in found if each[0] != "INPUT"]) >= wanted - 1


def test_a_link_to_a_part_on_another_page_opens_what_it_leads_to(tab):
    page = tab().open("home")
    page.click("#thirty-seconds td:last-child a >> nth=0")
    page.wait_for_url("**/requirement*#scenario-*")
    row = page.locator("tr:target")

    assert "Posts, east" in row.inner_text()
    assert row.is_visible()


def test_a_page_whose_plan_is_not_there_yet_appears_by_itself(tab):
    page = tab().open("home?as_of=2031-03-09")

    assert page.locator("#thirty-seconds").count() == 1
    assert page.locator("input[name=as_of]").input_value() == "2031-03-09"


@pytest.mark.parametrize(("script", "day"), [("session", "08"), ("vendor/htmx.min", "07"), ("vendor/hx-sse.min", "06")])
def test_a_page_misses_nothing_it_is_told_however_slowly_a_script_comes(tab, script, day):
    one = tab()

    def slowly(route):
        time.sleep(2)
        route.continue_()

    one.page.route(f"**/static/{script}.js", slowly)
    page = one.open(f"home?as_of=2031-03-{day}")

    assert page.locator("#thirty-seconds").count() == 1


def test_facts_are_switched_on_the_page_of_the_coalition(tab):
    page = tab().open("coalition")
    assert page.locator(".board-out").inner_text() == "85 personnel (likely) stand firm: Elm."

    page.locator(".board input").first.check()

    assert page.locator(".board-out").inner_text() == "395 personnel (likely) stand firm: Dale, Elm."


def test_the_facts_to_switch_begin_with_the_scenario_that_is_chosen(tab):
    page = tab().open("coalition?scenario=dale-votes-yes")
    said = page.locator(".board-out").inner_text()
    assert page.locator(".board input:checked").count() == 1
    assert "Dale" in said

    page.locator(".board input:checked").uncheck()

    assert page.locator(".board-out").inner_text() == "85 personnel (likely) stand firm: Elm."


def test_the_map_shows_every_post_and_what_is_seen(tab, client):
    page = tab(maps=True).open(MAP)
    features = client.get("/two-rivers/map.geojson?scenario=all-together").json()["features"]
    posts = [f for f in features if f["properties"]["layer"] == "post"]
    shown = page.evaluate("({...document.getElementById('map').dataset})")

    assert int(shown["post"]) == len(posts) > 5
    assert int(shown["coverage"]) > 0
    assert int(shown["line"]) > 0


def test_a_click_tells_the_unit_its_pledge_and_what_was_said(tab):
    page = tab(maps=True).open(MAP)
    page.click("tr[data-unit] button >> nth=0")
    told = page.locator(".told")

    assert "post" in told.locator("h3").inner_text()
    assert told.locator("a[href*='#pledge-']").count() == 1
    assert told.locator("a[href*='/record'][href*='#statement-']").count() >= 1


@contextlib.contextmanager
def drawn_anew(page):
    """Wait until the map has drawn all that was changed."""
    before = int(page.get_attribute("#map", "data-ready"))
    yield
    page.wait_for_function("before => Number(document.getElementById('map').dataset.ready) > before", arg=before)


def picture(page):
    return page.locator("#map canvas").screenshot()


def test_a_click_on_a_free_site_or_on_open_ground_leads_to_a_form_that_is_filled_in(tab, client):
    page = tab(maps=True).open(MAP)
    features = client.get("/two-rivers/map.geojson?scenario=all-together").json()["features"]
    sites = [f["properties"] for f in features if f["properties"]["layer"] == "site"]
    assert int(page.get_attribute("#map", "data-site")) == sum(not site["held"] for site in sites) > 0

    box = page.locator("#map canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.1)
    where = page.locator(".told h3").inner_text()
    page.click("text=Add a site for a base here")
    page.wait_for_selector("form.write")
    filled = [page.input_value(f"[name='values.{name}']") for name in ("longitude", "latitude", "kind")]

    assert [", ".join(filled[:2]), filled[2]] == [where, "base"]


def test_a_site_is_added_by_keyboard_with_its_coordinates_typed(tab):
    page = tab(maps=True).open(MAP)
    for name, text in (("longitude", "2.7"), ("latitude", "1.48")):
        page.locator(f".add-site [name='values.{name}']").focus()
        page.keyboard.type(text)
    page.locator(".add-site button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.input_value("form.write [name='values.longitude']") == "2.7"
    assert page.input_value("form.write [name='values.kind']") == "post"
    assert "scenario=all-together" in page.url


def test_night_and_layers_are_switched_on_the_map(tab):
    page = tab(maps=True).open(MAP)
    by_day = picture(page)
    with drawn_anew(page):
        page.check("input[name=light][value=night]")
    by_night = picture(page)
    with drawn_anew(page):
        page.uncheck("input[name=layer][value=post]")

    assert by_night != by_day
    assert picture(page) != by_night
