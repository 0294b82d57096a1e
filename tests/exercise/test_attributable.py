"""Which past incidents could have been attributed: the rule against a slow loop, and its bounds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from truceline.exercise.attributable import Attributable, attributable
from truceline.records.quantities import Range

CHANCE = st.floats(0, 1)
UNSEEN = st.tuples(st.integers(0, 4), st.just(2), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=CHANCE)
)
SHARES = st.tuples(CHANCE, CHANCE, CHANCE).map(lambda three: Range(*sorted(three)))


def slowly(unseen, night, share):
    """Draw no arrays: seer by seer, incident by incident."""
    found = np.zeros((3, 2, unseen.shape[2]))
    for k, each in enumerate((share.low, share.likely, share.high)):
        for n, dark in enumerate(night):
            for light, weight in enumerate((1 - dark, dark)):
                nobody = 1.0
                for seer in range(len(unseen)):
                    nobody *= unseen[seer, light, n]
                found[k, light, n] = weight * (1 - nobody) * each
    return found


@settings(deadline=None)
@given(UNSEEN, SHARES, CHANCE)
def test_the_rule_is_that_of_the_slow_loop_and_keeps_its_bounds(unseen, share, dark):
    night = np.full(unseen.shape[2], dark)
    found = attributable(unseen, night, share)
    np.testing.assert_allclose(found, slowly(unseen, night, share), atol=1e-12)
    seen = np.stack([1 - night, night]) * (1 - unseen.prod(axis=0))
    assert (found <= seen + 1e-12).all()
    assert (found[0] <= found[1] + 1e-12).all()
    assert (found[1] <= found[2] + 1e-12).all()
    assert (attributable(unseen[1:], night, share) <= found + 1e-12).all()


@settings(deadline=None)
@given(UNSEEN)
def test_a_share_of_nothing_attributes_nothing_and_a_share_of_all_what_is_seen(unseen):
    night = np.linspace(0, 1, unseen.shape[2])
    found = attributable(unseen, night, Range(0, 0, 1))
    assert not found[:2].any()
    np.testing.assert_allclose(found[2], np.stack([1 - night, night]) * (1 - unseen.prod(axis=0)), atol=1e-12)


def test_day_and_night_add_up_to_the_likely_number():
    found = Attributable.of(attributable(np.full((1, 2, 4), 0.5), np.array([0, 0, 0, 1.0]), Range(0.2, 0.5, 1)))
    assert (found.low, found.likely, found.high) == pytest.approx((0.4, 1.0, 2.0))
    assert (found.by_day, found.by_night) == pytest.approx((0.75, 0.25))
