"""The effect of a proposal is what two plans made by the command line, of the folder before and after, differ by."""

import json
import math
import re
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner

from truceline.casefolder.cases import find_case, read_case
from truceline.casefolder.record_changes import replaced
from truceline.cli import main
from truceline.documents.effect import effect_document
from truceline.documents.plan import plan_document
from truceline.documents.recorded_plan import recorded_plans
from truceline.formats.named_files import FilesInMemory
from truceline.generation.comparison import compare
from truceline.records.record_id import RecordId
from truceline.services.session.plans import DRAWS, plan_of, ranges_of
from truceline.views.effect import effect_view
from truceline.views.ranges import TITLES
from truceline.workflow.effect import effect

INF = math.inf
ORBIT = RecordId("pledges.yaml", "pledges/elm-orbit")


def files_of(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def drawn(files):
    case = read_case(FilesInMemory("here", files))
    return ranges_of(lambda _done, _of: None, plan_of(lambda _done, _of: None, case, case.as_of), DRAWS)


def planned(folder):
    done = CliRunner().invoke(main, ["plan", str(folder), "--draws", str(DRAWS), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["scenarios"]


@pytest.fixture(scope="module")
def plans():
    files = files_of(find_case("two-rivers").folder)
    return drawn(files), drawn(replaced(files, {ORBIT: None}))


@pytest.fixture(scope="module")
def found(plans):
    before, after = plans
    return effect(before, after, compare(*recorded_plans(plan_document(before.plan), plan_document(after.plan))))


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory):
    """The plans of two folders; from the second a person cut the pledge with a pair of scissors."""
    before, after = (tmp_path_factory.mktemp("effect") / name for name in ("before", "after"))
    for folder in (before, after):
        shutil.copytree(find_case("two-rivers").folder, folder)
    text = (after / "pledges.yaml").read_text(encoding="utf-8")
    cut = re.sub(r"  - id: elm-orbit\n(?:    .*\n|\n)+", "", text)
    assert len(text.splitlines()) - len(cut.splitlines()) in range(10, 30)
    (after / "pledges.yaml").write_text(cut, encoding="utf-8")
    return planned(before), planned(after)


def test_headlines_and_their_ranges_are_those_of_two_plans_of_the_command_line(found, by_hand):
    document = effect_document(found, version="0")
    before, after = by_hand

    assert [each["scenario"] for each in document["scenarios"]] == list(after)
    for each in document["scenarios"]:
        old, new = before[each["scenario"]], after[each["scenario"]]
        headlines = {h["headline"]: h for h in each["headlines"]}
        for name, h in headlines.items():
            assert h["range_before"] == old["ranges"][name], name
            assert h["range_after"] == new["ranges"][name], name
        assert (headlines["fill"]["before"], headlines["fill"]["after"]) == (
            old["generation"]["fill"],
            new["generation"]["fill"],
        )
        for when in ("day", "night"):
            pair = headlines[f"covered_{when}"]
            assert pair["before"] == pytest.approx(old["siting"]["covered"][when], abs=1e-4)
            assert pair["after"] == pytest.approx(new["siting"]["covered"][when], abs=1e-4)


def test_who_falls_and_which_gaps_open_are_those_of_two_plans(plans, found, by_hand):
    view = effect_view(found, plans[0].plan, plans[1].plan)
    before, after = by_hand
    for each in view.scenarios:
        gone = set(before[each.id]["coalition"]["force"]) - set(after[each.id]["coalition"]["force"])
        assert {moved.pledge for moved in each.left} == {plans[0].plan.pledges[id_].title for id_ in gone}
        lines = [
            (old["line"], old["filled"], new["filled"])
            for old, new in zip(
                before[each.id]["generation"]["lines"], after[each.id]["generation"]["lines"], strict=True
            )
            if old["filled"] != new["filled"]
        ]
        assert len(each.gaps) == len(lines)
        told = [why for gap in each.gaps for why in gap.why]
        assert not any(re.search(rf"\b{id_}\b", why) for id_ in plans[0].plan.pledges for why in told)
        moves = gone or lines or any(row.change != "no change" or row.before != row.after for row in each.headlines)
        assert each.still == (not moves)  # no table of figures that stay as they are
        assert each.headlines[-1].title == "kept up, months"


def test_a_reason_that_several_lines_give_alike_is_told_once(plans, found):
    first = next(each for each in found.scenarios if each.change.lines)
    line = first.change.lines[0]
    lines = tuple(replace(line, line=each, why=(f"own of {each}", "late for all")) for each in ("m-posts-west", "r-hq"))
    many = replace(found, scenarios=(replace(first, change=replace(first.change, lines=lines)),))
    (view,) = effect_view(many, plans[0].plan, plans[1].plan).scenarios

    assert [each.why for each in view.gaps] == [("own of m-posts-west",), ("own of r-hq",)]
    assert view.alike == (("late for all", ("Posts, west", "Headquarters")),)


def test_what_both_plans_rest_on_alike_cancels_out_of_the_change(found):
    scenario = next(each for each in found.scenarios if each.change.scenario == "dale-votes-yes")
    people = next(h for h in scenario.headlines if h.headline == "personnel_in_country")

    assert people.ends_before[0] < people.ends_before[1]
    assert people.change == (0.0, 0.0)


def test_a_likely_change_outside_its_range_is_told_as_such(plans, found):
    first = found.scenarios[0]
    people, *others = first.headlines
    moved = replace(people, before=100.0, after=220.0, change=(5.0, 60.0))
    far = replace(found, scenarios=(replace(first, headlines=(moved, *others)), *found.scenarios[1:]))

    view = effect_view(far, plans[0].plan, plans[1].plan).scenarios[0]

    row = view.headlines[0]
    assert (row.likely_change, row.change, row.outside) == ("+120", "+5 to +60", True)
    assert "outside what most draws give: people in country +120." in view.aside
    assert not effect_view(found, plans[0].plan, plans[1].plan).scenarios[0].aside


def test_what_does_not_change_is_told_without_a_number(plans):
    before = plans[0]
    same = effect(before, before, compare(*recorded_plans(plan_document(before.plan), plan_document(before.plan))))

    rows = [row for each in effect_view(same, before.plan, before.plan).scenarios for row in each.headlines]
    assert {(row.likely_change, row.change) for row in rows} == {("", "no change")}


def test_a_proposal_without_effect_has_none(plans):
    before = plans[0]
    same = effect(before, before, compare(*recorded_plans(plan_document(before.plan), plan_document(before.plan))))

    assert same.empty
    assert all(h.change == (0.0, 0.0) for each in same.scenarios for h in each.headlines)


@pytest.mark.parametrize(
    ("before", "after", "change", "words"),
    [
        (INF, INF, (0.0, 0.0), ("not reached", "not reached", "no change")),
        (INF, 45.0, (-INF, -INF), ("not reached", "45 min", "now reached")),
        (45.0, INF, (INF, INF), ("45 min", "not reached", "no longer reached")),
        (45.0, 30.0, (-INF, -10.0), ("45 min", "30 min", "now reached in some draws")),
    ],
)
def test_what_is_never_reached_and_what_does_not_change_are_told_apart(plans, found, before, after, change, words):
    name = "response_median_minutes"
    ends = {"ends_before": (before, before), "ends_after": (after, after)}
    scenario = found.scenarios[0]
    headlines = tuple(
        replace(h, before=before, after=after, change=change, **ends) if h.headline == name else h
        for h in scenario.headlines
    )
    made = replace(found, scenarios=(replace(scenario, headlines=headlines),))
    view = effect_view(made, plans[0].plan, plans[1].plan)

    (row,) = [row for row in view.scenarios[0].headlines if row.title == "reaction"]
    assert (row.before, row.after, row.change) == words
    assert (row.range_before, row.range_after) == words[:2]


def test_a_change_is_told_with_its_sign_and_its_unit(plans, found):
    view = effect_view(found, plans[0].plan, plans[1].plan)
    units = {"filled": " points", "seen by day": " points", "seen by night": " points", "reaction": " min"}
    told = 0
    for each, shown in zip(found.scenarios, view.scenarios, strict=True):
        changes = {TITLES.get(h.headline, ""): h.change for h in each.headlines if all(map(math.isfinite, h.change))}
        for row in shown.headlines:
            if row.change == "no change" or row.title not in changes:
                continue
            factor = 100 if units.get(row.title) == " points" else 1
            words = row.change.removesuffix(units.get(row.title, "")).replace("−", "-").replace(",", "").split(" to ")
            ends = changes[row.title] if len(words) == 2 else changes[row.title][:1]
            assert [float(word) for word in words] == pytest.approx([factor * end for end in ends], abs=0.5), row
            assert all(word[0] in "+-" or word == "0" for word in words)
            told += 1
    assert told
