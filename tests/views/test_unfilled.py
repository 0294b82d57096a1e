"""What keeps lines unfilled, in words."""

from truceline.results.names import names_of
from truceline.views.unfilled import in_words, unfilled_by_concept


def test_reasons_read_contributors_instead_of_ids(case):
    names, pledges = names_of(case), {p.id: p for p in case.pledges}

    assert in_words("only 4 of 12 stand: ash-posts, dale-posts, dale-company", names, pledges) == (
        "only 4 of 12 stand: Ash, Dale"
    )
    assert in_words(
        "offered but waiting until Dale joins: dale-posts (4), ash-posts (2), dale-company (1)", names, pledges
    ) == ("offered but waiting until Dale joins: Dale (5), Ash (2)")


def test_what_no_scenario_fills_is_told_for_each_concept(plan, case):
    by_concept = dict(unfilled_by_concept(plan, names_of(case)))

    assert list(by_concept) == ["monitoring", "reassurance"]
    medevac, *rest = by_concept["reassurance"]
    assert (medevac.title, medevac.why) == ("Medical evacuation", ())
    assert medevac.head == "Nobody has offered any; 1 asked for. Units that need it are not ready without it."
    posts = next(u for u in rest if u.title == "Posts along the whole line")
    assert posts.head.startswith("At best 10.2 of 12 on average over the months, in “The Council gives a mandate")
    assert posts.critical
