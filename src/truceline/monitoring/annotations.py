"""What people found out about incidents beyond their reports: rows of tables that are appended and never overwritten.

Rulings merge and split; findings tell an incident's act, weapon, target, sides or circumstances; evidence bears on who
did it; steps of the ladder were taken. Each names its incident as ``in-`` and the id of a report (`findings` applies
them).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from truceline.agreement.three_valued_logic import NO, YES
from truceline.monitoring.append_only import counting, known_by
from truceline.monitoring.attachments import AttachmentRecord
from truceline.monitoring.casualties import CasualtyRecord
from truceline.monitoring.compliance import ComplianceRecord
from truceline.monitoring.incidents import Evidence

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
class EvidenceRecord:
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
class StepRecord:
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
class Annotations:
    """All that people found out, appended row by row; every row replaces only what it may (`appended.faults`)."""

    rulings: tuple[Ruling, ...] = ()
    findings: tuple[Finding, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    casualties: tuple[CasualtyRecord, ...] = ()
    compliance: tuple[ComplianceRecord, ...] = ()
    attachments: tuple[AttachmentRecord, ...] = ()

    @property
    def about_incidents(self) -> tuple[Finding | EvidenceRecord | StepRecord | CasualtyRecord, ...]:
        """The rows that name an incident."""
        return (*self.findings, *self.evidence, *self.steps, *self.casualties)

    @property
    def about_others(self) -> tuple[Ruling | ComplianceRecord | AttachmentRecord, ...]:
        """The rows that name reports, obligations or other rows."""
        return (*self.rulings, *self.compliance, *self.attachments)

    def until(self, as_of: datetime) -> Annotations:
        """Keep the rows that count at an instant."""
        return Annotations(
            rulings=counting(known_by(self.rulings, as_of)),
            findings=counting(known_by(self.findings, as_of)),
            evidence=counting(known_by(self.evidence, as_of)),
            steps=counting(known_by(self.steps, as_of)),
            casualties=counting(known_by(self.casualties, as_of)),
            compliance=counting(known_by(self.compliance, as_of)),
            attachments=counting(known_by(self.attachments, as_of)),
        )
