"""An incident is held against each provision under each reading; what is missing is named."""

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.building import (
    LINE,
    MERIDIAN,
    agreement,
    at,
    belt,
    exemption,
    heavy,
    provision,
    version,
    window,
)
from tests.monitoring.happened import incident
from tests.reference import judging
from truceline.agreement.obligations import Reciprocity
from truceline.agreement.readings import readings
from truceline.monitoring.attribution import OTHERS, unattributed
from truceline.monitoring.incidents import columns
from truceline.monitoring.reasons import explain
from truceline.monitoring.violations import VERDICTS, verdicts


def by(actor, terms, count=1):
    nobody = unattributed(count, terms)
    return replace(nobody, actor=np.full(count, nobody.actors.index(actor)))


def judged(happened, terms, who=None, lines=(LINE,)):
    rows = columns([happened])
    found = verdicts(rows, terms, lines, who)
    return explain(found, rows, terms, 0)


def outcome(happened, terms, who=None, lines=(LINE,)):
    (verdict,) = judged(happened, terms, who, lines)
    return verdict.verdict, verdict.missing


def test_a_forbidden_act_is_a_violation_whichever_party_it_was():
    assert outcome(incident(), agreement()) == ("violation", ())


def test_an_unattributed_act_that_only_one_party_is_forbidden_is_undetermined_for_want_of_the_actor():
    terms = agreement(provision(actors=("ash",)))

    assert outcome(incident(), terms) == ("undetermined", ("actor",))
    assert outcome(incident(), terms, by("ash", terms)) == ("violation", ())
    assert outcome(incident(), terms, by("elm", terms)) == ("out-of-scope", ())


def test_a_third_actor_is_bound_only_where_everybody_is_and_nobody_never():
    parties, everybody = agreement(), agreement(provision(actors=()))

    assert outcome(incident(), parties, by("other", parties))[0] == "out-of-scope"
    assert outcome(incident(), everybody, by("other", everybody))[0] == "violation"
    assert outcome(incident(), everybody, by("none", everybody))[0] == "out-of-scope"


def test_everything_that_is_missing_is_named():
    terms = agreement(
        provision(weapons=("heavy",), targets=("dam",), zones=("near",), actors=("ash",), circumstances=("in-town",))
    )
    vague = incident(act="bang", metres=10_000.0, radius_m=2_000.0, target="energy", end=at(0, 12))

    assert outcome(vague, terms) == (
        "undetermined",
        ("act", "time", "place", "weapon", "target", "actor", "in-town"),
    )


def test_one_thing_that_does_not_fit_rules_it_out_however_much_is_missing():
    terms = agreement(provision(weapons=("heavy",), zones=("near",), actors=("ash",)))

    assert outcome(incident(act="jamming"), terms) == ("out-of-scope", ())


def test_a_place_that_nobody_recorded_or_a_line_that_is_missing_leaves_it_undetermined():
    terms = agreement(provision(zones=("near",)))
    nowhere = incident(lon=nan, lat=nan, radius_m=nan)

    assert outcome(nowhere, terms) == ("undetermined", ("place",))
    assert outcome(incident(), terms, lines=()) == ("undetermined", ("place",))


def test_contested_readings_are_judged_side_by_side():
    belts = (belt(to_m=3_000.0, version="ash"), belt(to_m=8_000.0, version="elm"))
    versions = (version("ash", "ash"), version("elm", "elm"))
    terms = agreement(provision(zones=("near",)), versions=versions, belts=belts)

    assert [(v.version, v.verdict) for v in judged(incident(), terms)] == [
        ("ash", "out-of-scope"),
        ("elm", "violation"),
    ]


RETURNED = exemption("return fire", circumstances=("answers", "ordered"))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, ("violation", ())),
        ({"answers": True}, ("undetermined", ("ordered",))),
        ({"answers": True, "ordered": True}, ("permitted", ())),
        ({"answers": True, "ordered": False}, ("violation", ())),
        ({"answers": False, "ordered": True}, ("violation", ())),
    ],
)
def test_an_exemption_counts_only_once_somebody_has_established_its_first_condition(known, expected):
    terms = agreement(provision(exemptions=(RETURNED,)))

    assert outcome(incident(circumstances=tuple(known.items())), terms) == expected


def test_an_exemption_for_an_actor_leaves_the_unattributed_undetermined():
    terms = agreement(provision(actors=(), exemptions=(exemption(actors=("elm",)),)))

    assert outcome(incident(), terms) == ("undetermined", ("actor",))
    assert outcome(incident(), terms, by("elm", terms)) == ("permitted", ())


