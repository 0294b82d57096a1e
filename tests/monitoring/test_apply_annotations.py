"""What people found out changes what incidents say, and goes with the report that it names."""

from dataclasses import replace

import numpy as np
import pytest

from tests.agreement.building import at
from tests.monitoring.building import few
from truceline.agreement.three_valued_logic import MAYBE, NO, YES
from truceline.monitoring.annotations import Annotations, EvidenceRecord, Finding, Ruling, StepRecord
from truceline.monitoring.apply_annotations import rows_of, rulings_on, told_by
from truceline.monitoring.fusion import gather
from truceline.monitoring.incidents import Evidence

HISTORY = [(1, "merge", ""), (2, "withdrawn", "r1")]
REPORTS = few(
    ("post", 0, 0, 100.0, "shelling"), ("drone", 0, 0, 100.0, "shelling"), ("outlet", 9, 9000, 100.0, "small arms")
)
INCIDENTS = gather(REPORTS, np.array([0, 0, 1]))


def finding(name, about, word, incident="in-r0", hour=1, replaces=""):
    return Finding(name, incident, about, word, "cell", at(hour), "", replaces)


def told(*findings, evidence=()):
    rows = rows_of(INCIDENTS, [row.incident for row in (*findings, *evidence)])
    return told_by(INCIDENTS, findings, evidence, rows)


def test_a_subject_is_the_incident_in_which_its_report_lies_now():
    assert rows_of(INCIDENTS, ["in-r0", "in-r1", "in-r2", "in-r9"]) == {"in-r0": 0, "in-r1": 0, "in-r2": 1}
    assert rows_of(INCIDENTS, []) == {}


@pytest.mark.parametrize("column", ["act", "weapon", "target", "origin_side", "impact_side"])
def test_a_finding_replaces_what_reports_said_and_leaves_others_alone(column):
    rows = told(finding("f1", column, "found", "in-r1"))

    assert rows.name(column, 0) == "found"
    assert rows.name(column, 1) == INCIDENTS.name(column, 1)
    assert rows.name("act", 1) == "small arms"


def test_both_sides_of_an_incident_share_one_list_of_names():
    rows = told(finding("f1", "origin_side", "north"), finding("f2", "impact_side", "south", "in-r2"))

    assert (rows.name("origin_side", 0), rows.name("impact_side", 1)) == ("north", "south")
    assert (rows.name("origin_side", 1), rows.name("impact_side", 0)) == ("", "")


def test_findings_that_disagree_leave_it_not_known():
    rows = told(finding("f1", "act", "fire"), finding("f2", "act", "blast"), finding("f3", "ordered", "yes"))

    assert rows.name("act", 0) == ""
    assert rows.circumstance[:, rows.circumstances.index("ordered")].tolist() == [YES, MAYBE]


def test_a_circumstance_is_answered_with_yes_or_no():
    rows = told(finding("f1", "ordered", "yes"), finding("f2", "ordered", "no", "in-r2"), finding("f3", "told", "no"))

    assert rows.circumstances == ("ordered", "told")
    assert rows.circumstance.tolist() == [[YES, NO], [NO, MAYBE]]


def test_evidence_lands_on_its_incident():
    given = EvidenceRecord("e1", "in-r2", Evidence("admission", points_to="north", given_by="north"), "cell", at(1), "")
    rows = told(evidence=(given,))

    assert rows.evidence.incident.tolist() == [1]
    assert rows.evidence.points_to.tolist() == ["north"]
    assert len(INCIDENTS.evidence) == 0


def test_only_what_counts_at_an_instant_is_kept():
    first, second = finding("f1", "act", "fire"), finding("f2", "act", "blast", hour=3, replaces="f1")
    third = finding("f3", "act", "withdrawn", hour=5, replaces="f2")
    found = Annotations(findings=(third, second, first))

    assert [found.until(at(hour)).findings for hour in (0, 2, 4, 6)] == [(), (first,), (second,), (first,)]


@pytest.mark.parametrize("table", ["rulings", "findings", "evidence", "steps"])
def test_a_row_of_every_table_can_be_withdrawn(table):
    rows = {
        "rulings": [Ruling(f"r{n}", word, "a", "b", "cell", at(n), "", was) for n, word, was in HISTORY],
        "findings": [finding(f"r{n}", "act", word, hour=n, replaces=was) for n, word, was in HISTORY],
        "evidence": [EvidenceRecord(f"r{n}", "in-a", Evidence(word), "cell", at(n), was) for n, word, was in HISTORY],
        "steps": [StepRecord(f"r{n}", "in-a", word, "cell", at(n), "", was) for n, word, was in HISTORY],
    }
    found = Annotations(**{table: tuple(rows[table])})

    assert [len(getattr(found.until(at(hour)), table)) for hour in (0, 1, 2)] == [0, 1, 0]


def test_rulings_bind_where_both_reports_are_known():
    rulings = [
        Ruling("r1", "merge", "r0", "r2", "cell", at(1), "", ""),
        Ruling("r2", "split", "r0", "r1", "cell", at(1), "", ""),
        Ruling("r3", "merge", "r0", "gone", "cell", at(1), "", ""),
    ]
    found, astray = rulings_on(REPORTS, rulings)

    assert (list(found.merge), list(found.split), astray) == ([("r0", "r2")], [("r0", "r1")], ("r3",))
    assert replace(rulings[0], first="r2", second="r0").subject == rulings[0].subject
