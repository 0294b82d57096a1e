"""``truceline site``, ``import line`` and ``line``, run as a newcomer would."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from shapely import LineString, Polygon
from shapely.geometry import mapping

from truceline.casefolder.cases import find_case, read_case
from truceline.cli import main
from truceline.siting.environment import Surroundings
from truceline.siting.plan import Asset
from truceline.siting.scaling import scaled
from truceline.workflow.site import site_force

TWO_RIVERS = read_case(find_case("two-rivers").folder)

OWN = ("--owner", "friends", "--source", "own")


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sited")
    done = run("site", "two-rivers", "--scenario", "council-mandate", "--size", "150", "--out", folder, "--json")
    assert done.exit_code == 0, done.output
    return folder, json.loads(done.stdout)


@pytest.fixture
def case(tmp_path):
    assert run("new", tmp_path / "mine").exit_code == 0
    return tmp_path / "mine"


def feature(path, shape):
    row = {"type": "Feature", "properties": {}, "geometry": mapping(shape)}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [row]}))
    return path


def held_ground():
    """Ground south of the case's own line, bounded by it in the north."""
    corners = list(TWO_RIVERS.lines[0].geometry.coords)
    return Polygon([*corners, (corners[-1][0], 0.5), (corners[0][0], 0.5)])


def test_site_writes_page_pictures_layers_and_tables(written):
    folder, told = written

    names = {path.name for path in folder.iterdir()}
    assert names == {
        *("run.json", "siting.json", "siting.html", "placed.geojson", "segments.csv", "losses.csv"),
        "deployment.xml",
        *("ribbon.svg", "map.svg", "response.svg", "further.svg"),
    }
    assert json.loads((folder / "siting.json").read_text()) == told
    page = (folder / "siting.html").read_text()
    assert "Westgate" in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    placed = json.loads((folder / "placed.geojson").read_text())["features"]
    assert sum(f["properties"]["kind"] == "post" for f in placed) == len(told["posts"]) == 12


def test_what_site_says_hangs_together(written):
    _, told = written
    now = (told["covered"]["day"] + told["covered"]["night"]) / 2

    assert told["covered"]["night"] <= told["covered"]["day"]
    assert told["further"]["seen"][0] == pytest.approx(now, abs=1e-4)
    assert told["further"]["seen_anywhere"][0] == told["further"]["seen"][0]
    for loss in told["losses"]["sites"] + told["losses"]["contributors"]:
        assert loss["left"] + loss["cost"] == pytest.approx(now, abs=2e-4)
    assert told["worst"][0]["cost"] == told["losses"]["sites"][0]["cost"]
    assert all(w["bound"] >= w["cost"] for w in told["worst"])
    (half,) = told["sizes"]
    assert half["personnel"] == 150
    assert half["posts"] < len(told["posts"])


def test_an_unknown_scenario_is_the_inputs_fault():
    done = run("site", "two-rivers", "--scenario", "never")

    assert done.exit_code == 1
    assert "scenario 'never' | is not in the case" in done.stderr


def test_sites_in_denied_ground_stay_empty():
    around = Surroundings(denied=(Polygon([(2.0, 0.5), (3.0, 0.5), (3.0, 2.5), (2.0, 2.5)]),))
    view = site_force(TWO_RIVERS, "council-mandate", surroundings=around, sizes=(300,))

    assert view.closed
    closed = {each.site for each in view.closed}
    assert {each.why for each in view.closed} == {"in denied ground"}
    assert {post.site for post in view.siting.posts}.isdisjoint(closed)
    assert {place.id for place in view.places}.isdisjoint(closed)
    assert all(post.lon > 3.0 for post in view.siting.posts)


def test_a_force_is_scaled_in_whole_assets_that_add_up():
    assets = (
        *(Asset(f"p{i}", "ash", "post", posts=3) for i in range(5)),
        *(Asset(f"r{i}", "ash", "reaction") for i in range(4)),
        Asset("o", "elm", "orbit", aircraft=7, watches=True),
    )
    half = scaled(assets, 0.5)

    assert sum(a.posts for a in half) == 7  # 7.5: half a post is none
    assert sum(a.role == "reaction" for a in half) == 2
    assert sum(a.aircraft for a in half) == 3.5
    assert scaled(assets, 1.0) == assets
    assert sum(a.role == "reaction" for a in scaled(assets, 3.0)) == 12


