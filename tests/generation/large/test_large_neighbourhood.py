"""Groups freed together find what none finds alone, and nothing is lost."""

import numpy as np
from tests.generation.building import line, unit

from truceline.generation.large.large_neighbourhood import refined
from truceline.generation.large.pricing import menu
from truceline.generation.large.unit_search import UnitSearch
from truceline.generation.problem import given
from truceline.generation.schedule import Schedule, fill

# The scouts may serve on both lines, the battalion on the first alone.
LINES = [line("north", substitutes=(("scouts", 1.0),), months=(1, 6)), line("south", "scouts", months=(1, 6))]
UNITS = [unit("ash-1#1", "scouts", tours=1), unit("birch-1#1", tours=1)]


def test_two_units_change_places_where_neither_gains_by_going_alone():
    force = given(LINES, UNITS, 6)
    search = UnitSearch(force, menu(force), np.ones(2))
    search.swap(0, [(0, 0)])
    search.settle(range(2))
    stuck = search.schedule()
    assert fill(force, stuck).sum(axis=1).tolist() == [6.0, 0.0]

    search.take(refined(force, stuck))

    assert fill(force, search.schedule()).sum(axis=1).tolist() == [6.0, 6.0]
    assert [len(tours) for tours in search.tours] == [1, 1]


def test_a_plan_that_cannot_be_bettered_stays_as_it_is():
    force = given(LINES, UNITS, 6)
    best = Schedule(np.array([1, 2]), np.array([0, 0]))
    again = refined(force, best)
    assert (again.pair.tolist(), again.start.tolist()) == ([1, 2], [0, 0])
