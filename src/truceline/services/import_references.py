"""``import dna``: coded statements of the Discourse Network Analyzer, for the discourse network."""

from __future__ import annotations

from pathlib import Path

from truceline import __version__
from truceline.casefolder.changing import must_be_no_case_file
from truceline.documents.network import references_document
from truceline.errors import CaseError
from truceline.formats.files import write_atomic
from truceline.formats.json_text import json_text
from truceline.render.network_files import references_csv
from truceline.services.outcome import Outcome
from truceline.sources.dna import read_dna
from truceline.statements.discourse.network import Reference


def import_references(
    file: str | Path,
    *,
    out: str | Path | None = None,
    statement_type: str = "DNA Statement",
    actor: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
) -> Outcome[tuple[Reference, ...]]:
    """Read the coded statements of a DNA 3 file, and write them as a table of references beside it, or to ``out``.

    ``actor``, ``concept`` and ``qualifier`` are the variables of the ``statement_type`` that name who, what, and
    whether they agree.

    Raises
    ------
    CaseError, SourceError
        If the file cannot be read or has no such variable, or the table cannot be written.
    """
    path = Path(file)
    found = read_dna(path, statement_type=statement_type, actor=actor, concept=concept, qualifier=qualifier)
    target = must_be_no_case_file(Path(out) if out else path.with_suffix(".csv"))
    try:
        write_atomic(target, references_csv(found).encode())
    except OSError as error:
        what = f"{target} | cannot be written ({error.strerror or error}); give another file with --out"
        raise CaseError("the references were not written", (what,)) from error
    document = references_document(found, str(target), version=__version__)
    counted = ", ".join(f"{document[what]} {what}" for what in ("references", "actors", "concepts"))
    note = f"written to {target}; next: truceline network {target}"
    return Outcome(found, f"{path.name}: {counted}\n", json_text(document), (target,), (note,))
