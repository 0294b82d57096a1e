"""Published examples come out as published."""

from tests.coalition.building import pledge
from truceline.coalition.conditions import Mass
from truceline.coalition.pledges import resolve


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


def test_one_changed_threshold_leaves_a_single_one():
    assert who_joins(thresholds((1, 2))) == 1
