"""How what is made of a case may be distributed stands on it, and what it is at the foot of each page on paper."""

import re
from dataclasses import replace

import pytest

from tests.render.markup import walk
from truceline.render.brief import brief_html
from truceline.render.exercise_page import exercise_html
from truceline.render.generation import generation_files
from truceline.render.maps import plan_maps
from truceline.render.siting import siting_files
from truceline.workflow.generate import generate_force
from truceline.workflow.plan import plan as plan_of
from truceline.workflow.site import site_force

MARK = "EXERCISE <ONLY>"
HOSTILE = 'A "title" </style><script>alert(1)</script> \\ {} €\nand more'


@pytest.fixture(scope="module")
def marked(case):
    return replace(case, marking=MARK, title=HOSTILE)


@pytest.fixture(scope="module")
def marked_plan(marked):
    return plan_of(marked, version="0", scenarios=["all-together"], draws=0)


@pytest.fixture(scope="module")
def pages(marked, marked_plan, rehearsed):
    return {
        "brief": brief_html(marked_plan),
        "exercise": exercise_html(rehearsed, marked_plan),
        "generation": generation_files(generate_force(marked, version="0", scenario="all-together"), marked)[
            "generation.html"
        ],
        "siting": siting_files(site_force(marked, "all-together"), version="0")["siting.html"],
    }


def marks_of(page):
    return [each.words() for each in walk(page) if each.attributes.get("class", "").startswith("mark ")]


def test_every_page_bears_the_marking_of_its_case_at_its_head_and_foot(pages):
    assert {name: marks_of(page) for name, page in pages.items()} == {name: [MARK, MARK] for name in pages}


def test_a_case_without_a_marking_has_pages_without_one(page):
    assert marks_of(page) == []


def test_the_foot_of_a_page_on_paper_is_its_title_whatever_that_holds(pages):
    for page in pages.values():
        sheets = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        assert len(sheets) == page.count("</style>") == 1  # no title ends the sheet
        (content,) = re.findall(r'@page \{ @bottom-left \{ content: "([^"\n]*)"; \} \}\n$', sheets[0])
        said = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), content)
        assert said.startswith(HOSTILE)


def test_the_map_of_a_plan_says_it_too(marked_plan):
    assert MARK.encode() in plan_maps(marked_plan)["plan.gpkg"]
