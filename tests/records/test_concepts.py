"""Where a role may stand: the concept's own rules, and the set-back that keeps reaction forces off the line."""

import math

import pytest

from truceline.records.concepts import SETBACK, Concept, StandoffRule, kilometres, least_km
from truceline.records.quantities import Assumption, Range, Reliance

ASSUMED = {SETBACK: Assumption(SETBACK, "", Range(10, 15, 20), "km", Reliance.ASSUMED, "", "")}
POSTS, FORCES = StandoffRule("post", least_km=2.0, most_km=9.0), StandoffRule("reaction", least_km=12.0)
CONCEPT = Concept("c", "C", stands=(POSTS, FORCES))


@pytest.mark.parametrize(
    ("role", "assumptions", "least"),
    [("post", ASSUMED, 2.0), ("reaction", ASSUMED, 15.0), ("reaction", {}, 12.0), ("patrol", ASSUMED, 0.0)],
)
def test_the_farthest_of_all_least_distances_holds(role, assumptions, least):
    assert least_km(CONCEPT, role, assumptions) == least


def test_reaction_forces_alone_keep_the_cases_set_back():
    assert CONCEPT.stands_of("post", ASSUMED) == (POSTS,)
    assert CONCEPT.stands_of("reaction", ASSUMED) == (StandoffRule("reaction", least_km=SETBACK), FORCES)
    assert CONCEPT.stands_of("reaction", {}) == (FORCES,)


@pytest.mark.parametrize(("value", "km"), [(None, math.inf), (3.0, 3.0), (0.0, 0.0), (SETBACK, 15.0)])
def test_a_distance_is_a_number_an_assumptions_likely_value_or_absent(value, km):
    assert kilometres(value, ASSUMED, math.inf) == km
