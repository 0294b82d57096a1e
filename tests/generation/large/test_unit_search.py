"""The search moves a unit where the plan gains most, what it makes ready included."""

import numpy as np
from tests.generation.building import line, unit

from truceline.generation.large.pricing import menu
from truceline.generation.large.unit_search import UnitSearch
from truceline.generation.problem import given
from truceline.generation.schedule import fill

LINES = [
    line("front", quantity=3, months=(1, 6)),
    line("clinic", "clinic", months=(1, 6), substitutes=(("hospital", 1.0),)),
    line("ward", "hospital", months=(1, 6)),
]


def test_an_enabler_on_another_line_moves_to_where_it_makes_others_ready():
    units = [unit(f"ash-1#{n}", needs=("hospital",)) for n in (1, 2, 3)] + [unit("birch-1#1", "hospital", tours=1)]
    force = given(LINES, units, 6)
    search = UnitSearch(force, menu(force), np.ones(3))
    search.pay(search.weight, range(4))
    clinic = search.choice.line[search.group[3]].tolist().index(1)
    search.swap(3, [(clinic, 0)])
    assert search.worth() < 6.0

    search.settle([3])

    assert fill(force, search.schedule()).sum(axis=1).tolist() == [18.0, 0.0, 6.0]


def test_a_plan_that_cannot_be_bettered_by_one_unit_is_left_alone():
    force = given(LINES, [unit("ash-1#1"), unit("ash-1#2")], 6)
    search = UnitSearch(force, menu(force), np.ones(3))
    search.settle(range(2))
    settled = [list(tours) for tours in search.tours]
    search.settle(range(2))
    assert search.tours == settled
    assert fill(force, search.schedule()).sum() == 12.0
