"""What ``truceline generate`` writes: tables, pictures, a page, the order of battle and a document that agree."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import pytest

from tests.render.markup import walk
from truceline.render.generation import generation_files, generation_summary
from truceline.render.sections.contributed import askings, contributed
from truceline.render.sections.unfilled import in_words, unfilled_by_concept
from truceline.results.names import names_of
from truceline.workflow.generate import generate_force

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def view(case):
    return generate_force(case, version="0.0.0", scenario="council-mandate")


@pytest.fixture(scope="module")
def results(view, case):
    return generation_files(view, case)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_every_file_is_written_and_the_same_view_gives_the_same_bytes(view, case, results):
    pictures = {"requirement.svg", "arrival.svg", "gantt.svg", "pool.svg"}
    tables = {"lines.csv", "fill.csv", "tours.csv", "contributors.csv", "arrival.csv", "orbat.csv"}
    assert set(results) == pictures | tables | {"generation.json", "generation.html", "orbat.txt", "orbat.xml"}
    assert generation_files(view, case) == results


def test_the_tables_and_the_document_give_the_plans_own_numbers(view, results):
    document = json.loads(results["generation.json"])

    assert document["fill"] == round(view.fill.share, 4)
    assert [row["line"] for row in table(results["lines.csv"])] == [fill.line for fill in view.plan.lines]
    filled = sum(float(row["filled"]) for row in table(results["fill.csv"]))
    assert filled == pytest.approx(view.plan.filled.sum(), abs=0.05)
    assert len(table(results["tours.csv"])) == len(view.plan.assignments) == len(document["tours"])
    last = table(results["arrival.csv"])[-1]
    assert float(last["likely"]) == view.plan.deployed == document["arrival"]["likely"][-1]
    assert float(last["low"]) <= float(last["likely"]) <= float(last["high"])


def test_contributors_pools_add_up_to_the_plans(view, case, results):
    rows = contributed(view, names_of(case))
    assert sum(row.pool for row in rows) == view.plan.pool
    assert all(row.deployed <= row.pool for row in rows)
    assert [row["contributor"] for row in table(results["contributors.csv"])] == [row.name for row in rows]


def test_pictures_are_whole_files_with_their_styles_inside(results):
    for name in ("requirement", "arrival", "gantt", "pool"):
        root = ET.fromstring(results[f"{name}.svg"])  # noqa: S314  (our own file)
        assert root.tag == f"{SVG}svg"
        assert "--full" in root.find(f"{SVG}style").text


def test_the_page_has_every_section_and_nothing_from_elsewhere(results):
    page = results["generation.html"]
    assert walk(page)
    for id_ in ("figures", "requirement", "unfilled", "arrival", "rotation", "pools", "helps", "orbat", "arithmetic"):
        assert page.count(f'id="{id_}"') == 1
        assert id_ == "figures" or f'href="#{id_}"' in page
    assert "src=" not in page
    assert "script" not in page
    assert "https://" not in page


def test_the_order_of_battle_counts_the_people_deployed_at_the_peak(view, results):
    assert results["orbat.txt"].splitlines()[0] == f"Force: {view.plan.deployed:.0f} people"
    rows = table(results["orbat.csv"])
    assert sum(float(row["personnel"]) for row in rows if row["kind"] == "unit") == view.plan.deployed
    assert {row["superior"] for row in rows} <= {"", *(row["id"] for row in rows)}


def test_the_summary_keeps_within_80_columns_and_says_what_nobody_offers(view, case):
    text = generation_summary(view, case)
    assert max(len(row) for row in text.splitlines()) <= 80
    assert "nobody has offered\n  Medical evacuation\n" in text
    assert "The truce is signed and in force, lost without it" in text


def test_what_is_asked_in_a_capital_or_a_parliament_is_listed_with_its_days(view, case):
    found = {(a.contributor, a.days) for a in askings(view, names_of(case))}
    assert ("Dale", 30) in found


def test_reasons_read_contributors_and_titles_instead_of_ids(view, case):
    names, pledges = names_of(case), {p.id: p for p in case.pledges}

    assert in_words("only 4 of 12 offered: ash-posts, dale-posts, dale-company", names, pledges) == (
        "only 4 of 12 offered: Ash, Dale"
    )
    assert in_words("nobody offers medevac", names, pledges) == "nobody offers “Medical evacuation”"
    assert in_words("used on r-hq in month 3: ash-posts", names, pledges) == "used on “Headquarters” in month 3: Ash"


def test_what_no_scenario_fills_is_told_for_each_concept(plan, case):
    by_concept = dict(unfilled_by_concept(plan, names_of(case)))

    assert list(by_concept) == ["monitoring", "reassurance"]
    medevac, *rest = by_concept["reassurance"]
    assert (medevac.title, medevac.why) == ("Medical evacuation", ())
    assert medevac.head == "Nobody has offered any; 1 asked for. Units that need it are not ready without it."
    posts = next(u for u in rest if u.title == "Posts along the whole line")
    assert posts.head.startswith("At best 10.2 of 12 on average over the months, in “The Council gives a mandate")
    assert posts.critical
