"""Documents of `network` and of imported references."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.documents.envelope import head
from truceline.documents.shapes.network import NetworkPart, NetworksDocument, ReferencesDocument
from truceline.results.network import DatedNetwork
from truceline.statements.discourse.network import Reference

FORMAT = 2
"""1 was the same without a head."""


def networks_document(networks: Sequence[DatedNetwork], *, version: str) -> NetworksDocument:
    """Write discourse networks: for each its time, rows, columns, weights and groups."""
    return {**head("networks", FORMAT, version=version), "networks": [_network(each) for each in networks]}


def references_document(references: Sequence[Reference], written: str, *, version: str) -> ReferencesDocument:
    """Write how many references of how many actors to how many concepts were imported, and where to."""
    return {
        **head("references", FORMAT, version=version),
        "written": written,
        "references": len(references),
        "actors": len({r.actor for r in references}),
        "concepts": len({r.concept for r in references}),
    }


def _network(dated: DatedNetwork) -> NetworkPart:
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
