"""What compliance.csv and patrols.csv must agree on with the agreement."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.casefolder.reading import FolderReading
from truceline.casefolder.schema.agreements import AgreementShape
from truceline.casefolder.schema.compliance import ComplianceRow
from truceline.casefolder.schema.movement import PatrolRow
from truceline.formats.faults import FaultPlace, unknown

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""


def compliance_is_with_the_agreement(reading: FolderReading) -> Found:
    """What is verified is an obligation of the agreement, of one who is bound by it; a party hinders a patrol."""
    agreement = next((entry.shape.record() for entry in reading.of(AgreementShape)), None)
    if agreement is None:
        return
    bound = {each.id: each.actors for each in agreement.obligations}
    for entry in reading.of(ComplianceRow):
        row = entry.shape
        if row.obligation not in bound:
            yield entry.place(("obligation",)), unknown("obligation", row.obligation, bound)
        elif row.actor not in bound[row.obligation]:
            yield (
                entry.place(("actor",)),
                unknown(f"actor bound by {row.obligation!r}", row.actor, bound[row.obligation]),
            )
    for patrol in reading.of(PatrolRow):
        if (by := patrol.shape.hindered_by) and by not in agreement.parties:
            yield patrol.place(("hindered_by",)), unknown("party", by, agreement.parties)
