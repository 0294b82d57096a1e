"""Documents of `network` and of imported references."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.documents.envelope import head
from truceline.documents.numbers import share
from truceline.documents.shapes.network import NetworkPart, NetworksDocument, ReferencesDocument
from truceline.documents.tables.table import Table
from truceline.results.network import DatedNetwork
from truceline.statements.discourse.reference import Reference

FORMAT = 2
"""1 was the same without a head."""


def networks_document(networks: Sequence[DatedNetwork], *, version: str) -> NetworksDocument:
    """Write discourse networks: for each its time, rows, columns, weights and groups."""
    return {**head("networks", FORMAT, version=version), "networks": [_network(each) for each in networks]}


def counts_table(dated: DatedNetwork) -> Table:
    """Write the raw counts of a network as a table."""
    columns = ("actor", "concept", "agreement", "references")
    return Table(columns, tuple((c.actor, c.concept, c.value, c.references) for c in dated.counts))


def references_document(
    references: Sequence[Reference], read: int, written: str, *, version: str
) -> ReferencesDocument:
    """Write how many of the references read, of how many actors to how many concepts, were written, and where to."""
    return {
        **head("references", FORMAT, version=version),
        "written": written,
        "references": read,
        "counted": len(references),
        "actors": len({r.actor for r in references}),
        "concepts": len({r.concept for r in references}),
    }


def _network(dated: DatedNetwork) -> NetworkPart:
    return {
        "first": dated.first.isoformat() if dated.first else None,
        "last": dated.last.isoformat() if dated.last else None,
        "references": dated.references,
        "counted": dated.counted,
        "counts": [
            {"actor": c.actor, "concept": c.concept, "value": c.value, "references": c.references} for c in dated.counts
        ],
        "rows": list(dated.network.rows),
        "columns": list(dated.network.columns),
        "weights": [[share(weight) for weight in row] for row in dated.network.weights.tolist()],
        "groups": [list(group) for group in dated.groups.members] if dated.groups else None,
        "modularity": share(dated.groups.modularity) if dated.groups else None,
    }
