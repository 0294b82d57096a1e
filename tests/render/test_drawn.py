"""Whoever drew the line is named, and a plan later than its line says so at its top."""

import json
from dataclasses import replace
from datetime import date

import pytest

from truceline.render.brief import brief_html
from truceline.render.drawn import days_older, drawn, outdated
from truceline.render.geojson import plan_maps
from truceline.render.plan_json import plan_document
from truceline.render.terminal import plan_summary
from truceline.results.names import names_of


def later(plan, day, **line):
    own = replace(plan.case.line, **line)
    lines = tuple(own if each.id == own.id else each for each in plan.case.lines)
    return replace(plan, as_of=day, case=replace(plan.case, lines=lines))


def test_an_actor_drew_it_or_nobody_did(plan):
    names, line = names_of(plan.case), plan.case.line

    assert drawn(line, names).startswith("drawn by Friends of the Truce from ")
    assert drawn(replace(line, owner=""), names).startswith("drawn for this case from ")
    assert drawn(replace(line, owner="", source=""), names) == "drawn for this case, as of 1 March 2031"


def test_nobody_is_named_as_author_of_a_line_drawn_for_the_case(plan):
    made = later(plan, date(2031, 3, 1), owner="")
    (own,) = [f for f in json.loads(plan_maps(made)["line.geojson"])["features"] if f["properties"]["id"] == "working"]

    assert own["properties"]["owner"] is None
    assert own["properties"]["drawn"].startswith("drawn for this case")
    assert plan_document(made)["line"]["owner"] is None
    assert "line of contact (drawn for this case from " in brief_html(made)


@pytest.mark.parametrize(
    ("day", "days"), [((2031, 3, 1), 0), ((2031, 3, 2), 1), ((2032, 3, 1), 366), ((2031, 2, 1), 0)]
)
def test_days_are_counted_from_the_line_to_the_plan(plan, day, days):
    assert days_older(plan.case.line, date(*day)) == days
    assert bool(outdated(plan.case.line, date(*day))) is (days > 0)


def test_a_plan_later_than_its_line_says_so_at_its_top(plan):
    made = later(plan, date(2031, 3, 31))
    words = "The line of contact is that of 1 March 2031, 30 days before the day of this plan"

    assert words in " ".join(plan_summary(made).split())
    assert plan_summary(made).index("The line of contact") < plan_summary(made).index("scenario")
    assert brief_html(made).index(words) < brief_html(made).index('id="bottom-line"')
    assert plan_document(made)["line"]["days_older_than_plan"] == 30


def test_a_plan_of_the_lines_own_day_says_nothing(plan):
    made = later(plan, date(2031, 3, 1))

    assert "days before the day of this plan" not in brief_html(made)
    assert "The line of contact is that of" not in plan_summary(made)
