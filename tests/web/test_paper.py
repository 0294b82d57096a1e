"""Pages of a session on paper: the map as a picture, and on each sheet what it is, of which version, and for whom."""

import io
import re
import shutil
import signal
from unicodedata import normalize

import pytest

from tests.web.conftest import Served
from truceline.casefolder.cases import find_case

MARKING = "EXERCISE EXERCISE"


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A served session of the small case with a marking."""
    place = tmp_path_factory.mktemp("marked")
    shutil.copytree(find_case("two-rivers").folder, place / "rivers")
    head = place / "rivers" / "case.toml"
    head.write_text(head.read_text(encoding="utf-8") + f'marking = "{MARKING}"\n', encoding="utf-8")
    server = Served(place / "rivers", store=place / "sessions.sqlite")
    yield server
    server.end(signal.SIGTERM)


@pytest.fixture
def opened(browser, marked):
    """Open a page of it, with its plan."""
    page = browser.new_context().new_page()

    def at(address):
        page.goto(f"{marked.address}/rivers/{address}")
        page.wait_for_selector("main:not([aria-busy])")
        return page

    yield at
    page.context.close()


def sheets(page):
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not here; ./run test sets it up")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [" ".join(normalize("NFKC", each.extract_text()).split()) for each in printed.pages]


@pytest.mark.parametrize("name", ["home", "requirement", "map?scenario=all-together", "versions", "mine?for=ash"])
def test_each_sheet_says_of_what_it_is_and_for_whom(opened, name):
    page = opened(name)
    title = page.title().partition(":")[0]
    found, eyes = sheets(page), "the chair and Ash" if "for=" in name else "the chair"

    for number, words in enumerate(found, 1):
        assert words.count(MARKING) == 2
        assert f"{number} / {len(found)}" in words
        assert re.search(
            rf"Two Rivers: {title}, as stated on 20 March 2031; version 1 \([0-9a-f]{{12}}\), as released to {eyes}",
            words,
        )


def test_the_marking_stands_on_top_of_each_page_on_screen(opened):
    page = opened("coalition")

    assert page.locator(".mark.head").inner_text() == MARKING
    assert page.locator(".mark.head").bounding_box()["y"] < page.locator("h1").bounding_box()["y"]
    assert not page.locator(".mark.foot").is_visible()


@pytest.mark.parametrize("scenario", ["as-stated", "all-together"])
def test_on_paper_the_map_is_a_picture_below_its_title(opened, scenario):
    page = opened(f"map?scenario={scenario}")
    page.emulate_media(media="print")
    title, stand = page.locator("main h2").first, page.locator("#units-title")

    assert not page.locator("#map").is_visible()
    if scenario == "as-stated":
        assert "Nothing is fielded that could stand along the line" in page.locator(".pictured").inner_text()
        return
    picture = page.locator("svg.map:visible")
    assert picture.count() == 1
    assert title.bounding_box()["y"] < picture.bounding_box()["y"] < stand.bounding_box()["y"]
    assert picture.bounding_box()["width"] > 300
    assert "Two Rivers is not a real place" in page.locator(".mapped figcaption").inner_text()
