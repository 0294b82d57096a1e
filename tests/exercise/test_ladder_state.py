"""The ladder climbs as its clocks say: the same steps on the same days as counting by hand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exercise.building import step
from tests.reference.exercise import climb as slow_climb
from truceline.exercise.ladder_state import CLOCKS, Climb
from truceline.exercise.violations import Violations

DAYS = 25

steps = st.builds(
    step, st.integers(1, 4), st.integers(1, 8), st.sampled_from(CLOCKS), st.floats(0, 100), st.just("any")
)
# Day, hours until report (None: never seen), hours from report until verification (None: never).
events = st.lists(
    st.tuples(st.integers(0, DAYS - 1), st.none() | st.floats(0, 60), st.none() | st.floats(0, 200), st.booleans()),
    max_size=30,
)


def on(day, found):
    mine = [event for event in found if event[0] == day]
    hour = np.array([day * 24 + 12.0 for _ in mine])
    reported = np.array([h + e[1] if e[1] is not None else np.inf for h, e in zip(hour, mine, strict=True)])
    verified = np.array([r + e[2] if e[2] is not None else np.inf for r, e in zip(reported, mine, strict=True)])
    nought, seen = np.zeros(len(mine), dtype=np.int64), np.isfinite(reported)
    grave = np.array([e[3] for e in mine], dtype=bool)
    return Violations(nought, nought, nought, nought, hour, seen, grave, seen, reported, verified, seen)


def steps_in_force(ladder, quiet_days, found):
    climb, reached = Climb(ladder, quiet_days, DAYS, 1), []
    for day in range(DAYS):
        climb.begin(day)
        reached.append(int(climb.in_force[0]))
        climb.end(day, on(day, found))
    return reached


@settings(deadline=None)
@given(st.lists(steps, max_size=3), st.integers(3, 30), events)
def test_steps_come_into_force_on_the_days_that_counting_by_hand_gives(ladder, quiet_days, found):
    counted = {clock: [0] * DAYS for clock in CLOCKS}
    seen = set()
    for day in range(DAYS):
        today = on(day, found)
        rows = today.select(today.grave & today.seen)
        seen |= {day} if len(rows) else set()
        for clock, hours in zip(CLOCKS, (rows.hour, rows.reported, rows.verified), strict=True):
            for hour in hours[hours < 24 * DAYS]:
                counted[clock][int(hour // 24)] += 1
    expected = slow_climb(ladder, quiet_days, DAYS, counted, seen)
    assert steps_in_force(tuple(ladder), quiet_days, found) == expected


def test_the_clock_decides_when_a_step_is_taken():
    one = [(2, 30.0, 72.0, True)]  # happens on day 2, is reported on day 3 and verified on day 6
    for clock, day in (("occurrence", 3), ("report", 4), ("verification", 7)):
        reached = steps_in_force((step(1, 5, clock, 24.0),), 30, one)
        assert reached.index(1) == day, clock


def test_a_step_is_not_triggered_by_what_triggered_the_one_before():
    burst = [(1, 0.0, None, True)] * 3
    reached = steps_in_force((step(2, 7), step(1, 7, name="second")), 30, burst)
    assert max(reached) == 1
    again = [*burst, (6, 0.0, None, True)]
    assert max(steps_in_force((step(2, 7), step(1, 7, name="second")), 30, again)) == 2


def test_after_quiet_days_the_ladder_starts_at_its_foot():
    reached = steps_in_force((step(1, 7),), 5, [(2, 0.0, None, True)])
    assert reached[3:8] == [1] * 5
    assert reached[8:] == [0] * (DAYS - 8)
