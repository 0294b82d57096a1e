"""The tours of a plan, scaled and shifted to what a draw brings."""

from dataclasses import replace

import numpy as np
import pytest

from tests.generation.building import line, unit
from truceline.generation.arrival import after_lift, carried
from truceline.generation.generate import generate
from truceline.ranges.design import UncertainInput, design
from truceline.ranges.forces import Brought, fielding, on_the_line, served
from truceline.ranges.headlines import ends
from truceline.records.quantities import Range

MONTH = 31  # days after which a unit misses a month


def planned(lines, units, *, lift=None, months=12):
    lifted = carried(units, lines)
    ready = after_lift(units, lift, lifted) if lift else units
    plan = generate(lines, ready, months=months)
    return fielding(lines, units, ready, plan, np.ones(len(lines)), lifted=lifted)


def bring(force, quantity=1.0, *, days=1.0, lift=None, people=None):
    pledges = {u.pledge for u in force.raw}
    share = quantity if isinstance(quantity, dict) else dict.fromkeys(pledges, quantity)
    return Brought(share, people or share, days, lift)


def filled(force, quantity=1.0, **how):
    return served(force, bring(force, quantity, **how)).filled


def test_what_the_plan_took_gives_what_the_plan_gave():
    lines = (line("front", quantity=2, months=(2, 12)), line("rear", "hospital", months=(1, 9), critical=True))
    units = (
        unit("ash-1#1", needs=("hospital",), ready=80),
        unit("ash-1#2", ready=40, tour=4, tours=1),
        unit("birch-1#1", "hospital", ready=95, tour=3, rest=3),
    )
    lifted = carried(units, lines)
    ready = after_lift(units, 20, lifted)
    plan = generate(lines, ready, months=12)
    force = fielding(lines, units, ready, plan, np.ones(2), lifted=lifted)

    found = served(force, bring(force, lift=20))

    assert plan.fill > 0.3
    assert found.filled == pytest.approx(plan.filled)
    assert found.deployed.sum(axis=0) == pytest.approx(plan.deployed_by_month)


def test_who_is_left_at_home_fills_in_up_to_what_the_plan_has_there():
    # One battalion is asked for and two are offered; each draw brings so much of both.
    force = planned((line("front"),), (unit("ash-1#1", tour=12), unit("birch-1#1", tour=12)))

    for brought, fills in ((1.0, 1.0), (0.7, 1.0), (0.5, 1.0), (0.4, 0.8), (1.5, 1.0)):
        found = served(force, bring(force, brought))
        assert found.filled[0] == pytest.approx(fills)
        assert found.deployed.sum(axis=0) == pytest.approx(fills * force.raw[0].personnel)
    for ash, birch, fills in ((0.3, 1.0, 1.0), (0.3, 0.2, 0.5), (1.0, 0.0, 1.0), (0.0, 0.9, 0.9)):
        assert filled(force, {"ash-1": ash, "birch-1": birch})[0] == pytest.approx(fills)


def test_who_is_left_at_home_comes_when_it_arrives_for_as_many_tours_as_it_has_and_where_it_may():
    units = (unit("ash-1#1", tour=12), unit("birch-1#1", tour=3, tours=2, rest=2, ready=3 * MONTH))
    front, rear = planned((line("front"),), units), planned((line("front", "hospital"),), units)

    assert filled(front, {"ash-1": 0.5, "birch-1": 1.0})[0].tolist() == [0.5] * 3 + [1.0] * 3 + [0.5] * 2 + [
        1.0
    ] * 3 + [0.5]
    assert not filled(rear, {"ash-1": 0.5, "birch-1": 1.0}).any()


def test_what_is_filled_counts_by_people():
    # A battalion of 800 and half of a hospital of 100: 800 + 50 of 2 x 800 + 100.
    lines = (line("front", quantity=2), line("rear", "hospital"))
    units = (unit("ash-1#1", tour=12), unit("elm-1#1", "hospital", tour=12))
    force = fielding(
        lines, units, units, generate(lines, units, months=12), np.array([800.0, 100.0]), lifted=frozenset()
    )

    assert served(force, bring(force, {"ash-1": 1.0, "elm-1": 0.5})).fill == pytest.approx(850 / 1700)


def test_half_of_a_pledge_fills_half():
    force = planned((line("front", quantity=4),), (unit("ash-1#1"), unit("ash-1#2")))

    assert filled(force, 0.5).tolist() == [[1.0] * 12]
    assert served(force, bring(force, 0.5)).deployed.sum(axis=0).tolist() == [500.0] * 12


