"""Actors fall into groups that agree with one another."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import CaseError
from truceline.statements.discourse.communities import groups
from truceline.statements.discourse.network import Network


def network(names, edges):
    weights = np.zeros((len(names), len(names)))
    for one, other, weight in edges:
        i, j = names.index(one), names.index(other)
        weights[i, j] = weights[j, i] = weight
    return Network(tuple(names), tuple(names), weights)


def test_two_triangles_joined_by_one_edge_are_two_groups():
    # W = 14 (seven edges, both ways). Each triangle: within 6 / 14, its sums 7 / 14 squared: Q = 2 (6/14 - 1/4) = 5/14.
    edges = [*("ab", "bc", "ac"), *("de", "ef", "df"), "cd"]

    found = groups(network("abcdef", [(one, other, 1) for one, other in edges]))

    assert found.members == (("a", "b", "c"), ("d", "e", "f"))
    assert found.modularity == pytest.approx(5 / 14)


def test_disagreement_binds_nobody():
    found = groups(network("abc", [("a", "b", 2), ("b", "c", -5)]))

    assert found.members == (("a", "b"), ("c",))


def test_without_any_agreement_everybody_stands_alone():
    assert groups(network("ba", [])).members == (("a",), ("b",))
    assert groups(network("", [])).members == ()


def test_a_two_mode_network_has_no_groups():
    with pytest.raises(CaseError, match="one-mode"):
        groups(Network(("a",), ("x",), np.ones((1, 1))))


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.integers(1, 3)), max_size=12))
def test_modularity_is_that_of_the_groups_pair_by_pair(edges):
    made = network("abcdef", [e for e in edges if e[0] != e[1]])

    found = groups(made)

    assert sorted(name for group in found.members for name in group) == list("abcdef")
    w, total = made.weights, made.weights.sum()
    group_of = {name: n for n, group in enumerate(found.members) for name in group}
    q = sum(
        w[i, j] / total - w[i].sum() * w[j].sum() / total**2
        for i, a in enumerate(made.rows)
        for j, b in enumerate(made.rows)
        if total and group_of[a] == group_of[b]
    )
    assert found.modularity == pytest.approx(q)
    assert found.modularity >= -1e-12
