"""Texts of articles kept in a case, ``articles/SHA256.txt``: what the spans of passages count in.

They are kept only where a person asks for it: whether a text may be copied is for its owner to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from truceline.case import Case
from truceline.errors import CaseError
from truceline.formats.files import MIB, UnfitFileError, read_limited, write_atomic
from truceline.statements.passage import out_of_place

FOLDER = "articles"
"""The folder of the texts, in the case."""

LARGEST = 16 * MIB
"""The largest text that is read, in bytes."""


def keep_text(folder: Path, sha256: str, text: str) -> Path:
    """Write an article's text, by the sha256 of the article's bytes; one that is there already is left alone.

    Raises
    ------
    CaseError
        If it cannot be written.
    """
    path = _path(folder, sha256)
    try:
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            write_atomic(path, text.encode())
    except OSError as error:
        what = f"{path} | cannot be written ({error.strerror or error}); check the disk and its permissions"
        raise CaseError("the article's text was not kept", (what,)) from error
    return path


@contextmanager
def keeping_text(folder: Path, sha256: str, text: str | None) -> Iterator[tuple[Path, ...]]:
    """Keep an article's text for the statements that a block adds, if there is one; give where it lies.

    It is there before they are, and goes again where the block raises.

    Raises
    ------
    CaseError
        If it cannot be written.
    """
    if text is None:
        yield ()
        return
    new = not _path(folder, sha256).exists()
    path = keep_text(folder, sha256, text)
    try:
        yield (path,)
    except BaseException:
        if new:
            path.unlink(missing_ok=True)
            with suppress(OSError):  # other texts lie there
                path.parent.rmdir()
        raise


def misplaced(folder: Path, case: Case) -> Iterator[str]:
    """Yield, as faults, what of a case's statements does not stand in the kept texts where their passages say.

    Each text is read once. Cost grows with their size and with the number of statements.
    """
    texts = kept_texts(folder, case)
    for statement in case.statements:
        if (passage := statement.passage) is not None and (text := texts.get(passage.sha256)) is not None:
            where = f"{FOLDER}/{passage.sha256}.txt | {statement.id}:"
            for what in out_of_place(passage, statement.quote, text):
                yield f"{where} {what}; put the text back, or correct the passage"


def kept_texts(folder: Path, case: Case) -> dict[str, str]:
    """Read the kept texts of the articles that a case's statements stand in, by sha256; one that cannot be is empty."""
    articles = {statement.passage.sha256 for statement in case.statements if statement.passage is not None}
    found = {sha256: _text(_path(folder, sha256)) for sha256 in sorted(articles)}
    return {sha256: text for sha256, text in found.items() if text is not None}


def _path(folder: Path, sha256: str) -> Path:
    return folder / FOLDER / f"{sha256}.txt"


def _text(path: Path) -> str | None:
    with suppress(OSError, UnfitFileError, UnicodeDecodeError):
        return read_limited(path, LARGEST).decode()
    return "" if path.exists() else None
