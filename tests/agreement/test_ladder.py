"""A step's clock starts where the agreement says, and does not run before."""

from datetime import timedelta

import pytest

from tests.agreement.building import CLAUSE, at
from truceline.agreement.ladder import CLOCK_STARTS, EscalationStep, Moments, due
from truceline.agreement.obligations import Obligation


def step(clock_start, hours=24.0):
    return EscalationStep("s", "", "a violation", "commission", clock_start, hours, "friends", "protest", True, CLAUSE)


@pytest.mark.parametrize(("clock_start", "moment"), list(zip(CLOCK_STARTS, (1, 3, 9), strict=True)))
def test_a_step_is_due_so_many_hours_after_its_own_moment(clock_start, moment):
    assert due(step(clock_start), Moments(at(1), at(3), at(9))) == at(moment) + timedelta(hours=24)


def test_a_clock_that_waits_for_verification_does_not_run_before():
    assert due(step("verification"), Moments(at(1), at(3), None)) is None


def test_an_obligation_is_overdue_after_its_deadline_and_never_without_one():
    def owed(deadline):
        return Obligation("o", "", ("ash",), deadline, "", "", "", CLAUSE)

    assert [owed(at(6)).overdue(now) for now in (at(5), at(6), at(7))] == [False, False, True]
    assert not owed(None).overdue(at(7))
