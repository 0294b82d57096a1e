"""Stances move, speakers disagree, and some are overruled."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from tests.statements.building import ledgers, statement

from truceline.statements.drift import WEIGHTS, coherence, moves, overrulings, voices
from truceline.statements.positions import position
from truceline.statements.statement import Authority, Stance

LATE = date(2031, 12, 31)


def test_a_timeline_shows_which_statement_moved_the_stance():
    ledger = [
        statement("a", "2031-01-10", "for"),
        statement("b", "2031-01-12", "for"),
        statement("c", "2031-01-20", "against", speaker="Bo"),
        statement("d", "2031-02-01", "none"),
    ]

    found = moves(ledger, "ash", "troops", "own", LATE)

    assert [(m.statement.id, m.before, m.after, m.moved) for m in found] == [
        ("a", None, Stance.FOR, True),
        ("b", Stance.FOR, Stance.FOR, False),
        ("c", Stance.FOR, Stance.AGAINST, True),
        ("d", Stance.AGAINST, Stance.AGAINST, False),
    ]


def test_a_timeline_knows_nothing_of_later_days_or_other_scopes():
    ledger = [statement("a"), statement("b", "2031-02-01"), statement("c", scope="elsewhere")]

    assert [m.statement.id for m in moves(ledger, "ash", "troops", "own", date(2031, 1, 31))] == ["a"]


def test_coherence_weighs_pairs_by_authority():
    # Weights: document 8/8, parliament 7/8, leader 6/8, minister 5/8, envoy 4/8, spokesperson 3/8, ...
    # leader for, minister for, spokesperson against: agreeing 6 x 5 = 30 of 6 x 5 + 6 x 3 + 5 x 3 = 63.
    ledger = [
        statement("a", stance="for", authority=Authority.LEADER),
        statement("b", stance="conditional", authority=Authority.MINISTER),
        statement("c", stance="against", authority=Authority.SPOKESPERSON),
        statement("d", stance="open", authority=Authority.MINISTER),
        statement("e", stance="against", authority=Authority.OPPOSITION),
        statement("f", stance="against", authority=Authority.MINISTER, scope="elsewhere"),
    ]

    found = coherence(ledger, "ash", "troops", "own", LATE)

    assert found.share == pytest.approx(30 / 63)
    assert (found.pairs, found.statements) == (3, 3)
    assert (WEIGHTS[Authority.DOCUMENT], WEIGHTS[Authority.UNNAMED]) == (1.0, 1 / 8)


def test_coherence_of_one_statement_is_not_known():
    assert coherence([statement("a")], "ash", "troops", "own", LATE).share is None


def test_a_spokesman_is_overruled_by_the_leader_and_not_the_other_way_round():
    word = statement("a", "2031-01-10", "against", speaker="Sam", authority=Authority.SPOKESPERSON)
    ledger = [word, statement("b", "2031-01-20", "for", speaker="Ada", authority=Authority.LEADER)]

    (found,) = overrulings(ledger, LATE)

    assert (found.actor, found.overruled.id, found.by.id) == ("ash", "a", "b")
    turned = [
        statement("a", "2031-01-10", "for"),
        statement("b", "2031-01-20", "against", speaker="Sam", authority=Authority.ENVOY),
    ]
    assert overrulings(turned, LATE) == ()
    assert overrulings(ledger, date(2031, 1, 15)) == ()


def test_an_equal_overrules_only_where_the_earlier_word_is_openly_replaced():
    earlier = statement("a", "2031-01-10", "against", speaker="Bo")

    assert overrulings([earlier, statement("b", "2031-01-20")], LATE) == ()
    assert len(overrulings([earlier, statement("b", "2031-01-20", supersedes=("a",))], LATE)) == 1


def test_nobody_overrules_themselves():
    word = statement("a", "2031-01-10", "against", authority=Authority.SPOKESPERSON)

    assert overrulings([word, statement("b", "2031-01-20", "for", supersedes=("a",))], LATE) == ()


def test_voices_say_who_speaks_for_whom_and_who_was_overruled():
    ledger = [
        statement("a", "2031-01-10", "against", speaker="Sam", authority=Authority.SPOKESPERSON),
        statement("b", "2031-01-11", "for", speaker="Sam", authority=Authority.ENVOY),
        statement("c", "2031-01-20", "for", speaker="Ada"),
    ]

    assert [(v.speaker, v.actor, v.authorities, v.statements, v.overruled) for v in voices(ledger, LATE)] == [
        ("Ada", "ash", (Authority.LEADER,), 1, 0),
        ("Sam", "ash", (Authority.ENVOY, Authority.SPOKESPERSON), 2, 1),
    ]


@given(ledgers)
def test_a_timeline_ends_at_the_position(ledger):
    for actor in ("ash", "birch"):
        found = moves(ledger, actor, "troops", "own", LATE)
        stands = position(ledger, actor, "troops", "own", LATE)
        assert (found[-1].after if found else None) == (stands.stance if stands else None)
        assert all(one.after is other.before for one, other in pairwise(found))


@given(ledgers)
def test_coherence_is_a_share(ledger):
    share = coherence(ledger, "ash", "troops", "own", LATE).share
    assert share is None or 0 <= share <= 1
