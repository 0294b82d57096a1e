"""Force generation walked through for the small case: what is missing, who adds what, and what conflicts."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from truceline.casefolder.cases import find_case, read_case
from truceline.cli import main
from truceline.errors import CaseError
from truceline.records.quantities import Assumption, Range, Reliance
from truceline.workflow.generate import generate_force
from truceline.workflow.plan import plan


@pytest.fixture(scope="module")
def case():
    return read_case(find_case("two-rivers").folder)


@pytest.fixture(scope="module")
def view(case):
    return generate_force(case, version="test", scenario="council-mandate")


def test_it_is_the_plan_that_plan_shows(case, view):
    (made,) = plan(case, version="test", scenarios=["council-mandate"]).scenarios
    assert made.own.generation.assignments == view.plan.assignments
    assert view.concept == made.scenario.concept


def test_a_concept_of_ones_own_choice_is_planned_against(case):
    other = generate_force(case, version="test", scenario="council-mandate", concept="monitoring")
    assert {line.concept for line in other.lines} == {"monitoring"}


def test_an_unknown_concept_or_scenario_is_refused_with_the_choice(case):
    with pytest.raises(CaseError, match="choose from monitoring, reassurance"):
        generate_force(case, version="test", scenario="council-mandate", concept="war")
    with pytest.raises(CaseError, match="choose from as-stated"):
        generate_force(case, version="test", scenario="war")


def test_an_approval_not_yet_given_delays_readiness_by_its_days(view):
    days = {unit.pledge: unit.ready_days for unit in view.units if unit.id.endswith("#1")}
    # Dale's posts: 30 days of notice and 30 for its parliament, which had not voted on the date.
    assert days["dale-posts"] == 60
    assert days["elm-orbit"] == 10


def test_what_a_contributor_adds_is_what_a_plan_without_it_lacks(case, view):
    dale = next(a for a in view.adds if a.id == "dale")
    without = replace(case, pledges=tuple(p for p in case.pledges if p.contributor != "dale"))
    less = generate_force(without, version="test", scenario="council-mandate")
    assert dale.fill == pytest.approx(view.plan.filled.sum() - less.plan.filled.sum())
    assert dale.has


def test_a_fact_that_does_not_hold_is_valued_by_a_plan_with_it(case):
    stated = generate_force(case, version="test", scenario="as-stated")
    vote = next(a for a in stated.adds if a.id == "parliament_dale")
    assert (vote.kind, vote.has) == ("fact", False)
    assert vote.fill > 0


def test_minimum_demands_that_cannot_be_met_are_named(case):
    lines = tuple(replace(x, minimum=x.quantity) if x.id in ("r-posts", "r-hq") else x for x in case.requirement)
    found = generate_force(replace(case, requirement=lines), version="test", scenario="council-mandate")
    assert [line.id for line in found.conflict.lines] == ["r-posts"]


def test_the_plan_is_shown_beside_what_comes_if_not_all_arrives(case):
    share = Assumption("pledge_conversion", "", Range(0, 0.5, 1), "", Reliance.ASSUMED, "", "for the test")
    known = replace(case, assumptions={**case.assumptions, share.id: share})
    found = generate_force(known, version="test", scenario="council-mandate")

    assert [c.share for c in found.converted] == [0, 0.5, 1]
    assert found.converted[0].fill == 0
    assert found.converted[0].fill < found.converted[1].fill < found.converted[2].fill == found.fill.share


def test_without_a_stated_lift_there_is_no_curve_and_no_delay(case):
    free = {name: a for name, a in case.assumptions.items() if name != "lift_per_day"}
    found = generate_force(replace(case, assumptions=free), version="test", scenario="council-mandate")
    assert found.arrivals is None
    assert {u.ready_days for u in found.units if u.pledge == "dale-posts"} == {60}


def test_the_commands_write_their_files_and_say_so(tmp_path):
    def run(*args):
        return CliRunner().invoke(main, [str(a) for a in args])

    made = run("generate", "two-rivers", "--scenario", "as-stated", "--out", tmp_path / "force", "--json")
    assert made.exit_code == 0
    assert json.loads(made.stdout)["scenario"] == "as-stated"
    assert (tmp_path / "force" / "generation.html").exists()

    for name, day in (("a", "2031-03-20"), ("b", "2031-04-15")):
        asked = ("--scenario", "as-stated", "--as-of", day, "--out", tmp_path / name)
        assert run("plan", "two-rivers", *asked).exit_code == 0
    changed = run("diff", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "pages" / "diff.html")
    assert changed.exit_code == 0
    assert "parliament_dale: does not hold -> holds" in changed.stdout
    assert "What changed" in (tmp_path / "pages" / "diff.html").read_text()
    assert run("diff", tmp_path / "a", tmp_path / "nowhere").exit_code == 1
