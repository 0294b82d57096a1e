"""``new``: a case folder to edit."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from truceline import __version__
from truceline.casefolder.cases import find_case, new_case
from truceline.documents.cases import new_document
from truceline.formats.json_text import json_text
from truceline.services.outcome import Outcome
from truceline.store.copying import copy_store


def new(folder: str | Path, *, template: str | Path = "two-rivers") -> Outcome[Path]:
    """Build a case folder as a copy of the case ``template``, whole or not at all.

    Runs, rows that imports refused and who reported stay behind; who judged in a case that is not bundled is told by
    number alone.

    Raises
    ------
    CaseError, SourceError
        If there is no such template, or the folder cannot be made there.
    """
    target = Path(folder)
    of = find_case(str(template)).folder
    new_case(target, of, partial(copy_store, of))
    text = f"{target}: a copy of {template}; edit it, then run: truceline check {target}\n"
    document = new_document(str(target), str(template), version=__version__)
    return Outcome(target, text, json_text(document), (target,))
