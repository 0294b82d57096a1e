"""What signed entries hold of rows whose kinds came with format 3: casualties, compliance and attachments."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.monitoring.attachments import AttachmentRecord
from truceline.monitoring.casualties import CasualtyRecord
from truceline.monitoring.compliance import ComplianceRecord


def later_row(row: CasualtyRecord | ComplianceRecord | AttachmentRecord) -> Mapping[str, object]:
    """Write a row without the number of its format; who put it on record does not leave."""
    match row:
        case CasualtyRecord():
            return _casualty(row)
        case ComplianceRecord():
            return _compliance(row)
        case AttachmentRecord():
            return _attachment(row)


def _casualty(row: CasualtyRecord) -> Mapping[str, object]:
    return {
        "incident": row.incident,
        "word": row.word,
        "killed": row.killed,
        "wounded": row.wounded,
        "group": row.group,
        "sex": row.sex,
        "age": row.age,
        "given_by": row.given_by,
        "at": row.at.isoformat(),
        "evidence": row.evidence,
        "replaces": row.replaces,
    }


def _compliance(row: ComplianceRecord) -> Mapping[str, object]:
    return {
        "obligation": row.obligation,
        "actor": row.actor,
        "word": row.word,
        "at": row.at.isoformat(),
        "shown_by": list(row.shown_by),
        "evidence": row.evidence,
        "replaces": row.replaces,
    }


def _attachment(row: AttachmentRecord) -> Mapping[str, object]:
    return {
        "of": row.of,
        "file": row.file,
        "sha256": row.sha256,
        "word": row.word,
        "at": row.at.isoformat(),
        "replaces": row.replaces,
    }
