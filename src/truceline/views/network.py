"""Discourse networks as lists of groups and edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.results.network import DatedNetwork
from truceline.statements.discourse.network import Network
from truceline.views.text import EMPTY, TextLine, whole


def network_lines(networks: Sequence[DatedNetwork]) -> Iterator[TextLine]:
    """Say for each network its time, its groups and its edges, the strongest first."""
    if not networks:
        yield whole("no references")
    for n, dated in enumerate(networks):
        if n:
            yield EMPTY
        yield whole(f"{dated.first} to {dated.last}: {_number(dated)} references, {len(dated.network.rows)} actors")
        if dated.groups is not None:
            yield whole(f"groups (modularity {dated.groups.modularity:.3f}):")
            yield from (whole(", ".join(group), 2) for group in dated.groups.members)
        yield whole("edges:")
        yield from _edges(dated.network)


def _number(dated: DatedNetwork) -> str:
    # Repetitions that do not count are told.
    return f"{dated.counted} of {dated.references}" if dated.counted != dated.references else str(dated.references)


def _edges(network: Network) -> Iterator[TextLine]:
    edges = [
        (float(network.weights[i, j]), one, other)
        for i, one in enumerate(network.rows)
        for j, other in enumerate(network.columns)
        if network.weights[i, j] and (network.two_mode or i < j)
    ]
    for weight, one, other in sorted(edges, key=lambda e: (-e[0], *e[1:])):
        yield whole(f"{weight:10.4g}  {one} - {other}", 2)
