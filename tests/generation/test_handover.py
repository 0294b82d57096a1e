"""Nobody is on tour only to double those whom they relieve."""

import numpy as np

from tests.generation.building import line, unit
from truceline.generation.generate import generate
from truceline.generation.handover import put_off
from truceline.generation.problem import given
from truceline.generation.schedule import Schedule, fill


def months_on_tour(plan):
    return [(t.unit, t.first_month, t.last_month) for t in plan.assignments]


def test_who_relieves_a_tour_comes_when_it_ends_and_not_before():
    # Ash serves months 2 to 7; Birch's tour of six months would fit months 7 to 12, but month 7 is Ash's.
    units = [unit("ash-1#1", tours=1, ready=30), unit("birch-1#1", tours=1, ready=45)]
    plan = generate([line("front")], units, months=12)

    assert months_on_tour(plan) == [("ash-1#1", 2, 7), ("birch-1#1", 8, 12)]
    assert plan.deployed == 500.0
    assert plan.fill == 11 / 12


def test_a_chain_of_tours_is_put_off_link_by_link():
    # One post, tours of 4 months begun in months 1, 4, 7 and 10 (from 1): each doubles the one before by a month.
    lines, units = [line("front")], [unit(f"ash-1#{n}", tour=4, tours=2) for n in (1, 2)]
    force = given(lines, units, 12)
    chain = Schedule(np.zeros(4, dtype=np.int64), np.array([0, 3, 6, 9]))
    # Three fill the year; the fourth, which the search would not begin, is left one month.
    made = put_off(force, chain)

    assert fill(force, made).tolist() == fill(force, chain).tolist()
    assert sorted(made.start.tolist()) == [0, 4, 8, 11]


def test_an_overlap_that_the_fill_needs_is_kept():
    # A line that asks for two units: nobody doubles anybody.
    units = [unit("ash-1#1", tour=12, tours=1), unit("birch-1#1", tour=12, tours=1)]
    plan = generate([line("front", quantity=2)], units, months=12)

    assert months_on_tour(plan) == [("ash-1#1", 1, 12), ("birch-1#1", 1, 12)]


def test_where_no_month_on_tour_is_saved_the_schedule_stays_as_it_is():
    force = given([line("front")], [unit("ash-1#1", tour=4, tours=1), unit("ash-1#2", tour=4, tours=1)], 12)
    apart = Schedule(np.zeros(2, dtype=np.int64), np.array([0, 4]))

    assert put_off(force, apart) is apart
