"""The twelve contradictions that any tool for this case must surface, with their kinds."""

from datetime import date

import pytest

from truceline.statements.contradictions.find import Kind, contradictions

AS_OF = date(2026, 2, 28)
OVER_TIME = Kind.SAME_SPEAKER_OVER_TIME
DOCUMENT = Kind.STATEMENT_AGAINST_DOCUMENT
DEFINITION = Kind.COUNT_DEFINITION
REPORTS = Kind.REPORT_AGAINST_REPORT
APPARENT = Kind.APPARENT_ONLY

GOLDEN = {
    "1 26 committed: some outside Ukraine": (DEFINITION, "st-37", "st-x-macron-outside"),
    "1 26 committed: Poland says no": (DEFINITION, "st-37", "st-38a"),
    "1 26 committed: Italy says no": (DEFINITION, "st-37", "st-38b"),
    "1 26 committed: Romania says no": (DEFINITION, "st-37", "st-38c"),
    "2 more than 30 and 15": (DEFINITION, "st-17", "st-26a"),
    "2 more than 30 and 6": (DEFINITION, "st-17", "st-26b"),
    "2 15 and 6": (DEFINITION, "st-26a", "st-26b"),
    "3 Witkoff dismisses and endorses": (OVER_TIME, "st-20", "st-47a"),
    "3 Witkoff backs, the clause is gone": (DOCUMENT, "st-x-witkoff-if-attacked", "st-x-paris-text"),
    "3 one outlet says that the US signed": (REPORTS, "st-x-us-not-signed", "st-x-us-signed"),
    "3 and another that it did not": (REPORTS, "st-x-us-signed", "st-x-us-not-signed-politico"),
    "4 Merz denies, then signs": (DOCUMENT, "st-36", "st-43"),
    "4 Merz signs, then offers neighbouring ground": (APPARENT, "st-43", "st-48"),
    "5 Meloni signs, then no soldiers": (APPARENT, "st-43", "st-45"),
    "6 Zelenskyy on 200,000": (OVER_TIME, "st-x-zelenskyy-200k", "st-x-zelenskyy-denies"),
    "7 start of the energy truce": (REPORTS, "st-x-energy-start-ru", "st-x-energy-start-ua"),
    "8 Kellogg, partition and zones": (OVER_TIME, "st-x-kellogg-berlin", "st-x-kellogg-zones"),
    "8 Kellogg, 15 km and 18 miles": (APPARENT, "st-x-kellogg-15km", "st-x-kellogg-18mi"),
    "9 strength of the AFU": (REPORTS, "st-x-afu-700", "st-x-afu-800"),
    "11 disengagement area": (DOCUMENT, "st-x-disengagement-decision", "st-x-disengagement-tass"),
    "12 Northwood": (DEFINITION, "st-x-northwood-before", "st-s-planning"),
    "12 Northwood, the same readout once more": (DEFINITION, "st-x-northwood-before", "st-x-size-31"),
}

ALSO = {
    "two New York Times, a handful the article": (DEFINITION, "st-x-nyt-two", "st-s-count-handful"),
    "Italy: Meloni no, Tajani under the UN": (Kind.SAME_ACTOR_DIFFERENT_SPEAKERS, "st-x-meloni-15mar", "st-21"),
    "Italy: the force ineffective, own troops under the UN": (APPARENT, "st-19", "st-21"),
    "Meloni calls the force ineffective, then signs": (DOCUMENT, "st-19", "st-43"),
    "Poland signs, then no soldiers": (APPARENT, "st-43", "st-44"),
    "no NATO troops, but a force of nations": (APPARENT, "st-42", "st-43"),
    "ten ready to send troops, 26 committed": (DEFINITION, "st-x-svoboda-ten", "st-37"),
    "ten ready to send troops, 26 give guarantees": (DEFINITION, "st-x-svoboda-ten", "st-x-macron-outside"),
    "26 committed: the German minister says that it would overstrain": (DEFINITION, "st-x-wadephul", "st-37"),
    "Turkey: officials willing, the presidency denies": (
        Kind.SAME_ACTOR_DIFFERENT_SPEAKERS,
        "st-08",
        "st-x-turkey-denies",
    ),
    "Sweden signs, then offers the air and the sea": (APPARENT, "st-43", "st-x-kristersson-6jan"),
}
"""What the rules find beyond the golden cases: each one read and held to be a true find of its kind."""

