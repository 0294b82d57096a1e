"""Quantities of a case must agree in unit of measure: each that does not is told with its place and a remedy."""

import shutil

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError
from truceline.records.unit_of_measure import brings_people, is_money, measure


def faults(tmp_path, name, *edits):
    """What is found in a copy of a bundled case after each (file, old, new)."""
    folder = shutil.copytree(find_case(name).folder, tmp_path / name)
    for file, old, new in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    try:
        read_case(folder)
    except CaseError as error:
        return list(error.problems)
    return []


DRONE = ("capabilities.csv", "Drone orbit,air,orbit", "Drone,air,aircraft")
WATCH = "observe,in-country;adjacent;air-from-outside,1,12,no,,"


def test_a_drone_stands_in_for_an_orbit_by_the_aircraft_that_one_takes(tmp_path):
    extra = (
        "capabilities.csv",
        "headquarters,Headquarters",
        "drone,Drone,air,aircraft,4,5,6,orbit,0,assumed,,x\nheadquarters,Headquarters",
    )
    right, wrong = ((extra, ("requirement.csv", WATCH, WATCH[:-1] + f"drone:{factor},")) for factor in ("1", "0.5"))
    # two-rivers keeps an aircraft up all the time: one is one orbit
    assert faults(tmp_path / "right", "two-rivers", *right) == []
    (told,) = faults(tmp_path / "wrong", "two-rivers", *wrong)
    assert told.startswith("requirement.csv:6 substitutes | one aircraft of drone is 1 orbit, not 0.5; give drone:1")


def test_a_fleet_counts_aircraft_or_squadrons_as_large_as_the_capability_says_and_no_orbits(tmp_path):
    squadron = ("requirement.csv", "each=fighters_per_squadron", "each=1")
    orbit = ("capabilities.csv", "surveillance drone,air,aircraft", "surveillance drone,air,orbit")
    told = "each=1 differs from the 12 that fighter-squadron has in capabilities.csv; correct one of them"
    assert sum(told in fault for fault in faults(tmp_path / "a", "ukraine", squadron)) == 1
    told = "gives aircraft, the line asks for isr-uav by the orbit; use a formula that counts these"
    assert sum(told in fault for fault in faults(tmp_path / "b", "ukraine", orbit)) == 3


def test_posts_of_a_company_are_stated_once(tmp_path):
    fault = faults(tmp_path, "ukraine", ("requirement.csv", "posts_each=posts_per_company", "posts_each=4"))
    told = "posts_each=4 differs from the 5 that observation-company has in capabilities.csv; correct one of them"
    assert sum(told in each for each in fault) == 8


def test_what_is_only_paid_brings_nobody(tmp_path):
    paid = ("pledges.yaml", "quantity: 4", "quantity: 4\n    personnel: 40")
    where = ("pledges.yaml", "basis: presence\n    location: in-country", "basis: presence\n    location: finance-only")
    assert "40 people come with money alone; give 0" in faults(tmp_path, "two-rivers", paid, where)[0]


@pytest.mark.parametrize(
    ("unit", "word", "people", "money"),
    [
        ("helicopter detachment", "detachment", True, False),
        ("Companies", "company", True, False),
        ("aircraft", "aircraft", True, False),
        ("million EUR", "eur", False, True),
        ("USD million", "million", False, True),
        ("armoured vehicles", "vehicle", False, False),
    ],
)
def test_the_words_of_a_unit_of_measure_decide_what_it_is(unit, word, people, money):
    assert (measure(unit), brings_people(unit), is_money(unit)) == (word, people, money)


def test_a_formed_police_unit_can_react_man_posts_and_patrol(tmp_path):
    unit = ("capabilities.csv", "Reaction company,land,company", "Formed police unit,land,unit")
    assert faults(tmp_path, "two-rivers", unit) == []
