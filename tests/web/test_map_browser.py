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


def hamlets(case):
    """A table of settlements, three hard by each site."""
    sites = json.loads((case / "sites.geojson").read_text(encoding="utf-8"))["features"]
    rows = [
        f"hamlet-{n}-{m},Hamlet of many letters {n}{m},{north + 0.004 * (m - 1):.5f},{east + 0.006 * (m - 1):.5f},own"
        for n, (east, north) in enumerate(site["geometry"]["coordinates"] for site in sites)
        for m in range(3)
    ]
    return "\n".join(["id,name,lat,lon,source", *rows, ""])


def half_a_unit(case):
    """Let Ash bring three and a half units, each of two posts, and let the others leave sites free."""
    pledges = (case / "pledges.yaml").read_text(encoding="utf-8")
    ash, others = pledges.split("quantity: 4\n", 1)
    less = others.replace("quantity: 4\n", "quantity: 1\n")
    text = f"{ash}quantity: {{low: 3, likely: 3.5, high: 4}}\n{less}"
    (case / "pledges.yaml").write_text(text, encoding="utf-8")
    capabilities = (case / "capabilities.csv").read_text(encoding="utf-8").splitlines()
    heads = capabilities[0].split(",")
    rows = [row.split(",") for row in capabilities[1:]]
    for row in rows:
        if row[0] == "observation-post":
            row[heads.index("posts")] = "2"
    (case / "capabilities.csv").write_text("\n".join(",".join(row) for row in [heads, *rows]) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def own(file):
    file.write_bytes(FILES["shapes"])
    case = file.with_name("two-rivers")
    shutil.copytree(find_case("two-rivers").folder, case)
    lines = json.loads((case / "line.geojson").read_text(encoding="utf-8"))
    half_a_unit(case)
    (case / "settlements.csv").write_text(hamlets(case), encoding="utf-8")
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


def laid_bare(page):
    """Let the page's map be asked by the test: `theMap`, and what it asks of symbols: `wanted`."""
    page.route(
        "**/static/map.mjs",
        lambda route: route.fulfill(
            response=(answer := route.fetch()), body=f"{answer.text()}\nglobalThis.theMap = map;"
        ),
    )
    page.add_init_script(
        """globalThis.wanted = [];
        Object.defineProperty(globalThis, "ms", { get: () => kept, set: (made) => {
          globalThis.kept = { ...made, Symbol: function (sidc, options) {
            wanted.push(options);
            return new made.Symbol(sidc, options);
          } };
        } });"""
    )


COVERED = """(names) => ["site", "post", "base"].flatMap((kind) =>
  theMap.queryRenderedFeatures({ layers: [kind] }).filter(({ geometry }) =>
    theMap.queryRenderedFeatures(theMap.project(geometry.coordinates), { layers: names }).length))
  .map(({ properties }) => properties.name)"""


@pytest.mark.parametrize("width", [1280, 390])
def test_no_name_of_a_place_covers_a_symbol_or_a_site(drawing_browser, own, width):
    one = Tab(drawing_browser, own.address, width=width)
    laid_bare(one.page)
    page = one.open(MAP)
    places = ["settlement-name", "site-name"]
    written = page.evaluate("names => theMap.queryRenderedFeatures({ layers: names }).length", places)
    assert written < 17
    assert written or width == 390  # there the symbols leave no room
    assert page.evaluate(COVERED, places) == []
    assert page.evaluate(COVERED.replace('"site", ', ""), [f"{kind}-name" for kind in ("post", "base", "orbit")]) == []

    with drawn_anew(page):
        page.evaluate("theMap.zoomTo(theMap.getZoom() + 1, { animate: false })")

    assert page.evaluate(COVERED, places) == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_marks_of_a_symbol_stand_out_from_the_ground(drawing_browser, own, scheme):
    one = Tab(drawing_browser, own.address, scheme=scheme)
    laid_bare(one.page)
    edges = {(each["outlineWidth"], each["outlineColor"]) for each in one.open(MAP).evaluate("wanted")}
    [(width, colour)] = edges
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))

    assert width >= 5
    assert min(red, green, blue) > 200  # around marks that are black on every ground
    one.page.context.close()


def test_the_page_counts_half_a_unit_as_half(drawing_browser, own):
    """Of the three and a half, two and the half stand."""
    page = Tab(drawing_browser, own.address).open(MAP)
    row = page.locator("#standing-ash-posts")

    assert "2.5 units" in row.locator("th").inner_text()
    assert row.locator("li", has_text="0.5 of a unit").count() == 1
    page.context.close()