TRUE_PAIRS = {
    ("st-x-disengagement-decision", "st-x-disengagement-tass"): "one area, one decision: sides of 2 km, and of 1 km",
    ("st-x-zelenskyy-200k", "st-x-zelenskyy-denies"): "he says at least 200,000, then that he did not say it",
    ("st-x-energy-start-ru", "st-x-energy-start-ua"): "one moratorium begins on one day: 18 or 25 March",
    ("st-x-meloni-15mar", "st-21"): "no Italian soldiers, says the Prime Minister; yes under the UN, her minister",
    ("st-x-kellogg-berlin", "st-x-kellogg-zones"): "a partition as of Berlin, then no partition was meant",
    ("st-19", "st-43"): "she calls the force ineffective, then signs for it",
    ("st-36", "st-43"): "he says that nobody speaks of ground troops, then signs for a force inside Ukraine",
    ("st-x-afu-700", "st-x-afu-800"): "one press conference, one number: 700,000 or 800,000",
    ("st-x-us-not-signed", "st-x-us-signed"): "one text, one day: signed by the United States, or not",
    ("st-x-us-signed", "st-x-us-not-signed-politico"): "the same, reported by a third outlet",
    ("st-20", "st-47a"): "he calls the force a posture and a pose, then stands by it",
    ("st-x-witkoff-if-attacked", "st-x-paris-text"): "he says that the US backs the force; the text leaves it out",
    (
        "st-08",
        "st-x-turkey-denies",
    ): "officials say that Turkey is willing, its presidency that it offers mediation only",
}
"""The pairs of which not both can hold, read one by one, each with the reason."""

UNLIKE = {
    ("st-x-energy-count-ua", "st-x-energy-count-ru"): "each counts the strikes of the other side",
    ("st-x-energy-count-ua", "st-x-energy-count-ru-later"): "each counts the strikes of the other side",
    ("st-x-size-34-chiefs", "st-x-size-31"): "two meetings",
    ("st-x-size-31", "st-x-size-35-leaders"): "two meetings",
    ("st-x-size-35-leaders", "st-x-size-33"): "a meeting, and a list of members",
    ("st-26b", "st-37"): "the willing in April, the committed in September",
}
"""Numbers that look alike and are of different things: never set against each other."""


@pytest.fixture(scope="module")
def found(ledger):
    return {c.statements: c for c in contradictions(ledger, AS_OF)}


@pytest.mark.parametrize("case", GOLDEN)
def test_golden_case(case, found):
    kind, first, second = GOLDEN[case]

    assert found[first, second].kind == kind


def test_nothing_is_reported_beyond_what_was_read_and_held_to_be_true(found):
    expected = {(first, second): kind for kind, first, second in (*GOLDEN.values(), *ALSO.values())}

    assert {pair: c.kind for pair, c in found.items()} == expected


def test_what_cannot_both_hold_is_true_of_each_pair(found):
    assert {pair for pair, c in found.items() if not c.kind.both_can_hold} == set(TRUE_PAIRS)


@pytest.mark.parametrize("pair", UNLIKE)
def test_numbers_of_different_things_are_not_set_against_each_other(pair, found):
    assert pair not in found


def test_no_statement_contradicts_itself_and_no_pair_comes_twice(ledger):
    pairs = [c.statements for c in contradictions(ledger, AS_OF)]

    assert all(first != second for first, second in pairs)
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)


def test_the_18_miles_of_kellogg_come_with_their_arithmetic(found):
    why = found["st-x-kellogg-15km", "st-x-kellogg-18mi"].why

    assert "2 x 15 km = 30 km = 18.64 mi, given as 18 mi" in why


def test_every_reason_holds_the_words_or_the_values_of_both(found, ledger):
    by_id = {s.id: s for s in ledger}
    for (first, second), each in found.items():
        for s in (by_id[first], by_id[second]):
            measured = s.measure and f"{s.measure.value}" in each.why and s.measure.definition in each.why
            worded = (s.quote or s.summary.rstrip(".")) in each.why
            assert measured or worded, (first, second, s.id)
            assert s.speaker in each.why


def test_on_the_day_of_the_article_only_what_was_said_by_then_is_there(ledger):
    pairs = {c.statements for c in contradictions(ledger, date(2025, 3, 25))}

    assert ("st-x-nyt-two", "st-s-count-handful") in pairs
    assert ("st-x-northwood-before", "st-s-planning") in pairs
    assert not any("st-43" in pair for pair in pairs)
