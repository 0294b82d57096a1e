"""Where a concept and the agreement let a force stand. On the equator a degree of latitude is 110.574 km (WGS84)."""

from dataclasses import replace

import numpy as np
import pytest
from shapely import LineString, Point, box

from truceline.agreement.agreement import Agreement, Area, Belt
from truceline.agreement.clauses import Clause
from truceline.agreement.line import segments
from truceline.agreement.provisions import Exemption, Provision
from truceline.casefolder.schema.vocabulary import vocabulary
from truceline.records.concepts import SETBACK, Concept, StandoffRule, least_km
from truceline.records.places import Line, Sector, Site
from truceline.records.quantities import Assumption, Range, Reliance
from truceline.siting.closures import ClosureTerms, barred_to, closures, way_of
from truceline.siting.patrols import Way

CLAUSE = Clause("1", "", Reliance.ASSUMED, "")
BUFFER = Belt("buffer", "Buffer", "both", 0, 5_000, "", "")
NORTH = Belt("north", "North belt", "left", 5_000, 15_000, "", "")
PARK = Area("park", "Park", "nature", box(0.9, -1, 1.1, 1), "", CLAUSE)
FRONT = Line("front", "2031-03-01", "ash", LineString([(0, 0), (2, 0)]), "", "")
SECTORS = (Sector("west", "West", box(-1, -1, 1, 1)), Sector("east", "East", box(1, -1, 3, 1)))
# Latitudes, and what they are in kilometres from the line.
AT = {"a": 0.04, "b": 0.05, "c": -0.04, "d": 0.19}
KM = {"a": 4.423, "b": 5.529, "c": 4.423, "d": 21.009}
SITES = tuple(Site(name, name, "post", Point(0.5, lat), "") for name, lat in AT.items())


def terms(*provisions, assumptions=()):
    agreement = Agreement(
        "t", "", "draft", ("ash", "birch"), None, "front", (BUFFER, NORTH), areas=(PARK,), provisions=provisions,
        vocabulary=vocabulary(),
    )  # fmt: skip
    return ClosureTerms(agreement, (FRONT,), SECTORS, {a.id: a for a in assumptions})


def number(name, likely):
    return Assumption(name, name, Range(likely, likely, likely), "km", Reliance.ASSUMED, "", "")


def ban(*, acts=("presence",), actors=(), zones=("buffer",), exemptions=(), weapons=(), circumstances=()):
    return Provision(
        "p", "Nobody here", acts, actors, weapons, zones, (), (), circumstances, exemptions, None, "", CLAUSE
    )  # fmt: skip


def closed(*stands, sites=SITES, of=None):
    found = closures(sites, Concept("calm", "Calm", stands=stands), of or terms())
    return {each.site: each.why for each in found}


def test_a_concept_of_which_nothing_is_said_may_stand_everywhere():
    assert closed() == {}


def test_a_belt_that_is_closed_closes_both_its_sides_and_nothing_behind_it():
    assert closed(StandoffRule("post", not_in=("buffer",))) == {"a": "inside Buffer", "c": "inside Buffer"}


def test_a_belt_on_one_side_closes_that_side_alone():
    south = Site("e", "e", "post", Point(0.5, -0.06), "")

    assert closed(StandoffRule("post", not_in=("north",)), sites=(*SITES, south)) == {"b": "inside North belt"}


def test_distances_from_the_line_are_geodesic():
    found = closures(SITES, Concept("calm", "Calm", stands=(StandoffRule("post", least_km=1000.0),)), terms())

    assert {each.site: each.km for each in found} == pytest.approx(KM, abs=0.001)


def test_a_site_stands_from_the_least_to_the_greatest_distance():
    rule = StandoffRule("post", least_km=5.0, most_km=20.0)

    assert closed(rule) == {
        "a": "nearer than 5 km to the line",
        "c": "nearer than 5 km to the line",
        "d": "farther than 20 km from the line",
    }


def test_a_site_exactly_at_the_least_distance_is_open():
    exact = closures(SITES, Concept("calm", "", stands=(StandoffRule("post", least_km=1000.0),)), terms())[0].km

    assert "a" not in closed(StandoffRule("post", least_km=exact))


