"""What limits the months kept up, in words, and pools beside what contributors are said to have."""

from datetime import date

import pytest
from tests.generation.building import line, unit

from truceline.generation.conflicts import Conflict
from truceline.generation.generate import generate
from truceline.records.pools import PoolNeed, StatedPool, pool_needs
from truceline.records.quantities import Range, Reliance
from truceline.results.names import names_of
from truceline.views.conflict import conflict_months
from truceline.views.kept_up import excess, kept_words, limited_by, pool_words


def plain(words):
    """Give the words with common spaces only."""
    return " ".join(words.split())


def test_arrival_and_the_end_of_the_plan_are_named_with_the_share_on_its_last_tour():
    plan = generate([line("front", months=(1, 24))], [unit("ash-1#1", ready=60)], months=24)

    assert plain(limited_by(plan.kept)) == "arrival, the plan's end (100 % on the last tour pledged)"
    assert plain(kept_words(plan)) == (
        "From month 3 to month 24 of 24 at least 75 % of the peak is deployed without a break. Not earlier: of those "
        "who join in month 3, 500 are not in place before. Not longer: the plan ends there; of those deployed in month "
        "24, 100 % are on the last tour pledged. The peak is 500 personnel; relieving them takes a pool of 1,500, 3.0 "
        "times as many."
    )


def test_tours_as_pledged_are_named_where_they_end_before_the_plan():
    plan = generate([line("front", months=(1, 24))], [unit("ash-1#1", tours=2)], months=24)

    assert limited_by(plan.kept) == "tours as pledged"
    assert "Not longer: of those who leave after month 12, 500 have no tour left" in kept_words(plan)


def test_nobody_is_limited_by_nothing():
    plan = generate([line("front")], [], months=12)
    assert (limited_by(plan.kept), kept_words(plan)) == ("", "Nobody is deployed.")


def test_a_pool_beyond_what_is_stated_is_named_and_what_is_not_stated_is_counted(plan):
    names = names_of(plan.case)
    stated = StatedPool("ash", Range(40, 60, 80), date(2031, 1, 1), Reliance.ASSUMED, "", "made up")
    over, fine, unsaid = PoolNeed("ash", 80, stated), PoolNeed("ash", 60, stated), PoolNeed("dale", 10, None)

    assert excess([over, unsaid], names) == "More than the contributor is said to have: Ash needs 80, stated 60."
    assert excess([fine, unsaid], names) == ""
    assert pool_words([fine], names) == "No contributor needs more than it is said to have."
    assert pool_words([over, unsaid], names).endswith("not stated for 1 of 2 contributors.")
    assert pool_words([], names) == ""


def test_the_small_case_shows_whom_ash_lacks_and_states_nothing_of_dale(plan):
    made = next(m for m in plan.scenarios if m.scenario.id == "all-together").own.generation
    # A pool of 1 + 3 times the people. Ash: 4 posts x 10 x 4, on tour for 11 of 12 months; Dale for 10 of 12; Elm
    # (25 + 60) x 4 throughout; Birch's posts are a formation.
    assert dict(made.pools) == pytest.approx({"ash": 160 * 11 / 12, "birch": 40, "dale": 160 * 10 / 12, "elm": 340})
    assert made.pool == pytest.approx(660)

    lacking = {n.contributor: n.lacking for n in pool_needs(made.pools, plan.case.pools, plan.as_of)}
    assert lacking == pytest.approx({"ash": 160 * 11 / 12 - 60, "birch": 0, "dale": 0, "elm": 0})


def test_months_that_can_never_be_met_are_named_and_others_counted():
    assert conflict_months(Conflict((), (3,), 9, 10)) == "not in month 3, whatever is done in others"
    assert conflict_months(Conflict((), (), 6, 12)) == (
        "each month could be met, but not all: in at most 6 of 12 months in one plan"
    )
    assert conflict_months(Conflict((), (1, 2), 8, 12)) == (
        "not in months 1-2, whatever is done in others; and in at most 8 of 12 months in one plan"
    )