def test_import_line_finds_the_front_and_the_case_stays_sound(case, tmp_path):
    file = feature(tmp_path / "held_20310401.geojson", held_ground())
    done = run("import", "line", file, case, *OWN, "--within", "0", "--json")
    assert done.exit_code == 0, done.output

    (line,) = json.loads(done.stdout)["lines"]
    assert line["id"] == "held-20310401"
    assert line["as_of"] == "2031-04-01"
    listed = {x["id"]: x["length_km"] for x in json.loads(run("line", case, "--json").stdout)["lines"]}
    assert listed["held-20310401"] == pytest.approx(listed["working"], rel=0.02)
    assert run("check", case).exit_code == 0
    moved = json.loads(run("line", case, "--from", "working", "--to", "held-20310401", "--json").stdout)
    assert moved["moved_km"] < 1
    assert run("import", "line", file, case, *OWN).exit_code == 1
    assert run("import", "line", file, case, *OWN, "--replace").exit_code == 0


def test_a_line_is_imported_as_it_is_generalised_by_no_more_than_asked(case, tmp_path):
    corners = np.column_stack([np.linspace(3.4, 2.4, 200), 1.5 + 0.001 * np.sin(np.arange(200))])
    file = feature(tmp_path / "own.geojson", LineString(corners))
    done = run("import", "line", file, case, *OWN, "--as-of", "2031-05-01", "--within", "200", "--json")

    (line,) = json.loads(done.stdout)["lines"]
    assert json.loads(run("line", case, "--from", "working", "--to", "own", "--json").stdout)["moved_km"] > 0
    assert line["generalised_m"] <= 200
    assert line["vertices"] < 100


@pytest.mark.parametrize(
    ("more", "what"),
    [
        (["--owner", "nobody"], "--owner nobody | is not in the case"),
        (["--along", "other"], "--along other | is not in the case"),
    ],
)
def test_what_the_case_does_not_know_is_refused(case, tmp_path, more, what):
    before = (case / "line.geojson").read_bytes()
    done = run("import", "line", feature(tmp_path / "held_20310401.geojson", held_ground()), case, *OWN, *more)

    assert done.exit_code == 1
    assert what in done.stderr
    assert (case / "line.geojson").read_bytes() == before


def test_misuse_is_told_apart_from_faults(case, tmp_path):
    file = feature(tmp_path / "held.geojson", held_ground())

    assert run("import", "line", file, "two-rivers", *OWN).exit_code == 2
    assert run("import", "line", file, case, *OWN).exit_code == 2
    assert run("import", "line", file, case, *OWN, "--as-of", "2031-01-01", "--where", "status").exit_code == 2
    assert run("line", case, "--from", "working").exit_code == 2


@pytest.mark.filterwarnings("ignore:Use `@` matmul:PendingDeprecationWarning")  # rasterio's own
def test_heights_and_roads_given_as_files_count(tmp_path):
    rasterio = pytest.importorskip("rasterio", reason="the extra terrain is not installed")
    rough = np.zeros((200, 200), dtype="float32")
    rough[:, ::4] = 300.0  # a ridge from north to south every 0.04 degrees
    dem, roads = tmp_path / "dem.tif", tmp_path / "roads.csv"
    grid = rasterio.transform.from_origin(2.0, 2.5, 0.01, 0.01)
    shape = {"height": 200, "width": 200, "count": 1, "dtype": "float32"}
    with rasterio.open(dem, "w", driver="GTiff", crs="EPSG:4326", transform=grid, **shape) as file:
        file.write(rough, 1)
    roads.write_text("from_lon,from_lat,to_lon,to_lat,km,kmh\n2.4,1.45,3.47,1.46,400,\n")
    asked = ("site", "two-rivers", "--scenario", "council-mandate", "--size", "300", "--json")

    plain = json.loads(run(*asked, "--out", tmp_path / "a").stdout)
    given = json.loads(run(*asked, "--out", tmp_path / "b", "--dem", dem, "--roads", roads).stdout)

    assert given["covered"]["day"] < 0.8 * plain["covered"]["day"]
    assert given["response_minutes"]["median"] != plain["response_minutes"]["median"]
    assert json.loads((tmp_path / "b" / "run.json").read_text())["parameters"]["dem"] == str(dem)
    assert "Ground that the terrain hides" in (tmp_path / "b" / "siting.html").read_text()


def test_a_weather_that_the_case_describes_dims_what_is_seen():
    clear, fog = (
        site_force(TWO_RIVERS, "council-mandate", surroundings=Surroundings(weather=weather), sizes=(300,))
        for weather in ("", "fog")
    )

    assert fog.siting.mean_detection[0] < clear.siting.mean_detection[0]
    assert clear.resilience.jammed[0] <= clear.siting.mean_detection[0] + 1e-12


def test_a_contributor_who_leaves_takes_its_aircraft_out_of_the_common_pool():
    case = read_case(find_case("ukraine").folder)
    view = site_force(case, "all-together", sizes=(10_000,))
    posts = {post.contributor for post in view.siting.posts}
    fliers = [loss for loss in view.resilience.contributors if loss.names[0] not in posts]

    assert len(view.siting.orbit_stations_m) > 1
    assert fliers
    assert all(loss.lost > 0.01 for loss in fliers), "without a post, but with aircraft that keep orbits up"
