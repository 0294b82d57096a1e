"""What a signed entry of the evidence log holds: one writer per kind, with the number of its format.

An entry is hashed, and stays as it was written: so every key is named here, and none follows from a record's fields.
Who decided does not leave, and the version of the program is no part of an entry. Format 1 had no number; format 2 was
the same with one; in format 3 a bulletin's entry holds the hash of its document where it held the whole, and the hashes
of what it was made from; what was handed out of it is an entry of its own. A format that holds another key or means
something else by one gets a number and writers of its own. A row that is in a log in an earlier format is known for the
same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isnan

from truceline.documents.bulletin import FORMAT as BULLETIN_FORMAT
from truceline.documents.bulletin import bulletin_part
from truceline.documents.issues import OF_ISSUE
from truceline.documents.later_rows import later_row
from truceline.monitoring.annotations import EvidenceRecord, Finding, Ruling, StepRecord
from truceline.monitoring.attachments import AttachmentRecord
from truceline.monitoring.casualties import CasualtyRecord
from truceline.monitoring.compliance import ComplianceRecord
from truceline.monitoring.incidents import Evidence
from truceline.records.provenance import Input, Judgement
from truceline.results.issues import Changes
from truceline.results.monitoring import Monitored

Content = Mapping[str, object]
Row = Judgement | Ruling | Finding | EvidenceRecord | StepRecord | CasualtyRecord | ComplianceRecord | AttachmentRecord

FORMAT = 3
BULLETIN_ENTRY = 4
"""The format of a bulletin's entry, which tells state and what it replaces; in that of format 3 neither is told."""

_ROWS = (*(Judgement, Ruling, Finding, EvidenceRecord, StepRecord, CasualtyRecord, ComplianceRecord, AttachmentRecord),)
KINDS = tuple(row.kind for row in _ROWS)
"""The kinds of entries that are rows of a case."""
BULLETIN, FILES, ROTATION = "bulletin", "files", "rotation"
"""The other kinds: a bulletin, the files handed out of one, and a key that hands over to the next."""


def row_contents(row: Row) -> tuple[Content, ...]:
    """Return what an entry of an appended row holds in every format: first as it is written, then as it was before."""
    first = _format_1(row)
    return {"format": FORMAT, **first}, {"format": 2, **first}, first


def signed_part(made: Monitored) -> Content:
    """Return what of a bulletin its entry holds the hash of: ``bulletin.json`` without program and entry."""
    return {"document": BULLETIN, "format": BULLETIN_FORMAT, **bulletin_part(made)}


def input_list(inputs: Sequence[Input]) -> list[Content]:
    """Return what of its inputs the entry of a bulletin holds the hash of: the list that ``run.json`` has.

    The list itself is not there: it grows with every import, and the name of a file may say who reported.
    """
    return [{"path": each.path, "sha256": each.sha256} for each in inputs]


def said_part(made: Monitored) -> Content:
    """Return what of its signed part a bulletin says, whichever issue of it this is."""
    return {key: value for key, value in signed_part(made).items() if key not in OF_ISSUE}


def bulletin_content(made: Monitored, hashes: tuple[str, str], inputs: tuple[int, str]) -> Content:
    """Return what an entry of a bulletin holds: which it is, its state, what it replaces, and what it is bound to.

    ``hashes`` are the sha256 of its signed part, and of what it says in whichever issue; of the ``inputs`` it is how
    many there are, and the sha256 of their list.
    """
    period, replaced = made.bulletin.period, made.issue.replaced
    return {
        "format": BULLETIN_ENTRY,
        "case": made.case.id,
        "from": period.start.isoformat(),
        "until": period.end.isoformat(),
        "known_at": made.known.at.isoformat(),
        "state": made.issue.state,
        "replaces": replaced.entry if replaced else "",
        "changes": _numbers(replaced.changes) if replaced else {},
        "document": {"format": BULLETIN_FORMAT, "sha256": hashes[0]},
        "said": hashes[1],
        "inputs": {"count": inputs[0], "sha256": inputs[1]},
    }


def _numbers(changes: Changes) -> Content:
    # How many of each: the list is in the document, which the entry binds. What came after format 4 only where any is.
    later = {
        "parted": len(changes.parted),
        "movement": len(changes.movement),
        "patrols": sum(map(len, changes.patrols)),
        "obligations": len(changes.obligations),
        "attachments": sum(map(len, changes.attachments)),
        "details": len(changes.details),
    }
    return {
        "counts": len(changes.counts),
        "added": len(changes.added),
        "gone": len(changes.gone),
        "merged": len(changes.merged),
        "verdicts": len(changes.verdicts),
        "verification": len(changes.verification),
        "attribution": len(changes.attribution),
        "casualties": len(changes.casualties),
        **{what: number for what, number in later.items() if number},
    }


def files_content(bulletin: str, outputs: Mapping[str, str]) -> Content:
    """Return what an entry of the files of a ``bulletin`` (the id of its entry) holds: sha256 by name."""
    files = [{"path": name, "sha256": sha256} for name, sha256 in outputs.items()]
    return {"format": FORMAT, "bulletin": bulletin, "files": files}


def rotation_content(key: str, at: datetime) -> Content:
    """Return what an entry holds with which a key hands over to the next, given in hexadecimal."""
    return {"format": FORMAT, "key": key, "at": at.isoformat()}


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
        case _:
            return later_row(row)


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
