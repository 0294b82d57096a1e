"""The one door through which a case folder is changed: by one command at a time, and whole or not at all.

A command holds the case's one lock (a file, ``.lock``) from before it reads the case until its change is in place. What
a program that asks for no lock, such as an editor, saved meanwhile is noticed before it would be overwritten.
"""

from __future__ import annotations

import csv
import errno
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from truceline.casefolder.cases import read_case
from truceline.casefolder.schema.folder import FILES
from truceline.errors import CaseError
from truceline.formats.csv_table import exact_csv_lines
from truceline.formats.journal import change_files, end_change
from truceline.formats.shape import Shape
from truceline.formats.snapshot import Snapshot, snapshot

LOCK = ".lock"
"""The file that is locked; it stays in the folder, and says nothing."""

WAIT_S = 120.0
"""How long a command waits for the one that is changing the case."""

NAMES = tuple(file.name for file in FILES)

_SUMMARY = "the case was not changed"
_COPY = "or work on a copy: truceline new FOLDER --from CASE"

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A change of a case that nobody else changes; ``found`` are its files as they were when the lock was taken."""

    found: Snapshot

    def append(self, rows: Mapping[type[Shape], Sequence[Row]]) -> None:
        """Add rows to tables, by the shape of their rows, in the order of each table's own header, as one change.

        Raises
        ------
        CaseError
            As ``write``, or if a table has no column for what a row says.
        """
        names = {file.shape: file.name for file in FILES}
        self.write({names[shape]: self._longer(names[shape], shape, new) for shape, new in rows.items()})

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files by name: all of them, or none where the case would not stay sound.

        Raises
        ------
        CaseError
            If the case would not stay sound, one of the files was changed by another program meanwhile, or one cannot
            be written.
        """
        try:
            read_case(self.found.changed(files))
        except CaseError as error:
            raise CaseError("the case would not stay sound, so nothing was taken in", error.problems) from error
        with _told(self.found.folder):
            change_files(self.found.folder, files, partial(self._must_be_as_found, tuple(files)))

    def _longer(self, name: str, shape: type[Shape], rows: Sequence[Row]) -> bytes:
        columns = ",".join(shape.written_keys()) + "\n"
        there = self.found.read(name) if name in self.found else columns.encode()
        header = [cell.strip() for cell in next(csv.reader(io.StringIO(there.decode("utf-8-sig"), newline="")))]
        if astray := sorted({name for row in rows for name, cell in row.items() if cell} - {*header}):
            lacks = ", ".join(map(repr, astray))
            what = f"has no column {lacks}, which the new row fills; add it to the table's first line"
            raise CaseError(_SUMMARY, (f"{self.found.folder / name} | {what}",))
        return there + exact_csv_lines([row.get(column, "") for column in header] for row in rows).encode()

    def _must_be_as_found(self, names: tuple[str, ...]) -> None:
        now = snapshot(self.found.folder, names)
        other = [name for name in names if _bytes(now, name) != _bytes(self.found, name)]
        if other:
            what = "was changed by another program meanwhile; nothing of that is lost; close it there, and try again"
            raise CaseError(_SUMMARY, tuple(f"{self.found.folder / name} | {what}" for name in other))


@contextmanager
def changing(folder: Path) -> Iterator[CaseChange]:
    """Keep every other command from changing a case, until the block ends; then find what its files are.

    A change that a crash cut short is ended first. Another command is waited for, at most ``WAIT_S``.

    Raises
    ------
    CaseError
        If there is no such folder, it cannot be written or locked, or another command does not end.
    """
    _must_be_case(folder)
    with _locked(folder):
        with _told(folder):
            end_change(folder, NAMES)
        yield CaseChange(snapshot(folder, NAMES))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    from filelock import FileLock

    with _told(folder):
        mode = folder.stat().st_mode & 0o666 | 0o600  # whoever may write in the folder may lock it
        lock = FileLock(str(folder.resolve() / LOCK), timeout=WAIT_S, mode=mode)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _must_be_case(folder: Path) -> None:
    # Not even a lock is left in what is no case.
    if not (folder / "case.toml").exists():
        read_case(folder)  # says what is wrong


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        what = f"{folder} | another command has been changing the case for {WAIT_S:g} s; try again when it is done"
        raise CaseError(_SUMMARY, (what,)) from error
    except (OSError, NotImplementedError) as error:
        number = error.errno if isinstance(error, OSError) else errno.ENOSYS
        what = f"cannot be changed ({getattr(error, 'strerror', None) or error}); {_REMEDIES.get(number, _ANY)}"
        raise CaseError(_SUMMARY, (f"{_place(folder, error)} | {what}",)) from error


def _place(folder: Path, error: Exception) -> Path:
    return Path(getattr(error, "filename", None) or folder)


def _bytes(found: Snapshot, name: str) -> bytes | None:
    return found.read(name) if name in found else None


_MAY_NOT = f"ask its owner for the permission to write, {_COPY}"
_NO_LOCKS = f"its file system (a network folder?) has no locks: mount it with locks, {_COPY}"
_ANY = "check the disk, the permissions and what else has the file open"
_REMEDIES: Mapping[int | None, str] = {
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: f"its medium is read-only: make it writable, {_COPY}",
    errno.ENOSPC: "free space on the disk, and try again",
    errno.EDQUOT: "free space within your quota, and try again",
    errno.ENOLCK: _NO_LOCKS,
    errno.ENOSYS: _NO_LOCKS,
    errno.EOPNOTSUPP: _NO_LOCKS,
    errno.ESTALE: "the network folder is gone: mount it again, and try again",
}
