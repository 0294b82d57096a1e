"""``accept``: a person's decisions on drafts, into a case's ledger."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from truceline import __version__
from truceline.casefolder.acceptance import take_in
from truceline.casefolder.cases import find_case
from truceline.casefolder.review_file import read_review
from truceline.documents.reading import acceptance_document
from truceline.errors import CaseError
from truceline.formats.json_text import json_text
from truceline.results.acceptance import Acceptance
from truceline.services.outcome import Outcome, lines_text


def accept(drafts: str | Path, case: str | Path, *, by: str, at: datetime, source: str = "") -> Outcome[Acceptance]:
    """Move the accepted drafts of a review file into the ledger of a case, and record every decision.

    ``by`` is who decided, ``at`` when; ``source`` is the source's id, where the file does not name it. Twice adds
    nothing.

    Raises
    ------
    CaseError
        If the case is at fault or a bundled one, or any draft is at fault; then nothing is written.
    """
    found = find_case(str(case))
    if found.bundled:
        what = f"{case} | is bundled and never changed; make a copy: truceline new FOLDER --from {case}"
        raise CaseError("nothing was taken in", (what,))
    done = take_in(read_review(Path(drafts)), found.folder, by, at, source)
    lines = [
        f"accepted {len(done.accepted)}, rejected {done.rejected}, known before {done.known}, left open {done.open}"
    ]
    lines += [f"  {name}" for name in done.accepted]
    return Outcome(done, lines_text(lines), json_text(acceptance_document(done, version=__version__)))
