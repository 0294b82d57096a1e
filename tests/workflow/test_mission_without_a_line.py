"""A mission without a line, made from the how-to page alone: places and roads are planned as an area."""

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner
from tests.places import DOCS, EXAMPLES

from truceline.casefolder.cases import find_case, new_case, read_case
from truceline.cli import main
from truceline.errors import CaseError
from truceline.render.maps import plan_maps
from truceline.render.outputs import plan_files, plan_text
from truceline.render.siting import siting_files, siting_summary
from truceline.workflow.plan import plan
from truceline.workflow.rehearse import prepare
from truceline.workflow.site import site_force

PAGE = DOCS / "howto" / "mission-without-a-line.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```\w+ title=\"([^\"]*)\"\n(.*?)```", TEXT, re.DOTALL))
REMOVED = [name for names in re.findall(r"^rm (.*)$", TEXT, re.MULTILINE) for name in names.split()]
SIZINGS = re.findall(r"`(one_per [^`]*|product [^`]*)`", TEXT)
BELT = "belts: [{id: b, title: B, side: both, from_m: 0, to_m: 9, source: '', note: ''}]"
CONCEPT = "\nconcepts:\n  - {id: monitoring, title: M, stands: [{role: post, least_km: 3}]}\n"
EXERCISE = (find_case("two-rivers").folder / "exercise.yaml").read_text(encoding="utf-8")


