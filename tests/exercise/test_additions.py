"""What a hundred observers or one orbit more would be: where they stand, on whose terms, and what they see."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.exercise.building import ground
from truceline.agreement.line import ecef
from truceline.casefolder.cases import find_case, read_case
from truceline.exercise.ground import Presence
from truceline.exercise.ground import ground as laid
from truceline.exercise.rehearsal import conclude, pieces_of
from truceline.exercise.work_units import run_piece
from truceline.records.capabilities import Caveat
from truceline.siting.coverage import arc_km
from truceline.siting.parameters import SitingParameters
from truceline.workflow.plan import plan as walk
from truceline.workflow.rehearse import trial_of
from truceline.workflow.what_if import additions


@pytest.fixture(scope="module")
def plan():
    return walk(
        read_case(find_case("two-rivers").folder),
        version="test",
        scenarios=["as-stated", "dale-votes-yes", "all-together"],
    )


def added(plan, name="dale-votes-yes", lay=lambda siting: siting):
    """Give the additions to one scenario; their ground is the siting itself."""
    (scenario,) = (s for s in plan.scenarios if s.scenario.id == name)
    return scenario.own.siting, *additions(plan, scenario, lay)


def with_capabilities(plan, **changes):
    known = [replace(c, **changes) if c.role == "post" else c for c in plan.case.capabilities]
    return replace(plan, case=replace(plan.case, capabilities=tuple(known)))


def test_observers_man_the_posts_that_the_case_gives_for_so_many_at_free_sites(plan):
    siting, observers, _ = added(plan)
    assert observers.sums.value == 100 * 1 / 10
    assert "100 people × 1 posts / 10 people of one observation post (assumed) = 10.00" in observers.sums.text
    new = observers.ground.posts[len(siting.posts) :]
    assert observers.ground.posts[: len(siting.posts)] == siting.posts
    kinds = {site.id: site.kind for site in plan.case.sites}
    assert len({post.site for post in observers.ground.posts}) == len(siting.posts) + 10
    assert {kinds[post.site] for post in new} == {"post"}
    assert {post.contributor for post in new} == {"dale"}


def test_where_free_sites_are_fewer_than_posts_the_sum_says_so(plan):
    _, observers, _ = added(plan, "all-together")
    assert len(observers.where) == 2
    assert observers.sums.text.endswith("10 whole posts; free sites for 2 of them")


def test_caveats_of_the_pledge_that_they_join_bind_them(plan):
    siting, observers, _ = added(plan)
    bar = (Caveat("prohibition", "", "west", 0, ""), Caveat("limitation", "", "middle", 5, ""))
    pledge = replace(plan.pledges["dale-posts"], caveats=bar)
    _, barred, _ = added(replace(plan, pledges={**plan.pledges, "dale-posts": pledge}))
    new, fewer = (each.ground.posts[len(siting.posts) :] for each in (observers, barred))
    assert observers.with_pledge == "dale-posts"
    assert "west" in {post.sector for post in new}
    assert {post.sector for post in fewer} == {"middle", "east"}


def test_they_leave_with_the_pledge_that_they_join(plan):
    trial = trial_of(plan, seed=1)
    (more,) = (a for a in trial.additions if a.id == "dale-votes-yes+observers")
    before = trial.grounds["dale-votes-yes"]
    assert "dale-posts" in more.ground.gone[1]
    assert more.ground.seen[0] > before.seen[0] + 0.2
    assert more.ground.day[1].tolist() == before.day[1].tolist()


def test_where_nobody_mans_a_post_they_are_what_the_concept_asks_for_and_nobodys(plan):
    siting, observers, _ = added(plan, "as-stated")
    assert siting.posts == ()
    assert len(observers.where) == 10
    assert (observers.with_pledge, {post.contributor for post in observers.ground.posts}) == ("", {""})
    trial = trial_of(plan, seed=1)
    assert trial.every["as-stated+observers"].seen[1] > 0.5 > trial.grounds["as-stated"].seen[1]


def test_where_nobody_is_deployed_they_are_there_all_year(plan):
    early = walk(plan.case, version="test", as_of=date(2031, 2, 25), scenarios=["as-stated"])
    trial = trial_of(early, seed=1)
    assert early.scenarios[0].own.generation.deployed == 0
    assert trial.grounds["as-stated"].seen == (0, 0)
    assert (trial.every["as-stated+observers"].night.sum(axis=2) > 0).all()


def test_what_cannot_be_added_is_named(plan):
    _, observers, orbit = added(with_capabilities(plan, role=""), "as-stated")
    assert (observers.ground, observers.where) == (None, ())
    assert observers.lacking == "capabilities.csv | has none with the role 'post'; add one with its posts"
    assert orbit.ground is not None
    _, observers, _ = added(with_capabilities(plan, posts=0))
    assert observers.lacking == "capabilities.csv | observation-post mans 0.00 posts with 100 people; give posts"
    (scenario,) = (s for s in plan.scenarios if s.scenario.id == "dale-votes-yes")
    taken = {post.site for post in scenario.own.siting.posts}
    sites = tuple(site for site in plan.case.sites if site.id in taken or site.kind != "post")
    _, observers, _ = added(replace(plan, case=replace(plan.case, sites=sites)))
    assert observers.lacking.startswith("sites.geojson | has no free site of kind 'post'")
    assert observers.ground is None


def test_a_further_orbit_flies_where_it_adds_most(plan):
    siting, _, orbit = added(plan)
    assert orbit.sums.value == 1
    assert orbit.sums.text.endswith("1.00 aircraft")
    assert orbit.ground.orbit_stations_m[:-1] == siting.orbit_stations_m
    cut, sensor = plan.segments, SitingParameters.from_assumptions(plan.case.assumptions).orbit
    place = ecef(cut.lon, cut.lat)
    km = arc_km(np.linalg.norm(place[:, None] - place[None], axis=2))
    gain = (sensor.by_day(km) * (1 - siting.day) + sensor.by_night(km) * (1 - siting.night)) @ cut.length_m
    middles = (cut.start_m + cut.end_m) / 2
    chosen = int(np.abs(middles - orbit.ground.orbit_stations_m[-1]).argmin())
    assert gain[chosen] == pytest.approx(gain.max())


def test_what_is_added_sees_beside_what_stands(plan):
    trial = trial_of(plan, seed=1)
    siting, observers, _ = added(plan)
    alone = laid(
        plan.segments,
        replace(
            siting, posts=observers.ground.posts[len(siting.posts) :], bases=(), orbit_stations_m=(), orbit_shares=()
        ),
        [Presence(frozenset(), 1.0)],
        manned=np.ones(1),
        assets=(),
        parameters=SitingParameters.from_assumptions(plan.case.assumptions),
    )
    (more,) = (a for a in trial.additions if a.id == "dale-votes-yes+observers")
    full = int(trial.grounds["dale-votes-yes"].day[0].sum(axis=1).argmax())
    stood = trial.grounds["dale-votes-yes"].day[0, full]
    assert more.ground.day[0, full] == pytest.approx(1 - (1 - stood) * (1 - alone.day[0, 0]), abs=1e-9)
    assert more.ground.minutes.tolist() == trial.grounds["dale-votes-yes"].minutes.tolist()


def test_the_chance_seen_is_weighed_by_length_and_month():
    place = replace(ground(0.6, 0.2), length_km=np.array([30.0] + [10.0] * 9))
    place.day[0, :6, 0] = 0.0
    assert place.seen == pytest.approx((0.6 * (1 - 0.25 / 2), 0.2))


def test_additions_are_tried_on_the_first_replications_alone(monkeypatch, plan):
    monkeypatch.setattr("truceline.exercise.rehearsal.ADDED", 4)
    trial = trial_of(plan, seed=1, days=5)
    pieces = pieces_of(trial, 10, 0)
    results = [run_piece(trial, piece) for piece in pieces]
    made = conclude(trial, pieces, results, asked=10)
    assert {
        each.by.replications for change in made.changes for each in change.differences if each.measure == "held"
    } == {4}
    assert {each.by.replications for each in made.differences if each.measure == "held"} == {10}
    only = conclude(trial, pieces, results[: len(trial.grounds)], asked=10)
    assert [each.held for each in only.results] == [each.held for each in made.results]
    assert all(change.differences == () for change in only.changes)
