"""Past incidents against a sited force: chances and ways that can be reckoned by hand."""

from datetime import UTC, datetime

import numpy as np
import pytest
from shapely import Point

from tests.siting.building import parameters, straight
from truceline.exercise.replay import darkness, past_incidents, replay
from truceline.monitoring.linkage.link_reports import link
from truceline.monitoring.reports import Reports
from truceline.records.capabilities import Caveat
from truceline.records.places import Site
from truceline.records.quantities import Range
from truceline.siting.plan import Asset, site

LINE, PARAMETERS = straight(), parameters(detection_shape=40.0, post_peak_day=1.0, post_peak_night=0.5)
SITES = (
    Site("p-west", "Westgate", "post", Point(36.5, 48.0), "src"),
    Site("p-east", "Eastgate", "post", Point(37.5, 48.0), "src"),
    Site("b", "Camp", "base", Point(36.6, 48.0), "src"),
)
SHARE = Range(0.2, 0.5, 0.8)
NOON, MIDNIGHT = (int(datetime(2031, 6, 21, hour, 30, tzinfo=UTC).timestamp()) for hour in (9, 21))


def reports(*rows):
    """Rows of id, source, lon, instant or interval."""
    sources = sorted({row[1] for row in rows})
    start = [row[3][0] if isinstance(row[3], tuple) else row[3] for row in rows]
    end = [row[3][1] if isinstance(row[3], tuple) else row[3] for row in rows]
    return Reports(
        id=np.array([row[0] for row in rows]),
        source=np.array([sources.index(row[1]) for row in rows]),
        start=np.array(start),
        end=np.array(end),
        lat=np.full(len(rows), 48.0),
        lon=np.array([row[2] for row in rows]),
        radius_m=np.array([row[4] if len(row) > 4 else 50.0 for row in rows]),
        act=np.zeros(len(rows), dtype=np.int64),
        sources=tuple(sources),
        acts=("shelling",),
    )


def brought(*, west_only=True, barred=()):
    caveats = tuple(Caveat("prohibition", "", area, 0, "") for area in barred)
    return (
        Asset("ash-posts#1", "ash", "post", posts=1, sector="west"),
        *(() if west_only else (Asset("birch-posts#1", "birch", "post", posts=1, sector="east"),)),
        Asset("ash-company#1", "ash", "reaction", caveats=caveats),
    )


def force(**more):
    return site(LINE, SITES, brought(**more), PARAMETERS)


def past_of(found):
    return past_incidents(found, link(found).incident, LINE)


def against(siting, *rows, barred=(), share=SHARE):
    past = past_of(reports(*rows))
    return replay(past, LINE, siting, SITES, PARAMETERS, assets=brought(barred=barred), share=share)


def test_an_incident_beside_a_post_is_seen_by_day_half_seen_by_night_and_not_seen_far_away():
    found = against(force(), ("day", "x", 36.51, NOON), ("night", "x", 36.49, MIDNIGHT), ("far", "x", 37.5, NOON))
    chance = dict(zip(found.past.id.tolist(), found.chance.tolist(), strict=True))
    assert chance["day"] == pytest.approx(1.0)
    assert chance["night"] == pytest.approx(0.5)
    assert chance["far"] == 0
    assert found.seen == pytest.approx(1.5)


def test_reports_of_one_incident_count_once_at_the_best_place():
    found = against(force(), ("rough", "x", 36.53, NOON, 3_000.0), ("exact", "y", 36.52, NOON + 60, 20.0))
    assert found.past.id.tolist() == ["exact"]
    assert found.past.reports.tolist() == [2]


def test_where_only_the_day_is_known_night_and_day_are_weighed():
    midnight = int(datetime(2031, 3, 20, tzinfo=UTC).timestamp())
    found = against(force(), ("day-only", "x", 36.51, (midnight, midnight + 86_400)))
    assert found.past.night[0] == pytest.approx(0.5, abs=0.05)  # the equinox
    assert found.chance[0] == pytest.approx(1 - 0.5 * found.past.night[0])


