"""A requirement follows from the line that the agreement names."""

from dataclasses import replace

import pytest
from shapely import LineString, Polygon

from tests.generation.building import line as requirement_line
from truceline.agreement.line import segments
from truceline.errors import CaseError
from truceline.generation.lengths import lengths, sized
from truceline.records.places import Line, Sector
from truceline.records.quantities import Assumption, Range, Reliance

# Along a meridian at the equator a degree of latitude is 110.574 km (WGS84).
LINE = Line("front", "2031-03-01", "ash", LineString([(30, 0), (30, 1)]), "own", "")
SOUTH = Sector("south", "South", Polygon([(29, -1), (31, -1), (31, 0.25), (29, 0.25)]))
NORTH = Sector("north", "North", Polygon([(29, 0.25), (31, 0.25), (31, 2), (29, 2)]))
AWAY = Sector("away", "Away", Polygon([(40, 0), (41, 0), (41, 1), (40, 1)]))
CUT = segments(LINE, (SOUTH, NORTH, AWAY), 100)
SPACING = {"spacing_km": Assumption("spacing_km", "", Range(8, 10, 12), "km", Reliance.ASSUMED, "", "tested")}


def asked(sizing, sector="", **given):
    return replace(requirement_line("posts"), quantity=0, sizing=sizing, sector=sector, **given)


def test_the_line_and_its_pieces_are_measured():
    assert lengths(LINE, CUT, "")["line_km"].value.likely == pytest.approx(110.574, abs=0.001)
    assert lengths(LINE, CUT, "south")["sector_km"].value.likely == pytest.approx(110.574 / 4, abs=0.1)
    assert lengths(LINE, CUT, "north")["sector_km"].value.likely == pytest.approx(110.574 * 3 / 4, abs=0.1)
    assert set(lengths(LINE, CUT, "away")) == {"line_km"}


def test_a_quantity_follows_from_the_length_in_its_own_sector():
    south = asked("posts length_km=sector_km spacing_km=spacing_km", "south")
    north = replace(south, id="north", sector="north")

    assert [done.quantity for done in sized((south, north), SPACING, LINE, CUT)] == [3, 9]  # 27.6 and 82.9 km / 10 km


def test_a_longer_line_asks_for_more():
    twice = replace(LINE, geometry=LineString([(30, 0), (30, 2)]))
    posts = asked("posts length_km=line_km spacing_km=10")

    assert sized((posts,), {}, LINE, CUT)[0].quantity == 12
    assert sized((posts,), {}, twice, segments(twice, (), 100))[0].quantity == 23  # 221.149 km / 10 km


def test_the_sum_says_which_line_was_measured_and_who_drew_it():
    (done,) = sized((asked("posts length_km=sector_km spacing_km=10", "south"),), {}, LINE, CUT)

    assert done.sum.text == (
        "ceil(27.6 km / 10 km) = 3 posts; sector_km = 27.6 km in the sector south, measured on the line front, "
        "drawn by ash"
    )


def test_a_line_drawn_for_the_case_has_no_other_author():
    (done,) = sized((asked("posts length_km=line_km spacing_km=10"),), {}, replace(LINE, owner=""), CUT)

    assert done.sum.text.endswith("drawn for this case")


def test_an_earlier_line_stands_for_its_quantity():
    battalions = replace(asked("one_per of=line_km each=10"), id="battalions")
    brigades = replace(asked("one_per of=battalions each=5 plus=2"), id="brigades")

    assert [done.quantity for done in sized((battalions, brigades), {}, LINE, CUT)] == [12, 5]  # ceil(12 / 5) + 2


def test_orbits_follow_from_the_length():
    cycle = "hours_on_station=12 transit_hours=2 ground_hours=6 availability=0.5 each=1"
    (done,) = sized((asked(f"fleet_for_line length_km=line_km stretch_km=40 {cycle}"),), {}, LINE, CUT)

    assert done.quantity == 11  # 3 on station x 22 h / 12 h / 0.5


def test_a_number_that_the_case_states_stays():
    stated = replace(requirement_line("hq"), quantity=2)

    assert sized((stated,), {}, LINE, CUT) == (stated,)


@pytest.mark.parametrize(
    ("sizing", "sector", "minimum", "problem"),
    [
        (
            "posts length_km=sector_km spacing_km=10",
            "away",
            0,
            (
                "posts | needs sector_km, but no piece of the line 'front' lies in the sector 'away'; draw the sector "
                "over the line, or take this requirement out"
            ),
        ),
        (
            "posts length_km=sector_km spacing_km=10",
            "",
            0,
            "posts | needs sector_km, but is in no sector; name its sector, or take line_km",
        ),
        (
            "posts length_km=20 spacing_km=10",
            "",
            3,
            "posts | the minimum 3 is more than the 2 of its sizing, ceil(20 km / 10 km) = 2 posts; lower it",
        ),
    ],
)
def test_what_cannot_be_sized_is_told(sizing, sector, minimum, problem):
    with pytest.raises(CaseError) as caught:
        sized((asked(sizing, sector, minimum=minimum),), {}, LINE, CUT)

    assert caught.value.problems == (problem,)
