"""Ranges of a plan: what the likely draw gives, what a draw brings, and how it is computed."""

import warnings
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.coalition.building import pledge

from truceline.casefolder.cases import find_case, read_case
from truceline.coalition.conditions import PERSONNEL, Mass
from truceline.compute.cluster import over
from truceline.ranges.headlines import HEADLINES
from truceline.ranges.work_units import blocks, likely, run_block
from truceline.records.quantities import Range
from truceline.render.plan_json import plan_document
from truceline.workflow.plan import plan, ranging_for
from truceline.workflow.ranges import with_ranges


@pytest.fixture(scope="module")
def case():
    return read_case(find_case("two-rivers").folder)


@pytest.fixture(scope="module")
def bare(case):
    return plan(case, version="test", draws=0)


@pytest.fixture(scope="module")
def ranging(bare):
    return ranging_for(bare, draws=40)


@pytest.fixture(scope="module")
def made(case):
    return plan(case, version="test", draws=40)


def certain(case):
    """The same case without any range: low and high are the likely value."""

    def at(value):
        return Range(value.likely, value.likely, value.likely)

    return replace(
        case,
        assumptions={id_: replace(a, value=at(a.value)) for id_, a in case.assumptions.items()},
        pledges=tuple(replace(p, quantity=at(p.quantity), personnel=at(p.personnel)) for p in case.pledges),
        capabilities=tuple(replace(c, personnel=at(c.personnel)) for c in case.capabilities),
    )


def headlines(document):
    """What a plan says of each scenario, read from plan.json alone."""
    found = {}
    for name, scenario in document["scenarios"].items():
        minutes = scenario["siting"]["response_minutes"]["median"]
        places = {each["place"]: each["by_month"] for each in scenario["generation"]["deployed_by_place"]}
        inside = places.get("in-country", [])
        most = max(inside, default=0)
        found[name] = (
            most,
            scenario["generation"]["fill"],
            scenario["siting"]["covered"]["day"],
            scenario["siting"]["covered"]["night"],
            np.inf if minutes is None else minutes,
            scenario["generation"]["kept_up"]["months"],
            next((month for month, people in enumerate(inside, start=1) if most and people >= 0.75 * most), np.inf),
        )
    return found


@pytest.mark.parametrize(("name", "day"), [("two-rivers", None), ("ukraine", None), ("ukraine", date(2026, 2, 28))])
def test_the_draw_in_which_all_is_likely_gives_the_plan_s_own_headlines(name, day):
    made = plan(read_case(find_case(name).folder), version="test", as_of=day, draws=0)
    ranging = ranging_for(made, draws=20)

    for scenario, stated in headlines(plan_document(made)).items():
        found = tuple(likely(ranging, scenario).values())
        assert found == pytest.approx(stated, abs=0.06), scenario  # as rounded in plan.json
        assert found[1:4] == pytest.approx(stated[1:4], abs=6e-5), scenario


def test_without_any_uncertainty_a_range_is_the_headline_and_nothing_drives_it(case):
    made = plan(certain(case), version="test", draws=20)
    document = plan_document(made)

    for scenario, stated in headlines(document).items():
        ranges = document["scenarios"][scenario]["ranges"]
        ends = [np.inf if end is None else end for name in HEADLINES for end in ranges[name]]
        assert ends == pytest.approx(np.repeat(stated, 2).tolist(), abs=0.06)
        assert document["scenarios"][scenario]["drivers"] == []
    assert document["draws"]["inputs"] == []


def test_one_uncertain_input_drives_all_that_moves_with_a_share_of_one(case):
    fixed = certain(case)
    range_km = replace(fixed.assumptions["post_range_day_km"], value=Range(10, 12, 14))
    alone = replace(fixed, assumptions={**fixed.assumptions, "post_range_day_km": range_km})

    made = plan(alone, version="test", draws=40, scenarios=["dale-votes-yes"])

    (driver,) = made.scenarios[0].ranges.drivers
    assert (driver.input, driver.headline) == ("post_range_day_km", "covered_day")
    assert driver.share == pytest.approx(1)


def test_people_in_country_have_the_quantiles_of_the_one_uncertain_pledge(case):
    fixed = certain(case)
    pledges = tuple(replace(p, quantity=Range(1, 4, 4)) if p.id == "dale-posts" else p for p in fixed.pledges)

    (made,) = plan(replace(fixed, pledges=pledges), version="test", draws=400, scenarios=["dale-votes-yes"]).scenarios

    # Four posts of ten people are all who serve there. The triangle of 1, 4 and 4 has x below 1 + 3 sqrt(chance).
    ends = [10 * (1 + 3 * chance**0.5) for chance in (0.05, 0.95)]
    assert made.ranges.ends["personnel_in_country"] == pytest.approx(ends, rel=0.01)


