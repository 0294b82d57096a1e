"""``diff``: what changed from one planning run to another."""

from __future__ import annotations

from pathlib import Path

from truceline import __version__
from truceline.casefolder.outside import must_be_no_case_file
from truceline.documents.comparison import comparison_document
from truceline.errors import CaseError
from truceline.formats.files import write_atomic
from truceline.formats.json_text import json_text
from truceline.generation.comparison import Comparison, compare
from truceline.render.comparison import comparison_html, comparison_summary
from truceline.services.outcome import Outcome
from truceline.services.plan_file import read_plans


def diff(before: str | Path, after: str | Path, *, out: str | Path | None = None) -> Outcome[Comparison]:
    """Compare two runs of ``plan``, each by its folder or its plan.json; with ``out`` as an HTML page too.

    Raises
    ------
    CaseError, SourceError
        If a run cannot be read, or ``out`` cannot be written.
    """
    found = compare(*read_plans(Path(before), Path(after)))
    text, document = comparison_summary(found), json_text(comparison_document(found, version=__version__))
    if out is None:
        return Outcome(found, text, document)
    page = must_be_no_case_file(Path(out))
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(page, comparison_html(found).encode())
    except OSError as error:
        what = f"{page} | cannot be written ({error.strerror or error}); give another file with --out"
        raise CaseError("the comparison was not written", (what,)) from error
    return Outcome(found, text, document, (page,), (f"written to {page}",))
