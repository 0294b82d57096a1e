"""What a minister asks first, read from the page and worked out again from the lowest parts of the other files."""

import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.documents.plan import plan_document
from truceline.render.brief import brief_html
from truceline.render.maps import plan_maps
from truceline.workflow.plan import plan as walk

ANSWERS = ("inside", "by", "kept", "day", "night", "reached")
"""The cells of a row, in their order."""


class Answers(HTMLParser):
    """Reads the table: for each scenario the figure and the range of each cell, and the lines that are missing."""

    def __init__(self):
        super().__init__()
        self.rows, self.row, self.into, self.cell = {}, None, None, -1

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "tr":
            self.row = self.rows.setdefault(found["data-scenario"], {}) if "data-scenario" in found else None
            self.cell = -1
        if self.row is None:
            return
        if tag == "td":
            self.cell += 1
        name = ANSWERS[self.cell] if 0 <= self.cell < len(ANSWERS) else None
        if name and found.get("class") == "answer":
            self.into = name
            self.row[f"{name} leads to"] = found["href"]
        elif name and found.get("class") == "range":
            self.into = f"{name} range"
        elif name and found.get("class") == "small muted":
            self.into = f"{name} more"
        elif tag == "a" and self.cell == len(ANSWERS):
            self.into = "missing"
        elif tag == "table":
            self.row = None

    def handle_data(self, data):
        if self.row is not None and self.into == "missing":
            self.row.setdefault("missing", []).append(data)
        elif self.row is not None and self.into:
            self.row[self.into] = data.replace("\N{NARROW NO-BREAK SPACE}", " ").replace(",", "")

    def handle_endtag(self, tag):
        if tag in ("a", "span"):
            self.into = None
        if tag == "table":
            self.row = None


@pytest.fixture(
    scope="module", params=[("two-rivers", None), ("ukraine", date(2025, 3, 25)), ("ukraine", date(2026, 2, 28))]
)
def planned(request):
    """The page's answers, plan.json, and the coverage of each scenario, all through text."""
    name, day = request.param
    made = walk(read_case(find_case(name).folder), version="test", as_of=day, draws=40)
    answers = Answers()
    page = brief_html(made)
    answers.feed(page)
    files = {file: json.loads(text) for file, text in plan_maps(made).items() if file != "plan.gpkg"}
    asked = {line.id: line for line in made.case.requirement}
    return answers.rows, plan_document(made), files, page, asked


def in_country(document, scenario):
    """People in the country month by month, from tours, the units' pledges, and what one of a pledge takes."""
    by_month = [0.0] * scenario["generation"]["kept_up"]["of"]
    for tour in scenario["generation"]["tours"]:
        id_, _, number = tour["unit"].rpartition("#")
        pledge = document["pledges"][id_]
        part = min(1.0, pledge["quantity"]["likely"] - (int(number) - 1))
        if pledge["location"] == "in-country":
            for month in range(tour["first_month"] - 1, tour["last_month"]):
                by_month[month] += part * pledge["personnel"]["likely"] / pledge["quantity"]["likely"]
    return by_month


def longest_run(by_month):
    """Months in a row with three quarters of the peak, the slow way."""
    enough = "".join("x" if people >= 0.75 * max(by_month) else " " for people in by_month)
    return max((len(run) for run in enough.split()), default=0)


def standing(planned):
    answers, document, files, _page, _asked = planned
    for name, scenario in document["scenarios"].items():
        if scenario["coalition"]["force"]:
            yield name, answers[f"scenario-{name}"], scenario, document, files


def test_every_scenario_in_which_somebody_stands_has_a_row_and_no_other(planned):
    assert set(planned[0]) == {f"scenario-{name}" for name, *_ in standing(planned)}


def test_people_in_the_country_and_when_are_those_of_the_tours(planned):
    for name, row, scenario, document, _files in standing(planned):
        by_month = in_country(document, scenario)
        places = {each["place"]: each["by_month"] for each in scenario["generation"]["deployed_by_place"]}
        assert places.get("in-country", [0.0] * len(by_month)) == pytest.approx(by_month, abs=0.06), name

        most = max(by_month)
        assert float(row["inside"]) == pytest.approx(most, abs=0.5), name
        if not most:
            assert row["by"] == "never"
            continue
        first = next(month for month, people in enumerate(by_month, start=1) if people >= 0.75 * most)
        assert row["by"] == f"month {first}", name


