"""What entries of a planning session's evidence log hold, and what is sealed in them: one writer per kind.

An entry is hashed, and stays as it was written. It tells what every member may know: numbers, instants, who acted in
the open. All else is only in what is sealed, each part with a salt of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from truceline.accounts.releasability import Release, sees
from truceline.documents.shapes.session_entries import (
    CommentContent,
    CommentSealed,
    DecisionContent,
    DecisionSealed,
    ExportContent,
    FileSealed,
    HashSealed,
    MembershipContent,
    MembershipSealed,
    ProposalSealed,
    VersionContent,
)
from truceline.sessions import views
from truceline.sessions.proposals import Comment, Decision, Proposal
from truceline.sessions.revisions import body_hash
from truceline.sessions.versions import Entry, Version, content_hash

FORMAT = 1

VERSION, DECISION, COMMENT, EXPORT, MEMBERSHIP = "version", "decision", "comment", "export", "membership"
"""The kinds of entries of a session, as their ids begin."""

WHOLE, COALITION, TEXT, FILE, MEMBER = "whole", "coalition", "text", "file", "member"
"""Parts of entries that are sealed; that of a decision bears its kind's name."""


def version_content(session: str, made: Version, proposal: int | None, seals: dict[str, str]) -> VersionContent:
    """Return what the entry of a version holds."""
    return {
        "format": FORMAT,
        "session": session,
        "number": made.number,
        "parent": made.parent or None,
        "proposal": proposal,
        "by": made.by,
        "at": made.at.isoformat(),
        "seals": {"whole": seals[WHOLE], "coalition": seals[COALITION]},
    }


def decision_content(
    session: str, on: tuple[int, int], decision: Decision, seals: dict[str, str], *, told: bool
) -> DecisionContent:
    """Return what the entry of a decision holds: of which proposal, and the how many-th; ``told`` if of all to see."""
    content: DecisionContent = {
        "format": FORMAT,
        "session": session,
        "proposal": on[0],
        "number": on[1],
        "decision": decision.kind.value,
        "by": decision.by if told else "",
        "at": decision.at.isoformat(),
        "deadline": decision.deadline.isoformat() if decision.deadline else "",
        "seals": {"decision": seals[DECISION]},
    }
    if TEXT in seals:
        content["seals"]["text"] = seals[TEXT]
    return content


def comment_content(
    session: str, on: tuple[int, int], said: Comment, seals: dict[str, str], *, told: bool
) -> CommentContent:
    """Return what the entry of a comment holds: on which proposal, and the how many-th; ``told`` if of all to see."""
    return {
        "format": FORMAT,
        "session": session,
        "proposal": on[0],
        "number": on[1],
        "by": said.by if told else "",
        "at": said.at.isoformat(),
        "seals": {"text": seals[TEXT]},
    }


def export_content(
    session: str, taken: tuple[int, str, int | None], by: str, at: datetime, seals: dict[str, str]
) -> ExportContent:
    """Return what the entry of something handed out holds: its number, what it was, and of which version."""
    number, what, version = taken
    return {
        "format": FORMAT,
        "session": session,
        "number": number,
        "what": what,
        "version": version,
        "by": by,
        "at": at.isoformat(),
        "seals": {"file": seals[FILE]},
    }


def membership_content(
    session: str, changed: tuple[int, str], by: str, at: datetime, seals: dict[str, str]
) -> MembershipContent:
    """Return what the entry of a change of who belongs to a session holds: its number, and what was done."""
    number, change = changed
    return {
        "format": FORMAT,
        "session": session,
        "number": number,
        "change": change,
        "by": by,
        "at": at.isoformat(),
        "seals": {"member": seals[MEMBER]},
    }


def version_sealed(made: Version) -> HashSealed:
    """Return what is sealed of a version as it is."""
    return {"hash": made.hash}


def open_version_sealed(entries: Iterable[Entry]) -> HashSealed:
    """Return what is sealed of a version as the coalition sees it."""
    return {"hash": content_hash(each for each in entries if sees(views.COALITION, each.release, each.owner))}


def decision_sealed(decision: Decision) -> DecisionSealed:
    """Return what is sealed of a decision."""
    return {"by": decision.by, "contributor": decision.contributor, "reason": decision.reason}


def proposal_sealed(submitted: Proposal) -> ProposalSealed:
    """Return what is sealed of a proposal as it was submitted."""
    return {
        "title": submitted.title,
        "reason": submitted.reason,
        "revisions": [
            {
                "file": tip.record.file,
                "key": tip.record.key,
                "number": tip.number,
                "sha256": "" if tip.body is None else body_hash(tip.body),
                "release": tip.release.value,
            }
            for tip in submitted.tips()
        ],
    }


def comment_sealed(said: Comment) -> CommentSealed:
    """Return what is sealed of a comment."""
    return {"by": said.by, "text": said.text}


def file_sealed(sha256: str) -> FileSealed:
    """Return what is sealed of something handed out."""
    return {"sha256": sha256}


def membership_sealed(person: str, roles: Iterable[str], contributor: str) -> MembershipSealed:
    """Return what is sealed of a change of who belongs to a session."""
    return {"person": person, "roles": sorted(roles), "contributor": contributor}


def comment_is_open(said: Comment) -> bool:
    """Say whether a comment is released to the coalition."""
    return said.release in (Release.COALITION, Release.PUBLIC)
