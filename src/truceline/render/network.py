"""Discourse networks on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.results.network import DatedNetwork


def network_summary(networks: Sequence[DatedNetwork]) -> str:
    """Write for each network its time, its groups and its edges, the strongest first."""
    return ("\n\n".join(_shown(dated) for dated in networks) or "no references") + "\n"


def _shown(dated: DatedNetwork) -> str:
    network = dated.network
    lines = [f"{dated.first} to {dated.last}: {dated.references} references, {len(network.rows)} actors"]
    if dated.groups is not None:
        lines.append(f"groups (modularity {dated.groups.modularity:.3f}):")
        lines += [f"  {', '.join(group)}" for group in dated.groups.members]
    edges = [
        (float(network.weights[i, j]), one, other)
        for i, one in enumerate(network.rows)
        for j, other in enumerate(network.columns)
        if network.weights[i, j] and (network.two_mode or i < j)
    ]
    lines.append("edges:")
    lines += [
        f"  {weight:10.4g}  {one} - {other}" for weight, one, other in sorted(edges, key=lambda e: (-e[0], *e[1:]))
    ]
    return "\n".join(lines)
