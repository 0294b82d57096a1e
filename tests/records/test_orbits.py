"""Aircraft behind an orbit, as the airbase studies print it and as counted hour by hour."""

import math
from fractions import Fraction

import pytest

from truceline.errors import CaseError
from truceline.records.orbits import aircraft_for_orbit, sorties_per_day

SOUND = {"on_station": 1.0, "hours_on_station": 12.0, "transit_hours": 1.5, "ground_hours": 10.0, "availability": 0.6}
HOURS = {"flight_hours": 2.0, "turnaround_hours": 3.0}


def test_rands_cycle_of_nearly_ten_hours_gives_two_and_a_half_sorties():
    found = sorties_per_day(2.0, 3.0)
    assert (found.value, found.unit) == (pytest.approx(24 / 9.76), "sorties a day")
    assert "24 / 9.76 = 2.459 sorties a day" in found.text
    assert found.inputs == ("flight_hours=2", "turnaround_hours=3")


@pytest.mark.parametrize("transit", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("ground", [0.0, 7.0])
def test_aircraft_in_the_cycle_are_those_that_relieve_one_another_without_a_gap(transit, ground):
    found = aircraft_for_orbit(1.0, 4.0, transit, ground, 1.0)
    away = Fraction(4) + 2 * Fraction(transit) + Fraction(ground)  # hours until the same aircraft is back on station
    assert found.value == pytest.approx(float(away / 4))


def test_a_fleet_has_so_many_more_as_are_not_fit_to_fly():
    found = aircraft_for_orbit(2.0, 12.0, 1.5, 10.0, 0.6)
    assert (found.value, found.unit) == (pytest.approx(2 * 25 / 12 / 0.6), "aircraft")
    assert "= 4.17 in the cycle; / 0.6 available = 6.94 aircraft" in found.text
    assert found.inputs == tuple(f"{name}={value:g}" for name, value in (SOUND | {"on_station": 2.0}).items())


@pytest.mark.parametrize(
    ("name", "bad", "edge"),
    [
        ("on_station", 0.0, 0.01),
        ("hours_on_station", 0.0, 0.01),
        ("transit_hours", -0.01, 0.0),
        ("ground_hours", -0.01, 0.0),
        ("availability", 0.0, 0.01),
        ("availability", 1.01, 1.0),
    ],
)
def test_what_cannot_be_flown_is_refused_and_the_edge_is_not(name, bad, edge):
    for value in (bad, math.nan, math.inf):
        with pytest.raises(CaseError) as caught:
            aircraft_for_orbit(**(SOUND | {name: value}))
        assert caught.value.problems == (f"{name} | is {value}; give a finite number in its range",)
    assert aircraft_for_orbit(**(SOUND | {name: edge})).value > 0


@pytest.mark.parametrize(("name", "bad", "edge"), [("flight_hours", 0.0, 0.01), ("turnaround_hours", -0.01, 0.0)])
def test_a_sortie_takes_time(name, bad, edge):
    for value in (bad, math.nan, math.inf):
        with pytest.raises(CaseError, match=rf"{name} \| is {value}"):
            sorties_per_day(**(HOURS | {name: value}))
    assert sorties_per_day(**(HOURS | {name: edge})).value > 0


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(CaseError) as caught:
        aircraft_for_orbit(0.0, -1.0, -1.0, -1.0, 2.0)
    assert [problem.split(" | ")[0] for problem in caught.value.problems] == list(SOUND)
