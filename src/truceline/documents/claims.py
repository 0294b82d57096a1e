"""The document of `claims`: every claim once, and both sides beside each other."""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.shapes.claims import ClaimEntry, ClaimsDocument, ClaimTotal
from truceline.monitoring.claims.beside_observed import ClaimsBesideObserved
from truceline.monitoring.claims.ledger import Total, UniqueClaim

FORMAT = 2
"""1 was the same without a head."""


def claims_document(claimed: ClaimsBesideObserved, *, version: str) -> ClaimsDocument:
    """Write the totals of each side beside each other, and every claim with its copies, variants and misreports."""
    return {
        **head("claims", FORMAT, version=version),
        "beside": [[_total(total) for total in row.claimed.values()] for row in claimed.beside],
        "claims": [_entry(claimed, entry) for entry in claimed.entries],
    }


def _total(total: Total) -> ClaimTotal:
    return {
        "truce": total.truce,
        "category": total.category,
        "scope": total.scope,
        "claimant": total.party,
        "accused": total.accused,
        "count": total.count,
        "at_least": total.at_least,
        "claims": list(total.ids),
        "outlets": total.outlets,
    }


def _entry(claimed: ClaimsBesideObserved, entry: UniqueClaim) -> ClaimEntry:
    claim = entry.main.first
    return {
        "claim": claim.id,
        "copies": sorted(each.id for variant in (entry.main, *entry.others) for each in variant.claims),
        "count": claim.count,
        "from": claim.start.isoformat(),
        "until": claim.end.isoformat() if claim.end else None,
        "outlets": list(entry.outlets),
        "variants": [{"claim": v.first.id, "reason": v.reason} for v in entry.others],
        "misreports": [{"claim": name, "reason": why} for name, why in entry.misreports],
        "counted": entry.counted,
        "why": entry.why,
        "windows": [{"version": v, "lies": lies} for v, lies in claimed.places[claim.id]],
    }