def test_months_kept_up_are_those_of_the_tours(planned):
    for name, row, scenario, _document, _files in standing(planned):
        by_month = scenario["generation"]["deployed_by_month"]
        assert row["kept"] == f"{longest_run(by_month)} of {len(by_month)}", name


def test_months_kept_up_say_of_whom_they_are_told(planned):
    for name, row, scenario, document, _files in standing(planned):
        inside, peak = max(in_country(document, scenario)), max(scenario["generation"]["deployed_by_month"])
        elsewhere = {each["place"] for each in scenario["generation"]["deployed_by_place"]} - {"in-country"}
        within = "inside and outside" if inside and elsewhere else "inside" if inside else "outside"
        people, where = re.match(r"of the (\d+) (.*?) the country", row["kept more"]).groups()
        assert float(people) == pytest.approx(peak, abs=0.5), name
        assert where == within, name


def test_what_is_seen_is_the_mean_over_the_segments(planned):
    for name, row, _scenario, _document, files in standing(planned):
        segments = [f["properties"] for f in files[f"coverage-{name}.geojson"]["features"]]
        length = sum(s["end_km"] - s["start_km"] for s in segments)
        for light in ("day", "night"):
            seen = sum((s["end_km"] - s["start_km"]) * s[light] for s in segments) / length
            ends = {"under 1 %": (0, 1), "over 99 %": (99, 100)}
            exact = float(row[light].removesuffix(" %")) if row[light] not in ends else None
            low, high = (exact - 0.6, exact + 0.6) if exact is not None else ends[row[light]]
            assert low <= 100 * seen <= high, name


def test_half_of_the_line_is_reached_in_the_time_that_the_segments_say(planned):
    for name, row, _scenario, _document, files in standing(planned):
        segments = [f["properties"] for f in files[f"coverage-{name}.geojson"]["features"]]
        length, reached = sum(s["end_km"] - s["start_km"] for s in segments), 0.0
        half = None
        for s in sorted(
            (s for s in segments if s["response_minutes"] is not None), key=lambda s: s["response_minutes"]
        ):
            reached += s["end_km"] - s["start_km"]
            if half is None and reached >= length / 2:
                half = s["response_minutes"]
        said = re.fullmatch(r"([0-9.]+) (min|h)|never", row["reached"])
        if half is None:
            assert row["reached"] == "never", name
        else:
            assert float(said[1]) * (60 if said[2] == "h" else 1) == pytest.approx(half, abs=3.1), name


def test_what_is_missing_first_are_the_critical_lines_filled_least(planned):
    asked = planned[4]
    for name, row, scenario, _document, _files in standing(planned):
        share = {line["line"]: line["filled"] / line["required"] for line in scenario["generation"]["lines"]}
        short = [line["line"] for line in scenario["generation"]["lines"] if line["gap"] > 0]
        critical = sorted((id_ for id_ in short if asked[id_].critical), key=lambda id_: share[id_])
        named = [next(id_ for id_ in share if asked[id_].title == title) for title in row.get("missing", [])]
        assert len(named) == min(3, len(short)), name
        assert all(asked[id_].critical for id_ in named[: len(critical)]), name
        least = [share[id_] for id_ in critical[:3]]
        assert [share[id_] for id_ in named[: len(least)]] == pytest.approx(least, abs=0.002), name


def test_each_figure_has_its_range_beside_it_and_leads_to_its_arithmetic(planned):
    page = planned[3]
    for name, row, scenario, _document, _files in standing(planned):
        low, high = scenario["ranges"]["personnel_in_country"]
        said = [float(end) for end in row["inside range"].replace("in all draws", row["inside"]).split(" to ")]
        assert said == pytest.approx([low, high][: len(said)], rel=0.006, abs=0.5), name  # people are whole
        ends = scenario["ranges"]["in_country_from_month"]
        shown = list(dict.fromkeys("none" if end is None else str(end) for end in ends))
        assert row["by range"] in (" to ".join(shown), "in all draws"), name
        assert (row["by range"] == "in all draws") == (len(shown) == 1 and shown[0] in ("none", row["by"][6:])), name
        for answer in ANSWERS:
            assert f'id="{row[f"{answer} leads to"].removeprefix("#")}"' in page, (name, answer)
