"""Dates and times become intervals: whole days in their zone, and both readings of an hour shown twice."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.feeds import instants

ZONES = st.sampled_from(["Europe/Kyiv", "Europe/Moscow", "UTC", "America/New_York", "Asia/Tehran"])
CLOCKS = st.integers(0, 37 * 366 * 86_400).map(
    lambda s: datetime(2001, 1, 1, tzinfo=UTC).replace(tzinfo=None) + timedelta(0, s)
)


def series(*texts):
    return pl.Series("time", texts, dtype=pl.String)


def spans(frame):
    return list(zip(frame["start"].to_list(), frame["end"].to_list(), strict=True))


def seconds(instant):
    return int(instant.timestamp())


@given(
    day=st.dates(date(2001, 1, 1), date(2037, 12, 30)), zone=ZONES, before=st.integers(0, 40), after=st.integers(0, 40)
)
def test_days_run_from_midnight_to_midnight_in_their_zone(day, zone, before, after):
    def midnight(when):
        return seconds(datetime(when.year, when.month, when.day, tzinfo=ZoneInfo(zone)))

    found = instants.day_spans(pl.Series([day]), zone, before, pl.Series([after]))

    assert spans(found) == [(midnight(day - timedelta(before)), midnight(day + timedelta(after + 1)))]


@given(clock=CLOCKS, zone=ZONES)
def test_times_without_an_offset_are_on_the_clocks_of_the_zone(clock, zone):
    local = [clock.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1)]
    shown = (
        seconds(local[0]) in {seconds(t) for t in local}
        and local[0].astimezone(UTC).astimezone(ZoneInfo(zone)) == local[0]
    )
    there = all(t.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == clock for t in local)
    found = spans(instants.instants(series(clock.isoformat(sep=" ")), zone))

    assert found == ([(seconds(local[0]), seconds(local[1]))] if there and shown else [(None, None)])


@given(clock=CLOCKS, minutes=st.integers(-12 * 60, 14 * 60))
def test_times_with_an_offset_need_no_zone(clock, minutes):
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    found = instants.instants(series(f"{clock.isoformat()}{sign}{hours:02d}:{rest:02d}", f"{clock.isoformat()}Z"), None)
    utc = seconds(clock.replace(tzinfo=UTC))

    assert spans(found) == [(utc - 60 * minutes,) * 2, (utc,) * 2]
    assert not found["zoneless"].any()


def test_an_hour_shown_twice_is_either_of_the_two_and_one_never_shown_is_no_time():
    found = instants.instants(series("2030-10-27T03:30", "2030-03-31T03:30"), "Europe/Kyiv")
    first = seconds(datetime(2030, 10, 27, 0, 30, tzinfo=UTC))

    assert spans(found) == [(first, first + 3600), (None, None)]


@pytest.mark.parametrize("text", ["2031-02-03T04:05", "2031-02-03 04:05:06.5", "2031-02-03"])
def test_a_time_without_offset_or_zone_is_zoneless(text):
    assert instants.instants(series(text), None)["zoneless"].to_list() == [True]


@pytest.mark.parametrize(
    "text", ["", "soon", "2031-02-30T00:00Z", "03.02.2031", "2031-02-03T25:00Z", "2031-02-03T10:00+99:xx"]
)
def test_what_is_no_time_is_null(text):
    found = instants.instants(series(text), "UTC")

    assert spans(found) == [(None, None)]


def test_other_forms_are_read_where_they_are_told():
    found = instants.instants(series("03.02.2031 04:05", "2031-02-03"), "UTC", "%d.%m.%Y %H:%M")
    day = seconds(datetime(2031, 2, 3, tzinfo=UTC))

    assert spans(found) == [(day + 4 * 3600 + 5 * 60,) * 2, (day, day + 86_400)]


def test_dates_before_1900_are_slips_of_the_pen():
    assert instants.days(series("0022-01-01", "2022-01-01"), ["%Y-%m-%d"]).to_list() == [None, date(2022, 1, 1)]
