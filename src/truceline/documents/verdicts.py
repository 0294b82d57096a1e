"""The document of `judge`: what each incident is by an agreement."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.documents.envelope import head
from truceline.documents.shapes.verdicts import JudgedIncident, VerdictsDocument
from truceline.monitoring.reasons import Verdict

FORMAT = 2
"""1 was the same without a head."""


def verdicts_document(agreement: str, verdicts: Mapping[str, tuple[Verdict, ...]], *, version: str) -> VerdictsDocument:
    """Write the verdicts on each incident, by its id, with reasons, clause and what is missing."""
    begin = head("verdicts", FORMAT, version=version)
    return {**begin, "agreement": agreement, "incidents": [_incident(*each) for each in verdicts.items()]}


def _incident(incident: str, verdicts: tuple[Verdict, ...]) -> JudgedIncident:
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
