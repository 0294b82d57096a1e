"""Scenarios that count or ask for something else stand apart, and none of them is picked as the best."""

from dataclasses import replace

import pytest

from truceline.coalition.pledges import Ladder
from truceline.render.brief import brief_html
from truceline.render.sections.alike import apart, basis, differing, grouped
from truceline.render.terminal import plan_summary
from truceline.workflow.plan import plan as walk


@pytest.fixture(scope="module")
def unlike(case):
    """Two scenarios alike, and two that count more or are for another concept; the latter fill more."""
    first, second = case.scenarios[0], case.scenarios[1]
    floated = replace(second, id="floated-too", title="Floated too", least=Ladder.FLOATED)
    other = replace(second, id="other-concept", title="Another concept", concept="reassurance")
    return walk(replace(case, scenarios=(first, floated, second, other)), version="test", draws=0)


def test_like_scenarios_stand_together_in_the_order_of_the_case(unlike):
    assert [[made.scenario.id for made in group] for group in grouped(unlike.scenarios)] == [
        ["as-stated", "dale-votes-yes"],
        ["floated-too"],
        ["other-concept"],
    ]


def test_the_name_says_what_is_counted_and_for_what(unlike):
    assert [basis(made.scenario) for made in unlike.scenarios] == [
        "monitoring concept; pledges from “offered” up",
        "monitoring concept; pledges from “floated” up",
        "monitoring concept; pledges from “offered” up",
        "reassurance concept; pledges from “offered” up",
    ]
    text = brief_html(unlike)
    for made in unlike.scenarios:
        assert text.count(basis(made.scenario)) >= 2


def test_what_stands_apart_says_how_it_differs(unlike):
    first = unlike.scenarios[0]
    near, floated, other = grouped(unlike.scenarios)

    assert apart(near, first) == ""
    assert apart(floated, first).endswith(": pledges count from “floated” up, not from “offered”")
    assert apart(other, first).endswith(": planned for the reassurance concept, not monitoring")
    together = replace(first.scenario, announce_together=True)
    assert list(differing(together, first.scenario)) == ["with all announcing together"]
    assert apart(other, first) in brief_html(unlike)
    assert "Apart, not to be ranked with those above: planned for" in plan_summary(unlike)


def test_the_best_is_picked_among_scenarios_like_the_first(unlike):
    fills = {made.scenario.id: made.own.fill.share for made in unlike.scenarios}
    page = brief_html(unlike)

    assert max(fills, key=fills.get) != "dale-votes-yes" or fills["floated-too"] == fills["dale-votes-yes"]
    assert "Of the scenarios for the monitoring concept that count pledges from “offered” up, “Dale" in page
    assert "2 other scenarios stand apart" in page
