"""The ground that maps share, and the belts along the line."""

import pytest
from pyproj import Geod

from truceline.results.belt_grounds import belt_grounds
from truceline.results.names import names_of
from truceline.views.map_layers import map_layers, marks, other_lines, stretches


def test_sectors_follow_the_line(plan):
    found = stretches(plan.segments, names_of(plan.case))

    assert [s.name for s in found] == ["West: the hills", "Middle: between the rivers", "East: the delta"]
    assert found[0].end_m == found[1].start_m
    assert found[-1].end_m == pytest.approx(120_000, abs=10)


def test_each_partys_own_line_is_shown_with_its_owner(plan):
    others = other_lines(plan.case, names_of(plan.case))
    shown = map_layers(plan.case, plan.segments, others)

    assert [name for name, _ in shown.others] == [
        "another line, drawn by Arvel from Truce of the Two Rivers, Arvel's signed copy, as of 1 March 2031",
        "another line, drawn by Brask from Truce of the Two Rivers, Brask's signed copy, as of 1 March 2031",
    ]


def test_contributors_keep_one_mark_each(plan):
    found = marks(plan)

    assert sorted(found.values()) == list(range(len(found)))
    assert set(found) == {p.contributor for p in plan.pledges.values()}


def test_a_belt_lies_between_its_offsets(plan):
    areas = {
        part.id: abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6
        for part, area in belt_grounds(plan.case)
    }

    assert areas["separation"] == pytest.approx(120 * 4, rel=0.05)
    assert areas["heavy-brask"] == pytest.approx(120 * 16 + 3.14 * (10**2 - 2**2), rel=0.05)
