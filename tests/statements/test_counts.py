"""Counts follow their definition; published counts stand beside them, and nobody is filled in."""

import math
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.statements import counted
from tests.statements.building import ledgers, measure, statement

from truceline.records.actors import Actor
from truceline.statements.counts import count
from truceline.statements.statement import Authority, CountDefinition, Stance

LATE = date(2031, 12, 31)
READY = CountDefinition(
    id="ready",
    title="Ready",
    topic="troops",
    scopes=frozenset({"own"}),
    stances=frozenset({Stance.FOR, Stance.CONDITIONAL}),
    authorities=frozenset({Authority.LEADER, Authority.DOCUMENT}),
    claims=("members",),
)


def actor(name, kind="state", *, party=False):
    return Actor(name, name.title(), kind, party, "")


STATES = (actor("ash"), actor("birch"), actor("cedar"))


def test_an_actor_counts_when_its_latest_fitting_statement_fits():
    statements = [
        statement("a", speaks_for="ash", stance="conditional"),
        statement("b", "2031-01-01", speaks_for="birch", stance="for"),
        statement("c", "2031-01-02", speaks_for="birch", stance="against"),
        statement("d", speaks_for="cedar", stance="for", authority=Authority.REPORT),
    ]

    found = count(READY, statements, STATES, LATE)

    assert (found.definition, found.count, found.actors) == ("ready", 1, ("ash",))
    assert found.statements == {"ash": (statements[0],)}


def test_statements_outside_the_definition_do_not_undo_a_count():
    statements = [
        statement("a", "2031-01-01", stance="for"),
        statement("b", "2031-01-02", stance="against", scope="force"),
        statement("c", "2031-01-03", stance="against", topic="consent"),
        statement("d", "2031-01-04", stance="none", measure=measure("9", 9, 9)),
    ]

    assert count(READY, statements, STATES, LATE).actors == ("ash",)


def test_who_offers_logistics_and_refuses_soldiers_counts_among_any_contribution():
    both = statement("a", stance="against", scope="own", also=[("troops", "logistics", "for")])
    anything = replace(READY, scopes=frozenset({"own", "logistics"}))

    assert count(READY, [both], STATES, LATE).actors == ()
    (found,) = count(anything, [both], STATES, LATE).counted
    assert (found.actor, found.scope, found.decided_by) == ("ash", "logistics", both)


def test_a_later_word_on_another_scope_takes_nobody_out_of_a_wider_count():
    word = statement("a", "2031-01-01", "for")
    elsewhere = statement("b", "2031-02-01", "against", scope="logistics")
    anything = replace(READY, scopes=frozenset({"own", "logistics"}))

    assert count(anything, [word, elsewhere], STATES, LATE).actors == ("ash",)


def test_a_word_holds_until_one_that_binds_as_much_follows_whoever_the_definition_hears():
    minister = statement("a", "2031-01-01", "for", authority=Authority.MINISTER)
    unnamed = statement("b", "2031-02-01", "against", authority=Authority.UNNAMED)
    leader = statement("c", "2031-03-01", "against")
    ministers = replace(READY, authorities=frozenset({Authority.MINISTER}))
    anybody = replace(READY, authorities=frozenset(Authority))

    assert count(ministers, [minister, unnamed], STATES, LATE).actors == ("ash",)
    assert count(anybody, [minister, unnamed], STATES, LATE).actors == ("ash",)
    assert count(ministers, [minister, unnamed, leader], STATES, LATE).actors == ()
    assert count(anybody, [minister, unnamed, leader], STATES, LATE).actors == ()


def test_a_definition_of_which_nothing_is_on_the_record_is_not_recorded_rather_than_none():
    number = statement("a", stance="none", measure=measure("31", 31, 31))
    refusal = statement("b", stance="against")

    unrecorded = count(READY, [number], STATES, LATE)
    refused = count(READY, [number, refusal], STATES, LATE)

    assert (unrecorded.recorded, unrecorded.count, len(unrecorded.claims)) == (False, None, 1)
    assert (refused.recorded, refused.count) == (True, 0)
    assert count(READY, [refusal], STATES, date(2031, 1, 9)).count is None


