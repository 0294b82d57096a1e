"""Files of a folder as they were at one moment, however many programs change them meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from truceline.errors import SourceError
from truceline.formats.files import UnfitFileError, limit_of, read_limited
from truceline.formats.journal import PendingChange, pending
from truceline.formats.named_files import ABSENT

_TRIES = 100
_PAUSE_S = 0.02

_State = tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Files of a ``folder`` at one moment: bytes by name, or why one could not be read."""

    folder: Path
    found: Mapping[str, bytes | OSError | UnfitFileError]

    def __str__(self) -> str:
        return str(self.folder)

    def __contains__(self, name: str) -> bool:
        """Say whether there was something of this name."""
        return not isinstance(self.found[name], ABSENT)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        UnfitFileError, OSError
            If it could not be read.
        """
        found = self.found[name]
        if isinstance(found, bytes):
            return found
        raise found

    def changed(self, files: Mapping[str, bytes]) -> Snapshot:
        """Return what would lie there if ``files`` were written."""
        return Snapshot(self.folder, {**self.found, **files})


def snapshot(folder: Path, names: Iterable[str]) -> Snapshot:
    """Read files by name, all as they were at one moment: of a change of several files, all or none is seen.

    Where a file changed while another was read, all are read again; time grows with their size.

    Raises
    ------
    SourceError
        If they change so often that none of a hundred readings was of one moment.
    """
    names = tuple(names)
    for _ in range(_TRIES):
        change = pending(folder)
        states = {name: _state(folder, name, change) for name in names}
        found = {name: _read(_path(folder, name, change), name) for name in names}
        # What is the same before and after all was read was so at the moment in between; at that moment it is asked
        # whether a change was under way. A file may have gone from beside its place just when it was opened.
        same = pending(folder) == change and states == {name: _state(folder, name, change) for name in names}
        if same and not any(states[name] and isinstance(found[name], FileNotFoundError) for name in names):
            return Snapshot(folder, found)
        time.sleep(_PAUSE_S)
    what = f"{folder} | its files change all the time; wait until other programs are done, or copy the folder"
    raise SourceError("the files cannot be read", (what,))


def _path(folder: Path, name: str, change: PendingChange | None) -> Path:
    return change.path(folder, name) if change else folder / name


def _state(folder: Path, name: str, change: PendingChange | None) -> _State:
    try:
        found = _path(folder, name, change).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _read(path: Path, name: str) -> bytes | OSError | UnfitFileError:
    try:
        return read_limited(path, limit_of(name))
    except (OSError, UnfitFileError) as error:
        return error