def test_ways_are_those_of_siting_and_closed_sectors_stay_closed():
    siting = force()
    rows = (("near", "x", 36.6, NOON), ("east", "x", 37.5, NOON))
    open_, closed = against(siting, *rows), against(siting, *rows, barred=("east",))
    near = open_.past.id.tolist().index("near")
    assert open_.minutes[near] == pytest.approx(PARAMETERS.response_alert_min)
    assert np.isfinite(open_.minutes).all()
    assert np.isinf(closed.minutes[1 - near])
    assert {s.sector: s.median_minutes is None for s in closed.sectors} == {"west": False, "east": True}


def test_contributors_are_credited_with_what_they_alone_would_see():
    found = against(force(west_only=False), ("w", "x", 36.51, NOON), ("e", "x", 37.51, MIDNIGHT))
    seen = {c.contributor: (c.posts, c.seen, c.alone) for c in found.contributors}
    assert seen == {
        "ash": (1, pytest.approx(1.0), pytest.approx(1.0)),
        "birch": (1, pytest.approx(0.5), pytest.approx(0.5)),
    }


def test_what_would_have_caught_the_missed_is_named_best_first():
    rows = [(f"e{n}", "x", 37.5 + n / 100, NOON + 9_000 * n) for n in range(3)]
    found = against(force(), ("w", "x", 36.51, MIDNIGHT), *rows)
    catches = {catch.what.split(",")[0]: catch.incidents for catch in found.catches}
    assert catches["one more post"] == pytest.approx(3.0)
    assert "Eastgate" in next(c.what for c in found.catches if c.what.startswith("one more post"))
    assert catches["seeing by night as by day"] == pytest.approx(0.5)
    assert [c.incidents for c in found.catches] == sorted((c.incidents for c in found.catches), reverse=True)


def test_of_what_one_post_sees_the_stated_share_could_be_attributed_by_day_and_by_night():
    found = against(force(), ("day", "x", 36.51, NOON), ("night", "x", 36.49, MIDNIGHT), ("far", "x", 37.5, NOON))
    whole = found.attributable
    assert (whole.low, whole.likely, whole.high) == pytest.approx((0.3, 0.75, 1.2))  # of 1.5 seen
    assert (whole.by_day, whole.by_night) == pytest.approx((0.5, 0.25))
    assert dict(zip(found.past.id.tolist(), found.traced[1].tolist(), strict=True)) == {
        "day": pytest.approx(0.5),
        "night": pytest.approx(0.25),
        "far": 0.0,
    }
    assert {s.sector: s.attributable.likely for s in found.sectors} == {"west": pytest.approx(0.75), "east": 0.0}
    assert {c.contributor: c.attributable for c in found.contributors} == {"ash": whole}


def test_sectors_add_up_and_more_posts_never_leave_less_to_attribute():
    rows = [(f"r{n}", "x", 36.4 + n / 10, NOON + 40_000 * n) for n in range(13)]
    few, more = against(force(), *rows), against(force(west_only=False), *rows)
    assert (more.traced >= few.traced - 1e-12).all()
    assert more.attributable.likely > few.attributable.likely
    assert sum(s.attributable.high for s in more.sectors) == pytest.approx(more.attributable.high)
    assert (more.traced <= more.chance + 1e-12).all()


def test_where_nobody_can_tell_the_origin_nothing_could_be_attributed():
    found = against(force(), ("day", "x", 36.51, NOON), share=Range(0, 0, 0))
    assert found.seen > 0.9
    assert not found.traced.any()


@pytest.mark.parametrize(
    ("when", "lat", "hours"), [("2031-06-21", 60.0, 18.5), ("2031-12-21", 60.0, 5.5), ("2031-03-21", 0.0, 12.0)]
)
def test_the_length_of_the_day_is_that_of_the_almanac(when, lat, hours):
    midnight = int(datetime.fromisoformat(f"{when}T00:00+00:00").timestamp())
    looks = np.arange(midnight, midnight + 86_400, 300)
    dark = darkness(np.full(len(looks), 0.0), np.full(len(looks), lat), looks, looks)
    assert 24 * (1 - dark.mean()) == pytest.approx(hours, abs=0.6)
    assert dark[144] == 0  # noon at Greenwich
