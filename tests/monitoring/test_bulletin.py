"""A bulletin lists what belongs to its period: from its first instant up to, and not including, its last."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from truceline.agreement.clauses import Clause
from truceline.agreement.ladder import EscalationStep
from truceline.monitoring.bulletin import PeriodRecord, compile_bulletin
from truceline.monitoring.coverage_log import CoverageEntry, Period
from truceline.monitoring.incident_table import IncidentLine
from truceline.monitoring.observations import Observations
from truceline.records.quantities import Reliance

DAY = Period(datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 21, tzinfo=UTC))
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)


def step(name="protest", clock="occurrence", hours=24.0):
    clause = Clause("9", "", Reliance.ASSUMED, "")
    return EscalationStep(name, name, "a violation", "the mission", clock, hours, "arvel", "protest", True, clause)


PROTEST = (step(),)


def line(name="in-1", start=DAY.start, **changes):
    usual = {
        "sector": "",
        "end": start,
        "lon": 37.0,
        "lat": 48.0,
        "radius_m": 500.0,
        "act": "shelling",
        "kinds": frozenset({"shelling"}),
        "weapon": "",
        "target": "",
        "targets": frozenset(),
        "report_ids": ("r",),
        "zones": (),
        "status": "unverified",
        "verified_at": None,
        "verdict": "violation",
        "under": (),
        "missing": (),
        "actor": "",
        "confidence": "",
        "evidence": (),
    }
    return IncidentLine(id=name, start=start, **(usual | changes))


def observations(*starts, number=1):
    """One explosion heard at each of some instants, each from another position."""
    seconds = np.array([int(at.timestamp()) for at in starts], dtype=np.int64)
    count, text = len(seconds), np.array([""] * len(seconds))
    return Observations(
        id=np.array([f"o{n}" for n in range(count)]),
        report=np.arange(count),
        start=seconds,
        end=seconds,
        lon=np.full(count, 37.0),
        lat=np.full(count, 48.0),
        number=np.full(count, number),
        training=np.zeros(count, dtype=np.bool_),
        position=np.array([f"p{n}" for n in range(count)]),
        distance=text,
        bearing=text,
        means=text,
        observation=np.array(["explosion"] * count),
        description=text,
        weapon=text,
    )


def bulletin(*lines, seen=(), ladder=(), taken=None, received=None, zone="Etc/UTC", watches=()):
    heard = observations(*seen)
    known = PeriodRecord((), heard, np.arange(len(heard)), lines, received or {}, taken or {}, watches)
    return compile_bulletin(known, DAY, zone=zone, ladder=ladder)


def clocks(*lines, ladder=PROTEST, **given):
    return [(c.incident, c.step.id, c.state) for c in bulletin(*lines, ladder=ladder, **given).clocks]


@pytest.mark.parametrize(
    ("taken", "listed"),
    [(DAY.start - SECOND, False), (DAY.start, True), (DAY.end - SECOND, True), (DAY.start - 30 * 24 * HOUR, False)],
)
def test_a_step_taken_is_listed_in_the_period_in_which_it_was_taken_and_never_again(taken, listed):
    old = line(start=DAY.start - 40 * 24 * HOUR)
    found = clocks(old, ladder=(step(hours=2_000),), taken={("in-1", "protest"): taken})
    assert found == ([("in-1", "protest", "taken")] if listed else [])


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (DAY.start - SECOND, None),
        (DAY.start, "fell due in this period"),
        (DAY.end - SECOND, "fell due in this period"),
        (DAY.end, "running"),
    ],
)
def test_a_step_not_taken_is_listed_until_it_was_due(due, state):
    found = clocks(line(start=due - 24 * HOUR))
    assert found == ([("in-1", "protest", state)] if state else [])


def test_a_step_is_late_only_when_taken_after_it_was_due():
    occurred = DAY.start - 20 * HOUR  # due four hours into the day
    for late, state in ((0 * SECOND, "taken"), (SECOND, "taken late")):
        found = clocks(line(start=occurred), taken={("in-1", "protest"): DAY.start + 4 * HOUR + late})
        assert found == [("in-1", "protest", state)]


def test_a_clock_runs_from_the_end_of_what_happened_from_the_first_report_or_from_verification():
    happened = line(start=DAY.start, end=DAY.start + HOUR, verified_at=DAY.start + 3 * HOUR)
    steps = [step(name, name, 4.0) for name in ("occurrence", "report", "verification")]
    made = bulletin(happened, ladder=steps, received={"in-1": DAY.start + 2 * HOUR})
    assert [clock.due for clock in made.clocks] == [DAY.start + n * HOUR for n in (5, 6, 7)]


def test_a_clock_that_waits_is_listed_with_what_it_waits_for():
    assert clocks(line(start=DAY.start - 90 * 24 * HOUR), ladder=(step(clock="verification"),)) == [
        ("in-1", "protest", "not started: no verification on record")
    ]


def test_violations_alone_start_clocks_and_none_that_was_refuted_or_begins_later():
    lines = [
        line("permitted", verdict="permitted"),
        line("contested", verdict="contested"),
        line("refuted", status="not-verified"),
        line("last", start=DAY.end - SECOND),
        line("later", start=DAY.end),
    ]
    assert [incident for incident, _, _ in clocks(*lines)] == ["contested", "last"]


def test_what_happened_counts_in_the_period_whose_first_instant_is_included_and_whose_last_is_not():
    instants = [
        DAY.previous.start - SECOND,
        DAY.previous.start,
        DAY.start - SECOND,
        DAY.start,
        DAY.end - SECOND,
        DAY.end,
    ]
    made = bulletin(*(line(f"in-{n}", at) for n, at in enumerate(instants)), seen=instants)
    assert (made.total.before.violations, made.total.now.violations) == (2, 2)
    assert (made.total.before.once, made.total.now.once) == (2, 2)
    assert [(row.previous, row.incidents) for row in made.incidents] == [(2, 2)]
    assert [each.id for each in made.lines] == ["in-3", "in-4"]
    assert made.table.id.tolist() == ["o3", "o4"]


def test_the_trend_ends_with_the_last_day_of_the_period_and_has_fourteen_in_its_own_time_zone():
    first = datetime(2031, 3, 7, tzinfo=UTC)
    made = bulletin(seen=[first - SECOND, first, DAY.end - SECOND, DAY.end])
    assert [(day.day, dict(found)) for day, found in made.trend] == [
        (7, {"": 1}),
        *((day, {}) for day in range(8, 20)),
        (20, {"": 1}),
    ]
    east = bulletin(seen=[DAY.end - 3 * HOUR, DAY.end - 2 * HOUR], zone="Etc/GMT-2")  # two hours ahead of UTC
    assert [(day.day, dict(found)) for day, found in east.trend][-2:] == [(20, {"": 1}), (21, {"": 1})]


def watch(start, hours=24, state="observing"):
    return CoverageEntry("w", "post", "", start, start + hours * HOUR, state, "")


def looked(**given):
    total = bulletin(**given).total
    return total.before.looked, total.now.looked


@pytest.mark.parametrize(
    ("watches", "seen", "expected"),
    [
        ((watch(DAY.start),), (), (False, True)),  # the mission's first day
        ((watch(DAY.start - 24 * HOUR),), (), (True, False)),  # its last
        ((watch(DAY.start - 24 * HOUR, state="weather"), watch(DAY.start)), (), (False, True)),
        ((watch(DAY.start),), (DAY.start - HOUR,), (True, True)),  # what was observed shows that somebody looked
        ((), (DAY.start,), (False, True)),  # no log: from the first observation on
        ((), (DAY.start - 9 * 24 * HOUR,), (True, True)),
        ((), (), (False, False)),
    ],
)
def test_where_nobody_looked_nothing_is_counted_as_zero(watches, seen, expected):
    assert looked(watches=watches, seen=seen) == expected


def test_incidents_of_a_period_that_nobody_observed_and_nobody_reported_of_are_no_zero():
    assert [row.previous for row in bulletin(line()).incidents] == [None]
    assert [row.previous for row in bulletin(line(), line("in-0", DAY.start - HOUR)).incidents] == [1]
    assert [row.previous for row in bulletin(line(), watches=(watch(DAY.start - 24 * HOUR),)).incidents] == [0]
