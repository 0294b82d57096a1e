"""What stands where is told with its pledge, and a part of a unit is no unit."""

from dataclasses import replace

import pytest

from truceline.documents.map_features import map_features
from truceline.records.quantities import Range
from truceline.results.names import names_of
from truceline.views.standing_units import standing_units


@pytest.fixture(scope="module")
def halved(plan):
    """The plan as if the last of Ash's four units of post keepers were only half of one."""
    ash = plan.pledges["ash-posts"]
    return replace(plan, pledges=plan.pledges | {"ash-posts": replace(ash, quantity=Range(3, 3.5, 4))})


@pytest.fixture(scope="module")
def made(halved):
    return next(each for each in halved.scenarios if each.scenario.id == "all-together")


def test_half_a_unit_counts_as_half(halved, made):
    [ash] = [each for each in standing_units(halved, made, names_of(halved.case)) if each.pledge == "ash-posts"]

    assert len(ash.units) == 4
    assert ash.number == 3.5
    assert ash.shares["ash-posts#4"] == 0.5


def test_the_map_says_how_much_of_a_unit_stands_at_a_post(halved, made):
    features = [properties for _, properties in map_features(halved, made, str)]
    shares = {each["unit"]: each["unit_share"] for each in features if each.get("pledge") == "ash-posts"}

    assert shares == {"ash-posts#1": 1, "ash-posts#2": 1, "ash-posts#3": 1, "ash-posts#4": 0.5}


def test_the_names_of_sites_for_bases_come_before_those_of_posts_and_settlements(halved, made):
    features = [properties for _, properties in map_features(halved, made, str)]
    named = [each for each in features if "named_from_zoom" in each]

    assert [each["layer"] for each in named] == sorted(
        (each["layer"] for each in named), key=["site", "settlement"].index
    )
    assert named[0]["kind"] == "base"
    assert named[0]["named_from_zoom"] == min(each["named_from_zoom"] for each in named)