def test_who_stands_is_resolved_anew_in_every_draw(case):
    fixed = certain(case)
    waits = pledge("elm", 100, Mass(PERSONNEL, 300), capability="observation-post", id="elm-waits", contributor="elm")
    large = pledge("ash", 250, capability="observation-post", id="ash-large", quantity=Range(1, 2, 4))
    told = tuple(replace(p, history=tuple(replace(step, on=case.as_of) for step in p.history)) for p in (waits, large))

    (made,) = plan(replace(fixed, pledges=told), version="test", draws=100, scenarios=["as-stated"]).scenarios

    # 2 units are 250 people, 300 are 2.4 units: exceeded with a chance of (4 - 2.4)^2 / (3 x 2).
    assert made.force == {"ash-large"}
    assert made.ranges.forces == pytest.approx(100 * 1.6**2 / 6, abs=1)


def test_conversion_lets_only_part_of_what_is_pledged_come(case):
    fixed = certain(case)
    share = replace(fixed.assumptions["rest_ratio"], id="pledge_conversion", value=Range(0.5, 0.5001, 0.5002))
    half = replace(fixed, assumptions={**fixed.assumptions, "pledge_conversion": share})

    (made,) = plan(half, version="test", draws=20, scenarios=["all-together"]).scenarios

    assert made.ranges.ends["personnel_in_country"] == pytest.approx((60, 60), rel=1e-3)  # half of 120
    assert made.ranges.ends["fill"] == pytest.approx([made.own.fill.share / 2] * 2, rel=1e-3)


def test_scenarios_share_their_draws_so_that_a_difference_is_narrower_than_the_ranges_apart(made):
    votes, together = (
        next(s for s in made.scenarios if s.scenario.id == n) for n in ("dale-votes-yes", "all-together")
    )
    difference = next(
        d for d in made.ranged.differences if (d.of, d.against) == ("all-together", "dale-votes-yes")
    ).ends["personnel_in_country"]
    (low, high), (least, most) = (s.ranges.ends["personnel_in_country"] for s in (votes, together))

    assert 8 * 8 <= difference[0] <= difference[1] <= 8 * 12  # eight posts of 8 to 12 people more
    assert difference[1] - difference[0] < 0.8 * ((most - low) - (least - high))


def test_the_same_seed_gives_the_same_ranges_and_another_seed_others(case, made):
    again, other = (plan(case, version="test", draws=40, seed=seed) for seed in (case.seed, case.seed + 1))

    assert plan_document(again) == plan_document(made)
    assert plan_document(other)["scenarios"] != plan_document(made)["scenarios"]


def test_ranges_of_a_scenario_do_not_depend_on_which_others_are_planned(case, made):
    (alone,) = plan(case, version="test", draws=40, scenarios=["council-mandate"]).scenarios

    assert alone.ranges == next(s for s in made.scenarios if s.scenario.id == "council-mandate").ranges


def flat(done):
    return [(name, values.tobytes()) for part in done.results for name, values in part.items()]


def test_processes_and_a_dask_cluster_give_the_same_bytes(bare, made, ranging):
    def run(**how):
        return over(run_block, ranging, blocks(40), progress=lambda *_: None, **how)

    here = run()
    assert plan_document(with_ranges(bare, ranging, here.results)) == plan_document(made)
    assert flat(run(workers=2)) == flat(here)
    distributed = pytest.importorskip("distributed", reason="distributed is not installed (the extra `cluster`)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dask's own
        cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
        with cluster:
            assert flat(run(scheduler=cluster.scheduler_address)) == flat(here)


def test_plan_json_says_how_the_ranges_came_about(made):
    document = plan_document(made)
    draws = document["draws"]

    assert (draws["number"], draws["seed"], draws["low"], draws["high"]) == (40, made.case.seed, 0.05, 0.95)
    assert list(draws["error"]) == list(HEADLINES)
    assert "dale-company.quantity" in draws["inputs"]
    assert "orbit_on_station_h" not in draws["inputs"]  # 24 h without a range
    assert document["scenarios"]["all-together"]["ranges"]["response_median_minutes"] == [None, None]
    assert {d["against"] for d in document["differences"] if d["of"] == "council-mandate"} == {
        "as-stated",
        "dale-votes-yes",
        "all-together",
    }


def test_no_draws_give_no_ranges(bare):
    document = plan_document(bare)

    assert document["draws"] is None
    assert document["differences"] == []
    assert all(s["ranges"] is None and s["drivers"] == [] for s in document["scenarios"].values())
