"""``new``: a case folder to edit."""

from __future__ import annotations

from functools import partial
from importlib import resources
from pathlib import Path

from truceline import __version__
from truceline.casefolder.cases import CaseFolder, find_case, new_case
from truceline.documents.cases import new_document
from truceline.errors import MisuseError
from truceline.formats.faults import unknown
from truceline.formats.json_text import json_text
from truceline.services.outcome import Outcome
from truceline.store.sqlite import copy_store

PURPOSES = ("monitoring",)
"""What a case may be made for, where it is no copy of another."""

_USUAL = "two-rivers"


def new(folder: str | Path, *, template: str | Path = "", purpose: str = "") -> Outcome[Path]:
    """Build a case folder, whole or not at all: a copy of the case ``template``, or a small one for a ``purpose``.

    Without either it is a copy of ``two-rivers``. Runs, rows that imports refused and who reported stay behind; who
    judged in a case that is not bundled is told by number alone. One for monitoring is of five files, all of them
    placeholders.

    Raises
    ------
    CaseError, SourceError
        If there is no such template, or the folder cannot be made there.
    MisuseError
        If both are given, or there is no such purpose.
    """
    target, (found, what) = Path(folder), _model(template, purpose)
    new_case(target, found.folder, partial(copy_store, found.folder))
    text = f"{target}: {what}; edit it, then run: truceline check {target}\n"
    document = new_document(str(target), str(purpose or template or _USUAL), version=__version__)
    return Outcome(target, text, json_text(document), (target,))


def _model(template: str | Path, purpose: str) -> tuple[CaseFolder, str]:
    if not purpose:
        return find_case(str(template or _USUAL)), f"a copy of {template or _USUAL}"
    if template:
        raise MisuseError("--for and --from exclude each other: a case is made for a purpose, or from another case")
    if purpose not in PURPOSES:
        raise MisuseError(unknown("purpose", purpose, PURPOSES))
    place = Path(str(resources.files("truceline.casefolder") / "templates" / purpose))
    return CaseFolder(place, bundled=True), f"a case for {purpose}"
