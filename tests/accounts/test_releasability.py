"""What is released to whom; and no combination of the sums shown holds shares of one confidential contributor alone."""

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.accounts.releasability import Release, Share, sees, withheld
from truceline.accounts.roles import Member, Role


def member(*roles, contributor=""):
    return Member("m-1", "Robin", frozenset(Role(role) for role in roles), contributor)


READERS = {
    "nobody": None,
    "no role": member(contributor="ash"),
    "ash": member("nation", contributor="ash"),
    "birch": member("nation", contributor="birch"),
    "staff for ash": member("staff", contributor="ash"),
    "chair": member("chair"),
    "reader": member("reader"),
}


@pytest.mark.parametrize(
    ("release", "owner", "who"),
    [
        ("nation", "ash", {"ash"}),
        ("nation", "", set()),
        ("chair", "ash", {"ash", "chair"}),
        ("chair", "", {"chair"}),
        ("coalition", "ash", set(READERS) - {"nobody", "no role"}),
        ("coalition", "", set(READERS) - {"nobody", "no role"}),
        ("public", "ash", set(READERS)),
        ("public", "", set(READERS)),
    ],
)
def test_a_record_is_seen_by_those_it_is_released_to_and_by_nobody_else(release, owner, who):
    assert {name for name, reader in READERS.items() if sees(reader, Release(release), owner)} == who


def shares(names):
    return [Share(name) for name in names.split()]


def answers(sums, confidential="a b c d"):
    return list(withheld([shares(each) for each in sums], confidential.split()))


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        (["a"], [True]),
        (["a b"], [False]),
        (["a b", "a b c"], [False, True]),  # the difference is c
        (["a b c", "a b"], [False, True]),
        (["a b", "c d", "a b c d"], [False, False, False]),
        (["a b", "b c", "a c"], [False, False, True]),  # half of (first - second + third) is a
        (["a b", "b c", "c d", "a d"], [False, False, False, False]),
        (["x y"], [False]),  # nobody's secret
        (["x a"], [True]),
        (["x a b", "x", "x y a b c"], [False, False, True]),
        (["", "a b"], [False, False]),
    ],
)
def test_sums_are_shown_unless_one_contributor_alone_can_be_told_from_them(sums, expected):
    assert answers(sums) == expected


def test_what_comes_first_is_shown_first():
    assert answers(["a b c", "a b"]) == answers(["a b", "a b c"]) == [False, True]


def test_two_numbers_of_one_contributor_are_still_of_one():
    north, south = Share("a", "north"), Share("a", "south")

    assert withheld([[north, south]], ["a"]) == (True,)
    assert withheld([[north, Share("b")], [south, Share("b")]], ["a", "b"]) == (False, True)  # the difference is a's
    assert withheld([[north, Share("b")], [south, Share("c")]], ["a", "b", "c"]) == (False, False)


def test_a_sum_of_the_next_version_is_withheld_if_one_contributor_alone_changed():
    before, after = [Share("a", "1"), Share("b", "1")], [Share("a", "2"), Share("b", "1")]

    assert withheld([before, after], ["a", "b"]) == (False, True)
    assert withheld([before, [Share("a", "2"), Share("b", "2")]], ["a", "b"]) == (False, False)


def test_a_reader_of_a_nation_knows_its_own_share():
    sums = [shares("a b"), shares("a b c")]

    assert withheld(sums, ["b", "c"]) == (True, False)  # read by a


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        (["a b"], [True]),  # a is known, so it would tell b
        (["a"], [True]),  # nor is it told anew: it may say something else by now
        (["a b c"], [False]),
        (["b c", "a b c"], [False, True]),
        (["a x"], [True]),
    ],
)
def test_a_share_that_was_read_elsewhere_hides_no_other(sums, expected):
    found = withheld([shares(each) for each in sums], "abcd", [Share("a")])

    assert list(found) == expected


def test_of_two_contributors_whose_shares_were_both_read_nothing_is_told():
    assert withheld([shares("a b")], "abcd", [Share("a"), Share("b")]) == (True,)


SUBSETS = [frozenset(subset) for size in range(1, 5) for subset in combinations("abcd", size)]
WEIGHTS = np.array(list(product(range(-3, 4), repeat=4)))
"""All combinations of four sums: weights of one that isolates are minors of a 0/1 matrix of three rows, at most 2."""


def isolating(sums):
    """Whether some combination of at most four sums over a to d holds one contributor alone: all are tried."""
    rows = np.array([[name in each for name in "abcd"] for each in sums] + [[False] * 4] * (4 - len(sums)), dtype=int)
    return bool(((WEIGHTS @ rows != 0).sum(axis=1) == 1).any())


def kept(sums, hidden):
    return [each for each, no in zip(sums, hidden, strict=True) if not no]


def test_no_combination_isolates_and_nothing_is_withheld_without_need_in_all_families_of_three():
    for sums in product(SUBSETS, repeat=3):
        hidden = withheld([[Share(name) for name in each] for each in sums], "abcd")
        assert not isolating(kept(sums, hidden)), sums
        for place, no in enumerate(hidden):
            assert not no or isolating([*kept(sums[:place], hidden[:place]), sums[place]]), (sums, place)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(SUBSETS), min_size=4, max_size=4), st.sets(st.sampled_from("abcd")))
def test_no_combination_of_four_isolates_whoever_is_confidential(sums, confidential):
    hidden = withheld([[Share(name) for name in each] for each in sums], confidential)
    secret = [each & confidential for each in kept(sums, hidden)]

    assert not isolating([each for each in secret if each])


@pytest.mark.parametrize("known", "abcd")
def test_with_a_share_that_is_known_no_combination_isolates_in_all_pairs_of_sums(known):
    for sums in product(SUBSETS, repeat=2):
        hidden = withheld([[Share(name) for name in each] for each in sums], "abcd", [Share(known)])
        shown = kept(sums, hidden)
        assert not isolating(shown), sums
        assert not isolating([rest for each in shown if (rest := each - {known})]), sums


NUMBERS = [Share(name, of) for name in "abc" for of in "12"]


def rank(rows):
    """Return the rank of rows of fractions by plain elimination."""
    rows = [list(map(Fraction, row)) for row in rows]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        rest = [
            [v - row[column] / pivot[column] * p for v, p in zip(row, pivot, strict=True)] for row in rows[found + 1 :]
        ]
        rows[found + 1 :] = rest
        found += 1
    return found


@settings(max_examples=300)
@given(st.lists(st.sets(st.sampled_from(NUMBERS), min_size=1), max_size=7))
def test_with_several_numbers_each_no_contributor_is_alone_in_what_the_sums_span(sums):
    shown = kept(sums, withheld(sums, "abc"))
    rows = [[int(share in each) for share in NUMBERS] for each in shown]

    for name in "abc":
        units = [[int(share == each) for share in NUMBERS] for each in NUMBERS if each.contributor == name]
        assert rank([*rows, *units]) == rank(rows) + len(units), name  # the spans meet in nothing
