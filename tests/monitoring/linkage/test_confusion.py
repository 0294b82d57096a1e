"""What is told twice counts for or against one incident; what is not told says nothing."""

import numpy as np
import pytest
from tests.monitoring.building import WEAPONS, few, reports

from truceline.monitoring.linkage.confusion import Confusion, Telling, learned
from truceline.monitoring.linkage.expectation_maximisation import learn
from truceline.monitoring.linkage.link_reports import link
from truceline.monitoring.linkage.linking_order import linking_order
from truceline.monitoring.linkage.pair_scores import score

GUNS = Confusion(np.array([0.7, 0.2, 0.1]), np.array([[0.9, 0.08, 0.02], [0.3, 0.6, 0.1], [0.05, 0.05, 0.9]]))


def test_the_ratio_is_that_of_joint_and_chance():
    by_hand = np.zeros((3, 3))
    for first in range(3):
        for second in range(3):
            joint = sum(GUNS.share[k] * GUNS.table[k, first] * GUNS.table[k, second] for k in range(3))
            chance = [sum(GUNS.share[k] * GUNS.table[k, told] for k in range(3)) for told in (first, second)]
            by_hand[first, second] = np.log(joint / chance[0] / chance[1])
    np.testing.assert_allclose(GUNS.ratio()[:3, :3], by_hand)
    told = np.array([0, 2, -1, 1, -1])
    np.testing.assert_allclose(GUNS.term(told, told[::-1]), [0, by_hand[2, 1], 0, by_hand[1, 2], 0])


def test_what_is_not_told_says_nothing_and_gains_nothing():
    telling = Telling(GUNS, np.array([0, -1, 2, -1]))
    np.testing.assert_allclose(telling.gain(np.array([0, 1, 1]), np.array([1, 2, 3])), 0, atol=1e-12)
    before = telling.gain(np.array([0]), np.array([2]))
    telling.merge(np.array([0]), np.array([1]))
    np.testing.assert_allclose(telling.gain(np.array([0]), np.array([2])), before)


def test_clusters_of_one_gain_what_their_pair_does_and_order_does_not_matter():
    telling = Telling(GUNS, np.array([0, 1, 2]))
    pairs = np.array([0, 0, 1]), np.array([1, 2, 2])
    np.testing.assert_allclose(telling.gain(*pairs), GUNS.term(*pairs))
    one, other = Telling(GUNS, np.array([0, 1, 2])), Telling(GUNS, np.array([2, 1, 0]))
    steps = []
    for each in (one, other):
        first = each.gain(np.array([0]), np.array([1]))
        each.merge(np.array([0]), np.array([1]))
        steps.append(first + each.gain(np.array([0]), np.array([2])))
    np.testing.assert_allclose(*steps)


def test_a_kind_often_told_as_another_is_learned_and_the_rest_is_assumed():
    assumed = Confusion(np.full(3, 1 / 3), 0.6 * np.eye(3) + 0.4 / 3)
    a, b = np.array([0, 0, 1, 1, 2, -1] * 200), np.array([0, 1, 0, 1, 2, 2] * 200)
    found = learned(assumed, assumed, a, b, same=np.ones(len(a)), worth=20.0)
    assert found.ratio()[0, 1] > 0 > found.ratio()[0, 2]
    np.testing.assert_allclose(found.table.sum(axis=1), 1)
    nothing = learned(assumed, assumed, np.full(9, -1), b[:9], same=np.ones(9), worth=20.0)
    np.testing.assert_allclose(nothing.table, assumed.table)


def test_weapons_bear_on_which_reports_are_linked():
    some, told = reports(3_000, 5, days=40)
    bare, _ = reports(3_000, 5, days=40)
    object.__setattr__(bare, "weapon", np.full(3_000, -1))
    object.__setattr__(bare, "weapons", ())
    assert _f1(told, link(some).incident) > _f1(told, link(bare).incident)


def test_without_weapons_their_term_is_nothing_and_with_them_it_tells_apart():
    some = few(("post", 0, 0, 500, "shelling"), ("patrol", 0.2, 300, 500, "shelling"))
    assert not link(some).links.weapon.any()
    told = []
    for codes in ([0, 0], [0, 2], [0, -1]):
        object.__setattr__(some, "weapon", np.array(codes))
        object.__setattr__(some, "weapons", WEAPONS)
        ordered = some.select(linking_order(some))
        told += score(ordered, learn(ordered), least=-20.0).weapon.tolist()
    assert told[0] > 0 > told[1]
    assert told[2] == pytest.approx(0)


def _f1(truth, found):
    count = [_pairs(labels) for labels in (truth * (found.max() + 1) + found, truth, found)]
    return 2 * count[0] / (count[1] + count[2])


def _pairs(labels):
    count = np.unique(labels, return_counts=True)[1]
    return (count * (count - 1) // 2).sum()
