"""The exercise on a page of its own and in the brief: the same pictures, tables and cautions."""

import itertools
import re

import pytest

from truceline.exercise.work_units import OF
from truceline.render.brief import brief_html
from truceline.render.exercise_page import exercise_html

from .markup import walk


@pytest.fixture(scope="module")
def brief(plan, rehearsed):
    return brief_html(plan, rehearsed)


@pytest.fixture(scope="module")
def own_page(plan, rehearsed):
    return exercise_html(rehearsed, plan)


def section(page, name):
    return next(e for e in walk(page) if e.attributes.get("id") == name)


def words(element):
    return " ".join(element.words().split())


def test_without_an_exercise_the_brief_has_no_section_of_it(page, brief):
    assert 'id="exercise"' not in page
    assert 'href="#exercise"' not in page
    assert 'href="#exercise"' in brief


def test_the_section_shows_curves_sectors_drivers_and_what_more_would_change(brief, rehearsed):
    found = section(brief, "exercise")
    parts = ("findings", "held", "differences", "additions", "sectors", "drivers", "assumptions")
    assert [e.attributes["id"] for e in found.all("section")] == [f"exercise-{part}" for part in parts]
    wide = [form for form in found.all("div") if form.attributes.get("class") == "for-wide"]
    assert [svg.attributes["aria-label"] for form in wide for svg in form.all("svg")] == [
        "How long truces held",
        *(
            f"What drives {measure}"
            for measure in OF
            if measure in {driver.measure for driver in rehearsed.drivers if driver.told}
        ),
    ]
    assert rehearsed.drivers
    assert "These are results of stated assumptions, not chances of peace." in words(found)


def test_the_brief_and_the_page_draw_the_same(brief, own_page):
    drawn = re.compile(r'<svg[^>]*class="svg (?:curves|bars)".*?</svg>', re.DOTALL)
    pictures = drawn.findall(own_page)
    assert len(pictures) >= 2
    assert set(pictures) <= set(drawn.findall(brief))


@pytest.mark.parametrize("kind", ["brief", "own_page"])
def test_ids_are_unique_links_lead_somewhere_and_headings_skip_no_level(kind, request):
    elements = walk(request.getfixturevalue(kind))
    ids = [e.attributes["id"] for e in elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    wanted = {e.attributes["href"][1:] for e in elements if e.attributes.get("href", "").startswith("#")}
    assert wanted <= set(ids)
    levels = [int(e.tag[1]) for e in elements if re.fullmatch("h[1-6]", e.tag)]
    assert all(then <= now + 1 for now, then in itertools.pairwise(levels))
    assert all(table.all("caption") for table in elements if table.tag == "table")


def test_every_assumption_of_the_exercise_shows_its_standing(brief, rehearsed):
    shown = words(section(brief, "exercise-assumptions"))
    for number in rehearsed.trial.exercise.assumptions.values():
        assert number.title in shown
        assert number.standing.value in shown


def test_a_difference_that_cannot_be_shown_says_so(brief, rehearsed):
    rows = section(brief, "exercise-additions").all("tbody")[0].all("tr")
    assert len(rows) == len(rehearsed.changes)
    for row, change in zip(rows, rehearsed.changes, strict=True):
        by = {d.measure: d.by for d in change.differences}
        for cell, measure in zip(row.all("td")[2:], ("seen", "in time", "days held", "held"), strict=True):
            known = by[measure].value == by[measure].value
            assert ("no difference shown" in words(cell)) == (known and not by[measure].shows_a_difference)
