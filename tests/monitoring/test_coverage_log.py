"""Observable hours are those in which posts observed, each post's hours once."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from truceline.monitoring.coverage_log import CoverageEntry, Period, observable_hours, posts_known, watched

START = datetime(2031, 3, 20, tzinfo=UTC)
DAY = Period(START, START + timedelta(days=1))


def watch(start, end, state="observing", post="a", sector="west"):
    return CoverageEntry(
        "", post, sector, START + start * timedelta(hours=1), START + end * timedelta(hours=1), state, ""
    )


def test_a_period_has_a_length_in_hours_and_one_of_the_same_length_before_it():
    period = Period(START, START + timedelta(days=1, hours=12))

    assert period.hours == 36
    assert period.previous == Period(START - timedelta(hours=36), START)


def test_hours_outside_the_period_do_not_count():
    assert observable_hours([watch(-5, 30)], DAY) == {"west": 24.0}
    assert observable_hours([watch(-5, 30)], DAY.previous) == {"west": 5.0}


def test_entries_of_one_post_that_overlap_count_once_and_posts_add_up():
    assert observable_hours([watch(0, 10), watch(5, 12), watch(0, 6, post="b")], DAY) == {"west": 18.0}


def test_a_post_that_also_says_it_could_not_observe_did_not():
    assert observable_hours([watch(0, 24), watch(6, 9, "jamming")], DAY) == {"west": 21.0}


def test_a_post_that_never_observed_is_known_and_has_no_hours():
    entries = [watch(0, 24, "access-denied", sector="east")]
    assert observable_hours(entries, DAY) == {"east": 0.0}
    assert posts_known(entries, DAY) == {"east": 1}


spans = st.tuples(
    st.integers(-4, 27), st.integers(1, 10), st.sampled_from(["observing", "weather"]), st.sampled_from("ab")
)


@given(st.lists(spans, max_size=8))
def test_agrees_with_looking_at_every_hour_of_every_post(found):
    entries = [watch(start, start + length, state, post) for start, length, state, post in found]
    slow = 0
    for post in "ab":
        for hour in range(24):
            states = {
                w.state for w in entries if w.post == post and w.start <= START + hour * timedelta(hours=1) < w.end
            }
            slow += states == {"observing"}
    assert observable_hours(entries, DAY).get("west", 0.0) == slow


def hours(found):
    return [((int(a) - int(START.timestamp())) / 3600, (int(b) + 1 - int(START.timestamp())) / 3600) for a, b in found]


def test_monitors_watch_while_some_post_of_every_sector_observes():
    entries = [watch(0, 10), watch(8, 20, post="b"), watch(2, 24, post="c", sector="east")]
    assert hours(watched(entries)) == [(2, 20)]
    assert hours(watched([*entries, watch(9, 12, "jamming", post="b")])) == [(2, 10), (12, 20)]
    assert hours(watched([*entries, watch(0, 24, "weather", post="d", sector="south")])) == []
    assert len(watched([])) == 0


@given(st.lists(spans, max_size=8))
def test_agrees_with_looking_at_every_hour(found):
    entries = [
        watch(start, start + length, state, post, "west" if post == "a" else "east")
        for start, length, state, post in found
    ]
    sectors = {w.sector for w in entries}
    seen = set()
    for hour in range(-10, 40):
        now = [w for w in entries if w.start <= START + hour * timedelta(hours=1) < w.end]
        states = [{w.state for w in now if w.sector == sector} for sector in sectors]
        if sectors and all(each == {"observing"} for each in states):
            seen.add(hour)
    assert {hour for a, b in hours(watched(entries)) for hour in range(round(a), round(b))} == seen
