"""``network``: who agrees with whom, of a case, of a table of coded references or of a DNA file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from truceline import __version__
from truceline.documents.network import networks_document
from truceline.errors import MisuseError
from truceline.formats.json_text import json_text
from truceline.render.network_files import network_files
from truceline.render.terminal import laid_out
from truceline.results.network import DatedNetwork
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome
from truceline.services.runs import write_files, written_to
from truceline.sources.dna import read_dna
from truceline.sources.references import read_references
from truceline.statements.discourse.network import Aggregation, Normalisation
from truceline.statements.discourse.reference import Reference
from truceline.statements.discourse.selection import Duplicates, Selection
from truceline.views.network import network_lines
from truceline.workflow.network import NetworkMeasure, TimeWindow, build_networks, references_of

MODES = {"one": False, "two": True}
"""Actors x actors, or actors x concepts: whether it is a two-mode network."""


def network(
    case: str | Path,
    *,
    as_of: date | None = None,
    mode: str = "one",
    aggregation: str = "subtract",
    normalisation: str = "no",
    duplicates: str = "include",
    by_topic: bool = False,
    exclude_actor: Sequence[str] = (),
    exclude_concept: Sequence[str] = (),
    minimum: int = 1,
    window: int | None = None,
    step: int | None = None,
    centred: bool = False,
    raw: bool = False,
    out: str | Path | None = None,
) -> Outcome[tuple[DatedNetwork, ...]]:
    """Build the discourse network, or one for each time window that holds a reference; with ``out`` as files too.

    ``case`` is a case, a ``.csv`` table of coded references or a ``.dna`` file. ``mode`` is one (actors x actors) or
    two (actors x concepts); concepts are topics with their scope, or ``by_topic`` alone. ``aggregation``,
    ``normalisation`` and ``duplicates`` are those of the Discourse Network Analyzer, ``window`` and ``step`` days, and
    ``centred`` windows are laid as it lays them. Actors and concepts may be left out, and so are actors with fewer than
    ``minimum`` references. With ``raw`` the counts by actor, concept and value are written too.

    Raises
    ------
    TrucelineError
        If what is read is at fault, there is no such network, or ``out`` cannot be written.
    MisuseError
        If a way of making it is not known, or windows are described of which no length is given.
    """
    if raw and not out:
        raise MisuseError("--raw writes a file; say where with --out")
    if window is None and (step is not None or centred):
        raise MisuseError("--step and --centred say how windows are laid; give their length with --window")
    measure = _measure(mode, aggregation, normalisation, duplicates)
    coded = _references(Path(case), as_of, scopes=not by_topic)
    cut = None if window is None else TimeWindow(window, step, centred)
    selection = Selection(exclude_actor, exclude_concept, minimum)
    made = build_networks(coded, measure, selection=selection, window=cut)
    written = write_files(Path(out), network_files(made, raw=raw)) if out else ()
    document = networks_document(made, version=__version__)
    notes = (written_to(written),) if written else ()
    return Outcome(made, laid_out(network_lines(made)), json_text(document), written, notes)


def _measure(mode: str, aggregation: str, normalisation: str, duplicates: str) -> NetworkMeasure:
    if mode not in MODES:
        raise MisuseError(f"{mode!r} is no mode; give one of {', '.join(MODES)}")
    try:
        chosen = Aggregation(aggregation), Normalisation(normalisation), Duplicates(duplicates)
    except ValueError as error:
        raise MisuseError(f"{error}; see: truceline network --help") from error
    return NetworkMeasure(MODES[mode], *chosen)


def _references(path: Path, as_of: date | None, *, scopes: bool) -> tuple[Reference, ...]:
    read = {".csv": read_references, ".dna": read_dna}.get(path.suffix)
    if read is not None:
        return tuple(r for r in read(path) if as_of is None or r.on <= as_of)
    _, case = open_case(path, as_of)
    return references_of(case, as_of=as_of, scopes=scopes)
