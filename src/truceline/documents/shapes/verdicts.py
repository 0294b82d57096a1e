"""The shape of the document on verdicts."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead


class ClausePart(TypedDict):
    """The clause that a verdict rests on."""

    ref: str
    """Where it stands."""
    source: str
    """Its source."""
    standing: str
    """How far it may be relied on."""
    note: str
    """In words."""


class VerdictPart(TypedDict):
    """A provision judged on an incident."""

    provision: str
    """The provision."""
    version: str
    """The version; empty where all read it alike."""
    verdict: str
    """`violation`, `permitted`, `out-of-scope` or `undetermined`."""
    missing: list[str]
    """What an undetermined one lacks."""
    reasons: list[str]
    """Why."""
    clause: ClausePart
    """The clause."""


class JudgedIncident(TypedDict):
    """An incident, judged."""

    incident: str
    """Its id."""
    actor: str
    """By whom; empty where undetermined."""
    confidence: str
    """How sure that is."""
    verdicts: list[VerdictPart]
    """By provision."""


class VerdictsDocument(DocumentHead):
    """Incidents judged under an agreement."""

    agreement: str
    """The agreement."""
    incidents: list[JudgedIncident]
    """The incidents."""
