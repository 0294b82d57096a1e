"""Contradictions are found by how statements are coded, sorted by kind, and never against themselves."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from tests.reference.statements import opposed_on_one_question
from tests.statements.building import ledgers, measure, statement

from truceline.records.times import DateSpan
from truceline.statements.contradictions.find import Kind, contradictions
from truceline.statements.statement import Authority

LATE = date(2099, 1, 1)


def found(*statements):
    return [(c.kind, c.statements) for c in contradictions(statements, LATE)]


def test_a_speaker_who_turns_contradicts_its_last_word_only():
    a = statement("a", "2031-01-01", "against")
    b = statement("b", "2031-06-01", "against")
    c = statement("c", "2031-12-01", "conditional", supersedes=("b",))

    assert found(a, b, c) == [(Kind.SAME_SPEAKER_OVER_TIME, ("b", "c"))]


def test_the_reason_cites_both_with_speaker_date_stance_and_words():
    a = statement("a", "2031-01-01", "against", quote="Never.")
    b = statement("b", "2031-06-01", "for", summary="Will go.")

    (one,) = contradictions([a, b], LATE)

    assert one.why == 'Ada on 2031-01-01 against: "Never."; Ada on 2031-06-01 for: Will go (both of ash).'


def test_for_conditional_open_and_none_do_not_contradict_one_another():
    statements = [statement(s, "2031-01-01", s) for s in ("for", "conditional", "open", "none")]

    assert found(*statements) == []


def test_open_does_not_contradict_against():
    assert found(statement("a", stance="open"), statement("b", stance="against")) == []


def test_two_speakers_of_one_actor_contradict_each_other_within_a_month():
    leader = statement("a", "2031-01-01", "for")
    near = statement("b", "2031-02-01", "against", speaker="Bo", authority=Authority.MINISTER)
    far = statement("c", "2031-02-02", "against", speaker="Bo", authority=Authority.MINISTER)

    assert found(leader, near) == [(Kind.SAME_ACTOR_DIFFERENT_SPEAKERS, ("a", "b"))]
    assert found(leader, far) == []


def test_what_is_told_once_is_not_told_again():
    leader = statement("a", "2031-01-01", "for")
    minister = statement("b", "2031-01-02", "against", speaker="Bo")
    again = statement("c", "2031-01-03", "against", speaker="Bo")

    assert found(leader, minister, again) == [(Kind.SAME_ACTOR_DIFFERENT_SPEAKERS, ("a", "b"))]


def test_other_actors_and_the_opposition_may_differ():
    leader = statement("a", stance="for")
    neighbour = statement("b", stance="against", speaker="Bo", speaks_for="birch")
    opposition = statement("c", stance="against", speaker="Cy", authority=Authority.OPPOSITION)

    assert found(leader, neighbour, opposition) == []


def test_who_signed_contradicts_its_own_word_at_any_distance():
    word = statement("a", "2030-01-01", "against", speaks_for="birch")
    treaty = statement(
        "b",
        "2031-06-01",
        "for",
        speaker="Treaty",
        speaks_for="alliance",
        authority=Authority.DOCUMENT,
        names=("birch",),
    )

    assert found(word, treaty) == [(Kind.STATEMENT_AGAINST_DOCUMENT, ("a", "b"))]


def test_who_is_only_named_by_another_has_not_signed():
    word = statement("a", "2031-01-01", "against", speaks_for="birch")
    boast = statement("b", "2031-01-02", "for", speaker="Bo", speaks_for="alliance", names=("birch",))

    assert found(word, boast) == []


def test_opposed_words_on_different_scopes_are_apparent_only():
    treaty = statement(
        "a", "2031-01-01", "for", scope="force.inside", speaker="Treaty", speaks_for="alliance", names=("ash",),
        authority=Authority.DOCUMENT,
    )  # fmt: skip
    word = statement("b", "2031-01-03", "against", scope="own.inside")
    late = statement("c", "2031-09-03", "against", scope="own.inside")

    assert found(treaty, word) == [(Kind.APPARENT_ONLY, ("a", "b"))]
    assert found(treaty, late) == []
    assert contradictions([treaty, word], LATE)[0].why.endswith(
        "(both of ash): one speaks of force.inside, the other of own.inside, so both can hold."
    )


def test_signing_for_one_place_and_offering_another_is_apparent_only():
    treaty = statement("a", "2031-01-01", "for", scope="force.inside", speaker="T", authority=Authority.DOCUMENT)
    elsewhere = statement("b", "2031-01-03", "conditional", scope="own.outside")
    inside = statement("c", "2031-01-03", "conditional", scope="own.inside")

    assert found(treaty, elsewhere) == [(Kind.APPARENT_ONLY, ("a", "b"))]
    assert found(treaty, inside) == []
    assert found(inside, statement("d", "2031-01-04", "for", scope="own.outside")) == []


def test_a_statement_of_two_positions_meets_another_on_each_question_and_never_itself():
    both = statement("a", stance="against", scope="own.inside", also=[("troops", "own.logistics", "for")])
    turn = statement("b", "2031-01-12", "for", scope="own.inside")
    same = statement(
        "c", "2031-01-12", "against", scope="own.inside", also=[("troops", "own.logistics", "for")], speaker="Bo"
    )

    assert found(both) == []
    assert found(both, turn) == [(Kind.SAME_SPEAKER_OVER_TIME, ("a", "b"))]
    assert found(both, same) == []


def test_reports_contradict_reports_on_the_same_actor():
    press = {"authority": Authority.REPORT, "names": ("ash",)}
    yes = statement("a", stance="for", speaker="Gazette", speaks_for="gazette", **press)
    no = statement("b", stance="against", speaker="Herald", speaks_for="herald", **press)
    other = statement(
        "c", stance="against", speaker="Times", speaks_for="times", authority=Authority.REPORT, names=("birch",)
    )
    own = statement("d", stance="against")

    assert found(yes, no, other, own) == [(Kind.REPORT_AGAINST_REPORT, ("a", "b"))]


def count_of(name, value, low, high, definition, **given):
    what, unit = given.pop("what", "members@spring"), given.pop("unit", "actors")
    made = measure(value, low, high, definition, what=what, unit=unit)
    return statement(name, stance=given.pop("stance", "none"), speaker=name, measure=made, **given)


def test_different_numbers_under_different_definitions():
    a = count_of("a", "30+", 30, math.inf, "takes part", said_on="2031-01-01")
    b = count_of("b", "15", 15, 15, "open", said_on="2031-01-20")
    c = count_of("c", "15", 15, 15, "ready", said_on="2031-06-20")
    d = count_of("d", "9", 9, 9, "sworn", said_on="2031-12-20")

    assert found(a, b, c, d) == [(Kind.COUNT_DEFINITION, ("a", "b"))]


def test_counts_under_two_definitions_that_do_not_say_of_whom_and_when_are_not_comparable():
    ours = measure("30+", 30, math.inf, "strikes by Brask, as Arvel counts them", what="strikes", unit="strikes")
    theirs = measure("80+", 80, math.inf, "strikes by Arvel, as Brask counts them", what="strikes", unit="strikes")

    def pair(*events):
        made = [replace(m, what=m.what + event) for m, event in zip((ours, theirs), events, strict=True)]
        return [
            statement(who, stance="none", speaker=who, speaks_for=who, measure=m)
            for who, m in zip("ab", made, strict=True)
        ]

    assert found(*pair("", "")) == []
    assert found(*pair("@brask", "@arvel")) == []
    assert found(*pair("@both", "@both")) == [(Kind.COUNT_DEFINITION, ("a", "b"))]


def test_two_parties_that_count_under_one_definition_without_saying_whose_acts_are_not_comparable():
    ours = {"said_on": "2031-01-02", "speaks_for": "ash", "unit": "strikes"}
    theirs = ours | {"speaks_for": "birch"}

    def pair(what):
        one = count_of("a", "30", 30, 30, "strikes since the truce began", what=what, **ours)
        return one, count_of("b", "80", 80, 80, "strikes since the truce began", what=what, **theirs)

    assert found(*pair("strikes")) == []
    assert found(*pair("strikes@birch-january")) == [(Kind.REPORT_AGAINST_REPORT, ("a", "b"))]
    reported = [replace(s, authority=Authority.REPORT) for s in pair("strikes")]
    assert found(*reported) == [(Kind.REPORT_AGAINST_REPORT, ("a", "b"))]


def test_one_definition_of_two_events_is_two_things():
    a = count_of("a", "34", 34, 34, "attended", what="attendance@january")
    b = count_of("b", "31", 31, 31, "attended", what="attendance@february", speaks_for="birch")

    assert found(a, b) == []


def test_numbers_counted_in_two_ways_can_both_hold_and_opposed_words_cannot():
    assert {kind for kind in Kind if kind.both_can_hold} == {Kind.COUNT_DEFINITION, Kind.APPARENT_ONLY}


def test_one_speaker_who_keeps_a_number_and_changes_what_it_counts():
    a = count_of("a", "26", 26, 26, "will deploy")
    b = count_of("b", "26", 26, 26, "some from outside")
    same = [statement(s.id, stance="none", measure=s.measure) for s in (a, b)]

    assert found(a, b) == []
    assert found(*same) == [(Kind.COUNT_DEFINITION, ("a", "b"))]


def test_one_definition_and_two_numbers_of_two_sides_is_report_against_report():
    a = count_of("a", "800", 800, 800, "strength", speaks_for="gazette", unit="people")
    b = count_of("b", "700", 700, 700, "strength", speaks_for="herald", unit="people")
    c = count_of("c", "more than 600", 601, math.inf, "strength", speaks_for="times", unit="people")

    assert found(a, b) == [(Kind.REPORT_AGAINST_REPORT, ("a", "b"))]
    assert found(a, c) == []


def test_dates_under_one_definition():
    a = count_of("a", "2031-01-01", None, None, "start", speaks_for="gazette", unit="date")
    b = count_of("b", "2031-01-08", None, None, "start", speaks_for="herald", unit="date")

    (one,) = contradictions([a, b], LATE)

    assert one.kind == Kind.REPORT_AGAINST_REPORT
    assert one.why == (
        "a on 2031-01-10 gives 2031-01-01 (start); b on 2031-01-10 gives 2031-01-08 (start): "
        "one definition, different values."
    )


def test_a_number_against_a_document():
    a = count_of("a", "2", 2, 2, "side", authority=Authority.DOCUMENT, unit="km", said_on="2030-01-01")
    b = count_of("b", "1", 1, 1, "side", speaks_for="herald", authority=Authority.REPORT, unit="km")

    assert found(a, b) == [(Kind.STATEMENT_AGAINST_DOCUMENT, ("a", "b"))]


def test_a_number_brought_up_to_date_is_no_contradiction_but_two_on_one_day_are():
    a = count_of("a", "4", 4, 4, "struck", said_on="2031-01-01")
    b = count_of("b", "9", 9, 9, "struck", said_on="2031-01-02")
    c = count_of("c", "7", 7, 7, "struck", said_on="2031-01-02")

    assert found(a, b) == []
    assert found(b, c) == [(Kind.SAME_ACTOR_DIFFERENT_SPEAKERS, ("b", "c"))]


def test_two_copies_of_one_document_with_different_numbers():
    copies = [
        count_of(name, value, float(value), float(value), "Article 3", unit="km", stance="for", speaks_for=actor,
                 authority=Authority.DOCUMENT)
        for name, value, actor in (("a", "15", "ash"), ("b", "10", "birch"))
    ]  # fmt: skip

    assert found(*copies) == [(Kind.STATEMENT_AGAINST_DOCUMENT, ("a", "b"))]


@pytest.mark.parametrize(
    ("larger", "agree"),
    [
        (1.0, True),
        (1.049, True),
        (1.051, False),
        (1.5, False),
        (1.899, False),
        (1.901, True),
        (2.099, True),
        (2.101, False),
    ],
)
def test_a_speakers_two_lengths_agree_within_a_twentieth_of_once_or_twice_the_smaller(larger, agree):
    lengths = [measure("1", 1, 1, "one side", unit="km"), measure(f"{larger}", larger, larger, "in all", unit="km")]
    both = [replace(m, what="belt@line") for m in lengths]
    pair = [statement(name, stance="none", measure=m) for name, m in zip("ab", both, strict=True)]

    assert found(*pair) == [(Kind.APPARENT_ONLY if agree else Kind.COUNT_DEFINITION, ("a", "b"))]


def test_two_proposals_of_two_speakers_may_differ():
    a = count_of("a", "600", 600, 600, "ceiling", stance="for", unit="people")
    b = count_of("b", "800", 800, 800, "level", stance="for", unit="people", speaks_for="birch")

    assert found(a, b) == []


def test_where_stances_are_opposed_only_in_appearance_a_difference_in_counting_goes_before():
    a = statement("a", "2031-01-01", "for", measure=measure("9", 9, 9, "all", what="members@may"))
    b = statement("b", "2031-01-02", "against", scope="force", measure=measure("4", 4, 4, "sworn", what="members@may"))

    assert found(a, b) == [(Kind.COUNT_DEFINITION, ("a", "b"))]


def lengths(first, second, one="each side", other="whole"):
    made = [
        statement(name, stance="for", measure=measure(value, number, number, definition, what="width@plan", unit=unit))
        for name, (value, number, unit), definition in (("a", first, one), ("b", second, other))
    ]
    return contradictions(made, LATE)


def test_lengths_that_agree_once_doubled_and_converted_are_apparent_only():
    (one,) = lengths(("15", 15.0, "km"), ("18", 18.0, "mi"))

    assert one.kind == Kind.APPARENT_ONLY
    assert "2 x 15 km = 30 km = 18.64 mi, given as 18 mi" in one.why


def test_lengths_that_do_not_agree_stay_a_question_of_definition_in_one_unit():
    assert lengths(("15", 15.0, "km"), ("22", 22.0, "mi")) == ()
    assert lengths(("15", 15.0, "km"), ("28", 28.0, "mi")) == ()  # three times 15 km
    assert [c.kind for c in lengths(("15", 15.0, "km"), ("38", 38.0, "km"))] == [Kind.COUNT_DEFINITION]
    assert "2 x 15 km = 30 km, given as 30 km" in lengths(("15", 15.0, "km"), ("30", 30.0, "km"))[0].why


def test_lengths_of_two_speakers_agree_only_by_chance():
    a = count_of("a", "15", 15.0, 15.0, "each side", unit="km")
    b = count_of("b", "30", 30.0, 30.0, "whole", unit="km")

    assert found(a, b) == [(Kind.COUNT_DEFINITION, ("a", "b"))]


def test_ranges_that_touch_do_not_exclude_each_other():
    a = count_of("a", "5-10", 5, 10, "sent", speaks_for="gazette")
    b = count_of("b", "10-15", 10, 15, "sent", speaks_for="herald")

    assert found(a, b) == []


def claim(names=(), value=3.0):
    return statement(
        "claim",
        "2031-05-01",
        "none",
        speaker="Cy",
        speaks_for="alliance",
        names=names,
        measure=measure("3", value, value),
    )


def test_a_count_meets_the_refusal_of_who_it_names():
    refusal = statement("refusal", "2031-04-20", "against")

    assert found(claim(names=("ash",)), refusal) == [(Kind.COUNT_DEFINITION, ("refusal", "claim"))]
    assert found(claim(names=("birch",)), refusal) == []


def test_a_count_that_leaves_some_unnamed_meets_the_refusals_of_that_day():
    refusal = statement("refusal", "2031-05-01", "against")

    assert found(claim(names=("birch",)), refusal) == [(Kind.COUNT_DEFINITION, ("claim", "refusal"))]
    assert found(claim(names=("birch", "cedar", "dale")), refusal) == []
    assert found(claim(), statement("refusal", "2031-05-01", "against", scope="force")) == []
    assert found(claim(), statement("refusal", "2031-05-01", "against", authority=Authority.REPORT)) == []


def test_a_number_of_something_else_than_actors_is_no_count():
    tanks = statement("a", "2031-05-01", "none", names=("ash",), measure=measure("3", 3.0, 3.0, unit="battalions"))

    assert found(tanks, statement("refusal", "2031-05-01", "against")) == []


def test_a_count_that_is_itself_a_refusal_does_not_contradict_itself():
    assert found(statement("a", stance="against", measure=measure("3", 3, 3))) == []


def test_what_is_not_yet_known_is_not_held_against_anyone():
    a = statement("a", "2031-01-01", "for")
    b = statement("b", DateSpan(date(2031, 2, 1), date(2031, 2, 28)), "against")

    assert contradictions([a, b], date(2031, 2, 27)) == ()
    assert len(contradictions([a, b], date(2031, 2, 28))) == 1


SLOW_KINDS = {
    Kind.SAME_SPEAKER_OVER_TIME,
    Kind.SAME_ACTOR_DIFFERENT_SPEAKERS,
    Kind.STATEMENT_AGAINST_DOCUMENT,
}


@given(ledgers)
@settings(deadline=None)
def test_opposed_words_are_those_of_the_slow_version(ledger):
    plain = tuple(replace(s, measure=None) for s in ledger)

    fast = {c.statements: c.kind for c in contradictions(plain, LATE) if c.kind in SLOW_KINDS}

    assert fast == opposed_on_one_question(plain, LATE)


@given(ledgers)
@settings(deadline=None)
def test_none_contradicts_itself_each_pair_comes_once_and_order_does_not_depend_on_the_input(ledger):
    straight = contradictions(ledger, LATE)
    ids = {s.id for s in ledger}

    assert all(c.statements[0] != c.statements[1] and set(c.statements) <= ids for c in straight)
    assert len({frozenset(c.statements) for c in straight}) == len(straight)
    assert contradictions(reversed(ledger), LATE) == straight


def test_a_statement_is_set_against_the_latest_ten_and_says_how_many_more_there_are():
    refusals = [statement(f"n{n:02d}", f"2031-01-{n:02d}", "against", speaker=f"Speaker {n}") for n in range(1, 26)]
    turn = statement("yes", "2031-01-28", "for")

    listed = contradictions([*refusals, turn], LATE)

    assert [c.statements for c in listed] == [(f"n{n}", "yes") for n in range(16, 26)]
    assert listed[0].why.endswith("(both of ash). So do 15 earlier statements, not listed.")
    assert not any("not listed" in c.why for c in listed[1:])


def test_ten_are_all_listed_and_nothing_is_said_to_be_left_out():
    refusals = [statement(f"n{n:02d}", f"2031-01-{n:02d}", "against", speaker=f"Speaker {n}") for n in range(1, 11)]

    listed = contradictions([*refusals, statement("yes", "2031-01-28", "for")], LATE)

    assert len(listed) == 10
    assert not any("not listed" in c.why for c in listed)


def test_the_last_word_of_the_same_speaker_is_listed_whatever_others_said_since():
    own = statement("own", "2031-01-01", "against")
    others = [statement(f"n{n:02d}", f"2031-01-{n:02d}", "against", speaker=f"Speaker {n}") for n in range(2, 26)]

    listed = contradictions([own, *others, statement("yes", "2031-01-28", "for")], LATE)

    assert (Kind.SAME_SPEAKER_OVER_TIME, ("own", "yes")) in [(c.kind, c.statements) for c in listed]