SUBSETS = st.tuples(
    st.frozensets(st.sampled_from(["own", "force", "elsewhere"])),
    st.frozensets(st.sampled_from(Stance)),
    st.frozensets(st.sampled_from(Authority)),
)


@given(ledgers, SUBSETS, SUBSETS)
@settings(deadline=None)
def test_a_wider_definition_never_counts_fewer(ledger, some, more):
    parts = ("scopes", "stances", "authorities")
    narrow = replace(READY, **dict(zip(parts, some, strict=True)))
    wide = replace(READY, **{part: a | b for part, a, b in zip(parts, some, more, strict=True)})

    fewer, those = (count(each, ledger, STATES, LATE) for each in (narrow, wide))

    assert set(fewer.actors) <= set(those.actors)
    assert those.recorded or not fewer.recorded


@given(ledgers, SUBSETS)
@settings(deadline=None)
def test_who_counts_is_who_the_slow_version_counts(ledger, chosen):
    definition = replace(READY, scopes=chosen[0], stances=chosen[1], authorities=chosen[2])

    assert set(count(definition, ledger, STATES, LATE).actors) == counted(
        definition, ledger, {"ash", "birch", "cedar"}, LATE
    )


def test_only_states_that_are_no_party_are_counted():
    actors = (actor("ash", party=True), actor("birch", "press"), actor("cedar"))
    statements = [statement(n, speaks_for=n) for n in ("ash", "birch", "cedar", "dale")]

    assert count(READY, statements, actors, LATE).actors == ("cedar",)


@pytest.mark.parametrize(
    ("value", "low", "high", "names", "unnamed"),
    [
        ("30+", 30, math.inf, ("ash",), (29, math.inf)),
        ("about 6", 6, 6, ("ash", "birch"), (4, 4)),
        ("1", 1, 1, ("ash", "birch"), (0, 0)),
    ],
)
def test_the_unnamed_part_of_a_claim_is_what_its_names_leave(value, low, high, names, unnamed):
    said = statement("a", speaks_for="gazette", stance="none", names=names, measure=measure(value, low, high))

    (claim,) = count(READY, [said, statement("b", speaks_for="cedar")], STATES, LATE).claims

    assert claim.statement is said
    assert claim.named == names
    assert claim.unnamed == unnamed


def test_claims_of_other_kinds_and_of_later_days_stand_apart():
    statements = [
        statement("a", "2031-01-01", measure=measure("5", 5, 5)),
        statement("b", "2031-02-01", measure=measure("6", 6, 6)),
        statement("c", "2031-01-01", measure=measure("7", 7, 7, what="posts")),
    ]

    found = count(READY, statements, STATES, date(2031, 1, 15))

    assert [c.measure.value for c in found.claims] == ["5"]
    assert [c.measure.value for c in found.later] == ["6"]


# ---- the ukraine case


@pytest.mark.parametrize("day", [date(2025, 3, 25), date(2025, 9, 30), date(2026, 2, 28)])
def test_of_every_two_ordered_definitions_of_the_case_the_wider_counts_at_least_those_of_the_narrower(
    definitions, ledger, actors, day
):
    found = {name: set(count(each, ledger, actors, day).actors) for name, each in definitions.items()}

    def within(one, other):
        same = one.topic == other.topic
        return same and all(getattr(one, p) <= getattr(other, p) for p in ("scopes", "stances", "authorities"))

    pairs = [(a, b) for a, b in permutations(definitions, 2) if within(definitions[a], definitions[b])]
    assert ("ready-own-troops", "any-contribution") in pairs
    assert [(a, b) for a, b in pairs if not found[a] <= found[b]] == []


def test_attendance_nobody_recorded_stands_beside_the_claims_and_is_not_none(definitions, ledger, actors):
    found = count(definitions["attends"], ledger, actors, date(2025, 3, 25))

    if not found.recorded:
        assert found.count is None
    assert {c.measure.value for c in found.claims} >= {"34", "31"}


