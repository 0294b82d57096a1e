"""What people found out about incidents beyond their reports, and how it changes what the incidents say.

Rulings merge and split; findings tell an incident's act, weapon, target, sides or circumstances; evidence bears on who
did it; steps of the ladder were taken. All are appended and never overwritten (`appended`). Each names its incident as
``in-`` and the id of a report, and is about the incident in which that report lies now: a merge or a split carries it
along. What names a report that is not known (taken back by its publisher, say) is left aside, and told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

import numpy as np

from truceline.agreement.fits import MAYBE, NO, YES
from truceline.monitoring.appended import counting, known_by
from truceline.monitoring.incidents import NAMES, Evidence, Incidents, evidence_columns
from truceline.monitoring.linkage import Rulings
from truceline.monitoring.reports import Reports
from truceline.records.provenance import Judgement

SUBJECT = "in-"
"""What stands before a report's id in the id of its incident."""
ANSWERS = {"yes": YES, "no": NO}
"""What a finding on a circumstance may say."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's decision that two reports, by id, tell of one incident (``merge``) or of two (``split``)."""

    kind: ClassVar[str] = "ruling"
    id: str
    word: str
    first: str
    second: str
    by: str
    at: datetime
    reason: str
    replaces: str

    @property
    def subject(self) -> str:
        """The two reports."""
        return " + ".join(sorted((self.first, self.second)))


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of an ``incident``: ``about`` is a column of ``incidents.NAMES`` or a circumstance, ``word`` what.

    A circumstance takes ``yes`` or ``no``, a side an actor, the others a term of the vocabulary.
    """

    kind: ClassVar[str] = "finding"
    id: str
    incident: str
    about: str
    word: str
    by: str
    at: datetime
    evidence: str
    replaces: str

    @property
    def subject(self) -> str:
        """The incident and what of it."""
        return f"{self.incident} {self.about}"


@dataclass(frozen=True, slots=True)
class Given:
    """Evidence as it was given for an ``incident``; its kind is ``withdrawn`` where it takes back an earlier row."""

    kind: ClassVar[str] = "evidence"
    id: str
    incident: str
    evidence: Evidence
    by: str
    at: datetime
    replaces: str

    @property
    def subject(self) -> str:
        """The incident."""
        return self.incident

    @property
    def word(self) -> str:
        """The kind of evidence."""
        return self.evidence.kind


@dataclass(frozen=True, slots=True)
class Taken:
    """A step of the ladder that ``by`` took ``at`` an instant for an incident; ``word`` is the step."""

    kind: ClassVar[str] = "step"
    id: str
    incident: str
    word: str
    by: str
    at: datetime
    note: str
    replaces: str

    @property
    def subject(self) -> str:
        """The incident."""
        return self.incident


@dataclass(frozen=True, slots=True)
class FoundOut:
    """All that people found out, appended row by row; every row replaces only what it may (`appended.faults`)."""

    rulings: tuple[Ruling, ...] = ()
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Given, ...] = ()
    steps: tuple[Taken, ...] = ()

    @property
    def about_incidents(self) -> tuple[Finding | Given | Taken, ...]:
        """All rows but the rulings, which are about reports."""
        return (*self.findings, *self.evidence, *self.steps)

    def until(self, as_of: datetime) -> FoundOut:
        """Keep the rows that count at an instant."""
        return FoundOut(
            rulings=counting(known_by(self.rulings, as_of)),
            findings=counting(known_by(self.findings, as_of)),
            evidence=counting(known_by(self.evidence, as_of)),
            steps=counting(known_by(self.steps, as_of)),
        )


def rulings_on(reports: Reports, rulings: Sequence[Ruling]) -> tuple[Rulings, tuple[str, ...]]:
    """Turn ``rulings`` that count into those that bind linkage, and give the ids of those that cannot."""
    named = np.unique([report for ruling in rulings for report in (ruling.first, ruling.second)])
    known = set(named[np.isin(named, reports.id.astype(np.str_))].tolist()) if len(named) else set()
    pairs: dict[str, list[tuple[str, str]]] = {"merge": [], "split": []}
    astray = []
    for ruling in rulings:
        if {ruling.first, ruling.second} <= known:
            pairs[ruling.word].append((ruling.first, ruling.second))
        else:
            astray.append(ruling.id)
    return Rulings(pairs["merge"], pairs["split"]), tuple(astray)


def rows_of(incidents: Incidents, subjects: Iterable[str]) -> Mapping[str, int]:
    """Find the incident, by position, that each subject is about now; subjects whose report is not known are left out.

    Cost grows with reports plus subjects.
    """
    reports = {subject.removeprefix(SUBJECT): subject for subject in subjects}
    links = np.flatnonzero(np.isin(incidents.report, list(reports))) if reports else np.array([], dtype=np.int64)
    return {reports[str(incidents.report[link])]: int(incidents.report_of[link]) for link in links}


def carried(incidents: Incidents, judgements: Iterable[Judgement], rows: Mapping[str, int]) -> tuple[Judgement, ...]:
    """Give judgements the incidents that they are about now as their subjects; others are left out."""
    return tuple(replace(j, subject=str(incidents.id[rows[j.subject]])) for j in judgements if j.subject in rows)


def told_by(
    incidents: Incidents, findings: Sequence[Finding], evidence: Sequence[Given], rows: Mapping[str, int]
) -> Incidents:
    """Let findings and evidence that count say what they say of ``incidents``; ``rows`` is as from ``rows_of``.

    A finding replaces what reports said. Findings that disagree leave it not known until one of them is replaced.
    """
    said: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for finding in findings:
        if finding.incident in rows:
            said[finding.about][rows[finding.incident]].add(finding.word)
    for about, words in sorted(said.items()):
        agreed = {row: next(iter(each)) if len(each) == 1 else "" for row, each in words.items()}
        incidents = (_named if about in NAMES else _answered)(incidents, about, agreed)
    pointed = [(rows[given.incident], given.evidence) for given in evidence if given.incident in rows]
    return replace(incidents, evidence=evidence_columns(pointed)) if pointed else incidents


def _named(incidents: Incidents, column: str, said: Mapping[int, str]) -> Incidents:
    listed = NAMES[column]
    names = getattr(incidents, listed)
    names = (*names, *sorted({*said.values()} - {"", *names}))  # the codes in use stay as they are
    codes = getattr(incidents, column).copy()
    codes[list(said)] = [names.index(word) if word else -1 for word in said.values()]
    changed: dict[str, Any] = {column: codes, listed: names}
    return replace(incidents, **changed)


def _answered(incidents: Incidents, circumstance: str, said: Mapping[int, str]) -> Incidents:
    names, states = incidents.circumstances, incidents.circumstance
    if circumstance not in names:
        names = (*names, circumstance)
        states = np.column_stack([states, np.full(len(incidents), MAYBE, dtype=np.int8)])
    states = states.copy()
    states[list(said), names.index(circumstance)] = [ANSWERS.get(word, MAYBE) for word in said.values()]
    return replace(incidents, circumstances=names, circumstance=states)
