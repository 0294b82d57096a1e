"""An input is named as a driver for what it does, and noise never is."""

import numpy as np
import pytest

from truceline.ranges.design import Design, UncertainInput, design
from truceline.ranges.drivers import drivers, threshold
from truceline.records.quantities import Range


def inputs(number):
    return [UncertainInput(f"input-{n}", Range(0, 0.5, 1)) for n in range(number)]


def test_the_only_input_has_a_share_of_one_whatever_the_shape_of_its_effect():
    made = design(inputs(1), 40, seed=1)

    (driver,) = drivers(made, {"fill": np.exp(9 * made.values[0])})

    assert (driver.input, driver.headline) == ("input-0", "fill")
    assert driver.share == pytest.approx(1)


def test_shares_are_those_of_the_variance_where_effects_add_up():
    # Equal distributions times 3, 2 and 1: variances 9, 4 and 1 of 14 (in ranks about so).
    made = design(inputs(3), 5_000, seed=2)
    values = np.array([3.0, 2.0, 1.0]) @ made.values

    found = drivers(made, {"fill": values})

    assert [d.input for d in found] == ["input-0", "input-1", "input-2"]
    assert [d.share for d in found] == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.03)


def test_a_falling_effect_drives_as_much_as_a_rising_one():
    made = design(inputs(2), 100, seed=1)

    (up,), (down,) = drivers(made, {"fill": made.values[0]}), drivers(made, {"fill": -made.values[0]})

    assert up == down


def test_infinite_values_count_as_the_largest():
    made = Design(("a",), np.array([[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]))

    (driver,) = drivers(made, {"response_median_minutes": np.array([60.0, 61.0, 70.0, 90.0, np.inf, np.inf])})

    # Ranks 1 2 3 4 5.5 5.5 against 1 to 6: covariance 17, variances 17 and 17.5 (times 6).
    assert driver.share == pytest.approx(17**2 / (17 * 17.5))


def test_what_goes_with_a_driver_by_luck_alone_is_no_driver():
    # The second input is the first with a little noise: by itself it would explain nearly all.
    rng = np.random.Generator(np.random.PCG64(3))
    first = rng.permutation(100).astype(float)
    made = Design(("cause", "shadow"), np.array([first, first + rng.normal(0, 5, 100)]))

    (driver,) = drivers(made, {"fill": first})

    assert driver.input == "cause"


def test_a_headline_that_stays_the_same_has_no_driver():
    made = design(inputs(2), 40, seed=1)

    assert drivers(made, {"fill": np.ones(40)}) == ()


def test_noise_is_named_in_at_most_one_plan_out_of_twenty():
    rng = np.random.Generator(np.random.PCG64(5))
    named = [drivers(design(inputs(40), 200, seed=n), {"fill": rng.random(200)}) for n in range(200)]

    assert sum(map(bool, named)) <= 20  # 10 expected; more than 20 has a chance under one in a thousand


def test_the_threshold_is_that_of_the_chi_squared_distribution():
    # 3.841 is exceeded with a chance of 0.05 (one input), 6.635 with 0.01 (five inputs).
    assert threshold(1, 101) == pytest.approx(0.03841, abs=1e-5)
    assert threshold(5, 101) == pytest.approx(0.06635, abs=1e-5)
