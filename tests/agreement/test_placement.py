"""A line, sectors and sites lie together; those typed the wrong way round are told."""

from dataclasses import replace

import pytest
import shapely
from shapely import LineString, Point, Polygon

from truceline.agreement.placement import EXCHANGED, far_sectors, far_sites, misplaced, untouched
from truceline.records.places import Line, Sector, Site

# A small strip near 31.4 degrees north, 34.4 east: exchanged, it lies 400 km off, in the sea.
LINE = Line("strip", "2031-03-01", "", LineString([(34.2, 31.3), (34.5, 31.6)]), "", "")
SECTORS = (Sector("strip", "Strip", Polygon([(34, 31.1), (34.7, 31.1), (34.7, 31.8), (34, 31.8)])),)
SITES = (Site("well", "Well", "post", Point(34.4, 31.4), ""), Site("farm", "Farm", "base", Point(34.5, 31.5), ""))
FAR = (Site("cape", "Cape", "post", Point(40.0, 31.4), ""),)


def turned(record):
    return replace(record, geometry=shapely.transform(record.geometry, lambda xy: xy[:, [1, 0]]))


def test_what_lies_together_is_left_alone():
    assert misplaced(LINE, SECTORS, SITES) == ""
    assert list(far_sites(LINE, SITES)) == list(far_sectors(LINE, SECTORS)) == []


def test_a_line_whose_longitude_and_latitude_are_exchanged_is_told():
    what = misplaced(turned(LINE), SECTORS, SITES)

    assert what.startswith("no piece of it lies in a sector, and the nearest site, 'farm', is")
    assert what.endswith(f"; {EXCHANGED}")


def test_a_line_of_other_ground_is_not_called_exchanged():
    other = replace(LINE, geometry=LineString([(60, 10), (61, 11)]))

    assert misplaced(other, SECTORS, SITES).endswith(
        "; give a line of this case's ground, or draw sectors and sites along it"
    )


def test_sectors_that_are_exchanged_are_told():
    assert misplaced(LINE, tuple(map(turned, SECTORS)), SITES).endswith(f"; of the sectors, {EXCHANGED}")


def test_sites_that_are_exchanged_are_told():
    assert misplaced(LINE, SECTORS, tuple(map(turned, SITES))).endswith(f"; of the sites, {EXCHANGED}")


def test_a_line_far_from_every_site_is_told_even_inside_a_sector():
    # Five and a half degrees of longitude at 31.4 north are 523 km.
    assert misplaced(LINE, SECTORS, FAR).startswith("it lies far from every site, and the nearest site, 'cape', is 52")


def test_one_site_that_is_exchanged_is_told():
    (found,) = far_sites(LINE, (*SITES, turned(SITES[0])))

    assert found[0].id == "well"
    assert found[1].endswith(f"more than 150 km; {EXCHANGED}")


@pytest.mark.parametrize(("kind", "told"), [("post", 1), ("base", 1), ("airfield", 0)])
def test_how_far_a_site_may_lie_depends_on_its_kind(kind, told):
    assert len(list(far_sites(LINE, (replace(FAR[0], kind=kind),)))) == told


def test_a_sector_far_from_the_line_is_told_and_one_behind_it_is_only_untouched():
    behind = Sector("behind", "Behind", Polygon([(35, 31), (36, 31), (36, 32), (35, 32)]))
    away = Sector("away", "Away", Polygon([(50, 31), (51, 31), (51, 32), (50, 32)]))

    assert [sector.id for sector, _ in far_sectors(LINE, (*SECTORS, behind, away))] == ["away"]
    assert untouched(LINE, (*SECTORS, behind)) == ("behind",)