def test_after_the_other_partys_breach_a_party_that_is_released_may_act():
    terms = agreement(reciprocity=Reciprocity("automatic", agreement().provisions[0].clause))

    assert outcome(incident(circumstances=(("other-breached", True),)), terms)[0] == "permitted"
    assert outcome(incident(), terms)[0] == "violation"


def test_reasons_tell_what_was_found_against_what_was_asked():
    terms = agreement(provision(zones=("near",), exemptions=(RETURNED,)))
    (verdict,) = judged(incident(metres=9_000.0, radius_m=1_000.0), terms)

    assert verdict.reasons == (
        "act: shelling against fire (fits)",
        "time: 2031-03-01 06:00 UTC against truce, 2031-03-01 00:00 UTC to 2031-03-11 00:00 UTC (fits)",
        "place: chance 0.84 to lie in near; inside from 0.95, outside up to 0.05 (cannot be told)",
        "actor: undetermined against ash, elm (fits)",
        "exempt: return fire (no)",
    )
    assert verdict.clause.ref == "Article 1"


def test_what_rules_it_out_is_the_only_reason_given():
    (verdict,) = judged(incident(start=at(0, 20)), agreement())

    assert [reason.partition(":")[0] for reason in verdict.reasons] == ["time"]


def test_violations_are_counted_once_however_many_readings_find_them():
    terms = agreement(provision(), provision("twice"))
    rows = columns([incident("a"), incident("b", act="jamming")])

    assert verdicts(rows, terms, (LINE,)).violations().tolist() == [True, False]


# Random agreements and incidents, judged both ways.

SOME = {
    "acts": ("activity", "fire", "shelling", "shot", "bang", "jamming"),
    "weapons": ("heavy", "rockets"),
    "zones": ("near", "far"),
    "targets": ("energy", "dam", "refinery"),
    "circumstances": ("answers", "ordered", "in-town"),
    "actors": ("ash", "elm"),
}


def lists(name):
    return st.lists(st.sampled_from(SOME[name]), unique=True, max_size=2).map(tuple)


narrowing = {name: lists(name) for name in SOME}
exemptions = st.builds(exemption, st.just("some"), **narrowing)
provisions = st.builds(
    provision,
    st.just("some"),
    **narrowing,
    windows=st.just(("truce",)),
    exemptions=st.lists(exemptions, max_size=2).map(tuple),
)
hours = st.integers(0, 30)
spans = st.tuples(hours, hours).map(sorted)
happenings = st.builds(
    lambda span, place, parts, known: incident(
        start=at(span[0] % 24, 1 + span[0] // 24),
        end=at(span[1] % 24, 1 + span[1] // 24),
        circumstances=tuple(known.items()),
        **(parts | place),
    ),
    spans,
    st.one_of(
        st.fixed_dictionaries({"metres": st.integers(-30_000, 30_000), "radius_m": st.sampled_from([1.0, 800.0, 9e3])}),
        st.just({"lon": nan, "lat": nan, "radius_m": nan}),
    ),
    st.fixed_dictionaries(
        {
            "act": st.sampled_from(["", "other: riot", *SOME["acts"]]),
            "weapon": st.sampled_from(["", "gun", "mortar-82", "howitzer-152", "rocket", "long-rocket"]),
            "target": st.sampled_from(["", *SOME["targets"]]),
        }
    ),
    st.dictionaries(st.sampled_from(SOME["circumstances"]), st.booleans()),
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(provisions, min_size=1, max_size=3),
    st.lists(happenings, min_size=1, max_size=6),
    st.lists(st.sampled_from(["", "ash", "elm", *OTHERS]), min_size=6, max_size=6),
    spans,
)
def test_columns_agree_with_judging_each_incident_by_itself(given_provisions, happened, who, span):
    terms = agreement(
        *(replace(each, id=f"p{n}") for n, each in enumerate(given_provisions)),
        windows=(window(start=at(span[0] % 24, 1 + span[0] // 24), end=at(1, 3)),),
        belts=(belt(), belt("far", side="left", from_m=10_000.0, to_m=20_000.0)),
        weapon_classes=(heavy(), heavy("rockets", ("rocket",), None, None, ("long-rocket",))),
    )
    rows = columns([replace(each, id=f"in-{n}") for n, each in enumerate(happened)])
    nobody = unattributed(len(happened), terms)
    codes = [-1 if not name else nobody.actors.index(name) for name in who[: len(happened)]]

    found = verdicts(rows, terms, (LINE,), replace(nobody, actor=np.array(codes)))

    for row, each in enumerate(happened):
        for column, reading in enumerate(readings(terms)):
            expected = judging.judge(terms, reading, each, who[row], meridian=MERIDIAN)
            assert VERDICTS[found.verdict[row, column]] == expected, (each, reading.provision)
            if expected == "undetermined":
                assert explain(found, rows, terms, row)[column].missing