def test_a_distance_may_be_an_assumption():
    of = terms(assumptions=(number("off_km", 5.0),))

    assert set(closed(StandoffRule("post", least_km="off_km"), of=of)) == {"a", "c"}


def test_only_some_ground_may_be_open():
    inside = Site("in", "in", "post", Point(1.0, 0.1), "")

    assert closed(StandoffRule("post", only_in=("park",)), sites=(*SITES, inside)) == dict.fromkeys(AT, "outside Park")
    assert closed(StandoffRule("post", only_in=("park", "west")), sites=(*SITES, inside)) == {}
    assert set(closed(StandoffRule("post", only_in=("east",)))) == set(AT)


def test_the_first_rule_that_closes_a_site_is_its_reason():
    both = (StandoffRule("post", not_in=("buffer",)), StandoffRule("post", least_km=10.0))

    assert closed(*both) == {
        "a": "inside Buffer",
        "c": "inside Buffer",
        "b": "nearer than 10 km to the line",
    }


def test_reaction_forces_keep_the_set_back_that_sizing_takes_whatever_the_concept():
    bases = tuple(replace(site, kind="base") for site in SITES)
    of = terms(assumptions=(number(SETBACK, 20.0),))

    assert closed(sites=bases, of=of) == dict.fromkeys("abc", "nearer than 20 km to the line")
    assert closed(of=of) == {}


def test_the_least_distance_of_a_role_is_the_greatest_of_all_rules():
    known = {SETBACK: number(SETBACK, 20.0), "off_km": number("off_km", 25.0)}
    concept = Concept(
        "calm", "", stands=(StandoffRule("reaction", least_km="off_km"), StandoffRule("post", least_km=3.0))
    )

    assert least_km(concept, "reaction", known) == 25.0
    assert least_km(concept, "post", known) == 3.0
    assert least_km(Concept("other", ""), "reaction", known) == 20.0
    assert least_km(Concept("other", ""), "reaction", {}) == 0.0


@pytest.mark.parametrize("act", ["presence", "troop-presence", "military-activity"])
def test_where_the_agreement_forbids_presence_to_all_no_concept_stands(act):
    assert closed(of=terms(ban(acts=(act,)))) == {
        "a": "the agreement forbids presence: Nobody here",
        "c": "the agreement forbids presence: Nobody here",
    }


@pytest.mark.parametrize(
    "provision",
    [
        ban(actors=("ash", "birch")),
        ban(acts=("fire",)),
        ban(acts=("weapon-presence",)),
        ban(weapons=("heavy",)),
        ban(circumstances=("ordered",)),
        ban(exemptions=(Exemption("monitors", ("presence",), (), (), (), (), (), CLAUSE),)),
    ],
)
def test_a_ban_on_the_parties_or_on_something_else_closes_nothing_to_the_force(provision):
    assert closed(of=terms(provision)) == {}


def test_a_ban_by_name_closes_ground_to_those_it_names_alone():
    of = terms(ban(actors=("ash", "cedar")))

    assert barred_to(("cedar", "dale"), SITES, of) == {"cedar": {"a", "c"}, "dale": frozenset()}


def test_without_a_line_belts_close_nothing_and_areas_do():
    of = replace(terms(), lines=())

    assert closed(StandoffRule("post", not_in=("buffer",)), of=of) == {}
    assert closed(StandoffRule("post", not_in=("west",)), of=of) == dict.fromkeys(AT, "inside West")


def test_a_closed_belt_sets_patrols_back_and_an_area_closes_their_road():
    cut = segments(FRONT, SECTORS, 10_000.0)
    behind = way_of(cut, Concept("c", "", stands=(StandoffRule("patrol", not_in=("buffer",)),)), terms())
    farther = way_of(
        cut, Concept("c", "", stands=(StandoffRule("patrol", least_km=7.0, not_in=("buffer", "park")),)), terms()
    )
    kept = way_of(cut, Concept("c", "", stands=(StandoffRule("patrol", only_in=("north", "west")),)), terms())

    assert behind == Way(5.0, frozenset())
    assert farther.setback_km == 7.0
    assert {round(float(cut.lon[n]), 2) for n in farther.closed} == {0.94, 1.03}
    assert kept == Way(5.0, frozenset(np.flatnonzero(cut.lon > 1).tolist()))
    assert way_of(cut, Concept("c", ""), terms()) == Way()
