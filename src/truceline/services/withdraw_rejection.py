"""``withdraw-rejection``: a rejected draft is open again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from truceline import __version__
from truceline.casefolder.withdrawal import withdraw
from truceline.documents.reading import withdrawal_document
from truceline.formats.json_text import json_text
from truceline.services.accept import ledger_folder
from truceline.services.outcome import Outcome, lines_text


def withdraw_rejection(draft: str, case: str | Path, *, by: str, at: datetime, why: str = "") -> Outcome[str]:
    """Take back the rejection of a draft: a further judgement replaces it, and nothing is overwritten.

    ``by`` is who withdraws it, ``at`` when, ``why`` the reason. The result is the new judgement's id.

    Raises
    ------
    CaseError
        If the draft was not rejected, or the case is at fault or a bundled one; then nothing is written.
    """
    judgement = withdraw(draft, ledger_folder(case), by=by, at=at, why=why)
    text = lines_text([f"withdrawn: the rejection of {draft} (judgement {judgement}); it can be judged again"])
    return Outcome(judgement, text, json_text(withdrawal_document(draft, judgement, version=__version__)))
