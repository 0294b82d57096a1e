"""Who stands, and who falls without what."""

from dataclasses import replace

from truceline.coalition.pledges import Ladder
from truceline.results.names import names_of
from truceline.views.pledges import awaited, contributors, fallen, grouped_pledges, standings
from truceline.workflow.plan import plan as walk


def made(plan, name):
    return next(m for m in plan.scenarios if m.scenario.id == name)


def test_every_current_pledge_is_firm_waiting_or_unattainable(plan):
    stated = made(plan, "as-stated")
    found = {s.pledge.id: s.state for s in standings(plan, stated, names_of(plan.case))}

    assert found == {
        "elm-hq": "firm",
        "elm-orbit": "firm",
        "ash-posts": "waiting",
        "birch-posts": "waiting",
        "cedar-posts": "unattainable",
        "dale-company": "unattainable",
        "dale-engineers": "unattainable",
        "dale-posts": "unattainable",
    }


def test_a_pledge_of_a_lower_rung_than_a_scenario_counts_is_not_counted(case):
    high = tuple(replace(s, least=Ladder.FIRM) for s in case.scenarios if s.id == "as-stated")
    (stated,) = walk(replace(case, scenarios=high), version="0.0.0", draws=0).scenarios

    assert [stated.state(id_) for id_ in ("elm-hq", "ash-posts", "dale-posts")] == [
        "firm",
        "not counted",
        "not counted",
    ]


def test_what_is_waited_for_is_ranked_by_the_people_behind_it(plan):
    found = [(a.what, a.pledges, a.personnel) for a in awaited(plan, made(plan, "as-stated"), names_of(plan.case))]

    assert found[0] == ("Dale's parliament approves", 3, 310)
    assert ("Ash joins", 1, 40) in found
    assert ("Brask consents to foreign observers", 1, 20) in found


def test_those_who_announce_together_count_as_standing(plan):
    names = names_of(plan.case)

    assert [who for who, _ in contributors(plan, made(plan, "all-together"), names)] == ["Dale", "Elm", "Ash", "Birch"]


def test_pledges_that_fall_alike_are_told_together(plan):
    dale = [
        g
        for g in grouped_pledges(standings(plan, made(plan, "as-stated"), names_of(plan.case)))
        if g.contributor == "Dale"
    ]

    assert [len(g.pledges) for g in dale] == [3]
    assert dale[0].personnel.likely == 310


def test_a_comparison_tells_which_pledges_fall_without_a_fact(plan):
    found = [
        (f.with_.scenario.id, f.without.scenario.id, f.facts, f.pledges) for f in fallen(plan, names_of(plan.case))
    ]

    assert found == [
        ("dale-votes-yes", "as-stated", ("Dale's parliament approves",), 3),
        (
            "council-mandate",
            "all-together",
            ("Brask consents to foreign observers", "The Regional Council gives a mandate"),
            1,
        ),
    ]


def test_a_scenario_is_compared_with_the_one_that_has_the_fewest_facts_more(case):
    vote = next(s for s in case.scenarios if s.id == "dale-votes-yes")
    both = replace(vote, id="vote-and-consent", facts=(*vote.facts, ("brask_consent", True)))
    planned = walk(replace(case, scenarios=(both, *case.scenarios[:2])), version="0.0.0")

    found = [(f.with_.scenario.id, f.without.scenario.id) for f in fallen(planned, names_of(case))]

    assert found == [("dale-votes-yes", "as-stated"), ("vote-and-consent", "dale-votes-yes")]
