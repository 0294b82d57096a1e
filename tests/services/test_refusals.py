"""What is wrong is told with what contributors and records are called, as far as the reader's case knows them."""

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.errors import MisuseError
from truceline.services.session.refusals import problems_told, refusal_told


@pytest.fixture(scope="module")
def rivers():
    return read_case(find_case("two-rivers").folder)


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (
            "pledges.yaml/pledges/ash-posts | is under silence in 3; wait for its deadline",
            "pledge Four posts from Ash: is under silence in 3; wait for its deadline",
        ),
        (
            "pledges.yaml/pledges/ash-posts conditions[0].fact | the fact 'x' is not known (as birch would read it)",
            "pledge Four posts from Ash, Condition 1: fact: the fact 'x' is not known (as Birch would read it)",
        ),
        ("requirement.csv/m-hq | is stale", "requirement line Headquarters: is stale"),
        ("sites.geojson/nowhere | is stale", "site nowhere: is stale"),
        ("it is wrong (as the coalition would read it)", "it is wrong (as the coalition would read it)"),
        ("it is wrong (as oak would read it)", "it is wrong (as oak would read it)"),
        ("pledges.yaml:3 pledges[0].id | is wrong", "pledges.yaml:3 pledges[0].id: is wrong"),
        ("book.xlsx Pledges!C4 | is no number", "book.xlsx Pledges!C4: is no number"),
        ("no reason is given; say why", "no reason is given; say why"),
    ],
)
def test_a_problem_names_its_record_by_title(rivers, problem, told):
    assert problems_told([problem], rivers) == (told,)
    assert refusal_told(MisuseError("so", (problem,)), rivers) == (told,)


def test_an_error_without_problems_is_told_by_its_summary(rivers):
    assert refusal_told(MisuseError("there is no proposal 7; see which there are"), rivers) == (
        "there is no proposal 7; see which there are",
    )
