"""Caveats bind the tasks and areas that they name, and the longest of several questions to a capital counts."""

import math

import pytest

from truceline.records.capabilities import Capability, Caveat, asking_minutes, closed_areas
from truceline.records.quantities import Range, Reliance


def caveat(kind, task="", area="", days=0):
    return Caveat(kind, task, area, days, "")


def capability(unit, aircraft=0):
    return Capability("c", "C", "air", unit, Range(1, 1, 1), "orbit", 0, Reliance.ASSUMED, "", "", aircraft=aircraft)


@pytest.mark.parametrize(
    ("task", "area", "bars"),
    [
        ("", "", True),
        ("watch", "", True),
        ("", "west", True),
        ("watch", "west", True),
        ("strike", "", False),
        ("", "east", False),
    ],
)
def test_a_prohibition_bars_what_it_names_and_all_where_it_names_nothing(task, area, bars):
    assert caveat("prohibition", task, area).bars("watch", "west") is bars
    assert caveat("limitation", task, area).bars("watch", "west") is False
    assert asking_minutes([caveat("prohibition", task, area)], ["watch"], "west") == (math.inf if bars else 0.0)
    assert asking_minutes([caveat("limitation", task, area, 2)], ["watch"], "west") == (2 * 24 * 60 if bars else 0.0)


def test_several_capitals_are_asked_at_once_and_the_longest_counts():
    several = [
        caveat("limitation", days=2),
        caveat("limitation", "watch", days=5),
        caveat("limitation", "strike", days=9),
    ]
    assert asking_minutes(several, ["watch", "guard"], "west") == 5 * 1440
    assert asking_minutes([], ["watch"], "west") == 0
    assert asking_minutes([*several, caveat("prohibition", area="west")], ["watch"], "west") == math.inf


def test_ground_in_no_area_is_reached_by_caveats_on_all_areas_only():
    assert asking_minutes([caveat("limitation", area="west", days=2)], ["watch"], "") == 0
    assert asking_minutes([caveat("limitation", days=2)], ["watch"], "") == 2 * 1440


def test_areas_are_closed_by_prohibitions_of_any_of_the_tasks_in_order():
    caveats = [
        caveat("prohibition", "watch", "west"),
        caveat("prohibition", "", "east"),
        caveat("prohibition", "strike", "north"),
        caveat("limitation", "watch", "south"),
        caveat("prohibition", "watch"),
    ]
    assert closed_areas(caveats, ["watch"]) == ("west", "east")
    assert closed_areas(caveats, []) == ("east",)


def test_an_aircraft_is_one_an_orbit_what_keeps_it_up_and_a_squadron_what_it_says():
    each = [capability(unit, 12).aircraft_each(3.5) for unit in ("aircraft", "surveillance orbits", "squadron")]
    assert each == [1.0, 3.5, 12.0]
