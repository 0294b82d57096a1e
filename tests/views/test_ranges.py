"""What is told beside ranges is true of the case that it stands beside."""

import json
import re
from dataclasses import replace

import pytest
from tests.places import DOCS

from truceline.coalition.conditions import Mass
from truceline.documents.plan import plan_document
from truceline.results.names import names_of
from truceline.views.brief import brief_view
from truceline.views.ranges import about, other_forces


def off(case, plan):
    return next(line for line in about(replace(plan, case=case), plan.ranged) if "scales the plan" in line)


@pytest.mark.parametrize(("name", "of_another"), [("two-rivers", True), ("ukraine", False)])
def test_the_error_of_a_draw_says_on_what_it_was_measured(case, plan, name, of_another):
    words = off(replace(case, id=name), plan)

    assert "0.1 points filled, 0.7 points seen by day, 0.2 by night, 78 people in country" in words
    assert "measured on the bundled case ukraine" in words
    assert ("not on this case: there by up to" in words) == of_another
    assert ("Here it may be more or less." in words) == of_another


def test_another_force_in_a_draw_is_told_with_a_condition_that_may_turn(plan):
    made = plan.scenarios[0]
    counted = replace(made, ranges=replace(made.ranges, forces=149))
    waits = replace(made.pledges[0], condition=Mass("personnel", 10_000))

    plain = other_forces(plan, replace(counted, pledges=()), names_of(plan.case))
    told = other_forces(plan, replace(counted, pledges=(waits,)), names_of(plan.case))

    assert "other pledges stand than in the plan, because a condition is met there and not here" in plain
    assert told.startswith(f"in 149 of {plan.ranged.draws} draws")
    assert "a condition such as “others bring 10,000 personnel” is met there and not here, or the other way" in told
    assert not other_forces(plan, made, names_of(plan.case)) or made.ranges.forces


def test_the_brief_tells_it_of_its_own_case(plan):
    assert off(plan.case, plan) in brief_view(plan).ranges.about


def test_the_page_on_the_method_gives_the_errors_of_plan_json(plan):
    page = (DOCS / "methods" / "ranges.md").read_text(encoding="utf-8")
    schema = json.loads((DOCS / "reference" / "schemas" / "plan.json").read_text(encoding="utf-8"))
    rows = dict(re.findall(r"^\| ([a-z ]+) \| [^|]+ \| ([\d.]+)[^|]*\(", page, re.MULTILINE))
    errors = plan_document(plan)["draws"]["error"]

    assert "on `ukraine` as of 2025-03-25" in json.dumps(schema)
    assert errors["personnel_in_country"] == float(rows["people in country"])
    assert errors["kept_up_months"] == float(rows["kept up"])
    assert [100 * errors[name] for name in ("fill", "covered_day", "covered_night")] == pytest.approx(
        [float(rows[name]) for name in ("filled", "seen by day", "seen by night")]
    )
    assert errors["response_median_minutes"] == pytest.approx(float(rows["half of the line reached in"]), abs=0.51)
