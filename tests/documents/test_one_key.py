"""A fact has one key, one unit and one precision: what several commands say of it is the same, to the last digit."""

import json

import pytest
from click.testing import CliRunner

from truceline.cli import main

SCENARIO = "all-together"


def printed(command, *options):
    done = CliRunner().invoke(main, [command, "two-rivers", "--scenario", SCENARIO, *options, "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    written = {command: printed(command, "--out", str(folder / command)) for command in ("plan", "generate", "site")}
    return written | {"coalition": printed("coalition")}


def shared(one, other):
    return {key: (one[key], other[key]) for key in one if key in other}


def without(parts, *keys):
    return [{key: value for key, value in part.items() if key not in keys} for part in parts]


def test_plan_and_site_say_the_same_of_a_siting(said):
    planned, sited = said["plan"]["scenarios"][SCENARIO], said["site"]
    both = shared(planned["siting"], sited)

    assert set(both) == set(planned["siting"])
    assert {key: pair for key, pair in both.items() if pair[0] != pair[1]} == {}
    assert planned["closed_sites"] == sited["closed_sites"]
    assert planned["generation"]["deployed"] == sited["deployed"]
    assert said["plan"]["line"] == sited["line"]


def test_plan_and_generate_say_the_same_of_a_force(said):
    planned, made = said["plan"]["scenarios"][SCENARIO]["generation"], dict(said["generate"])
    made["tours"] = without(made["tours"], "contributor")
    both = shared(planned, made)

    assert set(planned) - set(both) == {"in_country", "objective", "bound"}
    assert {key: pair for key, pair in both.items() if pair[0] != pair[1]} == {}


def test_plan_and_coalition_say_the_same_of_who_stands_and_what_facts_are_worth(said):
    planned, told = said["plan"]["scenarios"][SCENARIO]["coalition"], said["coalition"]

    assert {key: pair for key, pair in shared(planned, told).items() if pair[0] != pair[1]} == {}
    assert {"firm", "waiting", "personnel", "why_not"} <= set(shared(planned, told))


def test_a_fact_is_worth_the_same_in_plan_and_coalition(said):
    stated = CliRunner().invoke(main, ["coalition", "two-rivers", "--scenario", "as-stated", "--json"])
    worth = {each["fact"]: each["value"] for each in said["plan"]["unlocks"]}

    assert {each["fact"]: each["value"] for each in json.loads(stated.stdout)["fact_pivots"]} == worth
    assert worth
