"""The shape of the document on the claims of the parties."""

from __future__ import annotations

from typing import Annotated, TypedDict

from truceline.documents.envelope import DocumentHead


class ClaimTotal(TypedDict):
    """What one party claims of another."""

    truce: str
    """The truce that it is about."""
    category: str
    """What is claimed."""
    scope: str
    """On what of it."""
    claimant: str
    """Who claims."""
    accused: str
    """Of whom."""
    count: int
    """How many."""
    at_least: bool
    """Whether it claims at least so many."""
    claims: list[str]
    """Its claims."""
    outlets: int
    """How many outlets carried them."""


class WindowPart(TypedDict):
    """Where a claim's time lies under one version of a truce."""

    version: str
    """The version."""
    lies: str
    """Where it lies, such as `within`."""


class ReasonPart(TypedDict):
    """Another claim, and why it is what it is."""

    claim: str
    """The claim."""
    reason: str
    """Why."""


_ClaimEntryFrom = TypedDict("_ClaimEntryFrom", {"from": Annotated[str, "From this instant."]})


class ClaimEntry(_ClaimEntryFrom):
    """A claim, each once."""

    claim: str
    """Its id."""
    copies: list[str]
    """Ids of all rows that carry it."""
    count: int
    """How many."""
    until: str | None
    """To this one; null where it has no end."""
    outlets: list[str]
    """Who carried it."""
    variants: list[ReasonPart]
    """The same claim in other words."""
    misreports: list[ReasonPart]
    """Rows that report it wrongly."""
    counted: bool
    """Whether it counts in the totals."""
    why: str
    """Why it does not."""
    windows: list[WindowPart]
    """Where its time lies under each version."""


class ClaimsDocument(DocumentHead):
    """The parties' claims, each once, and both sides beside each other."""

    beside: list[list[ClaimTotal]]
    """The totals of both sides, by category."""
    claims: list[ClaimEntry]
    """Every claim."""
