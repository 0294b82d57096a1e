"""What is drawn of a case."""

from dataclasses import replace

import pytest

from tests.coalition.building import pledge
from truceline.ranges.inputs import brought, inputs, offers
from truceline.records.capabilities import Capability
from truceline.records.quantities import Assumption, Range, Reliance

INFANTRY = Capability(
    "infantry", "Infantry", "land", "battalion", Range(700, 800, 1000), "", 0, Reliance.ASSUMED, "", ""
)


def derived(who, quantity):
    return states(who, quantity, quantity.times(INFANTRY.personnel))


def states(who, quantity, personnel):
    return replace(pledge(who), quantity=quantity, personnel=personnel)


def assumption(name, low, likely, high):
    return Assumption(name, name, Range(low, likely, high), "", Reliance.ASSUMED, "", "")


def test_people_per_unit_are_one_input_for_all_who_state_none_and_their_own_for_those_who_do():
    elm = states("elm", Range(1, 1, 1), Range(100, 200, 350))
    offered = offers([derived("ash", Range(1, 2, 4)), derived("birch", Range(1, 1, 1)), elm], [INFANTRY])

    found = {each.id: each.value for each in inputs(offered, {})}

    assert found == {
        "ash-1.quantity": Range(1, 2, 4),
        "infantry.personnel": Range(700, 800, 1000),
        "birch-1.quantity": Range(1, 1, 1),
        "elm-1.quantity": Range(1, 1, 1),
        "elm-1.personnel": Range(100, 200, 350),
    }


def test_assumptions_are_drawn_where_the_case_has_them_and_what_only_places_bases_is_not():
    case = [
        assumption(name, 1, 2, 3) for name in ("lift_per_day", "post_range_day_km", "response_within_min", "rest_ratio")
    ]

    assert [each.id for each in inputs((), {a.id: a for a in case})] == ["lift_per_day", "post_range_day_km"]


def test_people_come_with_the_quantity_the_conversion_and_the_people_of_a_unit():
    offered = offers([derived("ash", Range(1, 2, 4)), derived("birch", Range(1, 1, 1))], [INFANTRY])
    draw = {"ash-1.quantity": 3.0, "infantry.personnel": 1000.0, "pledge_conversion": 0.5, "lift_per_day": 30.0}

    found = brought(offered, draw, {"ash-1"}, 20.0)

    assert found.quantity == {"ash-1": pytest.approx(3 / 2 / 2), "birch-1": 0.0}
    assert found.people == {"ash-1": pytest.approx(3 / 2 / 2 * 1000 / 800), "birch-1": 0.0}
    assert (found.days, found.lift) == (1.0, 30.0)


def test_the_plan_itself_brings_all_of_what_is_likely():
    offered = offers([derived("ash", Range(1, 2, 4))], [INFANTRY])

    found = brought(offered, {}, {"ash-1"}, None)

    assert (found.quantity, found.people, found.days, found.lift) == ({"ash-1": 1.0}, {"ash-1": 1.0}, 1.0, None)


def test_conditions_see_what_is_pledged_before_any_of_it_fails_to_come():
    (offer,) = offers([derived("ash", Range(1, 2, 4))], [INFANTRY])

    drawn = offer.contribution_in({"ash-1.quantity": 3.0, "pledge_conversion": 0.1})

    assert drawn.quantity == 3
    assert drawn.personnel == pytest.approx(3 * 800)
    assert (drawn.contributor, drawn.capability, drawn.location) == ("ash", "infantry", "in-country")


def test_a_pledge_of_likely_nothing_stays_nothing():
    (offer,) = offers([states("ash", Range(0, 0, 2), Range(0, 0, 500))], [INFANTRY])

    assert offer.quantity_in({"ash-1.quantity": 1.0}) == 0
    assert offer.contribution_in({"ash-1.quantity": 1.0}).quantity == 0
