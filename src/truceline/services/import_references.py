"""``import dna``: coded statements of the Discourse Network Analyzer, for the discourse network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from truceline import __version__
from truceline.documents.network import references_document
from truceline.errors import CaseError, MisuseError
from truceline.formats.csv_table import exact_csv_lines
from truceline.formats.files import write_together
from truceline.formats.json_text import json_text
from truceline.render.network_files import references_csv
from truceline.services.outcome import Outcome
from truceline.sources.dna import DnaSelection, Values, read_dna, read_dna_attributes
from truceline.statements.discourse.reference import Reference
from truceline.statements.discourse.selection import Duplicates, without_duplicates


def import_references(
    file: str | Path,
    *,
    out: str | Path | None = None,
    statement_type: str = "DNA Statement",
    actor: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
    exclude: Values = (),
    only: Values = (),
    coder: Sequence[str] = (),
    duplicates: str = "include",
    attributes: str | Path | None = None,
) -> Outcome[tuple[Reference, ...]]:
    """Read the coded statements of a DNA 3 file, and write them as a table of references beside it, or to ``out``.

    ``actor``, ``concept`` and ``qualifier`` are the variables of the ``statement_type`` that name who, what, and
    whether they agree; those of a document are named with ``document.`` before them. ``exclude`` and ``only`` are
    variables with values, ``coder`` names; ``duplicates`` drops repetitions. The attributes of actors are written to
    ``attributes``, where it is given.

    Raises
    ------
    CaseError, SourceError
        If the file cannot be read or has no such variable, value or coder, or a table cannot be written.
    MisuseError
        If a way of dropping repetitions is not known.
    """
    path = Path(file)
    chosen = DnaSelection(statement_type, actor, concept, qualifier, exclude, only, coder)
    read = read_dna(path, chosen)
    kept = without_duplicates(read, _duplicates(duplicates))
    target = Path(out) if out else path.with_suffix(".csv")
    files = {target: references_csv(kept)}
    if attributes:
        files[Path(attributes)] = _attributes_csv(read_dna_attributes(path, chosen))
    try:
        write_together({name: text.encode() for name, text in files.items()})
    except OSError as error:
        what = f"{target} | cannot be written ({error.strerror or error}); give another file with --out"
        raise CaseError("the references were not written", (what,)) from error
    document = references_document(kept, len(read), str(target), version=__version__)
    number = f"{len(kept)} of {len(read)}" if len(kept) != len(read) else str(len(read))
    text = f"{path.name}: {number} references, {document['actors']} actors, {document['concepts']} concepts\n"
    notes = [f"written to {name}" for name in files]
    notes[0] += f"; next: truceline network {target}"
    return Outcome(kept, text, json_text(document), tuple(files), tuple(notes))


def _duplicates(name: str) -> Duplicates:
    try:
        return Duplicates(name)
    except ValueError as error:
        raise MisuseError(f"{name!r} drops no repetitions; give one of {', '.join(Duplicates)}") from error


def _attributes_csv(found: Sequence[tuple[str, Mapping[str, str]]]) -> str:
    names = list(dict.fromkeys(name for _, given in found for name in given))
    rows = ([actor, *(given.get(name, "") for name in names)] for actor, given in found)
    return exact_csv_lines([["actor", *names], *rows])
