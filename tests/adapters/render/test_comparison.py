"""A comparison as text, document and page."""

import json
from datetime import date

import pytest
from tests.adapters.render.markup import walk

from truceline.adapters.planfile import read_plan
from truceline.adapters.render.comparison import comparison_document, comparison_html, comparison_summary
from truceline.adapters.render.plan_json import plan_json
from truceline.errors import SourceError
from truceline.generation.comparison import compare
from truceline.workflow import plan as planned


@pytest.fixture(scope="module")
def runs(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    for name, day in (("early", date(2031, 3, 20)), ("late", date(2031, 4, 15))):
        made = planned(case, version="0.0.0", as_of=day, scenarios=["as-stated"])
        (folder / name).mkdir()
        (folder / name / "plan.json").write_text(plan_json(made), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(runs):
    return compare(read_plan(runs / "early"), read_plan(runs / "late" / "plan.json"))


def test_a_vote_is_told_as_fact_statement_pledge_and_line(found):
    (scenario,) = found.scenarios

    assert [(f.what, f.after) for f in scenario.facts] == [("parliament_dale", "holds")]
    assert any(id_ == "st-14" for id_, _ in found.new_statements)
    assert any("it waited for Dale's parliament approves" in change.why for change in scenario.joined)
    assert any(line.filled[1] > line.filled[0] for line in scenario.lines)


def test_the_text_keeps_within_80_columns_and_tells_line_by_line(found):
    text = comparison_summary(found)
    assert text.startswith("two-rivers: from 2031-03-20 to 2031-04-15\n")
    assert max(len(row) for row in text.splitlines()) <= 80
    assert "fact parliament_dale: does not hold -> holds" in text


def test_the_document_holds_what_the_text_says(found):
    document = json.loads(comparison_document(found))
    assert document["as_of"] == ["2031-03-20", "2031-04-15"]
    assert document["scenarios"][0]["facts"][0]["what"] == "parliament_dale"


def test_the_page_is_whole_and_takes_nothing_from_elsewhere(found):
    page = comparison_html(found)
    assert walk(page)
    assert "What changed" in page
    assert "src=" not in page


def test_a_run_compared_with_itself_says_that_nothing_changed(runs):
    early = read_plan(runs / "early")
    assert "Nothing changed." in comparison_summary(compare(early, early))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (None, "cannot be read"),
        ("{", "is no JSON"),
        ("[]", "is not a plan: the document missing or of another kind"),
        ('{"case": "x", "as_of": "2031-01-01", "pledges": {}, "statements": {}}', "is not a plan: scenarios missing"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_remedy(tmp_path, text, what):
    file = tmp_path / "plan.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(SourceError, match=what) as caught:
        read_plan(file)
    assert "plan.json" in str(caught.value)


def test_a_range_that_moved_is_told_beside_the_headline(found):
    text = comparison_summary(found)
    (scenario,) = found.scenarios

    assert "seen by day" in {
        line.split("range of ")[1].split(":")[0] for line in text.splitlines() if "range of" in line
    }
    low, high = next(now for name, _was, now in scenario.ranges if name == "covered_day")
    assert 0.5 < low < high < 0.8
    assert "Range of seen by day" in comparison_html(found)


def test_runs_without_draws_have_no_ranges_to_compare(case, runs):
    bare = planned(case, version="0.0.0", scenarios=["as-stated"], draws=0)
    (runs / "bare").mkdir()
    (runs / "bare" / "plan.json").write_text(plan_json(bare), encoding="utf-8")

    (scenario,) = compare(read_plan(runs / "bare"), read_plan(runs / "late")).scenarios

    assert scenario.ranges == ()
