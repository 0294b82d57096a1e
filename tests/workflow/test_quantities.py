"""A quantity keeps its unit of measure and its share from pledge to siting: aircraft, orbits, posts and forces."""

from dataclasses import replace
from datetime import date
from math import inf

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.records.capabilities import Caveat
from truceline.records.quantities import Range
from truceline.render.plan_json import plan_document
from truceline.render.sections.sums import sums
from truceline.workflow.plan import plan


def read(name):
    return read_case(find_case(name).folder)


def own(case, scenario, **more):
    (made,) = plan(case, version="test", scenarios=(scenario,), **more).scenarios
    return made.own


def with_quantity(case, pledge, quantity):
    """The same case, where one pledge brings another quantity and people in proportion."""

    def changed(p):
        each = p.personnel.likely / p.quantity.likely
        people = Range(*[each * quantity] * 3)
        return replace(p, quantity=Range(*[quantity] * 3), personnel=people) if p.id == pledge else p

    return replace(case, pledges=tuple(changed(p) for p in case.pledges))


@pytest.mark.parametrize(
    ("day", "aircraft", "orbits"), [(date(2025, 3, 25), 6, (1, 0.9636)), (date(2026, 2, 28), 14, (1, 1, 1, 1, 0.5818))]
)
def test_a_drone_brings_itself_and_not_the_drones_that_one_orbit_takes(day, aircraft, orbits):
    found = own(read("ukraine"), "truce-us-backstop", as_of=day)

    assert {asset.aircraft for asset in found.assets if asset.watches} == {1}
    assert sum(asset.aircraft for asset in found.assets) == aircraft
    assert found.siting.on_station.value == pytest.approx(aircraft * 0.6 * 12 / 22)  # 1.96 and 4.58
    assert found.siting.orbit_shares == pytest.approx(orbits, abs=1e-4)


def test_an_orbit_that_is_pledged_is_an_orbit_and_half_of_one_flies_half_of_the_time():
    case = read("two-rivers")
    whole, half = (own(with_quantity(case, "elm-orbit", n), "as-stated").siting for n in (1, 0.5))

    assert whole.on_station.value == pytest.approx(1)
    assert whole.orbit_shares == (1,)
    assert half.on_station.value == pytest.approx(0.5)
    assert half.orbit_shares == pytest.approx((0.5,))


@pytest.mark.parametrize(("quantity", "stand", "left"), [(0.1, 0, 0.4), (1.1, 4, 0.4), (0.5, 2, None), (0.9, 3, 0.6)])
def test_a_share_of_a_unit_mans_that_share_of_its_posts_and_what_is_left_over_is_said(quantity, stand, left):
    case = read("two-rivers")
    four = tuple(replace(c, posts=4) if c.id == "observation-post" else c for c in case.capabilities)
    case = with_quantity(replace(case, capabilities=four), "dale-posts", quantity)
    siting = own(case, "dale-votes-yes").siting
    parts = {left.unit_id.split("#")[0]: left.part for left in siting.left_over if left.role == "post"}

    assert sum(post.contributor == "dale" for post in siting.posts) == stand
    assert parts.get("dale-posts") == (None if left is None else pytest.approx(left))


def test_one_and_a_half_companies_man_seven_posts():
    siting = own(read("ukraine"), "all-together", as_of=date(2026, 2, 28)).siting

    assert sum(post.contributor == "lt" for post in siting.posts) == 7
    assert [(left.unit_id, left.part) for left in siting.left_over] == [("lt-company-2#2", pytest.approx(0.5))]


def test_half_a_company_is_no_reaction_force():
    case = with_quantity(read("two-rivers"), "dale-company", 0.5)
    siting = own(case, "council-mandate").siting

    assert not siting.bases
    assert [(left.unit_id, left.role, left.part) for left in siting.left_over] == [("dale-company#1", "reaction", 0.5)]


def test_what_stands_in_for_another_unit_of_measure_counts_by_its_factor():
    case = read("two-rivers")
    drone = next(c for c in case.capabilities if c.id == "drone-orbit")
    each = replace(drone, id="drone", unit="aircraft")
    lines = tuple(
        replace(line, substitutes=(("drone", 0.3),)) if line.capability == "drone-orbit" else line
        for line in case.requirement
    )
    pledges = tuple(replace(p, capability="drone") if p.id == "elm-orbit" else p for p in case.pledges)
    found = own(replace(case, capabilities=(*case.capabilities, each), requirement=lines, pledges=pledges), "as-stated")

    (asset,) = (a for a in found.assets if a.role == "orbit")
    assert asset.aircraft == 1


