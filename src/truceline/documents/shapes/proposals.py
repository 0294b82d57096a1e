"""The shapes of proposals."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.shapes.session import FieldChangePart


class ProposalPart(TypedDict):
    """Where a proposal stands for its reader."""

    number: int
    """Its number."""
    title: str
    """Its title."""
    reason: str
    """Why it is made."""
    by: str
    """Who wrote it, by id."""
    at: str
    """When it was begun, UTC."""
    release: str
    """To whom its title and reason are released."""
    state: str
    """draft, open, under silence, broken, returned, accepted or withdrawn."""
    deadline: str | None
    """When silence expires or expired, UTC; null without silence."""
    mine: bool
    """Whether the reader wrote it."""
    waits: str
    """What it waits for from the reader, in words; empty for nothing."""
    may: list[str]
    """What the reader may do: submit, accept, return, silence, break, dissent, withdraw, comment, revise."""


class ProposalsDocument(DocumentHead):
    """The proposals that are there for a reader, the latest first."""

    proposals: list[ProposalPart]
    """Each of them."""


class ProposedRecordPart(TypedDict):
    """What a proposal does to one record."""

    record: str
    """File and key."""
    kind: str
    """What the record is."""
    done: str
    """new, changed or taken out."""
    release: str
    """To whom it is released."""
    reason: str
    """Why."""
    fields: list[FieldChangePart]
    """Field by field, against the text that it was written from."""
    stale: bool
    """Whether the proposal may still be decided, and another text stands by now."""
    written: str
    """Of a stale record the proposal's text; else empty."""
    standing: str
    """Of a stale record the text that stands, if it is released to the reader; else empty."""


class ProposalCommentPart(TypedDict):
    """What a member said."""

    by: str
    """Who, by id."""
    at: str
    """When, UTC."""
    text: str
    """What."""
    release: str
    """To whom it is released."""


class ProposalDecisionPart(TypedDict):
    """What was decided."""

    kind: str
    """submitted, accepted, returned, silence, broken, dissent, withdrawn or unsound: silence that did not stand."""
    by: str
    """Who decided, by id."""
    contributor: str
    """The nation that spoke; empty for none."""
    at: str
    """When, UTC."""
    reason: str
    """Why; empty where none was given."""
    deadline: str | None
    """Of silence: when it expires, UTC."""


class ProposalDocument(DocumentHead):
    """One proposal as its reader sees it."""

    proposal: ProposalPart
    """Where it stands."""
    changes: list[ProposedRecordPart]
    """What it changes."""
    comments: list[ProposalCommentPart]
    """What was said of it."""
    decisions: list[ProposalDecisionPart]
    """What was decided."""
