"""Several files of one folder changed as one: whole or not at all, whatever moment the power fails at.

The new files are written beside their places and flushed to the disk; then a *marker* is, which names them: from then
on the change has happened. Each file is renamed into its place, and the marker goes. Where a marker lies, readers take
what it names from beside its place, if it is still there, and the next writer ends what was begun. Without a marker
nothing has happened, and the next writer removes what lies beside. Only one may write at a time, which is the caller's
to see to.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from truceline.errors import SourceError
from truceline.formats.files import MIB, UnfitFileError, flush, read_limited, write_beside

MARKER = ".change.json"
"""The name of the marker in the folder that is changed."""

_ID = re.compile(r"[0-9a-f]{16}")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class PendingChange:
    """A change that has happened, though not all of its files may be in their places: the sha256 of each by name.

    A file without one is to be taken away.
    """

    id: str
    files: Mapping[str, str]

    def beside(self, folder: Path, name: str) -> Path:
        """Say where the new file lies until it is put in its place: beside what a link leads to."""
        return _beside(folder, name, self.id)

    def path(self, folder: Path, name: str) -> Path:
        """Say where a file of the folder is to be read, whether it is part of the change or not."""
        beside = self.beside(folder, name) if name in self.files else None
        return beside if beside and beside.exists() else folder / name


def pending(folder: Path) -> PendingChange | None:
    """Read the marker of a folder; None where no change is under way.

    Raises
    ------
    SourceError
        If there is a file of its name that is no marker.
    """
    path = folder / MARKER
    what = "is no record of a change that truceline made; see what it is, and move it away"
    try:
        found = json.loads(read_limited(path, MIB))
        change = PendingChange(found["id"], found["files"])
        if _ID.fullmatch(change.id) and all(map(_NAME.fullmatch, change.files)):
            return change
    except OSError as error:
        if not os.path.lexists(path):  # nor can it be told of a folder that cannot be looked into
            return None
        what = f"cannot be read ({error.strerror}); check the permissions: it names files that are being changed"
    except (UnfitFileError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise SourceError("the folder cannot be read", (f"{path} | {what}",))


def current(folder: Path, name: str) -> Path:
    """Say where a file of a folder is to be read, if a change is under way or was cut short.

    Raises
    ------
    SourceError
        As ``pending``.
    """
    change = pending(folder)
    return change.path(folder, name) if change else folder / name


def change_files(
    folder: Path, files: Mapping[str, bytes], before: Callable[[], None] | None = None, *, gone: Iterable[str] = ()
) -> None:
    """Write files by name into ``folder``, and take those away that are to be ``gone``: all of it or nothing.

    ``before`` is called when all lie beside their places, and may object.

    Raises
    ------
    OSError
        If one cannot be written; the files are then as they were. After that, only if one cannot be put in its place,
        as where another program holds it: the change has then happened, and the next writer ends it.
    Exception
        What ``before`` raises; nothing is written then.
    """
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    change = PendingChange(secrets.token_hex(8), {**hashes, **dict.fromkeys(gone, "")})
    marker = _beside(folder, MARKER, change.id)
    try:
        for name, data in files.items():
            write_beside(change.beside(folder, name), _place(folder, name), data)
        write_beside(marker, folder / MARKER, json.dumps({"id": change.id, "files": change.files}).encode())
        marker.chmod(folder.stat().st_mode & 0o666)  # whoever may read the folder must see it
        _flush_folders_of(folder, files)
        if before is not None:
            before()
        marker.replace(folder / MARKER)
    except BaseException:
        if pending(folder) != change:
            _remove([marker, *(change.beside(folder, name) for name in files)])
        raise
    flush(folder)
    _put_in_place(folder, change)


def end_change(folder: Path, names: Iterable[str]) -> None:
    """End a change that was begun, and remove what one left beside the files ``names`` that never happened.

    Raises
    ------
    SourceError
        If there is a marker that is none, or names other files than these, or what it names was altered.
    OSError
        If a file cannot be put in its place.
    """
    change = pending(folder)
    if change is not None:
        _must_be_ours(folder, change, frozenset(names))
        _put_in_place(folder, change)
    for name in (MARKER, *names):
        place = _place(folder, name)
        start = f".{place.name}."
        _remove(p for p in place.parent.iterdir() if p.name.startswith(start) and _ID.fullmatch(p.name[len(start) :]))


def _must_be_ours(folder: Path, change: PendingChange, names: frozenset[str]) -> None:
    for name, sha256 in change.files.items():
        beside = change.beside(folder, name)
        if name not in names or (beside.exists() and hashlib.sha256(beside.read_bytes()).hexdigest() != sha256):
            what = f"names {name!r}, which is not as truceline left it; see what it is, and move both away"
            raise SourceError("the folder cannot be changed", (f"{folder / MARKER} | {what}",))


def _put_in_place(folder: Path, change: PendingChange) -> None:
    for name, sha256 in change.files.items():
        beside = change.beside(folder, name)
        if not sha256:
            (folder / name).unlink(missing_ok=True)
        elif beside.exists():
            beside.replace(_place(folder, name))
    _flush_folders_of(folder, change.files)
    (folder / MARKER).unlink(missing_ok=True)
    flush(folder)


def _flush_folders_of(folder: Path, names: Iterable[str]) -> None:
    for each in {folder, *(_place(folder, name).parent for name in names)}:
        flush(each)


def _place(folder: Path, name: str) -> Path:
    return Path(os.path.realpath(folder / name))


def _beside(folder: Path, name: str, change: str) -> Path:
    place = _place(folder, name)
    return place.with_name(f".{place.name}.{change}")


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
