"""Folders of files that belong together: there whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from truceline.formats.beside import alone_in, exchange, place_in
from truceline.formats.files import flush
from truceline.formats.journal import change_files, end_change, pending

_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)


def sums_text(hashes: Mapping[str, str]) -> bytes:
    """Return what ``sha256sum`` prints of files, by their names: of their SHA-256 in hexadecimal."""
    return "".join(f"{digest}  {file}\n" for file, digest in sorted(hashes.items())).encode()


def new_folder(folder: Path, files: Mapping[str, bytes], more: Callable[[Path], None] | None = None) -> None:
    """Write files by name as a folder that is not there yet: all beside its place first, then renamed as one.

    ``more`` is given the folder before it is in its place, which is free by then; nothing is there either if it raises.
    What it writes there it makes durable itself (``flush_tree``), before it tells anybody.

    Raises
    ------
    FileExistsError
        If there is something of its name, but for an empty folder.
    OSError
        If it cannot be written; nothing is there then.
    """
    with _beside(folder, files) as new:
        if folder.is_symlink() or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        if more is not None:
            more(new)
        try:
            if folder.is_dir():
                folder.rmdir()  # it is empty; Windows puts nothing in the place of a folder
            new.rename(folder)
            flush(folder.parent)
        except OSError as error:
            if error.errno in _TAKEN:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder)) from error
            raise


def flush_tree(folder: Path) -> None:
    """Wait until all that a folder holds is on the disk, names too. Time grows with it.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    for path in folder.rglob("*"):
        if path.is_dir():
            flush(path)
        else:
            with path.open("r+b") as file:
                os.fsync(file.fileno())
    flush(folder)


def replace_files(folder: Path, files: Mapping[str, bytes], stale: frozenset[str]) -> None:
    """Write files by name into a folder that is there, and take away ``stale`` ones, as one where that can be.

    The folder is written beside its place, with the other files in it, and the two change places at one moment. One
    that has folders in it or cannot be moved, or a system that knows no such exchange, gets them one by one, and a
    marker shows until the last of them whether that was cut short; it is then ended by ``end_replacing``.

    Raises
    ------
    OSError
        If one cannot be written; files that were there before then stay as they were.
    """
    if _movable(folder.resolve()) and _exchanged(folder.resolve(), files, stale):
        return
    with alone_in(folder):
        change_files(folder, files, gone=stale - files.keys())


def end_replacing(folder: Path, names: Iterable[str] = ()) -> None:
    """Put in place what a crash kept from it, if there is any, and remove what it left beside files of these names.

    Raises
    ------
    SourceError
        If the folder holds a marker that is none, or what it names was altered.
    OSError
        If a file cannot be put in its place.
    """
    with alone_in(folder) as alone:
        change = pending(folder)
        if change is not None:
            end_change(folder, {*change.files, *names})
        elif alone:
            end_change(folder, names)


def _exchanged(folder: Path, files: Mapping[str, bytes], stale: frozenset[str]) -> bool:
    with _beside(folder, files) as new:
        shutil.copymode(folder, new)
        for path in folder.iterdir():
            if path.name not in files.keys() | stale:
                _carry(path, new / path.name)
        carried = {path.name for path in new.iterdir()} | stale
        if not exchange(new, folder):
            return False
        flush(folder.parent)
        for path in new.iterdir():
            if path.name not in carried:  # somebody put it there meanwhile
                path.rename(folder / path.name)
    return True


def _carry(path: Path, to: Path) -> None:
    try:
        to.hardlink_to(path)
    except OSError:  # not every file system has links
        shutil.copy2(path, to)


def _movable(folder: Path) -> bool:
    # Not where somebody works, what is mounted, what lies in a folder that is not ours to write, or holds more than
    # files.
    return (
        not Path.cwd().is_relative_to(folder)
        and not os.path.ismount(folder)
        and os.access(folder.parent, os.W_OK | os.X_OK)
        and all(path.is_file() and not path.is_symlink() for path in folder.iterdir())
    )


@contextmanager
def _beside(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with place_in(folder.parent) as place:
        new = place / "new"
        new.mkdir()
        for name, data in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            with (new / name).open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for within in {new, *((new / name).parent for name in files)}:
            flush(within)
        yield new
