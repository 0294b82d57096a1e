"""Published examples come out as published."""

import numpy as np
import pytest
from scipy.stats import norm

from tests.coalition.building import pledge
from truceline.coalition.cascade import final_share
from truceline.coalition.compromise import compromise, median_position
from truceline.coalition.conditions import Mass
from truceline.coalition.pledges import resolve

# EU emission standards: capability, position (years of delay), salience (Bueno de Mesquita 1994).
EMISSIONS = {
    "NL": (0.08, 4, 80),
    "BE": (0.08, 7, 40),
    "LU": (0.03, 4, 20),
    "DE": (0.16, 4, 80),
    "FR": (0.16, 10, 60),
    "IT": (0.16, 10, 60),
    "UK": (0.16, 10, 90),
    "IE": (0.05, 7, 10),
    "DK": (0.05, 4, 100),
    "GR": (0.08, 7, 70),
}


def thresholds(*changes):
    wanted = list(range(100))
    for where, value in changes:
        wanted[where] = value
    return wanted


def who_joins(wanted):
    crowd = [pledge(f"a{i}", 1, Mass("personnel", n)) for i, n in enumerate(wanted)]
    return len(resolve(crowd, {}).firm)


def test_granovetters_hundred_all_join():
    assert who_joins(thresholds()) == 100
    assert final_share(np.array(thresholds()) / 100) == 1


def test_one_changed_threshold_leaves_a_single_one():
    assert who_joins(thresholds((1, 2))) == 1
    assert final_share(np.array(thresholds((1, 2))) / 100) == pytest.approx(0.01)


@pytest.mark.parametrize(("sigma", "share"), [(0.12, 0.0402), (0.122, 0.0548), (0.125, 1.0)])
def test_normal_thresholds_jump_between_sigma_0_122_and_0_125(sigma, share):
    quantiles = (np.arange(1_000_000) + 0.5) / 1_000_000

    assert final_share(norm.ppf(quantiles, 0.25, sigma)) == pytest.approx(share, abs=1e-4)


def test_the_compromise_model_gives_the_published_mean_and_median():
    capability, position, salience = np.array(list(EMISSIONS.values()), dtype=float).T

    assert compromise(position, capability, salience) == pytest.approx(7.38996, abs=1e-5)
    assert median_position(position, capability, salience) == 7
    assert compromise(position, capability, np.ones(10)) == pytest.approx(7.47525, abs=1e-5)
    assert position.mean() == pytest.approx(6.7)
