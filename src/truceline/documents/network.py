"""Documents of `network` and of imported references."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.documents.envelope import envelope
from truceline.results.network import DatedNetwork
from truceline.statements.discourse.network import Reference

FORMAT = 2
"""1 was the same without a head."""


def networks_document(networks: Sequence[DatedNetwork], *, version: str) -> dict[str, Any]:
    """Write discourse networks: for each its time, rows, columns, weights and groups."""
    return envelope("networks", FORMAT, {"networks": [_network(each) for each in networks]}, version=version)


def references_document(references: Sequence[Reference], written: str, *, version: str) -> dict[str, Any]:
    """Write how many references of how many actors to how many concepts were imported, and where to."""
    body = {
        "written": written,
        "references": len(references),
        "actors": len({r.actor for r in references}),
        "concepts": len({r.concept for r in references}),
    }
    return envelope("references", FORMAT, body, version=version)


def _network(dated: DatedNetwork) -> dict[str, Any]:
    return {
        "first": dated.first.isoformat() if dated.first else None,
        "last": dated.last.isoformat() if dated.last else None,
        "references": dated.references,
        "rows": list(dated.network.rows),
        "columns": list(dated.network.columns),
        "weights": dated.network.weights.tolist(),
        "groups": [list(group) for group in dated.groups.members] if dated.groups else None,
        "modularity": dated.groups.modularity if dated.groups else None,
    }
