"""A staff exercise is played turn by turn, and its decisions alone bring it back."""

import pytest

from tests.exercise.building import exercise, ground
from truceline.errors import CaseError
from truceline.exercise.injects import Decision, Effect, Inject, Option
from truceline.exercise.parameters import Collapse
from truceline.exercise.turns import play

NONE = Effect("", 1.0, 0)
CALM = Option("calm", "Calm them", "", Effect("", 0.0, 30))
STIR = Option("stir", "Stir", "", Effect("", 6.0, 30))
FIRST = Inject("first", 11, "First", "Something happens.", NONE, (CALM, STIR))
SECOND = Inject("second", 31, "Second", "More happens.", Effect("west", 3.0, 10), (CALM, STIR))
TOLD = exercise(days=60)


def played(*options, injects=(SECOND, FIRST), told=TOLD):
    decisions = tuple(Decision(name, option, "") for name, option in zip(("first", "second"), options, strict=False))
    return play(told, ground(), injects, decisions, seed=3)


def test_it_stops_before_each_inject_that_waits_for_a_decision():
    opening = played()
    assert opening.waiting == FIRST
    assert [(t.first_day, t.last_day) for t in opening.turns] == [(1, 10)]
    then = played("calm")
    assert then.waiting == SECOND
    assert [(t.first_day, t.last_day, t.inject and t.inject.id) for t in then.turns] == [
        (1, 10, None),
        (11, 30, "first"),
    ]
    end = played("calm", "stir")
    assert end.waiting is None
    assert [t.last_day for t in end.turns] == [10, 30, 60]


def test_an_inject_may_come_on_the_last_day_and_not_after_it():
    late = Inject("first", 60, "First", "Something happens.", NONE, (CALM, STIR))

    assert played(injects=(late,)).waiting == late
    with pytest.raises(CaseError, match="comes on day 60, after the exercise of 59 days"):
        played(injects=(late,), told=exercise(days=59))


def test_the_past_does_not_change_with_what_is_decided():
    calm, stir = played("calm", "calm"), played("stir", "calm")
    assert calm.turns[0] == stir.turns[0] == played().turns[0]
    assert calm.turns[1].violations == 0
    assert stir.turns[1].violations > 100
    assert played("stir").turns == stir.turns[:2]


def test_an_inject_has_its_effect_whatever_is_decided_and_only_where_it_says():
    plain = Inject("second", 31, "Second", "", NONE, (CALM, STIR))
    idle = Option("idle", "Wait", "", NONE)
    with_effect = Inject("second", 31, "Second", "", Effect("west", 20.0, 30), (idle,))
    without = played("stir", "calm", injects=(FIRST, plain))
    lively = play(TOLD, ground(), (with_effect,), (Decision("second", "idle", ""),), seed=3)
    assert lively.turns[1].violations > 300
    west = sum(entry.sector == "west" for entry in lively.turns[1].entries)
    assert west > 0.9 * len(lively.turns[1].entries)
    assert without.turns[2].violations == 0


def test_the_log_tells_the_fate_of_every_grave_violation():
    turn = played("stir").turns[1]
    assert 0 < turn.seen < turn.violations
    for entry in turn.entries:
        assert 10 * 24 <= entry.hour < 30 * 24
        if entry.reported is None:
            assert entry.verified is None
            assert entry.minutes is None
        else:
            assert entry.minutes >= 30
        assert entry.attributed <= (entry.verified is not None)
        assert entry.chainage_km in {5.0 + 10 * n for n in range(10)}


def test_a_collapse_ends_the_exercise():
    told = exercise(days=60, collapses=(Collapse("rate", "Rate", 5.0, 3, ""),))
    found = played("stir", told=told)
    assert found.collapse == "rate"
    assert found.waiting is None
    assert found.turns[-1].last_day < 30


def test_wrong_decisions_are_refused_all_at_once():
    late = Inject("late", 99, "Late", "", NONE, (CALM,))
    with pytest.raises(CaseError) as caught:
        play(
            TOLD,
            ground(),
            (FIRST, SECOND, late),
            (Decision("second", "calm", ""), Decision("nowhere", "calm", ""), Decision("late", "dance", "")),
            seed=1,
        )
    assert caught.value.problems == (
        "late | comes on day 99, after the exercise of 60 days; give an earlier day",
        "decision 1 | is on second, but first comes first; decide in order of days",
        "decision 2 | names the inject 'nowhere', which is not known; correct it",
        "decision 3 | takes 'dance' on late; choose from calm",
    )
