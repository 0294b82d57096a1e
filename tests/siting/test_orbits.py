"""Orbits and sorties: the planning sums give the published and derived figures."""

import pytest

from truceline.errors import CaseError
from truceline.records.orbits import sorties_per_day
from truceline.siting.orbits import Cycle, airborne_cycle, crews, fleet, kept_on_station

FIGHTERS = Cycle(on_station_h=1.5, transit_h=0.5, ground_h=4.76, availability=0.6)


def test_rands_sortie_model_gives_its_printed_cycle():
    sorties = sorties_per_day(2.0, 3.0).value
    assert 24 / sorties == pytest.approx(9.76)
    assert sorties == pytest.approx(2.459, abs=5e-4)


def test_two_fighters_on_station_take_ten_in_the_cycle_and_sixteen_in_the_fleet():
    assert airborne_cycle(2, FIGHTERS).value == pytest.approx(9.68)
    assert fleet(2, FIGHTERS).value == pytest.approx(16.13, abs=5e-3)
    assert airborne_cycle(2, FIGHTERS).text == "2 on station x 7.26 h cycle / 1.5 h on station = 9.68 aircraft"


def test_what_a_fleet_keeps_up_is_the_fleet_turned_round():
    assert kept_on_station(fleet(3, FIGHTERS).value, FIGHTERS).value == pytest.approx(3)


def test_crews_share_the_flying_hours():
    assert crews(2, FIGHTERS, 5.0).value == pytest.approx(2 * 24 / 1.5 * 2.5 / 5)
    with pytest.raises(CaseError, match="crews"):
        crews(2, FIGHTERS, 0)


def test_an_orbit_that_cannot_be_kept_is_refused_with_every_reason():
    with pytest.raises(CaseError) as caught:
        Cycle(0, -1, -1, 1.5)
    assert len(caught.value.problems) == 4
