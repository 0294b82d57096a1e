"""What a signed entry of the evidence log holds: one writer per kind, with the number of its format.

An entry is hashed, and stays as it was written: so every key is named here, and none follows from a record's fields.
Who decided does not leave, and the version of the program is no part of an entry. Format 1 had no number; format 2 is
the same with one. A format that holds another key or means something else by one gets a number and writers of its own;
those of the earlier formats stay, so that a row that is in a log in an earlier format is known for the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan

from truceline.documents.bulletin import bulletin_document
from truceline.monitoring.annotations import EvidenceRecord, Finding, Ruling, StepRecord
from truceline.monitoring.incidents import Evidence
from truceline.records.provenance import Judgement
from truceline.results.monitoring import Monitored

Content = Mapping[str, object]
Row = Judgement | Ruling | Finding | EvidenceRecord | StepRecord

FORMAT = 2

KINDS = tuple(row.kind for row in (Judgement, Ruling, Finding, EvidenceRecord, StepRecord))
"""The kinds of entries that are rows of a case."""


def row_contents(row: Row) -> tuple[Content, ...]:
    """Return what an entry of an appended row holds in every format: first as it is written, then as it was before."""
    first = _format_1(row)
    return {"format": FORMAT, **first}, first


def bulletin_content(made: Monitored) -> Content:
    """Return what an entry of a bulletin holds: ``bulletin.json`` without the version of the program."""
    return {key: value for key, value in bulletin_document(made).items() if key != "truceline"}


def _format_1(row: Row) -> Content:
    match row:
        case Judgement():
            return _judgement(row)
        case Ruling():
            return _ruling(row)
        case Finding():
            return _finding(row)
        case EvidenceRecord():
            return _evidence_given(row)
        case StepRecord():
            return _step_taken(row)


def _judgement(row: Judgement) -> Content:
    return {
        "subject": row.subject,
        "verdict": row.verdict,
        "at": row.at.isoformat(),
        "evidence": row.evidence,
        "replaces": row.replaces,
    }


def _ruling(row: Ruling) -> Content:
    return {
        "word": row.word,
        "first": row.first,
        "second": row.second,
        "at": row.at.isoformat(),
        "reason": row.reason,
        "replaces": row.replaces,
    }


def _finding(row: Finding) -> Content:
    return {
        "incident": row.incident,
        "about": row.about,
        "word": row.word,
        "at": row.at.isoformat(),
        "evidence": row.evidence,
        "replaces": row.replaces,
    }


def _evidence_given(row: EvidenceRecord) -> Content:
    return {
        "incident": row.incident,
        "evidence": _evidence(row.evidence),
        "at": row.at.isoformat(),
        "replaces": row.replaces,
    }


def _evidence(evidence: Evidence) -> Content:
    return {
        "kind": evidence.kind,
        "points_to": evidence.points_to,
        "given_by": evidence.given_by,
        "lon": None if isnan(evidence.lon) else evidence.lon,
        "lat": None if isnan(evidence.lat) else evidence.lat,
        "radius_m": None if isnan(evidence.radius_m) else evidence.radius_m,
        "report": evidence.report,
        "note": evidence.note,
    }


def _step_taken(row: StepRecord) -> Content:
    return {
        "incident": row.incident,
        "word": row.word,
        "at": row.at.isoformat(),
        "note": row.note,
        "replaces": row.replaces,
    }
