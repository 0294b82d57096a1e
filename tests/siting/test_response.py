"""A reaction force comes after its alert, by the detour, and not where its caveats forbid."""

import numpy as np
import pytest

from tests.reference.siting import GEOD
from tests.siting.building import straight
from truceline.errors import CaseError
from truceline.siting.response import Reaction, quantile, response_minutes

FORCE = Reaction(alert_min=15, speed_kmh=40, detour=1.4)


def test_minutes_are_the_alert_and_the_road():
    assert FORCE.minutes(np.array([0.0, 20.0])).tolist() == pytest.approx([15.0, 15 + 60 * 28 / 40])


def test_reach_turns_minutes_round():
    assert FORCE.minutes(np.array([FORCE.reach_km(60)]))[0] == pytest.approx(60)
    assert FORCE.reach_km(10) == 0


def test_the_nearest_base_that_may_come_counts():
    line = straight()
    bases = np.array([(36.2, 48.0), (37.8, 48.0)])
    serves = np.array([[True, True, True], [True, False, True]])
    minutes = response_minutes(line, bases, serves, FORCE)
    _, _, first = GEOD.inv(*np.repeat(bases[:1], len(line.lon), axis=0).T, line.lon, line.lat)
    _, _, second = GEOD.inv(*np.repeat(bases[1:], len(line.lon), axis=0).T, line.lon, line.lat)
    km = np.where(line.sector == 0, np.minimum(first, second), first) / 1e3
    assert minutes == pytest.approx(FORCE.minutes(km), abs=1e-2)


def test_nobody_comes_where_nobody_may():
    line = straight()
    serves = np.array([[True, False, True]])
    minutes = response_minutes(line, np.array([(36.2, 48.0)]), serves, FORCE)
    assert np.isinf(minutes[line.sector == 1]).all()
    assert np.isfinite(minutes[line.sector == 0]).all()
    assert np.isinf(response_minutes(line, np.empty((0, 2)), np.ones((0, 3), bool), FORCE)).all()


def test_quantiles_are_weighted_by_length():
    values, length = np.array([30.0, 10.0, 20.0]), np.array([1.0, 5.0, 4.0])
    assert quantile(values, length, 0.5) == 10
    assert quantile(values, length, 0.9) == 20
    assert quantile(values, length, 0.91) == 30


def test_a_force_that_cannot_move_is_refused_with_every_reason():
    with pytest.raises(CaseError) as caught:
        Reaction(-1, 0, 0.5)
    assert len(caught.value.problems) == 3
