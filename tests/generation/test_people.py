"""A plan is summed up by people and line by line, never across units of measure; people are split by place."""

from dataclasses import replace

import numpy as np
import pytest

from tests.generation.building import line, unit
from truceline.generation.generate import generate
from truceline.generation.people import at_peak, by_place, fill_of, people_of
from truceline.generation.relaxation import relaxed_fill
from truceline.records.capabilities import Capability
from truceline.records.quantities import Range, Reliance


def capability(name, measure, people):
    return Capability(name, name, "land", measure, Range(people, people, people), "", 0, Reliance.ASSUMED, "", "x")


CAPABILITIES = {
    c.id: c
    for c in (
        capability("battalion", "battalion", 800),
        capability("team", "team", 20),
        capability("fund", "million EUR", 5),
        capability("truck", "vehicle", 0),
    )
}


def lined(name, what, quantity, **more):
    return replace(line(name), capability=what, quantity=quantity, from_month=1, to_month=4, **more)


def united(name, what, people, **more):
    return replace(unit(name), capability=what, personnel=people, ready_days=0, tour_months=4, **more)


LINES = (
    lined("land", "battalion", 2, critical=True),
    lined("training", "team", 20, critical=True),
    lined("money", "fund", 100, critical=False),
    lined("lorries", "truck", 50, critical=False),
)
UNITS = (
    united("b#1", "battalion", 900),
    *(united(f"t#{n}", "team", 25, location="adjacent") for n in range(20)),
    *(united(f"f#{n}", "fund", 0, location="finance-only") for n in range(100)),
)


@pytest.fixture(scope="module")
def plan():
    lines = tuple(replace(x, locations=frozenset({"in-country", "adjacent", "finance-only"})) for x in LINES)
    return generate(lines, UNITS, months=6)


def test_twenty_teams_weigh_no_more_than_their_people_and_money_weighs_nothing(plan):
    found = fill_of(plan, LINES, CAPABILITIES)

    assert found.asked == 4 * (2 * 800 + 20 * 20)
    assert found.filled == 4 * (800 + 20 * 20)
    assert found.share == pytest.approx(0.6)
    assert found.uncounted == ("money", "lorries")
    assert (found.critical_full, found.critical_lines) == (1, 2)
    assert found.critical_fill == pytest.approx((0.5 + 1) / 2)
    assert plan.fill > 0.7, "what adds unlike units is another number"


def test_people_on_tour_are_split_by_place_and_money_brings_nobody(plan):
    places = by_place(plan, UNITS)

    assert list(places) == ["in-country", "adjacent"]
    assert places["in-country"].tolist() == [900] * 4 + [0] * 2
    assert at_peak(plan, places) == {"in-country": 900, "adjacent": 500}
    assert sum(places.values()).tolist() == plan.deployed_by_month.tolist()


def test_the_relaxed_fill_weighs_units_by_their_people():
    supply = {"battalion": np.array([1.0, 5.0]), "team": np.array([20.0, 0.0]), "fund": np.ones(2), "truck": np.ones(2)}
    people = {name: people_of(c) for name, c in CAPABILITIES.items()}

    # asked: two battalions of 800 and twenty teams of 20
    assert relaxed_fill(LINES, supply, people).tolist() == [(800 + 400) / 2000, 1600 / 2000]
