"""The order of battle as an indented list."""

from truceline.generation.orbat import Element
from truceline.results.names import names_of
from truceline.views.orbat import orbat_at_peak, orbat_lines
from truceline.workflow.generate import generate_force

ELEMENTS = (
    Element("force", "force", "", "", 0, "", "", 120.0),
    Element("sector:west", "sector", "west", "force", 1, "", "", 120.0),
    Element("line:r-reaction-west", "line", "r-reaction-west", "sector:west", 2, "reaction-company", "", 120.0),
    Element("dale-1#1", "unit", "dale-1#1", "line:r-reaction-west", 3, "reaction-company", "dale", 120.0),
)


def test_the_list_is_indented_by_level(case):
    assert [(line.indent, line.words) for line in orbat_lines(ELEMENTS, names_of(case))] == [
        (0, "Force: 120 people"),
        (2, "West: the hills: 120 people"),
        (4, "Reaction force, west: 120 people"),
        (6, "Reaction company, Dale (dale-1#1): 120 people"),
    ]


def test_the_force_is_listed_as_it_is_when_most_are_deployed(case):
    view = generate_force(case, version="0.0.0", scenario="council-mandate")

    assert orbat_at_peak(view)[0].personnel == max(view.plan.deployed_by_month)


def test_a_part_of_a_unit_is_listed_as_that_part(case):
    part = Element("dale-1#2", "unit", "dale-1#2", "line:r", 3, "reaction-company", "dale", 48.0, 0.4)

    assert [line.words for line in orbat_lines((part,), names_of(case))] == [
        "0.4 of: Reaction company, Dale (dale-1#2): 48 people"
    ]
