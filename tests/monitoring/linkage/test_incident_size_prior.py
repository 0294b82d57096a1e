"""Sizes of incidents: as many sets of sources as there are."""

import numpy as np
import pytest
from tests.reference.linkage import elementary

from truceline.monitoring.linkage.incident_size_prior import sets_of_sources, size_bonus

SHARES = np.array([0.4, 0.3, 0.2, 0.1])


def test_the_weight_of_a_size_is_the_elementary_symmetric_polynomial_of_shares():
    weight = sets_of_sources(SHARES, np.zeros(4, dtype=bool))
    assert weight == pytest.approx([elementary(SHARES, size) for size in range(5)])


def test_sources_that_all_repeat_themselves_leave_every_size_possible():
    weight = sets_of_sources(SHARES, np.ones(4, dtype=bool))
    assert weight[:5] == pytest.approx([1, 1, 1 / 2, 1 / 6, 1 / 24])


def test_a_third_report_is_likelier_than_a_second_and_never_beyond_the_guard():
    bonus = size_bonus(sets_of_sources(SHARES, np.zeros(4, dtype=bool)))
    steps = np.diff(bonus)
    assert bonus[:3].tolist() == [0, 0, 0]
    assert (steps >= 0).all()
    assert (steps <= 2.5).all()
    assert bonus[3] == pytest.approx(np.log(4 / 3) - np.log(elementary(SHARES, 3) / elementary(SHARES, 2) ** 2))


def test_one_source_alone_gives_no_incident_of_two():
    assert sets_of_sources(np.array([1.0]), np.zeros(1, dtype=bool))[2] == 0
