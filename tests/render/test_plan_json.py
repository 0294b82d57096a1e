"""plan.json holds what the plan found, in a shape that is written down."""

import json
import math
import re

import pytest

from tests.places import DOCS
from truceline.render.plan_json import plan_document, plan_json

PAGE = DOCS / "reference" / "plan-json.md"
BY_ID = {"pledges", "scenarios", "statements", "sources", "facts", "why_not", "trails", "concepts"}
OF_EXERCISE = BY_ID | {"assumptions", "measures", "collapses"}
"""Keys whose mappings are by id: their own keys are ids, not words of the format."""


@pytest.fixture(scope="module")
def document(plan):
    return plan_document(plan)


def keys(part, parent="", by_id=BY_ID):
    if isinstance(part, list):
        for each in part:
            yield from keys(each, "", by_id)
    elif isinstance(part, dict):
        for key, value in part.items():
            if parent not in by_id:
                yield key
            yield from keys(value, "" if parent in by_id else key, by_id)


def test_every_key_is_explained_in_the_reference(document):
    explained = set(re.findall(r"`([a-z0-9_]+)`", PAGE.read_text(encoding="utf-8")))

    assert set(keys(document)) - explained == set()


def test_an_exercise_is_added_to_the_plan_and_every_key_of_it_is_explained(plan, document, rehearsed):
    with_exercise = json.loads(plan_json(plan, rehearsed))
    exercise = with_exercise.pop("exercise")
    explained = set(re.findall(r"`([a-z0-9_]+)`", PAGE.read_text(encoding="utf-8").partition("## exercise")[2]))

    assert with_exercise == document
    assert set(keys(exercise, by_id=OF_EXERCISE)) - explained == set()
    assert set(exercise["scenarios"]) == {made.scenario.id for made in plan.scenarios}
    assert exercise["replications"] == {"asked": 20, "done": 20}
    assert {(a["scenario"], a["kind"]) for a in exercise["additions"]} == {
        (made.scenario.id, kind) for made in plan.scenarios for kind in ("observers", "orbit")
    }
    assert {driver["measure"] for driver in exercise["drivers"]} == {driver.measure for driver in rehearsed.drivers}
    assert exercise["drivers"]


def test_the_agreed_keys_are_there(document):
    assert {"truceline", "case", "as_of", "contradictions", "counts", "scenarios", "unlocks", "inputs"} <= set(document)
    for made in document["scenarios"].values():
        assert {"firm", "attainable", "waiting", "personnel"} <= set(made["coalition"])
        assert {"lines", "fill", "deployed", "pool", "objective", "bound", "status"} <= set(made["generation"])
        assert {"line", "required", "filled", "gap", "reasons"} <= set(made["generation"]["lines"][0])
        assert {"line_km", "covered", "response_minutes"} <= set(made["siting"])
        assert set(made["siting"]["covered"]) == {"day", "night"}
        assert set(made["siting"]["response_minutes"]) == {"median", "p90"}


def test_it_tells_who_stands_and_who_does_not(document):
    stated = document["scenarios"]["as-stated"]

    assert document["as_of"] == "2031-03-20"
    assert stated["coalition"]["firm"] == ["elm-hq", "elm-orbit"]
    assert stated["coalition"]["waiting"] == ["ash-posts", "birch-posts"]
    assert stated["coalition"]["personnel"] == {"firm": 85, "attainable": 165}
    assert stated["coalition"]["why_not"]["dale-posts"]
    assert stated["facts"]["parliament_dale"] is False
    assert stated["siting"]["line_km"] == 120


def test_a_claim_without_upper_end_has_no_upper_end_unnamed_either(document):
    [ready] = [c for c in document["counts"] if c["id"] == "ready"]
    [claim] = [c for c in ready["claims"] if c["statement"] == "st-10"]

    assert claim["value"] == "more than 8"
    assert claim["named"] == ["ash", "birch", "dale"]
    assert claim["unnamed"] == {"low": 6, "high": None}
    assert ready["trails"]["ash"]["decided_by"] == "st-02"


def test_a_pledge_rests_only_on_what_was_said_by_the_date(document):
    assert document["pledges"]["dale-posts"]["statements"] == ["st-06", "st-07"]
    assert document["pledges"]["dale-posts"]["status"] == "offered"
    assert "st-14" not in document["statements"]


def test_where_no_force_comes_there_is_no_time(document):
    assert document["scenarios"]["as-stated"]["siting"]["response_minutes"] == {"median": None, "p90": None}


def test_the_sums_hold(document):
    for made in document["scenarios"].values():
        for part in made["concepts"].values():
            generation = part["generation"]
            assert all(math.isclose(x["required"], x["filled"] + x["gap"], abs_tol=0.011) for x in generation["lines"])
            assert generation["deployed"] == max(generation["deployed_by_month"])
            assert generation["objective"] <= generation["bound"]
            assert part["siting"]["objective"] <= part["siting"]["bound"]


def test_the_text_is_the_document_and_always_the_same(plan, document):
    text = plan_json(plan)

    assert json.loads(text) == document
    assert text == plan_json(plan)
    assert text.endswith("}\n")
    assert "\\u" not in text
