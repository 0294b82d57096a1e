"""The map in a real browser with what others bring: a base map dropped in as PMTiles, and lines of several dates."""

import json
import shutil

import pytest

from tests.web.conftest import Served
from tests.web.pmtiles import PICTURES, SHAPES, picture, shape, tiles
from tests.web.test_browser import MAP, Tab, drawn_anew
from tests.web.test_browser import picture as seen
from truceline.casefolder.cases import find_case

FILES = {
    "pictures": tiles(PICTURES, picture(200, 30, 30)),
    "shapes": tiles(SHAPES, shape("water"), ["water"]),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("base") / "own.pmtiles"


def earlier(line):
    """The same line a month before."""
    return {**line, "properties": {**line["properties"], "id": "arvel-before", "as_of": "2031-02-01"}}


@pytest.fixture(scope="module")
def own(file):
    file.write_bytes(FILES["shapes"])
    case = file.with_name("two-rivers")
    shutil.copytree(find_case("two-rivers").folder, case)
    lines = json.loads((case / "line.geojson").read_text(encoding="utf-8"))
    lines["features"] += [earlier(each) for each in lines["features"] if each["properties"]["id"] == "arvel"]
    (case / "line.geojson").write_text(json.dumps(lines), encoding="utf-8")
    server = Served(case, "--basemap", file, store=file.with_name("sessions.sqlite"))
    yield server
    server.process.kill()
    server.process.communicate()


@pytest.mark.parametrize("kind", FILES)
def test_a_base_map_is_asked_for_in_pieces_and_drawn_below_everything(drawing_browser, own, file, kind):
    file.write_bytes(FILES[kind])
    one = Tab(drawing_browser, own.address)
    answers = []
    one.page.on("response", lambda answer: answers.append(answer))
    page = one.open(MAP)
    with_it = seen(page)
    with drawn_anew(page):
        page.uncheck("input[name=layer][value=tiles]")
    pieces = [answer for answer in answers if answer.url.endswith("/basemap.pmtiles")]

    assert {answer.status for answer in pieces} == {206}
    assert seen(page) != with_it
    assert (one.said, one.foreign) == ([], [])
    page.context.close()


def test_the_slider_shows_each_owners_line_as_last_drawn_by_a_date(drawing_browser, own):
    page = Tab(drawing_browser, own.address).open(MAP)
    slider = page.locator(".map-dates input")
    features = json.loads(page.request.get(f"{own.address}/two-rivers/{MAP.replace('map', 'map.geojson')}").text())
    lines = [f["properties"] for f in features["features"] if f["properties"]["layer"] in ("line", "other-line")]
    shown = []
    for key in ("End", "ArrowLeft"):
        slider.focus()
        page.keyboard.press(key)
        shown.append((slider.get_attribute("aria-valuetext"), page.get_attribute("#map", "data-lines").split()))

    assert {each["id"] for each in lines} == {"working", "arvel", "brask", "arvel-before"}
    assert shown == [("2031-03-01", ["arvel", "brask", "working"]), ("2031-02-01", ["arvel-before"])]
    page.context.close()
