"""Discourse networks of a case, of a table of coded references or of a DNA file: computed, shown and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError
from truceline.formats.files import write_atomic
from truceline.knowledge import known
from truceline.sources.discourse_networks import graphml, matrix_csv, read_references
from truceline.sources.dna import read_dna
from truceline.statements.discourse.communities import Groups, groups
from truceline.statements.discourse.network import (
    Aggregation,
    Duplicates,
    Network,
    Normalisation,
    Reference,
    one_mode,
    references,
    two_mode,
    windows,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A network of the references from ``first`` to ``last``, with its groups where it is a one-mode one."""

    first: date | None
    last: date | None
    references: int
    network: Network
    groups: Groups | None


def networks(
    case: str,
    *,
    as_of: date | None = None,
    mode: str = "one",
    aggregation: str = "subtract",
    normalisation: str = "no",
    duplicates: str = "include",
    by_topic: bool = False,
    window: int | None = None,
    step: int | None = None,
) -> tuple[Dated, ...]:
    """Make the network of ``case``, or one for each time window that holds a reference.

    ``case`` is a case, a ``.csv`` table of references or a ``.dna`` file.

    Raises
    ------
    TrucelineError
        If what is read is at fault, or there is no such network.
    """
    given = _given(case, as_of, scopes=not by_topic)
    make = one_mode if mode == "one" else two_mode
    chosen = (Aggregation(aggregation), Normalisation(normalisation), Duplicates(duplicates))
    spans: Sequence[tuple[date | None, date | None, tuple[Reference, ...]]] = [
        (min((r.on for r in given), default=None), max((r.on for r in given), default=None), given)
    ]
    if window is not None:
        spans = [each for each in windows(given, window, step or window) if each[2]]
    made = []
    for first, last, within in spans:
        network = make(within, *chosen)
        made.append(Dated(first, last, len(within), network, groups(network) if mode == "one" else None))
    return tuple(made)


def as_document(dated: Dated) -> dict[str, Any]:
    """Give a network as JSON: rows, columns and weights."""
    return {
        "first": dated.first.isoformat() if dated.first else None,
        "last": dated.last.isoformat() if dated.last else None,
        "references": dated.references,
        "rows": dated.network.rows,
        "columns": dated.network.columns,
        "weights": dated.network.weights.tolist(),
        "groups": dated.groups.members if dated.groups else None,
        "modularity": dated.groups.modularity if dated.groups else None,
    }


def shown(made: Sequence[Dated]) -> str:
    """Show networks as text: for each its time, its groups and its edges, the strongest first."""
    return "\n\n".join(_shown(dated) for dated in made) or "no references"


def write(folder: Path, made: Sequence[Dated]) -> tuple[Path, ...]:
    """Write each network as GraphML and CSV into ``folder``; of several, the name says the first day.

    Raises
    ------
    CaseError
        If the folder cannot be written.
    """
    files: dict[Path, str] = {}
    for dated in made:
        name = "network" if len(made) == 1 else f"network-{dated.first}"
        number = {name: n for n, group in enumerate(dated.groups.members if dated.groups else ()) for name in group}
        files[folder / f"{name}.graphml"] = graphml(dated.network, number)
        files[folder / f"{name}.csv"] = matrix_csv(dated.network)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            write_atomic(path, text.encode())
    except OSError as error:
        what = f"{folder} | cannot be written ({error.strerror}); give another folder with --out"
        raise CaseError("the networks were not written", (what,)) from error
    return tuple(files)


def _given(case: str, as_of: date | None, *, scopes: bool) -> tuple[Reference, ...]:
    path = Path(case)
    if path.suffix == ".csv" or path.suffix == ".dna":
        found = read_references(path) if path.suffix == ".csv" else read_dna(path)
        return tuple(r for r in found if as_of is None or r.on <= as_of)
    whole = read_case(find_case(case).folder)
    day = as_of or whole.as_of
    return references(known(whole, day).statements, day, scopes=scopes)


def _shown(dated: Dated) -> str:
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
