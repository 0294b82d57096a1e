"""Losses are what they cost when counted out; the worst sites come with a bound that no choice beats."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from tests.reference.siting import seen as multiplied
from tests.siting.building import matrix
from truceline.siting.marginal_posts import further_posts
from truceline.siting.resilience import Seers, seen, without_each_contributor, without_each_site, worst_sites


def seers(seed, number=7, demands=12):
    rng = np.random.default_rng(seed)
    dense, sparse = matrix(rng, number, demands)
    weight = rng.uniform(0.1, 1, demands)
    who = tuple(frozenset({"ash", "birch"} if i == 0 else {("ash", "birch", "cedar")[i % 3]}) for i in range(number))
    made = Seers(tuple(f"site-{i}" for i in range(number)), who, sparse, weight / weight.sum(), np.ones(number))
    return dense, made


def left(dense, made, gone):
    stay = [i for i in range(len(dense)) if i not in gone]
    return float(made.weight @ multiplied(dense, stay))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_each_loss_is_what_multiplying_out_says(seed):
    dense, made = seers(seed)

    assert seen(made) == pytest.approx(left(dense, made, []))
    for loss in without_each_site(made):
        gone = [made.names.index(loss.names[0])]
        assert loss.left == pytest.approx(left(dense, made, gone))
        assert loss.lost == pytest.approx(left(dense, made, []) - left(dense, made, gone))
    for loss in without_each_contributor(made):
        gone = [i for i, who in enumerate(made.contributors) if who == {loss.names[0]}]
        assert loss.left == pytest.approx(left(dense, made, gone))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_no_choice_of_as_many_sites_costs_more_than_the_bound(seed, number):
    dense, made = seers(seed)
    worst = worst_sites(made, number)
    costs = [left(dense, made, []) - left(dense, made, gone) for gone in combinations(range(len(dense)), number)]

    assert worst.loss.lost <= max(costs) + 1e-9
    assert worst.bound >= max(costs) - 1e-9
    if number == 1:
        assert worst.loss.lost == pytest.approx(max(costs))
        assert worst.proven


def test_losses_come_worst_first():
    _, made = seers(1)
    costs = [loss.lost for loss in without_each_site(made)]

    assert costs == sorted(costs, reverse=True)


def test_a_site_that_sees_for_certain_can_be_lost_and_counted():
    chances = csr_array(np.array([[1.0, 0.0], [1.0, 0.5]]))
    made = Seers(("a", "b"), (frozenset("x"), frozenset("y")), chances, np.array([0.5, 0.5]), np.ones(2))

    assert [(loss.names, pytest.approx(loss.lost)) for loss in without_each_site(made)] == [(("b",), 0.25), (("a",), 0)]
    assert worst_sites(made, 2).loss.left == pytest.approx(0)


def test_what_is_shared_stays_when_one_contributor_leaves():
    chances = csr_array(np.array([[0.6, 0.6]]))
    made = Seers(("orbit-1",), (frozenset({"ash", "elm"}),), chances, np.array([0.5, 0.5]), np.ones(1))

    assert {loss.names[0]: loss.lost for loss in without_each_contributor(made)} == {"ash": 0.0, "elm": 0.0}


def test_of_what_is_shared_as_much_goes_as_the_others_cannot_keep_and_the_least_useful_first():
    chances = csr_array(np.array([[0.6, 0.0], [0.0, 0.2]]))
    both = frozenset({"ash", "elm"})
    made = Seers(("orbit-1", "orbit-2"), (both, both), chances, np.array([0.5, 0.5]), np.ones(2))

    losses = without_each_contributor(made, {"ash": 1, "elm": 5})

    assert {loss.names[0]: pytest.approx(loss.lost) for loss in losses} == {"ash": 0.1, "elm": 0.4}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_further_posts_never_see_less_and_never_beat_the_bound(seed):
    dense, made = seers(seed)
    rng = np.random.default_rng(seed + 1)
    more, free = matrix(rng, 6, 12)
    found = further_posts(made, free, 3)

    assert found.seen[0] == pytest.approx(seen(made))
    assert (np.diff(found.seen) >= -1e-12).all()
    for number in range(1, 4):
        best = max(
            float(made.weight @ multiplied(np.vstack([dense, more[list(chosen)]]), range(len(dense) + number)))
            for chosen in combinations(range(6), number)
        )
        assert found.seen[number] <= best + 1e-9
        assert found.bound[number] >= best - 1e-9
    both = np.vstack([dense, more[found.places]])
    assert found.seen[-1] == pytest.approx(float(made.weight @ multiplied(both, range(len(both)))))


def test_where_no_place_is_free_nothing_is_added():
    _, made = seers(2)
    found = further_posts(made, csr_array((0, 12)), 5)

    assert found.places.tolist() == []
    assert found.seen == pytest.approx([seen(made)])


def test_a_part_of_an_orbit_that_leaves_thins_the_one_that_is_missed_least():
    chances = csr_array(np.array([[0.6, 0.0], [0.0, 0.2]]))
    both = frozenset({"ash", "elm"})
    made = Seers(("orbit-1", "orbit-2"), (both, both), chances, np.array([0.5, 0.5]), np.array([1.0, 0.5]))

    losses = without_each_contributor(made, {"ash": 0.2, "elm": 0.8})

    # ash: 0.2 of the half orbit that sees 0.2, so 0.4 of it; elm: all of that, and 0.3 of the other.
    assert {loss.names[0]: pytest.approx(loss.lost) for loss in losses} == {"ash": 0.5 * 0.08, "elm": 0.1 + 0.5 * 0.18}
