"""A base map of somebody's own, dropped in as PMTiles: asked for in pieces, of this server alone, and drawn."""

import pytest

from tests.web.conftest import Served
from tests.web.pmtiles import PICTURES, SHAPES, picture, shape, tiles
from tests.web.test_browser import MAP, Tab, drawn_anew
from tests.web.test_browser import picture as seen

FILES = {
    "pictures": tiles(PICTURES, picture(200, 30, 30)),
    "shapes": tiles(SHAPES, shape("water"), ["water"]),
}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("base") / "own.pmtiles"


@pytest.fixture(scope="module")
def own(file):
    file.write_bytes(FILES["shapes"])
    server = Served("two-rivers", "--basemap", file, store=file.with_name("sessions.sqlite"))
    yield server
    server.process.kill()
    server.process.communicate()


@pytest.mark.parametrize("kind", FILES)
def test_a_base_map_is_asked_for_in_pieces_and_drawn_below_everything(browser, own, file, kind):
    file.write_bytes(FILES[kind])
    one = Tab(browser, own.address)
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