def test_aircraft_count_by_what_the_case_says_a_squadron_has():
    case = read("two-rivers")
    changed = tuple(replace(c, unit="squadron", aircraft=5) if c.id == "drone-orbit" else c for c in case.capabilities)
    found = own(with_quantity(replace(case, capabilities=changed), "elm-orbit", 0.4), "as-stated")

    assert [a.aircraft for a in found.assets if a.role == "orbit"] == [pytest.approx(2)]


REACTION = ("", "separate", "respond")
AREAS = ("", "west", "middle", "east")


def with_caveat(case, pledge, kind, task, area, days=0):
    caveat = (Caveat(kind, task, area, days, ""),)
    return replace(case, pledges=tuple(replace(p, caveats=caveat) if p.id == pledge else p for p in case.pledges))


def reassured(case):
    return own(case, "council-mandate", as_of=date(2031, 4, 15)).siting


def test_a_narrower_caveat_never_covers_less_or_answers_later_than_a_broader_one():
    case = read("two-rivers")
    found = {
        (task, area): reassured(with_caveat(case, "dale-company", "prohibition", task, area))
        for task in REACTION
        for area in AREAS
    }

    def within(siting):
        return [inf if x is None else x for x in (siting.median_minutes, siting.p90_minutes)]

    for (task, area), broad in found.items():
        for narrow in (siting for (t, a), siting in found.items() if task in ("", t) and area in ("", a)):
            assert narrow.mean_detection >= broad.mean_detection
            assert all(x <= y + 1e-9 for x, y in zip(within(narrow), within(broad), strict=True))
    assert found["separate", "middle"].median_minutes == pytest.approx(98.0, abs=0.1)
    assert found["separate", ""].median_minutes == pytest.approx(98.0, abs=0.1)


def test_asking_the_capital_adds_its_days_to_the_response():
    case = read("two-rivers")
    free = reassured(with_caveat(case, "dale-company", "limitation", "clear", ""))
    asked = reassured(with_caveat(case, "dale-company", "limitation", "", "", 3))
    separate = reassured(with_caveat(case, "dale-company", "limitation", "separate", "", 3))

    assert free.median_minutes == pytest.approx(50.9, abs=0.1)
    assert asked.median_minutes == pytest.approx(free.median_minutes + 3 * 1440)
    assert asked.within(asked.response.agreed)[0] == pytest.approx(free.median_minutes)
    assert separate.median_minutes < 3 * 1440, "the company in the west need not ask to respond"


def test_people_are_split_by_place_and_fill_is_by_people_in_what_is_written():
    case = read("ukraine")
    made = plan(case, version="test", as_of=date(2026, 2, 28), scenarios=("all-together",))
    written = plan_document(made)["scenarios"]["all-together"]
    force, generation = written["coalition"]["personnel_by_place"]["force"], written["generation"]

    assert [(each["place"], each["likely"]) for each in force] == [
        ("in-country", 13_960),
        ("adjacent", 1_970),
        ("air-from-outside", 1_500),
        ("sea", 660),
    ]
    months, people = generation["person_months"], {c.id: c.personnel.likely for c in case.capabilities}
    lines = [line for line in case.requirement if line.concept == "reassurance"]
    assert months["asked"] == sum(
        people[line.capability] * line.quantity * (line.to_month - line.from_month + 1) for line in lines
    )
    assert months["filled"] == pytest.approx(
        sum(people[x.capability] * sum(y["by_month"]) for x, y in zip(lines, generation["lines"], strict=True)),
        rel=1e-3,
    )
    assert generation["fill"] == pytest.approx(months["filled"] / months["asked"], abs=1e-4)
    gaps = [y["gap"] for x, y in zip(lines, generation["lines"], strict=True) if x.critical]
    assert generation["critical_lines"] == {"full": gaps.count(0), "of": len(gaps)}
    for month, deployed in enumerate(generation["deployed_by_month"]):
        by_place = sum(each["by_month"][month] for each in generation["deployed_by_place"])
        assert by_place == pytest.approx(deployed, abs=0.05)


def test_the_weighted_objective_is_called_weighted_and_unit_months_are_those_filled():
    made = plan(read("two-rivers"), version="test", scenarios=("dale-votes-yes",))
    (one,) = made.scenarios
    said = sums(one.own, made.case.assumptions, made.segments)

    assert said.fill.startswith("1,420 of 2,700 person-months asked for are filled")
    assert said.bound.startswith("64 unit-months are filled")
    assert "532 weighted unit-months" in said.bound  # critical: 12 + 40 = 52, ten times as much; others 12
