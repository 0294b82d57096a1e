"""A provision is read once where all agree, and once per version where anything it rests on is contested."""

from dataclasses import replace

from tests.agreement.building import agreement, at, belt, exemption, provision, version, window
from truceline.agreement.obligations import Reciprocity
from truceline.agreement.provisions import ReturnFire
from truceline.agreement.readings import problems, readings

VERSIONS = (version("ash", "ash"), version("elm", "elm"))


def named(terms):
    return [(each.provision.id, each.version) for each in readings(terms)]


def test_what_all_agree_on_is_read_once():
    assert named(agreement(versions=VERSIONS)) == [("fire", "")]


def test_a_contested_window_is_read_by_each_version():
    windows = (window(version="ash"), window(start=at(6), version="elm"))
    found = readings(agreement(versions=VERSIONS, windows=windows))

    assert [(each.version, each.windows[0].start) for each in found] == [("ash", at(0)), ("elm", at(6))]


def test_a_contested_belt_is_read_by_each_version_with_its_own_depth():
    belts = (belt(to_m=10_000.0, version="ash"), belt(to_m=15_000.0, version="elm"))
    terms = agreement(provision(zones=("near",)), provision("talk"), versions=VERSIONS, belts=belts)

    assert named(terms) == [("fire", "ash"), ("fire", "elm"), ("talk", "")]
    assert [each.zones[0].to_m for each in readings(terms)[:2]] == [10_000.0, 15_000.0]


def test_a_provision_of_one_version_is_read_by_that_version_only():
    terms = agreement(provision(version="ash"), provision(acts=("shot",), version="elm"), versions=VERSIONS)

    assert named(terms) == [("fire", "ash"), ("fire", "elm")]


def test_return_fire_and_release_become_exemptions_that_somebody_must_invoke():
    conditions = ReturnFire("an offensive", "the leadership", "", "the commission", agreement().provisions[0].clause)
    reciprocity = Reciprocity("right", conditions.clause)
    (found,) = readings(agreement(provision(return_fire=conditions), reciprocity=reciprocity))

    assert [each.circumstances for each in found.exemptions] == [
        ("answers-offensive", "ordered", "notified"),
        ("other-breached", "release-declared"),
    ]
    assert Reciprocity("none", conditions.clause).exemption() is None
    assert Reciprocity("automatic", conditions.clause).exemption().circumstances == ("other-breached",)


def test_references_that_lead_nowhere_in_some_version_are_all_told():
    terms = agreement(
        provision(zones=("near",), exemptions=(exemption(zones=("moon",)),)),
        versions=VERSIONS,
        windows=(window(version="ash"),),
    )

    assert list(problems(terms)) == [
        "provision fire in version ash | has no zone 'moon'; give the belt or area for that version",
        "provision fire in version elm | has no window 'truce'; give the window for that version",
        "provision fire in version elm | has no zone 'moon'; give the belt or area for that version",
    ]


def test_two_parts_of_one_id_in_one_version_are_told():
    terms = agreement(versions=VERSIONS, windows=(window(), window(version="ash")))
    twice = replace(terms, windows=(window(), window()), provisions=(provision(), provision()))

    assert "window truce | is given twice for one version; give one for all, or one for each" in list(problems(terms))
    assert [problem.split(" |")[0] for problem in problems(twice)] == ["window truce", "provision fire"]
