"""A comparison as text, document and page."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest

from tests.render.markup import walk
from truceline.documents.comparison import comparison_document
from truceline.documents.plan import plan_document
from truceline.documents.recorded_plan import NOT_COMPARED, recorded_plans
from truceline.errors import SourceError
from truceline.formats.json_text import json_text
from truceline.generation.comparison import compare
from truceline.render.comparison import comparison_html, comparison_summary
from truceline.services.plan_file import read_plans
from truceline.workflow.plan import plan as planned


@pytest.fixture(scope="module")
def runs(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    for name, day in (("early", date(2031, 3, 20)), ("late", date(2031, 4, 15))):
        made = planned(case, version="0.0.0", as_of=day, scenarios=["as-stated"])
        (folder / name).mkdir()
        (folder / name / "plan.json").write_text(json_text(plan_document(made)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(runs):
    return compare(*read_plans(runs / "early", runs / "late" / "plan.json"))


def test_a_vote_is_told_as_fact_statement_pledge_and_line(found):
    (scenario,) = found.scenarios

    assert [(f.what, f.after) for f in scenario.facts] == [("parliament_dale", "holds")]
    assert any(id_ == "st-14" for id_, _ in found.new_statements)
    assert any("it waited for: Dale's parliament approves" in change.why for change in scenario.joined)
    assert any(line.filled[1] > line.filled[0] for line in scenario.lines)


def test_the_text_keeps_within_80_columns_and_tells_line_by_line(found):
    text = comparison_summary(found)
    assert text.startswith("two-rivers: from 2031-03-20 to 2031-04-15\n")
    assert max(len(row) for row in text.splitlines()) <= 80
    assert "fact parliament_dale: does not hold -> holds" in text


def test_the_document_holds_what_the_text_says(found):
    document = comparison_document(found, version="0.0.0")
    assert document["as_of"] == ["2031-03-20", "2031-04-15"]
    assert document["scenarios"][0]["facts"][0]["what"] == "parliament_dale"


def test_the_page_is_whole_and_takes_nothing_from_elsewhere(found):
    page = comparison_html(found)
    assert walk(page)
    assert "What changed" in page
    assert "src=" not in page


def test_a_run_compared_with_itself_says_that_nothing_changed(runs):
    assert "Nothing changed." in comparison_summary(compare(*read_plans(runs / "early", runs / "early")))


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
        read_plans(file, file)
    assert "plan.json" in str(caught.value)


def leaves(part, path=()):
    """Every single value of a document, by the way to it."""
    items = part.items() if isinstance(part, Mapping) else enumerate(part) if isinstance(part, list) else None
    if items is None:
        yield path
    else:
        for key, each in items:
            yield from leaves(each, (*path, key))


def turned(value):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 0.25
    return "other" if value is None else f"other {value}"


def changed(document, path, value):
    """The document with one value changed, all else being shared."""
    copy = dict(document) if isinstance(document, Mapping) else list(document)
    key, *rest = path
    copy[key] = changed(document[key], rest, value) if rest else value
    return copy


NUMBERS_OR_NONE = ("median", "p90", "response_median_minutes")
"""Values that are a number or nothing, so that a word in them is no plan."""


def compared_otherwise(document, path):
    """Whether a value stands on the list of those not compared, or once more under another key that is."""
    listed = any(path[: len(names)] == names for names, _ in NOT_COMPARED)
    scenario = document["scenarios"].get(path[1]) if path[0] == "scenarios" else None
    return listed or (scenario is not None and path[2:4] == ("concepts", scenario["concept"]))


def test_every_value_of_a_plan_is_compared_or_listed_with_the_reason_why_not(runs):
    document = json.loads((runs / "late" / "plan.json").read_text(encoding="utf-8"))
    unseen, tried = [], set()

    for path in leaves(document):
        kind = tuple(key for key in path if isinstance(key, str))
        value = document
        for key in path:
            value = value[key]
        if kind in tried or compared_otherwise(document, path):
            continue
        tried.add(kind)
        other = 1.5 if value is None and kind[-1] in NUMBERS_OR_NONE else turned(value)
        if compare(*recorded_plans(document, changed(document, path, other))).empty:
            unseen.append(path)

    assert len(tried) > 300
    assert unseen == []


def test_what_is_not_compared_is_little_and_has_a_reason():
    assert {path for path, _ in NOT_COMPARED} == {("case",), ("as_of",), ("document",), ("format",)}
    assert all(reason for _, reason in NOT_COMPARED)


def edited(runs, tmp_path, edit):
    document = json.loads((runs / "late" / "plan.json").read_text(encoding="utf-8"))
    edit(document)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return compare(*read_plans(runs / "late", file))


def test_a_plan_that_names_a_pledge_it_does_not_hold_gives_no_traceback(runs, tmp_path):
    found = edited(runs, tmp_path, lambda d: d["scenarios"]["as-stated"]["coalition"]["force"].append("nobody-1"))

    assert "nobody-1 joins: the pledge is not on the record" in comparison_summary(found)


def test_a_longer_line_that_is_seen_less_is_told_in_the_totals(runs, tmp_path):
    def longer(document):
        siting = document["scenarios"]["as-stated"]["siting"]
        siting |= {"line_km": siting["line_km"] * 2, "covered": {"day": 0.35, "night": 0.17}}

    found = edited(runs, tmp_path, longer)

    text = comparison_summary(found)
    assert "Nothing changed." not in text
    assert "line, km: 120 -> 240" in text
    assert "seen by day: 71 % -> 35 %" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "seen by night: 33 % -> 17 %" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "line, km" in comparison_html(found).lower()


def test_a_post_that_moved_an_assumption_a_caveat_and_a_contradiction_are_told(runs, tmp_path):
    def moved(document):
        document["scenarios"]["as-stated"]["siting"]["posts"][0]["site"] = "new-hill"
        document["assumptions"][0]["likely"] += 1
        document["contradictions"].pop()
        document["pledges"]["dale-posts"]["caveats"].append(
            {"kind": "prohibition", "task": "", "area": "east", "approval_days": 0, "note": "not in the east"}
        )

    text = comparison_summary(edited(runs, tmp_path, moved))

    assert "posts now at: new-hill dale-posts" in text
    assert "Assumptions: 1 value new, gone or changed" in text
    assert "Contradictions: 1 value new, gone or changed" in text
    assert "dale-posts, caveats, prohibition east: new" in text


def test_a_package_that_says_what_it_renews_reads_replaced(runs, tmp_path):
    def renewed(document):
        old = document["pledges"].pop("dale-posts")
        document["pledges"]["dale-posts-2"] = deepcopy(old) | {"replaces": ["dale-posts"]}
        force = document["scenarios"]["as-stated"]["coalition"]["force"]
        force[force.index("dale-posts")] = "dale-posts-2"

    found = edited(runs, tmp_path, renewed)
    text = comparison_summary(found)

    assert "Pledges: 1 replaced" in text
    assert "dale-posts replaced by dale-posts-2" in text
    assert "dale-posts leaves: it is replaced by dale-posts-2" in text
    assert "dale-posts-2 joins: it replaces dale-posts" in " ".join(text.split())
    assert "1 replaced" in comparison_html(found)


def test_a_range_that_moved_is_told_beside_the_headline(found):
    text = comparison_summary(found)
    (scenario,) = found.scenarios

    assert "seen by day" in {
        line.split("range of ")[1].split(":")[0] for line in text.splitlines() if "range of" in line
    }
    low, high = next(now for name, _was, now in scenario.ranges if name == "covered_day")
    assert 0.5 < low < high < 0.8
    row = re.search(r"<tr><th[^>]*>Seen by day</th>.*?</tr>", comparison_html(found))[0]
    assert re.search(r"\(\d+ to \d+\W%\)</span></td></tr>$", row)


def test_the_totals_begin_with_the_likely_headlines_each_with_its_range(found):
    rows = re.findall(
        r"<tr><th scope=\"row\">([^<]*)</th><td data-label=\"Before\"[^>]*>(.*?)</tr>", comparison_html(found)
    )
    titles = [title for title, _ in rows]
    most = {name: (was, now) for name, was, now in found.scenarios[0].totals}["personnel_in_country"]

    assert titles[0] == "People in the country"
    assert titles.index("Firm personnel") > max(titles.index(each) for each in ("Seen by day", "Seen by night"))
    numbers = re.findall(r"[\d,]+", re.sub("<span.*?</span>", "", rows[0][1]))
    assert [int(each.replace(",", "")) for each in numbers] == [round(each) for each in most]
    assert most[0] < most[1]
    assert not any("ange of" in each for each in titles)


def test_a_reason_that_several_lines_give_alike_is_told_once(found):
    (scenario,) = found.scenarios
    late = "now: in place on days 20 to 44: alder-post, ash-post, birch-post"
    lines = tuple(replace(line, why=(f"own of {n}", late)) for n, line in enumerate(scenario.lines[:2]))
    many = replace(found, scenarios=(replace(scenario, lines=lines),))
    page, text = comparison_html(many), " ".join(comparison_summary(many).split())

    for each in (page, text):
        assert each.count("in place on days 20 to 44") == each.count("own of 0") == each.count("own of 1") == 1
    assert f"{lines[0].line}, {lines[1].line}, alike: {late}" in text
    assert f"{lines[0].line}; {lines[1].line}, alike: {late}" in page


def test_runs_without_draws_have_no_ranges_to_compare(case, runs):
    bare = planned(case, version="0.0.0", scenarios=["as-stated"], draws=0)
    (runs / "bare").mkdir()
    (runs / "bare" / "plan.json").write_text(json_text(plan_document(bare)), encoding="utf-8")

    (scenario,) = compare(*read_plans(runs / "bare", runs / "late")).scenarios

    assert scenario.ranges == ()
