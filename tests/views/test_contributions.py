"""What each contributor has on offer, and how each pledge stands."""

from truceline.results.names import names_of
from truceline.views.contributions import contributions


def test_how_a_pledge_stands_is_told_in_short_by_number_of_scenarios(plan):
    told = {o.pledge.id: o.in_short for c in contributions(plan, names_of(plan.case)) for o in c.offers}
    together = {made.scenario.id for made in plan.scenarios if made.scenario.announce_together}

    for id_, words in told.items():
        counting = [m for m in plan.scenarios if id_ in {*m.resolution.firm, *m.resolution.missing}]
        numbers = {
            "firm": sum(id_ in m.resolution.firm for m in counting),
            "stands as all announce together": sum(
                m.scenario.id in together and id_ in m.resolution.waiting for m in counting
            ),
            "waiting": sum(m.scenario.id not in together and id_ in m.resolution.waiting for m in counting),
            "unattainable": sum(id_ not in {*m.resolution.firm, *m.resolution.waiting} for m in counting),
        }
        parts = ", ".join(f"{word} in {number}" for word, number in numbers.items() if number)
        assert words == f"Counted in {len(counting)} scenarios: {parts}", id_
    assert any("stands as all announce together" in words for words in told.values())


def test_who_is_counted_in_a_scenario_is_its_force_also_where_all_announce_together(plan):
    found = contributions(plan, names_of(plan.case))
    totals = {made.scenario.id: sum(c.standing_in(made).likely for c in found) for made in plan.scenarios}

    assert any(made.scenario.announce_together for made in plan.scenarios)
    assert totals == {
        made.scenario.id: (made.attainable if made.scenario.announce_together else made.firm).likely
        for made in plan.scenarios
    }