def run(*args):
    done = CliRunner().invoke(main, [str(a) for a in args])
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("cases") / "hills"
    new_case(made, find_case("two-rivers").folder)
    for name in REMOVED:
        (made / name).unlink()
    for name in ("agreement.yaml", "sites.geojson", "roads.geojson"):
        (made / name).write_text(BLOCKS[name], encoding="utf-8")
    with (made / "assumptions.csv").open("a", encoding="utf-8") as file:
        file.write(BLOCKS["assumptions.csv"])
    asked = (made / "requirement.csv").read_text(encoding="utf-8")
    asked = asked.replace("posts length_km=sector_km spacing_km=post_spacing_km", SIZINGS[0])
    asked = asked.replace("posts length_km=line_km spacing_km=post_spacing_km", SIZINGS[1])
    (made / "requirement.csv").write_text(asked, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def made(folder):
    return plan(read_case(folder), version="test")


def test_the_page_makes_a_case_that_is_planned_as_places_and_roads(made):
    siting = json.loads(plan_files(made)["plan.json"])["scenarios"]["all-together"]["siting"]

    assert siting["line_km"] is None
    assert siting["orbit_stations_km"] is None
    assert siting["area"]["places"] == 2
    assert siting["area"]["road_km"] == pytest.approx(73.5, abs=0.5)
    assert all(post["chainage_km"] is None for post in siting["posts"])


def test_posts_see_places_by_their_distance(made):
    # Ranges of two-rivers: 12 km by day, 5 by night, all or nothing. The town hall stands 1.1 km from the market.
    own = next(s for s in made.scenarios if s.scenario.id == "all-together").own
    stands = {post.site for post in own.siting.posts}

    assert stands == {"town-hall", "hill"}
    assert own.siting.day[:2] == pytest.approx([1, 1])
    assert own.siting.night[:2] == pytest.approx([1, 0])


def test_reaction_forces_drive_to_places(made):
    # From the barracks at 2.7, 1.5 to the market at 2.6, 1.5: 11.13 km x 1.4 / 40 km/h and 15 min of alert.
    own = next(s for s in made.scenarios if s.scenario.id == "council-mandate").own

    assert [base.site for base in own.siting.bases] == ["barracks"]
    assert own.siting.minutes[0] == pytest.approx(15 + 60 * 11.13 * 1.4 / 40, abs=0.05)


def test_words_and_maps_speak_of_places_and_roads_and_never_of_a_line_of_nought(made):
    files = plan_files(made) | plan_maps(made)
    words = re.sub(r"<[^>]*>", " ", files["brief.html"])

    assert "places and roads to watch" in words
    assert "places and roads to watch" in plan_text(made)
    assert "line of contact (" not in words
    assert not re.search(r"\b0 km\b.{0,20}line|of the line is|place of the line", words)
    assert {"line.geojson", "belts.geojson"}.isdisjoint(files)
    kinds = [f["properties"]["kind"] for f in json.loads(files["coverage-all-together.geojson"])["features"]]
    assert kinds.count("place") == 2
    assert set(kinds) == {"place", "road"}


def test_one_scenario_is_sited_in_full_without_a_line(folder):
    view = site_force(read_case(folder), "council-mandate", sizes=(200,))
    files = siting_files(view, version="test")

    assert "ribbon.svg" not in files
    assert json.loads(files["siting.json"])["area"]["places"] == 2
    assert files["segments.csv"].startswith("kind,id,lon,lat")
    assert "places and roads to watch" in siting_summary(view)


def test_an_exercise_is_refused_with_the_remedy(folder):
    with pytest.raises(CaseError) as caught:
        prepare(read_case(folder), version="test", seed=1)

    assert "names no line, and an exercise draws violations along one" in caught.value.problems[0]


def test_check_and_line_say_that_all_is_well_without_a_line(folder):
    assert run("check", folder).stdout.startswith("two-rivers: no faults (")
    assert run("line", folder).stdout == "the agreement names no line\n"


def test_two_plans_without_a_line_are_compared_in_words_for_what_is_watched(folder, tmp_path):
    for name, day in (("before", "2031-03-20"), ("after", "2031-04-15")):
        run("plan", folder, "--as-of", day, "--out", tmp_path / name)
    told = run("diff", tmp_path / "before", tmp_path / "after").stdout

    assert "posts: 0 -> " in told
    assert not re.search(r"of the line|line, km", told)


def test_denied_ground_closes_sites_for_posts_and_bases_and_no_place_to_watch(folder, tmp_path):
    # Both places to watch, both posts and the barracks lie in the square; only three of the five can be closed.
    square = {"type": "Polygon", "coordinates": [[[2, 1], [4, 1], [4, 2], [2, 2], [2, 1]]]}
    (tmp_path / "closed.geojson").write_text(
        json.dumps(
            {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": square}]}
        )
    )
    told = run(
        "site", folder, "--denied", tmp_path / "closed.geojson", "--size", "10", "--out", tmp_path / "out"
    ).stdout

    assert "3 of 3 sites are closed to this concept: 2 posts in denied ground; 1 base in denied ground." in told


def test_maps_name_the_places_to_watch_and_show_the_areas_of_the_agreement(made):
    brief = plan_files(made)["brief.html"]

    assert "<title>Market town: place to watch</title>" in brief
    assert ">Market town</text>" in brief
    assert "<title>The old town</title>" in brief
    assert "areas of the agreement: The old town" in brief
    assert brief.count("place to watch</") >= 2


PATROLS = """patrol_speed_kmh,Speed,20,20,20,km/h,assumed,,made up
patrol_range_day_km,Range by day,2,2,2,km,assumed,,made up
patrol_range_night_km,Range by night,1,1,1,km,assumed,,made up
patrol_peak_day,Chance by day,0.9,0.9,0.9,,assumed,,made up
patrol_peak_night,Chance by night,0.5,0.5,0.5,,assumed,,made up
patrol_event_h,How long an event lasts,0.5,0.5,0.5,h,assumed,,made up
"""


def patrolling(folder):
    """Let the reaction companies patrol: two patrols of each are on the road."""
    header, *rows = (folder / "capabilities.csv").read_text(encoding="utf-8").splitlines()
    role = header.split(",").index("role")
    lines = [header + ",patrols"]
    for row in rows:
        cells = next(csv.reader([row]))
        if cells[0] == "reaction-company":
            cells[role] = "patrol"
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow([*cells, "2" if cells[role] == "patrol" else ""])
        lines.append(out.getvalue())
    (folder / "capabilities.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "assumptions.csv").open("a", encoding="utf-8") as file:
        file.write(PATROLS)


@pytest.mark.parametrize("line", [True, False])
def test_patrols_are_planned_told_and_drawn_with_a_line_and_without(folder, tmp_path, line):
    made = tmp_path / "patrolled"
    new_case(made, find_case("two-rivers").folder if line else folder)
    patrolling(made)
    case = read_case(made)
    planned = plan(case, version="test", scenarios=("council-mandate",))
    files = plan_files(planned) | plan_maps(planned)
    siting = json.loads(files["plan.json"])["scenarios"]["council-mandate"]["siting"]
    (driven,) = siting["patrols"]
    route = next(
        f for f in json.loads(files["sites-council-mandate.geojson"])["features"] if f["properties"]["kind"] == "patrol"
    )

    assert driven["patrols"] == 2
    assert driven["sectors"] == ["west"]
    assert driven["route_km"] == pytest.approx(40 if line else 34, abs=0.5)
    assert driven["minutes"] == pytest.approx(60 * driven["route_km"] / 8 / 20, abs=0.06)
    assert "LineString" in route["geometry"]["type"]
    assert "pass each place every" in re.sub(r"<[^>]*>", " ", files["brief.html"])
    assert "pass each place every" in siting_summary(site_force(case, "council-mandate", sizes=(200,)))


def test_patrols_without_what_they_rest_on_are_a_fault(folder, tmp_path):
    new_case(tmp_path / "bare", folder)
    patrolling(tmp_path / "bare")
    path = tmp_path / "bare/assumptions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("patrol_event_h", "patrol_event"), encoding="utf-8")

    with pytest.raises(CaseError) as caught:
        read_case(tmp_path / "bare")
    assert (
        "patrols need patrol_event_h, which is missing; add an assumption with this id, in h"
        in caught.value.problems[0]
    )


@pytest.fixture
def broken(folder, tmp_path):
    def edit(file, old, new, name="broken"):
        new_case(tmp_path / name, folder)
        path = tmp_path / name / file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
        with pytest.raises(CaseError) as caught:
            read_case(tmp_path / name)
        return "\n".join(caught.value.problems)

    return edit


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("requirement.csv", "one_per of=watched_places", "one_per of=line_km", "of=line_km is the length of a line"),
        ("agreement.yaml", "belts: []", BELT, "measured from a line"),
        ("agreement.yaml", "belts: []", "belts: []\nline: working", "the line 'working' is not known"),
        ("sites.geojson", '"weight": 5', '"weight": 0', "weight"),
        ("scenarios.yaml", "", CONCEPT, "gives a distance from a line"),
        ("exercise.yaml", "", EXERCISE, "rehearses violations along a line"),
    ],
)
def test_what_needs_a_line_is_a_fault_without_one(broken, file, old, new, told):
    assert told in broken(file, old, new)


def test_nothing_to_watch_is_a_fault(folder, tmp_path):
    new_case(tmp_path / "empty", folder)
    (tmp_path / "empty/roads.geojson").unlink()
    path = tmp_path / "empty/sites.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"watch"', '"airfield"'), encoding="utf-8")

    with pytest.raises(CaseError) as caught:
        read_case(tmp_path / "empty")
    assert "add what is to be watched" in caught.value.problems[0]


def test_places_to_watch_beside_a_line_are_a_fault(tmp_path):
    new_case(tmp_path / "both", find_case("two-rivers").folder)
    path = tmp_path / "both/sites.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"airfield"', '"watch"'), encoding="utf-8")

    with pytest.raises(CaseError) as caught:
        read_case(tmp_path / "both")
    assert "is watched only where the agreement names no line, but it names 'working'" in caught.value.problems[0]


def test_ground_that_no_force_reaches_is_told_as_a_share_that_is_not_reached():
    # Gale's companies may not go into the west, which holds 5 of the 15 weights; Old Ford is 8.9 km from Middle Camp.
    case = read_case(EXAMPLES / "island-sectors" / "case")
    words = re.sub(r"<[^>]*>", " ", plan_files(plan(case, version="test", scenarios=("as-stated",)))["brief.html"])

    assert "It reaches half of the places to watch within 40 min, and less than nine tenths of it at all." in words
