"""A bound is above what any plan reaches, and is sought no further than asked."""

import numpy as np
from tests.generation.building import line, unit

from truceline.generation.exact.programme import exact
from truceline.generation.large.bounds import bound
from truceline.generation.large.pricing import menu
from truceline.generation.problem import given

FORCE = given(
    [line("north", quantity=2), line("south", months=(4, 12)), line("depot", "depot", quantity=2)],
    [unit(f"ash-1#{n}", tour=5, rest=4) for n in range(3)] + [unit("birch-1#1", "depot", tours=2)],
    12,
)


def bounded(reached, **options):
    return bound(FORCE, menu(FORCE), np.ones(3), reached=reached, rounds=500, **options).value


def test_no_plan_exceeds_the_bound_and_the_best_comes_close():
    best = exact(FORCE).stages[1].value
    assert best <= bounded(best) <= best + 0.01


def test_a_bound_that_is_near_enough_is_sought_no_further():
    best = exact(FORCE).stages[1].value
    assert best + 0.01 < bounded(best, near=1.0) < best + 1.0