def test_nothing_fills_a_line_above_what_it_asks_and_the_surplus_stays_at_home():
    force = planned((line("front", quantity=2),), (unit("ash-1#1"), unit("birch-1#1")))

    found = served(force, bring(force, {"ash-1": 2.0, "birch-1": 1.0}))

    assert found.filled.tolist() == [[2.0] * 12]
    # 3 units' worth for 2: each gives way by a third, and 2/3 x (1,000 + 500) people are deployed.
    assert found.deployed.sum(axis=0) == pytest.approx([1_000.0] * 12)


def test_a_pledge_that_does_not_stand_fills_nothing():
    force = planned((line("front", quantity=2),), (unit("ash-1#1"), unit("birch-1#1")))

    assert filled(force, {"ash-1": 0.0, "birch-1": 1.0}).tolist() == [[1.0] * 12]


def test_whoever_comes_later_begins_later_and_whoever_comes_earlier_earlier():
    force = planned((line("front"),), (unit("ash-1#1", ready=3 * MONTH, tours=1),))

    on_time, late, early = (filled(force, days=days)[0].tolist() for days in (1, 2, 1 / 3))

    assert on_time == [0] * 3 + [1] * 6 + [0] * 3
    assert late == [0] * 6 + [1] * 6
    assert early == [0] * 1 + [1] * 6 + [0] * 5


def test_a_delay_counts_only_beyond_what_the_plan_lets_a_unit_wait():
    # The line begins in month 5; the unit is there from month 3 on.
    force = planned((line("front", months=(5, 12)),), (unit("ash-1#1", ready=2 * MONTH, tour=12),))

    assert filled(force, days=2)[0].tolist() == [0] * 4 + [1] * 8
    assert filled(force, days=3)[0].tolist() == [0] * 6 + [1] * 6
    assert filled(force, days=0.1)[0].tolist() == [0] * 4 + [1] * 8


def test_a_slower_lift_delays_those_whom_it_carries():
    # 500 people at 20 a day take 25 days, at 5 a day 100: from month 4 on (half of month 4 is missed).
    force = planned((line("front"),), (unit("ash-1#1", tour=12),), lift=20)

    assert filled(force, lift=20)[0].tolist() == [0] + [1] * 11
    assert filled(force, lift=5)[0].tolist() == [0] * 3 + [1] * 9


def test_units_without_their_enabler_count_for_nothing():
    lines = (line("front"), line("rear", "hospital"))
    units = (unit("ash-1#1", needs=("hospital",)), unit("birch-1#1", "hospital"))
    force = planned(lines, units)

    assert filled(force, {"ash-1": 1.0, "birch-1": 0.5}).tolist() == [[1.0] * 12, [0.5] * 12]
    assert filled(force, {"ash-1": 1.0, "birch-1": 0.0}).tolist() == [[0.0] * 12, [0.0] * 12]


def test_siting_has_of_a_unit_what_serves_in_the_month_of_greatest_deployment():
    lines = (line("front", quantity=2), line("rear", "hospital", months=(1, 3)))
    force = planned(lines, (unit("ash-1#1"), unit("birch-1#1"), unit("elm-1#1", "hospital", personnel=10.0)))

    found = on_the_line(force, bring(force, {"ash-1": 2.0, "birch-1": 2.0, "elm-1": 0.5}))

    assert found == {"ash-1#1": 1.0, "birch-1#1": 1.0, "elm-1#1": 0.5}


def test_one_uncertain_pledge_gives_the_quantiles_of_its_triangle():
    """One pledge of 1, 2 or 5 units on a line of ten: the ends of the fill are a tenth of the triangle's."""
    force = planned((line("front", quantity=10),), (unit("ash-1#1"), unit("ash-1#2")))
    drawn = design([UncertainInput("ash-1.quantity", Range(1, 2, 5))], 2_000, seed=1)

    fills = [filled(force, drawn.draw(n)["ash-1.quantity"] / 2).mean() / 10 for n in range(drawn.draws)]

    # F(x) = (x - 1)^2 / 4 up to 2, 1 - (5 - x)^2 / 12 above: 0.05 at 1 + sqrt(0.2), 0.95 at 5 - sqrt(0.6).
    assert ends(np.array(fills)) == pytest.approx(((1 + 0.2**0.5) / 10, (5 - 0.6**0.5) / 10), abs=1e-3)


def test_more_never_fills_less():
    lines = (line("front", quantity=3), line("rear", "hospital"))
    units = (*(unit(f"ash-1#{n}", needs=("hospital",), ready=20 * n) for n in (1, 2)), unit("birch-1#1", "hospital"))
    force = planned(lines, units)

    fills = [filled(force, share).sum() for share in np.linspace(0, 3, 13)]

    assert all(np.diff(fills) >= -1e-12)


def test_tours_end_with_their_line():
    lines = (line("front", months=(1, 6)),)
    force = planned(lines, (replace(unit("ash-1#1", tour=6), ready_days=0),))

    assert filled(force)[0].tolist() == [1] * 6 + [0] * 6