def test_in_march_2025_the_uk_and_france_and_few_others_are_ready_each_with_statements(definitions, ledger, actors):
    found = count(definitions["ready-own-troops"], ledger, actors, date(2025, 3, 25))

    assert {"uk", "fr"} <= set(found.actors)
    assert len(found.actors) - 2 < 10
    assert found.actors == ("fr", "lt", "uk")  # Ireland offers peacekeepers and no part in a force that deters
    assert all(found.statements[actor] for actor in found.actors)
    assert [s.id for s in found.statements["uk"]] == ["st-02", "st-09", "st-17"]


def test_published_counts_keep_their_own_definition_and_their_unnamed_part(definitions, ledger, actors):
    found = count(definitions["ready-own-troops"], ledger, actors, date(2025, 3, 25))
    claims = {c.statement.id: c for c in (*found.claims, *found.later)}

    assert {c.statement.id for c in found.claims} == {"st-17", "st-x-nyt-two", "st-s-count-handful"}
    assert {i: (c.measure.value, c.named, c.unnamed) for i, c in claims.items()} == {
        "st-17": ("30+", (), (30, math.inf)),
        "st-x-nyt-two": ("2", ("uk", "fr"), (0, 0)),
        "st-s-count-handful": ("more than 2", ("uk", "fr"), (1, math.inf)),
        "st-26a": ("15", (), (15, 15)),
        "st-26b": ("about 6", ("uk", "fr", "ee", "lv", "lt"), (1, 1)),
        "st-x-svoboda-ten": ("10", ("uk", "fr", "se", "dk", "no", "ee", "lv", "lt", "nl", "au"), (0, 0)),
        "st-37": ("26", ("de", "it", "pl"), (23, 23)),
        "st-x-macron-outside": ("26", (), (26, 26)),
    }
    assert len({c.measure.definition for c in claims.values()}) == len(claims)


def test_a_year_later_the_same_definitions_give_the_later_picture(definitions, ledger, actors):
    as_of = date(2026, 2, 28)

    ready = count(definitions["ready-own-troops"], ledger, actors, as_of)
    refuses = count(definitions["refuses-own-troops"], ledger, actors, as_of)

    assert ready.actors == ("ee", "fr", "lt", "tr", "uk")
    assert {"gr", "hr", "it", "pl", "ro"} <= set(refuses.actors)
    assert not set(ready.actors) & set(refuses.actors)
    assert not ready.later
    decided = {p.actor: p.decided_by.id for p in ready.counted}
    assert (decided["uk"], decided["fr"]) == ("st-x-healey-25feb", "st-46b")


@pytest.mark.parametrize(
    ("as_of", "ready"),
    [
        (date(2025, 3, 25), ("fr", "lt", "uk")),
        (date(2025, 9, 10), ("ee", "fr", "lt", "uk")),
        (date(2026, 2, 28), ("ee", "fr", "lt", "tr", "uk")),
    ],
)
def test_three_then_four_then_five_states_are_publicly_ready_to_put_own_troops(
    as_of, ready, definitions, ledger, actors
):
    assert count(definitions["ready-own-troops"], ledger, actors, as_of).actors == ready


def test_ireland_and_switzerland_offer_peacekeepers_and_neither_joins_nor_refuses_the_force(
    definitions, ledger, actors
):
    for as_of in (date(2025, 3, 25), date(2025, 9, 10), date(2026, 2, 28)):
        for definition in ("ready-own-troops", "ready-by-any-report", "refuses-own-troops"):
            assert not {"ie", "ch"} & set(count(definitions[definition], ledger, actors, as_of).actors)
        assert {"ie", "ch"} <= set(count(definitions["not-excluded"], ledger, actors, as_of).actors)


def test_what_the_turkish_presidency_denied_on_the_same_day_does_not_count(definitions, ledger, actors):
    for as_of, counts in ((date(2025, 3, 25), False), (date(2025, 8, 21), True)):
        found = count(definitions["not-excluded"], ledger, actors, as_of)

        assert ("tr" in found.actors) is counts


def test_czechia_has_a_position_on_the_day_of_the_article(definitions, ledger, actors):
    found = count(definitions["not-excluded"], ledger, actors, date(2025, 3, 25))

    assert {p.decided_by.id for p in found.counted if p.actor == "cz"} == {"st-24"}
