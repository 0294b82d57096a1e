"""What each contributor has on offer, and how each pledge stands."""

from truceline.results.names import names_of
from truceline.views.contributions import contributions


def test_how_a_pledge_stands_is_told_in_short_by_number_of_scenarios(plan):
    told = {o.pledge.id: o.in_short for c in contributions(plan, names_of(plan.case)) for o in c.offers}
    states = {
        id_: [made.state(id_) for made in plan.scenarios if id_ in {*made.resolution.firm, *made.resolution.missing}]
        for id_ in told
    }

    assert told["elm-hq"] == f"Counted in {len(states['elm-hq'])} scenarios: firm in {len(states['elm-hq'])}"
    for id_, found in states.items():
        counted = [
            (word, found.count(state)) for state, word in [("firm", "firm"), ("waiting", "waits"), ("falls", "falls")]
        ]
        words = ", ".join(f"{word} in {number}" for word, number in counted if number)
        assert told[id_].partition(": ")[2] == words, id_


def test_who_is_counted_in_a_scenario_is_its_force_also_where_all_announce_together(plan):
    found = contributions(plan, names_of(plan.case))
    totals = {made.scenario.id: sum(c.standing_in(made).likely for c in found) for made in plan.scenarios}

    assert any(made.scenario.announce_together for made in plan.scenarios)
    assert totals == {
        made.scenario.id: (made.attainable if made.scenario.announce_together else made.firm).likely
        for made in plan.scenarios
    }
