"""Pledges become single units, and nothing is rounded away."""

from datetime import date

import pytest

from truceline.coalition.conditions import AtLeast
from truceline.coalition.pledges import Ladder, Pledge, StatusStep
from truceline.errors import CaseError
from truceline.generation.units import double_hatted, share_of, units_of
from truceline.records.quantities import Range, Reliance


def pledge(quantity, personnel, basis="formation", **other):
    fields = {
        "id": "ash-bn",
        "contributor": "ash",
        "capability": "battalion",
        "title": "",
        "quantity": Range(0, quantity, 9),
        "personnel": Range(0, personnel, 9_000),
        "basis": basis,
        "location": "in-country",
        "ready_days": 60,
        "tour_months": 5,
        "tours": 4,
        "condition": AtLeast(0, ()),
        "approvals": (),
        "caveats": (),
        "needs": ("hospital",),
        "shared_with": (),
        "history": (StatusStep(date(2031, 1, 1), Ladder.FIRM, ("st-1",)),),
        "until": None,
        "standing": Reliance.ASSUMED,
        "note": "",
    }
    return Pledge(**(fields | other))


def test_a_pledge_of_two_and_a_half_units_is_two_units_and_a_part_with_its_share_of_the_people():
    units = units_of(pledge(2.5, 1_500), rest_ratio=2)

    assert [(u.id, share_of(u), u.personnel) for u in units] == [
        ("ash-bn#1", 1.0, 600.0),
        ("ash-bn#2", 1.0, 600.0),
        ("ash-bn#3", 0.5, 300.0),
    ]
    assert {u.needs for u in units} == {("hospital",)}


def test_a_formation_rests_between_tours_and_is_its_own_pool():
    (unit,) = units_of(pledge(1, 600), rest_ratio=2.5)
    assert (unit.rest_months, unit.pool) == (13, 600.0)


def test_a_presence_needs_no_rest_but_its_contributor_holds_a_multiple():
    (unit,) = units_of(pledge(1, 600, "presence"), rest_ratio=3)
    assert (unit.rest_months, unit.pool) == (0, 2_400.0)


def test_conversion_scales_quantity_and_personnel_alike():
    units = units_of(pledge(2, 1_000), rest_ratio=2, conversion=0.7)
    assert [share_of(u) for u in units] == pytest.approx([1.0, 0.4])
    assert sum(u.personnel for u in units) == pytest.approx(700)


def test_a_pledge_of_nothing_gives_no_units():
    assert units_of(pledge(0, 0), rest_ratio=2) == ()


def test_ratio_and_conversion_out_of_range_are_refused_together():
    with pytest.raises(CaseError) as caught:
        units_of(pledge(1, 600), rest_ratio=-1, conversion=1.5)
    assert caught.value.problems == (
        "ash-bn | rest ratio is -1; give 0 or more",
        "ash-bn | conversion is 1.5; give a share from 0 to 1",
    )


def test_double_hatted_pledges_say_for_whom_else_they_count():
    shared = pledge(1, 600, shared_with=("the northern mission", "the border guard"))
    assert double_hatted((pledge(1, 600), shared)) == (
        "ash-bn is also counted for the northern mission, the border guard",
    )
