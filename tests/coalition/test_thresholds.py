"""Power indices of a threshold equal published ones and never overflow."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference import coalition as reference
from truceline.coalition.thresholds import threshold_indices
from truceline.errors import CaseError

# Council of the EEC, 1958-1972: France, Germany, Italy 4 votes each, Belgium and the Netherlands 2, Luxembourg 1; 12 of
# 17 pass. Shapley-Shubik 14/60 and 9/60, Luxembourg 0; Banzhaf swings 10, 6 and 0 of 32 (Brams, S. J. and Affuso,
# P. J. (1976). Power and size: a new paradox. Theory and Decision 7, 29-56).
COUNCIL = (4, 4, 4, 2, 2, 1)


def test_the_council_of_1958_gives_luxembourg_no_power():
    shapley, banzhaf = threshold_indices(COUNCIL, 12)

    assert shapley == tuple(Fraction(n, 60) for n in (14, 14, 14, 9, 9, 0))
    assert banzhaf == tuple(Fraction(n, 32) for n in (10, 10, 10, 6, 6, 0))


def test_the_security_council_before_and_after_its_veto():
    # Five permanent members with a veto and ten others, nine votes to pass: [39; 7 x 5, 1 x 10]. Shapley-Shubik
    # 421/2145 for each permanent member, 4/2145 for each other one.
    shapley, _ = threshold_indices([7] * 5 + [1] * 10, 39)

    assert shapley[0] == Fraction(421, 2145)
    assert shapley[-1] == Fraction(4, 2145)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7), st.data())
@settings(max_examples=60, deadline=None)
def test_agrees_with_trying_every_order_and_set(weights, data):
    total = sum(weights)
    if total == 0:
        weights, total = [*weights, 1], 1
    quota = data.draw(st.integers(1, total))
    players = list(range(len(weights)))

    def wins(members):
        return float(sum(weights[i] for i in members) >= quota)

    shapley, banzhaf = threshold_indices(weights, quota)

    assert [float(s) for s in shapley] == pytest.approx(list(reference.shapley(players, wins).values()))
    assert [float(b) for b in banzhaf] == pytest.approx(list(reference.banzhaf(players, wins).values()))


def test_seventy_five_contributors_do_not_overflow():
    weights = [1 + 7 * i % 40 for i in range(75)]

    shapley, banzhaf = threshold_indices(weights, sum(weights) // 2 + 1)

    assert sum(shapley) == 1
    assert max(banzhaf) < 1


def test_a_common_unit_changes_nothing():
    assert threshold_indices([400, 400, 400, 200, 200, 100], 1_200) == threshold_indices(COUNCIL, 12)


def test_every_fault_is_named():
    with pytest.raises(CaseError) as caught:
        threshold_indices([3, -1], 0)
    assert caught.value.problems == ("weight 1 | is -1; give 0 or more", "quota | is 0; give 1 or more")

    with pytest.raises(CaseError, match="nobody can decide"):
        threshold_indices([3, 1], 5)
