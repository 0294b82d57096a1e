"""Discourse networks equal the definitions of the Discourse Network Analyzer, by hand and by its loops."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference import network as slow
from tests.statements.building import statement

from truceline.errors import CaseError
from truceline.statements.discourse.network import Aggregation, Normalisation, one_mode, two_mode
from truceline.statements.discourse.reference import Reference, references
from truceline.statements.discourse.selection import (
    Duplicates,
    Selection,
    centred_windows,
    select,
    windows,
    without_duplicates,
)
from truceline.statements.statement import Authority

DAY = date(2031, 5, 1)

# Five actors, four concepts. What each says, how often (+ agrees, - disagrees):
#
#            troops   consent   belt      drones     total
#   ash      + +      -                              3
#   birch    +        -         +                    3
#   cedar    -        +                              2
#   dale                        + -                  2
#   elm                                   +          1
CODED = [
    ("ash", "troops", 1, "herald"),
    ("ash", "troops", 1, "herald"),
    ("ash", "consent", 0, "herald"),
    ("birch", "troops", 1, "courier"),
    ("birch", "consent", 0, "courier"),
    ("birch", "belt", 1, "courier"),
    ("cedar", "troops", 0, "herald"),
    ("cedar", "consent", 1, "herald"),
    ("dale", "belt", 1, "courier"),
    ("dale", "belt", 0, "herald"),
    ("elm", "drones", 1, "herald"),
]
EXAMPLE = tuple(Reference(a, c, v, DAY + timedelta(n), d) for n, (a, c, v, d) in enumerate(CODED))


def edges(network):
    return {
        (one, other): pytest.approx(float(network.weights[i, j]))
        for i, one in enumerate(network.rows)
        for j, other in enumerate(network.columns)
        if network.weights[i, j] and (network.two_mode or i < j)
    }


@pytest.mark.parametrize(
    ("aggregation", "normalisation", "wanted"),
    [
        # Same side. ash-birch: troops 2 x 1 (both +), consent 1 x 1 (both -) = 3. birch-dale: belt 1 x 1 (both +) = 1.
        ("congruence", "no", {("ash", "birch"): 3, ("birch", "dale"): 1}),
        # Opposite sides. ash-cedar: troops 2 x 1, consent 1 x 1 = 3. birch-cedar: 1 x 1 + 1 x 1 = 2.
        # birch-dale: belt, + against - = 1.
        ("conflict", "no", {("ash", "cedar"): 3, ("birch", "cedar"): 2, ("birch", "dale"): 1}),
        # Congruence minus conflict: birch-dale 1 - 1 = 0, so no edge.
        ("subtract", "no", {("ash", "birch"): 3, ("ash", "cedar"): -3, ("birch", "cedar"): -2}),
        # Totals on a concept, multiplied. birch-dale: belt 1 x 2 = 2.
        ("ignore", "no", {("ash", "birch"): 3, ("ash", "cedar"): 3, ("birch", "cedar"): 2, ("birch", "dale"): 2}),
        # Divided by the mean total: ash-birch 3 / ((3 + 3) / 2) = 1; ash-cedar -3 / 2.5; birch-cedar -2 / 2.5.
        ("subtract", "average", {("ash", "birch"): 1, ("ash", "cedar"): -1.2, ("birch", "cedar"): -0.8}),
        # DNA's cosine divides by the product of the totals: 3 / (3 x 3); -3 / (3 x 2); -2 / (3 x 2).
        ("subtract", "cosine", {("ash", "birch"): 1 / 3, ("ash", "cedar"): -0.5, ("birch", "cedar"): -1 / 3}),
        # DNA's Jaccard, cell by cell (concept and side):
        #   ash-birch:  ash alone 0, birch alone 1 (belt+), both 2 x 1 + 1 x 1 = 3: 3 / 4
        #   ash-cedar:  alone 3 and 2, both 0: -3 / 5.    birch-cedar: alone 3 and 2, both 0: -2 / 5
        ("subtract", "jaccard", {("ash", "birch"): 0.75, ("ash", "cedar"): -0.6, ("birch", "cedar"): -0.4}),
        #   birch-dale: birch alone 2, dale alone 1 (belt-), both 1: congruence 1 / 4
        ("congruence", "jaccard", {("ash", "birch"): 0.75, ("birch", "dale"): 0.25}),
    ],
)
def test_the_one_mode_network_of_the_example_is_as_computed_by_hand(aggregation, normalisation, wanted):
    found = one_mode(EXAMPLE, Aggregation(aggregation), Normalisation(normalisation))

    assert found.rows == ("ash", "birch", "cedar", "dale", "elm")
    assert edges(found) == wanted
    assert (found.weights == found.weights.T).all()


@pytest.mark.parametrize(
    ("aggregation", "normalisation", "row"),
    [
        # Columns in order: belt, consent, drones, troops.
        (
            "subtract",
            "no",
            {"ash": [0, -1, 0, 2], "birch": [1, -1, 0, 1], "cedar": [0, 1, 0, -1], "dale": [0, 0, 0, 0]},
        ),
        ("ignore", "no", {"ash": [0, 1, 0, 2], "dale": [2, 0, 0, 0]}),
        # Lexical rank of (disagrees, agrees): only agrees 1, only disagrees 2, both 3.
        ("combine", "no", {"ash": [0, 2, 0, 1], "dale": [3, 0, 0, 0]}),
        # By the actor's total: ash 3, birch 3.
        ("subtract", "activity", {"ash": [0, -1 / 3, 0, 2 / 3], "birch": [1 / 3, -1 / 3, 0, 1 / 3]}),
        # By the concept's total: belt 3, consent 3, drones 1, troops 4.
        (
            "subtract",
            "prominence",
            {"ash": [0, -1 / 3, 0, 0.5], "birch": [1 / 3, -1 / 3, 0, 0.25], "elm": [0, 0, 1, 0]},
        ),
    ],
)
def test_the_two_mode_network_of_the_example_is_as_computed_by_hand(aggregation, normalisation, row):
    found = two_mode(EXAMPLE, Aggregation(aggregation), Normalisation(normalisation))

    assert found.columns == ("belt", "consent", "drones", "troops")
    for name, wanted in row.items():
        assert found.weights[found.rows.index(name)].tolist() == pytest.approx(wanted)


def test_repetitions_count_once_in_each_document_or_once_at_all():
    twice = (*EXAMPLE, Reference("ash", "troops", 1, DAY, "courier"))

    counted = [edges(one_mode(twice, Aggregation.CONGRUENCE, duplicates=d))["ash", "birch"] for d in Duplicates]

    assert counted == [3 * 1 + 1, 2 * 1 + 1, 1 * 1 + 1]  # troops 3, 2 or 1 times birch's 1, and consent


def test_an_integer_scale_gives_partial_agreement():
    given = [
        Reference("ash", "belt", 2, DAY, ""),
        Reference("birch", "belt", 1, DAY, ""),
        Reference("elm", "x", -2, DAY, ""),
    ]

    assert edges(one_mode(given, Aggregation.CONGRUENCE)) == {("ash", "birch"): 1 - 1 / 4}  # range 2 - -2 = 4
    assert edges(one_mode(given, Aggregation.CONFLICT)) == {("ash", "birch"): 1 / 4}
    assert edges(two_mode(given)) == {("ash", "belt"): 2, ("birch", "belt"): 1, ("elm", "x"): -2}


def test_a_normalisation_of_the_other_mode_is_refused():
    with pytest.raises(CaseError, match=r"normalisation of a one-mode network \| 'activity'"):
        one_mode(EXAMPLE, normalisation=Normalisation.ACTIVITY)
    with pytest.raises(CaseError, match=r"aggregation of a two-mode network \| 'conflict'"):
        two_mode(EXAMPLE, Aggregation.CONFLICT)


def test_no_references_make_an_empty_network():
    assert one_mode(()).weights.shape == (0, 0)
    assert two_mode(()).weights.shape == (0, 0)


def test_a_ledger_is_read_as_references_of_those_who_take_a_side_in_their_own_voice():
    ledger = [
        statement("a", stance="conditional"),
        statement("b", stance="against", speaks_for="birch"),
        statement("c", stance="open", speaks_for="cedar"),
        statement("d", speaks_for="dale", authority=Authority.REPORT),
        statement("e", speaks_for="elm", authority=Authority.DOCUMENT, names=("fir",)),
        statement("f", "2031-02-01", speaks_for="gum"),
    ]

    found = references(ledger, date(2031, 1, 31))

    assert [(r.actor, r.concept, r.value) for r in found] == [
        ("ash", "troops/own", 1),
        ("birch", "troops/own", 0),
        ("elm", "troops/own", 1),
        ("fir", "troops/own", 1),
    ]
    assert {r.concept for r in references(ledger, date(2031, 3, 1), scopes=False)} == {"troops"}


@pytest.mark.parametrize(("days", "step"), [(1, 1), (5, 4), (7, 7), (3, 5), (30, 10)])
def test_a_window_has_so_many_days_the_first_and_the_last_included(days, step):
    given = [replace(EXAMPLE[0], on=DAY + timedelta(n)) for n in (9, 0, 4, 5, 14)]
    found = list(windows(given, days, step))

    number = next(n for n in range(99) if n * step + days - 1 >= 14)  # reaches the last reference
    assert [first for first, _, _ in found] == [DAY + timedelta(n * step) for n in range(number + 1)]
    for first, last, inside in found:
        held = {first + timedelta(n) for n in range(days)}
        assert last == max(held)
        assert [r.on for r in inside] == sorted(r.on for r in given if r.on in held)


def test_references_of_one_day_are_one_window():
    ((first, last, inside),) = windows([EXAMPLE[0], EXAMPLE[0]], 7, 2)

    assert (first, last, len(inside)) == (EXAMPLE[0].on, EXAMPLE[0].on + timedelta(6), 2)


def test_windows_cover_all_references_from_the_first_to_the_last():
    found = list(windows(EXAMPLE, 5, 4))

    assert [(first.day, last.day, len(within)) for first, last, within in found] == [(1, 5, 5), (5, 9, 5), (9, 13, 3)]
    assert [len(w) for *_, w in windows(EXAMPLE[:1], 7, 7)] == [1]
    assert list(windows((), 7, 7)) == []
    with pytest.raises(CaseError, match="give 1 or more"):
        list(windows(EXAMPLE, 0, 1))


coded = st.lists(
    st.builds(
        Reference,
        st.sampled_from("abcde"),
        st.sampled_from("wxyz"),
        st.integers(-1, 2),
        st.just(DAY),
        st.just(""),
    ),
    max_size=25,
)


@given(
    coded, st.sampled_from(["congruence", "conflict", "subtract", "ignore"]), st.sampled_from(list(Normalisation)[:4])
)
def test_any_network_equals_the_definition_loop_by_loop(given_, aggregation, normalisation):
    found = one_mode(given_, Aggregation(aggregation), normalisation)
    wanted = slow.one_mode(given_, aggregation, str(normalisation)) if given_ else {}

    for i, one in enumerate(found.rows):
        for j, other in enumerate(found.columns):
            assert found.weights[i, j] == pytest.approx(wanted[one, other])
    assert np.isfinite(found.weights).all()


def on(*days):
    return tuple(Reference("ash", "troops", 1, date(2031, 5, day), "herald") for day in days)


# DNA lays a window around each day from the first reference to the last: round((days - 1) / 2) to either side, halves
# up, and keeps those that lie within (Exporter.computeTimeWindowMatrices). First 1 May, last 10 May.
CENTRED = [
    (1, [(n, n) for n in range(1, 11)]),
    (2, [(n, n + 2) for n in range(1, 9)]),  # round(0.5) is 1: three days
    (3, [(n, n + 2) for n in range(1, 9)]),
    (7, [(1, 7), (2, 8), (3, 9), (4, 10)]),
    (8, [(1, 9), (2, 10)]),
    (11, []),
]


@pytest.mark.parametrize(("days", "wanted"), CENTRED)
def test_centred_windows_are_laid_as_dna_lays_them(days, wanted):
    found = list(centred_windows(on(1, 4, 10), days))

    assert [(first.day, last.day) for first, last, _ in found] == wanted
    for first, last, within in found:
        assert [r.on.day for r in within] == [day for day in (1, 4, 10) if first.day <= day <= last.day]


def test_centred_windows_may_step_and_need_days():
    assert [(a.day, b.day) for a, b, _ in centred_windows(on(1, 10), 3, 3)] == [(3, 5), (6, 8)]  # around 4 and 7 May
    assert list(centred_windows((), 3)) == []
    with pytest.raises(CaseError, match="0 days"):
        list(centred_windows(on(1), 0))


def test_actors_and_concepts_are_left_out_and_so_is_who_refers_too_seldom():
    kept = select(EXAMPLE, Selection(exclude_actors=["ash"], exclude_concepts=["belt"]))
    assert [r.actor for r in kept] == ["birch", "birch", "cedar", "cedar", "elm"]
    assert {r.actor for r in select(EXAMPLE, Selection(minimum=3))} == {"ash", "birch"}
    # What is excluded does not count towards the least number: without belt, birch has two.
    assert {r.actor for r in select(EXAMPLE, Selection(exclude_concepts=["belt"], minimum=3))} == {"ash"}
    with pytest.raises(CaseError, match=r"--exclude-actor \| 'oak' refers to nothing here; give one of ash, birch"):
        select(EXAMPLE, Selection(exclude_actors=["oak"]))


def test_the_first_of_what_is_said_again_stays():
    kept = without_duplicates(EXAMPLE, Duplicates.DOCUMENT)
    assert len(kept) == len(EXAMPLE) - 1
    assert kept[0].on == DAY
    assert len(without_duplicates(EXAMPLE, Duplicates.ACROSS, distinct=False)) == len(EXAMPLE) - 2  # dale's belt too


def test_values_of_the_whole_scale_set_the_range():
    given = [Reference("ash", "belt", 2, DAY, ""), Reference("birch", "belt", 1, DAY, "")]

    assert edges(one_mode(given, Aggregation.CONGRUENCE)) == {}  # range 1: all of it apart
    assert edges(one_mode(given, Aggregation.CONGRUENCE, scale={-2})) == {("ash", "birch"): 1 - 1 / 4}
