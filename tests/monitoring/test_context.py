"""Context events: pixels of one pass join, satellites are sources, and what is near an incident is found."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from truceline.monitoring.context import NO_CONTEXT, ContextRows, context_events, context_shown
from truceline.monitoring.incidents import Incident, columns
from truceline.monitoring.reports import Reports

START = datetime(2031, 3, 1, tzinfo=UTC)
METRE = 1 / 111_195  # a degree of latitude on a sphere of 6,371 km
HEAT = "other:thermal-anomaly"
ALERT = "other:air-raid-alert"


def second(hours):
    return int((START + timedelta(hours=hours)).timestamp())


def rows(*given, act=HEAT, within=12.0):
    """Build context rows of (source, hours, metres north of 48.5, radius in metres) and maybe the hours of the end."""
    sources = sorted({each[0] for each in given})
    begin = [second(each[1]) for each in given]
    end = [second(each[4]) if len(each) > 4 else second(each[1]) for each in given]
    reports = Reports(
        id=np.array([f"r{n}" for n in range(len(given))]),
        source=np.array([sources.index(each[0]) for each in given]),
        start=np.array(begin),
        end=np.array(end),
        lat=np.array([48.5 + each[2] * METRE for each in given]),
        lon=np.full(len(given), 37.5),
        radius_m=np.array([float(each[3]) for each in given]),
        act=np.zeros(len(given), dtype=np.int64),
        sources=tuple(sources),
        acts=(act,),
    )
    return ContextRows(reports, np.full(len(given), int(3600 * within)))


def test_one_fire_in_six_pixels_of_two_satellites_is_one_event_of_two_sources():
    side = 375
    pixels = [(name, at, side * n, side / 12**0.5) for name, at in (("A", 1.2), ("B", 2.0)) for n in range(3)]
    events = context_events(rows(*pixels))

    assert (len(events), events.rows.tolist(), events.sources.tolist()) == (1, [6], [2])
    assert (events.start.tolist(), events.end.tolist()) == ([second(1.2)], [second(2.0)])
    assert events.lat[0] == pytest.approx(48.5 + side * METRE)
    assert events.radius_m[0] == pytest.approx(side, rel=1e-3)


@pytest.mark.parametrize(
    ("second_row", "events"),
    [
        (("A", 1.1, 1_000, 217), 1),  # the same pass, touching: 2 * 217 * sqrt(6) = 1,063 m
        (("A", 1.1, 1_100, 217), 2),
        (("A", 8.0, 0, 217), 1),
        (("B", 13.1, 0, 217), 2),  # more than twelve hours later
        (("B", 13.0, 0, 217), 1),
        (("B", 1.0, 1_900, 577), 1),  # (217 + 577) * sqrt(6) = 1,945 m
        (("B", 1.0, 2_000, 577), 2),
    ],
)
def test_rows_join_where_they_touch_in_place_and_time(second_row, events):
    assert len(context_events(rows(("A", 1.0, 0, 217), second_row))) == events


def test_a_factory_seen_all_week_is_no_single_event():
    week = context_events(rows(*(("A", 12.0 * n, 0, 217) for n in range(14))))

    assert week.rows.tolist() == [2] * 7


def test_where_rows_are_events_of_their_own_none_join():
    assert len(context_events(rows(*(("alerts", 1.0, 0, 42_000, 2.0) for _ in range(40)), act=ALERT, within=0))) == 40


def test_no_context_makes_no_event():
    assert len(context_events(NO_CONTEXT)) == 0
    assert context_shown(NO_CONTEXT, columns(()), second(0), second(24)).events == {}


def incident(name, hours, metres=0.0, radius=100.0):
    at = START + timedelta(hours=hours)
    return Incident(name, at, at, lon=37.5, lat=48.5 + metres * METRE, radius_m=radius, act="strike")


def test_context_is_shown_with_the_incidents_that_it_lies_near_nearest_first():
    heat = rows(("A", 10.0, 0, 300), ("A", 10.0, 5_000, 300))
    found = columns(
        (
            incident("near", 9.0, 700),  # within 2.448 * hypot(100, 300) = 774 m
            incident("far", 9.0, 800),
            incident("between", 9.0, 2_000, 2_000),
            incident("late", 22.5),
            incident("before", -3.0),
        )
    )
    shown = context_shown(heat, found, second(0), second(24))

    assert shown.events == {HEAT: 2}
    assert [(each.incident, round(each.distance_m)) for each in shown.near] == [
        ("between", 2000),
        ("between", 3000),
        ("near", 700),
    ]
    assert {(each.rows, each.sources) for each in shown.near} == {(1, 1)}


def test_an_alert_is_near_an_incident_only_while_it_lasts():
    alert = rows(("alerts", 10.0, 0, 42_000, 11.0), act=ALERT, within=0)
    found = columns((incident("during", 10.5), incident("just-after", 11.1), incident("elsewhere", 10.5, 110_000)))

    assert [each.incident for each in context_shown(alert, found, second(0), second(24)).near] == ["during"]
