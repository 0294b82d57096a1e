"""What `check` says of force concepts, on the small case ``ford``."""

import pytest

from truceline.casefolder.cases import read_case
from truceline.records.concepts import StandoffRule

CONCEPTS = """
concepts:
  - id: monitoring
    title: Watch the ford
    stands:
      - {role: post, least_km: spacing_km, most_km: 30, not_in: [clear], why: said so}
"""
REACTION = (
    'bases,monitoring,Bases,company,,,,respond,in-country,1,12,no,,"reaction_bases length_km=line_km setback_km={} '
    'response_min=120 alert_min=0 speed_kmh=40 detour_factor=1",derived,,one\n'
)
COMPANY = "company,Company,land,reaction force,100,120,150,reaction,0,assumed,,one\n"


@pytest.fixture
def write(case):
    def add(file, text):
        path = case.folder / file
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")
        return case

    return add


def test_a_concept_is_read_as_it_is_written(write):
    case = read_case(write("scenarios.yaml", CONCEPTS).folder)

    (concept,) = case.concepts
    assert concept.title == "Watch the ford"
    assert concept.stands == (StandoffRule("post", "spacing_km", 30.0, ("clear",), (), "said so"),)
    assert case.concept("monitoring") is concept
    assert case.concept("other").stands == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: monitoring", "id: watching", "the concept 'watching' is not known"),
        ("not_in: [clear]", "not_in: [cleer]", "the belt 'cleer' is not known"),
        ("least_km: spacing_km", "least_km: spacing", "the assumption 'spacing' is not known"),
        ("most_km: 30", "most_km: 3", "3 km is less than the least distance, 10 km; exchange the two"),
        ("most_km: 30", "most_km: -3", "-3 is no distance; give 0 or more km"),
        ("role: post", "role: posts", "'posts' is not known"),
        ("title: Watch the ford", "name: Watch", "the key 'name' is not known"),
    ],
)
def test_a_concept_at_fault_is_told_with_its_place(write, old, new, told):
    faults = write("scenarios.yaml", CONCEPTS.replace(old, new)).faults()

    assert any(fault.startswith("scenarios.yaml:") and told in fault for fault in faults), faults


def test_a_concept_is_described_once(write):
    twice = CONCEPTS + CONCEPTS.partition("concepts:\n")[2]

    assert any("is described twice; put the two together" in f for f in write("scenarios.yaml", twice).faults())


def test_a_distance_is_an_assumption_in_kilometres(write):
    write("assumptions.csv", "share,Share,1,2,3,,assumed,,none\n")
    faults = write("scenarios.yaml", CONCEPTS.replace("spacing_km", "share")).faults()

    assert any("share is in ''; name an assumption in km" in f for f in faults), faults


@pytest.mark.parametrize(("cell", "sized"), [("20", 20), ("set_back", 15)])
def test_bases_are_sized_at_the_distance_at_which_they_may_stand(write, cell, sized):
    write("capabilities.csv", COMPANY)
    write("assumptions.csv", "set_back,Back,15,15,15,km,assumed,,none\n")
    (fault,) = write("requirement.csv", REACTION.format(cell)).faults()

    assert f"sizes bases {sized} km from the line, but siting keeps them 0 km off" in fault


def test_one_assumption_sets_back_bases_in_sizing_and_in_siting(write):
    write("capabilities.csv", COMPANY)
    write("assumptions.csv", "base_setback_km,Back,15,15,15,km,assumed,,none\n")
    write("requirement.csv", REACTION.format("base_setback_km"))

    assert len(read_case(write("requirement.csv", "").folder).requirement) == 3


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        ("airfield", '"capacity": 2', "a site of kind 'airfield' holds no post or force; remove capacity and fixed"),
        ("post", '"weight": 2', "a site of kind 'post' is not watched; remove its weight"),
        ("post", '"capacity": 0', "is too small; give 1 or more"),
        ("post", '"fixed": "brask"', "'brask' pledges nothing; name a pledge or a contributor"),
        ("post", '"fixed": "nobody"', "is not known"),
        ("airfield", '"use": "locked"', "a site of kind 'airfield' holds no post or force; remove its use"),
        ("post", '"use": "forbidden", "fixed": "elm"', "nobody may stand there, but elm must; remove use, or fixed"),
        ("post", '"use": "open"', "'open' is not known; give one of candidate, locked, forbidden"),
    ],
)
def test_a_site_holds_what_its_kind_holds(case, kind, more, told):
    case.edit("sites.geojson", '"kind": "post"', f'"kind": "{kind}", {more}')

    assert any(fault.startswith("sites.geojson:2") and told in fault for fault in case.faults()), case.faults()


def test_a_site_says_how_much_it_holds_and_for_whom(case):
    case.edit("sites.geojson", '"kind": "post"', '"kind": "post", "capacity": 2, "fixed": "elm"')

    site = read_case(case.folder).sites[0]
    assert (site.capacity, site.fixed, site.weight, site.use) == (2, "elm", 1.0, "candidate")
    assert site.locked
