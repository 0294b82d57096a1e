"""Uncertain facts give exact distributions, bounds where chances are ranges, and intervals where sampled."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coalition.building import pledge
from tests.coalition.test_pledges import cases
from tests.reference import coalition as reference
from truceline.coalition.chances import outlook, sampled_outlook
from truceline.coalition.conditions import Fact, Joined
from truceline.coalition.scenarios import Chance, Rule

CASE = [pledge("ash", 700, Fact("a")), pledge("birch", 500, Joined("ash"), Fact("b")), pledge("cedar", 100)]


def certain(**chances):
    return {name: Chance(value, value, "") for name, value in chances.items()}


def test_the_distribution_of_a_small_case_is_right():
    found = outlook(CASE, certain(a=0.5, b=0.4), {})

    assert found.amounts.tolist() == [100, 800, 1_300]
    assert found.reached == pytest.approx(np.array([[1, 1], [0.5, 0.5], [0.2, 0.2]]))
    assert found.mean.low == found.mean.high == pytest.approx(550)
    assert found.stands["birch-1"].low == pytest.approx(0.2)
    assert found.exact


@given(cases, st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=200, deadline=None)
def test_the_mean_agrees_with_adding_up_every_world(case, x, y):
    found = outlook(case, certain(x=x, y=y), {})

    assert found.mean.low == pytest.approx(reference.mean_personnel(case, {"x": x, "y": y}, {}))
    assert found.reached[0, 0] == pytest.approx(1)


def test_a_range_of_chances_gives_bounds():
    found = outlook(CASE, {"a": Chance(0.2, 0.8, ""), "b": Chance(0.5, 0.5, "")}, {})

    assert found.mean.low == pytest.approx(0.2 * 700 + 0.1 * 500 + 100)
    assert found.mean.high == pytest.approx(0.8 * 700 + 0.4 * 500 + 100)


def test_rules_join_facts():
    rule = Rule(frozenset("b"), "a", "b implies a")

    found = outlook(CASE, certain(a=0.5, b=0.4), {}, rules=[rule])

    assert found.mean.low == pytest.approx(reference.mean_personnel(CASE, {"a": 0.5, "b": 0.4}, {}, [rule]))
    assert found.stands["ash-1"].low == pytest.approx(0.7)


def test_sampling_covers_the_exact_mean_and_keeps_to_its_seed():
    chances = {"a": Chance(0.3, 0.6, ""), "b": Chance(0.5, 0.5, "")}
    exact = outlook(CASE, chances, {})

    one, two = (sampled_outlook(CASE, chances, {}, rng=np.random.default_rng(5), worlds=20_000) for _ in range(2))

    assert abs(one.mean.low - exact.mean.low) < 1.6 * one.mean.margin
    assert abs(one.mean.high - exact.mean.high) < 1.6 * one.mean.margin
    assert one.mean == two.mean
    assert one.reached[:, 0] == pytest.approx(exact.reached[:, 0], abs=0.02)
    assert not one.exact


def test_the_margin_of_a_sample_is_that_of_a_share_of_so_many_worlds():
    found = sampled_outlook(
        [pledge("ash", 700, Fact("a"))], certain(a=0.3), {}, rng=np.random.default_rng(5), worlds=40_000
    )

    margin = 1.96 * (0.3 * 0.7 / 40_000) ** 0.5  # of a share of 0.3
    assert found.stands["ash-1"].margin == pytest.approx(margin, rel=0.02)
    assert found.mean.margin == pytest.approx(700 * margin, rel=0.02)


def test_few_worlds_have_the_margin_of_their_sample():
    found = sampled_outlook([pledge("ash", 700, Fact("a"))], certain(a=0.5), {}, rng=np.random.default_rng(1), worlds=4)

    share = found.stands["ash-1"].low
    assert 0 < share < 1
    assert found.stands["ash-1"].margin == pytest.approx(1.96 * (share * (1 - share) / 3) ** 0.5)


def test_another_capability_than_personnel_can_be_asked_for():
    assert outlook(CASE, certain(a=0.5, b=0.4), {}, of="infantry").amounts.tolist() == [1, 2, 3]
