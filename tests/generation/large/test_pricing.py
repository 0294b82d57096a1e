"""At given prices a unit's best schedule is the best of all its schedules."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from truceline.generation.large.pricing import Menu, best_of_all, best_of_one, tour_values

GROUPS, WIDTH, MONTHS = 2, 2, 5


def slowly(values, bound, tours, month=0):
    """Try beginning each tour in each month, or none."""
    if not tours:
        return 0.0
    worth = 0.0
    for start in range(month, MONTHS):
        for value in values[:, start].tolist():
            worth = max(worth, value + slowly(values, bound, tours - 1, start + bound))
    return worth


worths = arrays(float, (GROUPS, WIDTH, MONTHS), elements=st.integers(-3, 9).map(float))


@settings(deadline=None)
@given(worths, st.lists(st.integers(1, 4), min_size=2, max_size=2), st.lists(st.integers(1, 3), min_size=2, max_size=2))
def test_one_unit_and_all_groups_at_once_earn_what_trying_everything_earns(values, bound, tours):
    empty = np.zeros((GROUPS, WIDTH))
    pair = np.arange(GROUPS * WIDTH).reshape(GROUPS, WIDTH)
    months = np.zeros(values.shape, dtype=np.int64)
    choice = Menu(pair, pair, empty, months, months > 0, months[:, 0] > 0, np.array(bound), np.array(tours))

    worth, schedule = best_of_all(values, choice)

    for group in range(GROUPS):
        best = slowly(values[group], bound[group], tours[group])
        alone, found = best_of_one(values[group], bound[group], tours[group])
        mine = schedule.pair // WIDTH == group
        together = zip((schedule.pair[mine] % WIDTH).tolist(), schedule.start[mine].tolist(), strict=True)
        assert (worth[group], alone) == (best, best)
        assert sum(values[group][place, start] for place, start in found) == best
        assert sum(values[group][place, start] for place, start in together) == best
        starts = [start for _place, start in found]
        assert all(then - start >= bound[group] for start, then in pairwise(starts))


def test_a_tour_is_worth_the_months_from_its_start_to_its_end():
    value = np.array([[1.0, 2.0, 4.0]])
    end, may = np.array([[2, 3, 3]]), np.array([[True, True, False]])
    assert tour_values(value, end, may).tolist() == [[3.0, 6.0, -np.inf]]
