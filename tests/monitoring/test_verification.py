"""Status is a fold over judgements that are appended and never overwritten."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.building import at
from truceline.errors import CaseError
from truceline.monitoring.verification import STATUSES, status, statuses
from truceline.records.provenance import Judgement


def row(name, verdict, hour, replaces="", subject="in-1"):
    return Judgement(name, subject, verdict, "monitor", at(hour), "", replaces)


def word(*rows, as_of=23):
    return status("in-1", rows, at(as_of)).status


def test_an_incident_that_nobody_judged_is_only_reported():
    assert word() == "reported"


@pytest.mark.parametrize("verdict", ["verified", "not-verified", "unverifiable"])
def test_a_judgement_says_what_it_is(verdict):
    assert word(row("j1", verdict, 1)) == verdict


def test_a_later_row_replaces_an_earlier_one_and_the_trail_keeps_both():
    found = status("in-1", [row("j2", "verified", 5, "j1"), row("j1", "unverifiable", 1)], at(23))

    assert (found.status, found.since, found.counting) == ("verified", at(5), ("j2",))
    assert [each.id for each in found.trail] == ["j1", "j2"]


def test_a_withdrawn_judgement_no_longer_counts_and_a_withdrawn_withdrawal_gives_it_back():
    first, second = row("j1", "verified", 1), row("j2", "withdrawn", 2, "j1")

    assert word(first, second) == "reported"
    assert word(first, second, row("j3", "withdrawn", 3, "j2")) == "verified"


def test_judgements_that_disagree_leave_it_disputed_until_one_is_replaced():
    first, second = row("j1", "verified", 1), row("j2", "not-verified", 2)

    assert word(first, second) == "disputed"
    assert word(first, second, row("j3", "verified", 3, "j2")) == "verified"


def test_a_correction_of_a_correction_leaves_the_first_replaced_and_withdrawn_it_gives_back_what_it_replaced():
    first, second = row("j1", "verified", 1), row("j2", "not-verified", 2, "j1")

    assert word(first, second, row("j3", "unverifiable", 3, "j2")) == "unverifiable"
    assert word(first, second, row("j3", "withdrawn", 3, "j2")) == "verified"
    last = row("j3", "unverifiable", 3, "j2"), row("j4", "withdrawn", 4, "j3")
    assert word(first, second, *last) == "not-verified"


def test_what_was_judged_later_is_not_known_yet():
    rows = [row("j1", "verified", 1), row("j2", "withdrawn", 5, "j1")]

    assert word(*rows, as_of=4) == "verified"
    assert word(*rows, as_of=5) == "reported"


def test_many_incidents_are_folded_at_once_and_other_subjects_left_alone():
    rows = [row("j1", "verified", 1), row("j2", "unverifiable", 1, subject="in-3"), row("s", "yes", 1, subject="st-01")]

    found = statuses(["in-1", "in-2", "in-3"], rows, at(23))

    assert [STATUSES[code] for code in found] == ["verified", "reported", "unverifiable"]


def test_all_faults_are_told_at_once():
    rows = [
        row("j1", "no", 1),
        row("j2", "withdrawn", 2),
        row("j3", "verified", 3, "j9"),
        row("j4", "verified", 4, "j5"),
        row("j5", "verified", 5, subject="in-2"),
        row("j6", "verified", 6, "j6"),
    ]
    with pytest.raises(CaseError) as caught:
        statuses(["in-1", "in-2"], rows, at(23))

    assert caught.value.problems == (
        "judgement j1 | 'no' is no verdict on an incident; give one of verified, not-verified, unverifiable, withdrawn",
        "judgement j2 | withdraws nothing; name the row to take back in `replaces`",
        "judgement j3 | replaces 'j9', which is not known; correct the id",
        "judgement j4 | replaces 'j5', which is about 'in-2'; name one about 'in-1'",
        "judgement j6 | replaces 'j6', which is not earlier; correct the instant or the id",
    )


@st.composite
def histories(draw):
    count = draw(st.integers(0, 7))
    rows = []
    for n in range(count):
        replaces = draw(st.sampled_from(["", *(each.id for each in rows)]))
        words = ["verified", "not-verified", "unverifiable", *(["withdrawn"] if replaces else [])]
        rows.append(Judgement(f"j{n}", "in-1", draw(st.sampled_from(words)), "m", at(n), "", replaces))
    return rows


def passed_over(judgement, rows):
    """A row is passed over where one replaces it that says something, or did until it was passed over itself."""
    later = [other for other in rows if other.replaces == judgement.id]
    return any(passed_over(each, rows) or not (each.verdict == "withdrawn" or taken_back(each, rows)) for each in later)


def taken_back(judgement, rows):
    """A row is taken back where a withdrawal that counts names it: then it has replaced nothing either."""
    taking = [other for other in rows if other.replaces == judgement.id and other.verdict == "withdrawn"]
    return any(counts(each, rows) for each in taking)


def counts(judgement, rows):
    """The definition: a row counts unless it is passed over or taken back."""
    return not passed_over(judgement, rows) and not taken_back(judgement, rows)


@given(histories())
def test_the_fold_agrees_with_its_definition(rows):
    said = {each.verdict for each in rows if counts(each, rows) and each.verdict != "withdrawn"}
    expected = "reported" if not said else "disputed" if len(said) > 1 else said.pop()

    assert status("in-1", reversed(rows), at(0, 20) + timedelta(days=1)).status == expected
