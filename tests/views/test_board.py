"""The board on which facts are switched begins with the scenario that is shown: its facts, its rung and its force."""

import csv

import pytest
import yaml

from truceline.casefolder.cases import find_case, read_case
from truceline.documents.plan import plan_document
from truceline.results.names import names_of
from truceline.views.board import board_view
from truceline.workflow.plan import plan


@pytest.fixture(scope="module", params=["two-rivers", "ukraine"])
def found(request):
    folder = find_case(request.param).folder
    made = plan(read_case(folder), version="test", draws=0)
    rows = csv.DictReader((folder / "capabilities.csv").read_text(encoding="utf-8").splitlines())
    each = {row["id"]: float(row["personnel_likely"]) for row in rows}
    read = yaml.safe_load((folder / "pledges.yaml").read_text(encoding="utf-8"))["pledges"]
    for pledge in read:
        pledge["people"] = likely(pledge.get("personnel", likely(pledge["quantity"]) * each[pledge["capability"]]))
    return made, plan_document(made)["scenarios"], {pledge["id"]: pledge for pledge in read}


def likely(value):
    return value["likely"] if isinstance(value, dict) else value


def test_it_begins_with_the_facts_and_the_force_of_the_scenario(found):
    made, told, pledged = found
    names = names_of(made.case)
    for scenario in made.scenarios:
        board, said = board_view(made, scenario, names), told[scenario.scenario.id]
        titles = {names.facts[fact].title: holds for fact, holds in said["facts"].items()}
        assert {title: holds for _bit, title, holds in board.facts} == {t: titles[t] for _, t, _ in board.facts}

        world = sum(1 << bit for bit, _title, holds in board.facts if holds)
        force = said["coalition"]["force"]
        there = {who for j, who in enumerate(board.contributors) if board.force[world] >> j & 1}
        assert there == {names.actor(pledged[p]["contributor"]) for p in force}
        assert board.personnel[world] == pytest.approx(sum(pledged[p]["people"] for p in force), abs=1)


def test_it_says_what_it_counts_and_how_they_stand(found):
    made = found[0]
    for scenario in made.scenarios:
        board = board_view(made, scenario, names_of(made.case))
        assert scenario.scenario.title in board.basis
        assert board.stand == ("together" if scenario.scenario.announce_together else "firm")
        assert board.waits.title.endswith(scenario.scenario.title)
