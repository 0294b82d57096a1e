"""The document of `judge`: what each incident is by an agreement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truceline.documents.envelope import envelope
from truceline.monitoring.reasons import Verdict

FORMAT = 2
"""1 was the same without a head."""


def verdicts_document(agreement: str, verdicts: Mapping[str, tuple[Verdict, ...]], *, version: str) -> dict[str, Any]:
    """Write the verdicts on each incident, by its id, with reasons, clause and what is missing."""
    body = {"agreement": agreement, "incidents": [_incident(*each) for each in verdicts.items()]}
    return envelope("verdicts", FORMAT, body, version=version)


def _incident(incident: str, verdicts: tuple[Verdict, ...]) -> dict[str, Any]:
    return {
        "incident": incident,
        "actor": verdicts[0].actor if verdicts else "",
        "confidence": verdicts[0].confidence if verdicts else "none",
        "verdicts": [
            {
                "provision": verdict.provision,
                "version": verdict.version,
                "verdict": verdict.verdict,
                "missing": list(verdict.missing),
                "reasons": list(verdict.reasons),
                "clause": {
                    "ref": verdict.clause.ref,
                    "source": verdict.clause.source,
                    "standing": str(verdict.clause.standing),
                    "note": verdict.clause.note,
                },
            }
            for verdict in verdicts
        ],
    }
