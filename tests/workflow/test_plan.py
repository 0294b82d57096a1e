"""The rooms joined: two-rivers from its statements to its posts."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from truceline.agreement.line import chainage_m, length_m
from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError
from truceline.render.maps import plan_maps
from truceline.workflow.plan import plan


@pytest.fixture(scope="module")
def case():
    return read_case(find_case("two-rivers").folder)


@pytest.fixture(scope="module")
def made(case):
    return plan(case, version="test")


@pytest.fixture(scope="module")
def ukraine():
    return plan(read_case(find_case("ukraine").folder), version="test", scenarios=("all-together",))


def by_id(made):
    return {s.scenario.id: s for s in made.scenarios}


def test_every_scenario_is_planned_for_every_concept(made, case):
    concepts = {line.concept for line in case.requirement}

    assert list(by_id(made)) == [s.id for s in case.scenarios]
    assert all(set(s.concepts) == concepts for s in made.scenarios)


def test_those_who_wait_for_one_another_are_planned_with_only_where_all_announce_together(made):
    votes, together = by_id(made)["dale-votes-yes"], by_id(made)["all-together"]

    assert votes.resolution.waiting == together.resolution.waiting == {"ash-posts", "birch-posts"}
    assert votes.force == votes.resolution.firm
    assert together.force == together.resolution.attainable
    assert together.own.generation.fill > votes.own.generation.fill


def test_only_fielded_posts_are_sited(made):
    for scenario in made.scenarios:
        for concept in scenario.concepts.values():
            fielded = {tour.unit for tour in concept.generation.assignments}
            assert {placed.unit_id for placed in concept.siting.posts} <= fielded


def test_who_does_not_stand_is_told_why_in_words(made):
    why = by_id(made)["as-stated"].why_not

    assert set(why) == set(made.pledges) - by_id(made)["as-stated"].resolution.firm
    assert why["ash-posts"] == ("Birch joins",)
    assert why["dale-posts"] == ("Dale's parliament approves",)


def test_facts_are_valued_and_a_fact_that_another_implies_is_not_counted_twice(made):
    unlocks = {u.fact: u for u in made.unlocks}

    assert unlocks["parliament_dale"].value == unlocks["parliament_dale"].alone == 310
    assert unlocks["mandate"].last == 0


def test_before_anything_was_pledged_nobody_stands(case):
    early = plan(case, version="test", as_of=date(2030, 1, 1))

    assert early.pledges == {}
    assert all(s.firm.likely == 0 for s in early.scenarios)


def test_a_scenario_that_is_not_in_the_case_is_refused(case):
    with pytest.raises(CaseError) as caught:
        plan(case, version="test", scenarios=["nowhere"])

    assert caught.value.problems[0].startswith("scenario 'nowhere' | is not in the case; choose from as-stated, ")


def test_the_plan_is_on_the_line_that_the_agreement_names(case):
    other = next(line for line in case.lines if line.id != case.agreement.line)
    moved = replace(case, agreement=replace(case.agreement, line=other.id))

    made = plan(moved, version="test", scenarios=["all-together"])

    assert made.segments.end_m[-1] == pytest.approx(length_m(other))
    assert plan_maps(made)["line.geojson"]


def test_no_force_stands_where_its_concept_or_the_set_back_of_bases_closes_the_ground(ukraine):
    own = next(s for s in ukraine.scenarios if s.scenario.id == "all-together").own
    where = {site.id: (site.geometry.x, site.geometry.y) for site in ukraine.case.sites}

    def km(placed):
        return abs(chainage_m(ukraine.case.line, np.array([where[p.site] for p in placed]))[1]) / 1e3

    assert own.concept == "reassurance"
    assert km(own.siting.posts).min() > 5.0
    assert km(own.siting.bases).min() >= 20.0
    assert {each.site for each in own.closed}.isdisjoint(p.site for p in (*own.siting.posts, *own.siting.bases))
    assert {each.why for each in own.closed} == {
        "inside Option: buffer of at least 10 km, half on each side",
        "nearer than 20 km to the line",
    }
