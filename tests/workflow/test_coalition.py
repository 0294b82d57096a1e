"""Who decides, in two-rivers, where every number can be checked by hand."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from truceline.casefolder.cases import find_case, read_case
from truceline.cli import main
from truceline.coalition import games
from truceline.errors import CaseError
from truceline.workflow import coalition
from truceline.workflow.coalition import form_coalition


@pytest.fixture(scope="module")
def case():
    return read_case(find_case("two-rivers").folder)


def view(case, scenario="as-stated", **asked):
    return form_coalition(case, scenario=scenario, rng=np.random.default_rng(1), **asked)


def shapley(pivots):
    return {p.player: p.shapley for p in pivots}


def test_the_parliament_is_worth_what_hangs_on_it(case):
    found = view(case)

    # Dale's three pledges (310); Cedar's posts (20) need Brask's consent, which a mandate implies: half each.
    assert shapley(found.facts) == {"parliament_dale": 310, "brask_consent": 10, "mandate": 10}


def test_those_who_wait_for_each_other_need_one_announcement(case):
    found = view(case)

    assert found.standing.resolution.waiting == {"ash-posts", "birch-posts"}
    assert len(found.announcements.contributors) == 1


def test_the_smallest_coalitions_reach_the_target_and_can_spare_nobody(case):
    assert view(case, "dale-votes-yes", target=300).sufficient == (("dale",),)
    assert view(case, "dale-votes-yes", target=390).sufficient == (("dale", "elm"),)
    assert view(case, "as-stated", target=390).sufficient == ()


def test_chances_give_bounds_and_certain_facts_none(case):
    outlook = view(case).outlook

    # 85 stand anyhow; 310 with 0.5 to 0.7, 20 with 0.05 to 0.15.
    assert outlook.mean.low == pytest.approx(85 + 0.5 * 310 + 0.05 * 20)
    assert outlook.mean.high == pytest.approx(85 + 0.7 * 310 + 0.15 * 20)
    assert view(case, "dale-votes-yes").outlook.mean.low == pytest.approx(395 + 0.05 * 20)


def test_the_value_can_be_the_share_of_the_requirement_met(case):
    found = view(case, "all-together", value="fill")

    # 12 posts and a reaction company, engineers, an orbit, headquarters and medevac asked for; nobody brings medevac.
    assert 0 < sum(shapley(found.contributors).values()) < 1


def test_an_unknown_value_is_refused_with_those_there_are(case):
    with pytest.raises(CaseError) as caught:
        view(case, value="tanks")

    assert caught.value.problems[0].startswith("value 'tanks' | is not known; choose from personnel, fill, ")


def test_a_game_too_large_to_be_exact_is_sampled_and_says_how_well(case, monkeypatch):
    exact = shapley(view(case, "council-mandate").contributors)
    monkeypatch.setattr(games, "MOST_FREE", 2)
    monkeypatch.setattr(coalition, "MOST_FREE", 2)

    sampled = view(case, "council-mandate", target=300)

    assert sampled.sufficient is None
    for pivot in sampled.contributors:
        assert abs(pivot.shapley - exact[pivot.player]) <= 1.6 * pivot.margin + 1e-9


def test_the_command_prints_text_or_one_document():
    text = CliRunner().invoke(main, ["coalition", "two-rivers", "--target", "300", "--scenario", "dale-votes-yes"])
    document = CliRunner().invoke(main, ["coalition", "two-rivers", "--json"])

    assert "Smallest coalitions that bring 300\n  Dale\n" in text.stdout
    assert json.loads(document.stdout)["fact_pivots"][0] == {
        "fact": "parliament_dale",
        "value": 310.0,
        "banzhaf": 310.0,
        "margin": 0.0,
        "veto": False,
    }
