"""The shape of the document on a planning session's evidence log."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.shapes.evidence import HeadPart
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


class OpeningPart(TypedDict):
    """What opens a seal: the seal is HMAC-SHA256 of the canonical JSON of `says` under the salt."""

    salt: str
    """The salt, in hexadecimal: 32 bytes."""
    says: HashSealed | DecisionSealed | ProposalSealed | CommentSealed | FileSealed | MembershipSealed
    """What was sealed."""


class LoggedEntryPart(TypedDict):
    """An entry of the log."""

    number: int
    """Its number in the log, from 1."""
    id: str
    """Its id."""
    kind: str
    """What it is of: `version`, `decision`, `comment`, `export`, `membership`; or `rotation`."""
    content: VersionContent | DecisionContent | CommentContent | ExportContent | MembershipContent
    """What it holds, as it stands in the log."""
    opened: dict[str, OpeningPart]
    """By name, the seals that are the reader's to open. Keep them with what was taken out: they prove it."""


class SessionLogPart(TypedDict):
    """A log, as it stands."""

    origin: str
    """Its identity, the first line of its checkpoints."""
    key: str
    """The verifier key of who signs it."""
    size: int
    """How many entries it has."""
    head: HeadPart
    """Its signed head."""
    checkpoint: str
    """The same as a checkpoint, which witnesses cosign."""


class SessionLogDocument(DocumentHead):
    """The evidence log of a session, as the reader may open it: what `truceline verify` takes beside log and files."""

    session: str
    """The session's name."""
    log: SessionLogPart | None
    """The log; null where none is kept."""
    entries: list[LoggedEntryPart]
    """Its entries, in order."""


class VersionEntry(TypedDict):
    """An entry of the log of a session: a version that was made."""

    id: str
    """`version/SESSION/NUMBER/INSTANT`."""
    kind: str
    """`version`."""
    content: VersionContent
    """What it holds."""


class DecisionEntry(TypedDict):
    """An entry of the log of a session: a decision on a proposal."""

    id: str
    """`decision/SESSION/PROPOSAL.NUMBER/INSTANT`."""
    kind: str
    """`decision`."""
    content: DecisionContent
    """What it holds."""


class CommentEntry(TypedDict):
    """An entry of the log of a session: a comment on a proposal."""

    id: str
    """`comment/SESSION/PROPOSAL.NUMBER/INSTANT`."""
    kind: str
    """`comment`."""
    content: CommentContent
    """What it holds."""


class ExportEntry(TypedDict):
    """An entry of the log of a session: what was handed out, to whom."""

    id: str
    """`export/SESSION/NUMBER/INSTANT`."""
    kind: str
    """`export`."""
    content: ExportContent
    """What it holds."""


class MembershipEntry(TypedDict):
    """An entry of the log of a session: a change of who belongs to it."""

    id: str
    """`membership/SESSION/NUMBER/INSTANT`."""
    kind: str
    """`membership`."""
    content: MembershipContent
    """What it holds."""
