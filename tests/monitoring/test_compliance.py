"""Obligations are met or overdue only where somebody verified it."""

from datetime import UTC, datetime, timedelta

import pytest

from truceline.agreement.clauses import Clause
from truceline.agreement.obligations import Obligation
from truceline.monitoring.compliance import ComplianceRecord, obligation_states
from truceline.records.quantities import Reliance

CLAUSE = Clause("Article 3", "own", Reliance.ASSUMED, "")
NOW = datetime(2031, 3, 20, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(days=5), NOW + timedelta(days=5)


def obligation(deadline, *actors):
    return Obligation("withdrawal", "Withdraw", actors or ("north",), deadline, "monitors", "", "", CLAUSE)


def row(word, actor="north", name="k"):
    return ComplianceRecord(name, "withdrawal", actor, word, "cell", BEFORE, (), "", "")


@pytest.mark.parametrize(
    ("deadline", "words", "state"),
    [
        (BEFORE, (), "not-known"),
        (AFTER, (), "due"),
        (NOW, (), "due"),
        (None, (), "not-known"),
        (BEFORE, ("met",), "met"),
        (AFTER, ("met",), "met"),
        (None, ("met",), "met"),
        (BEFORE, ("not-met",), "overdue"),
        (AFTER, ("not-met",), "due"),
        (None, ("not-met",), "not-met"),
        (BEFORE, ("met", "not-met"), "not-known"),
        (AFTER, ("met", "not-met"), "not-known"),
    ],
)
def test_the_state_follows_from_the_deadline_and_from_what_was_verified(deadline, words, state):
    [found] = obligation_states([obligation(deadline)], [row(word) for word in words], NOW)

    assert found.state == state


def test_each_who_is_bound_stands_by_itself_and_rows_on_other_obligations_tell_nothing():
    other = ComplianceRecord("o", "prisoners", "south", "met", "cell", BEFORE, (), "", "")

    found = obligation_states([obligation(BEFORE, "north", "south")], [row("met"), other], NOW)

    assert [(each.actor, each.state) for each in found] == [("north", "met"), ("south", "not-known")]
