"""A pledge of three and a half units fields three and a half, wherever its units are counted or named."""

from dataclasses import replace

import pytest

from truceline.records.quantities import Range
from truceline.render.deployment import deployment_msdl
from truceline.results.names import names_of
from truceline.views.contributors import gantt_blocks
from truceline.views.generation import generation_view
from truceline.views.orbat import orbat_lines
from truceline.workflow.generate import generate_force
from truceline.workflow.site import site_force


@pytest.fixture(scope="module")
def halved(case):
    """The case as if the last of Ash's four units were only half of one."""
    pledges = (replace(p, quantity=Range(3, 3.5, 4)) if p.id == "ash-posts" else p for p in case.pledges)
    return replace(case, pledges=tuple(pledges))


@pytest.fixture(scope="module")
def view(halved):
    return generate_force(halved, version="0.0.0", scenario="all-together")


def test_its_row_of_rotations_and_the_order_of_battle_name_the_half(view, halved):
    names = names_of(halved)
    labels = [row.label for block in gantt_blocks(view, names) for row in block.rows if "ash-posts" in row.label]
    listed = [
        line.words for line in orbat_lines(generation_view(view, halved).orbat, names) if "ash-posts" in line.words
    ]

    assert [label.partition("ash-posts")[2] for label in labels] == ["#1", "#2", "#3", "#4, 0.5 of a unit"]
    assert [words.startswith("0.5 of: ") for words in listed] == [False, False, False, True]


def test_units_that_wait_for_lift_are_counted_with_their_parts(view, halved):
    late = (("ash-posts#1", 9), ("ash-posts#4", 5))
    waiting = replace(view, arrivals=replace(view.arrivals, late=late))

    assert generation_view(waiting, halved).late == 1.5


def test_the_deployment_for_other_programs_names_the_half(halved):
    capabilities = (replace(c, posts=2) if c.id == "observation-post" else c for c in halved.capabilities)
    pledges = (p for p in halved.pledges if p.contributor != "dale")
    roomy = replace(halved, capabilities=tuple(capabilities), pledges=tuple(pledges))
    written = deployment_msdl(site_force(roomy, scenario="all-together"))

    assert "0.5 of: Observation post, Ash (ash-posts#4)" in written
    assert written.count("0.5 of: ") == 1
