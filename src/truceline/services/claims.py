"""``claims``: the parties' claims, each once, and both sides beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from truceline import __version__
from truceline.agreement.windows import Window
from truceline.casefolder.agreement_files import find_terms
from truceline.casefolder.claims_file import read_claims
from truceline.documents.claims import claims_document
from truceline.formats.json_text import json_text
from truceline.monitoring.claims.beside_observed import ClaimsBesideObserved, claimed_beside
from truceline.render.terminal import laid_out
from truceline.services.outcome import Outcome
from truceline.views.claims import claims_lines


def claims(
    files: Iterable[str | Path], *, truce: str | None = None, agreement: str | Path | None = None
) -> Outcome[ClaimsBesideObserved]:
    """Bring the claims of files together, of one ``truce`` or of all; nothing is written.

    Windows are placed under each version of an ``agreement``: a file, a bundled name or a case.

    Raises
    ------
    CaseError
        If a file or the agreement is at fault.
    """
    found = [claim for path in files for claim in read_claims(Path(path)) if truce in (None, claim.truce)]
    windows, versions = _windows(str(agreement)) if agreement else ((), {})
    claimed = claimed_beside(found, windows, {})
    return Outcome(
        claimed, laid_out(claims_lines(claimed, versions)), json_text(claims_document(claimed, version=__version__))
    )


def _windows(agreement: str) -> tuple[tuple[Window, ...], dict[str, str]]:
    terms = find_terms(agreement).agreement
    return terms.windows, {version.id: version.title for version in terms.versions}
