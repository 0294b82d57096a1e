"""Proposals as documents, as their reader sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from truceline.documents.envelope import head
from truceline.documents.shapes.proposals import (
    ProposalDecisionPart,
    ProposalDocument,
    ProposalPart,
    ProposalsDocument,
    ProposedRecordPart,
)
from truceline.results.proposals import ProposalSeen, RecordChange
from truceline.sessions.proposals import Decision

FORMAT = 1


def proposals_document(found: Iterable[ProposalSeen], *, version: str) -> ProposalsDocument:
    """Write the proposals of a session."""
    return {**head("proposals", FORMAT, version=version), "proposals": [_proposal(each) for each in found]}


def proposal_document(found: ProposalSeen, *, version: str) -> ProposalDocument:
    """Write one proposal: where it stands, what it changes, what was said and decided."""
    return {
        **head("proposal", FORMAT, version=version),
        "proposal": _proposal(found),
        "changes": [_change(each) for each in found.changes],
        "comments": [
            {"by": each.by, "at": each.at.isoformat(), "text": each.text, "release": str(each.release)}
            for each in found.comments
        ],
        "decisions": [_decision(each) for each in found.decisions],
    }


def _proposal(each: ProposalSeen) -> ProposalPart:
    return {
        "number": each.number,
        "title": each.title,
        "reason": each.reason,
        "by": each.by,
        "at": each.at.isoformat(),
        "release": each.release,
        "state": each.state,
        "deadline": _instant(each.standing.deadline),
        "mine": each.mine,
        "waits": each.waits,
        "may": sorted(each.may),
    }


def _change(each: RecordChange) -> ProposedRecordPart:
    return {
        "record": each.record,
        "kind": each.kind,
        "done": each.done,
        "release": each.release,
        "reason": each.reason,
        "fields": [{"field": f.field, "before": f.before, "after": f.after} for f in each.fields],
        "stale": each.stale,
        "written": each.written,
        "standing": each.standing,
    }


def _decision(each: Decision) -> ProposalDecisionPart:
    return {
        "kind": str(each.kind),
        "by": each.by,
        "contributor": each.contributor,
        "at": each.at.isoformat(),
        "reason": each.reason,
        "deadline": _instant(each.deadline),
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
