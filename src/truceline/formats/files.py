"""Bytes from and to the disk: whole or not at all, and never more than a limit."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from io import FileIO
from pathlib import Path

from truceline.errors import SourceError
from truceline.formats.beside import place_in

MIB = 1024 * 1024

LIMITS = {".csv": 16 * MIB, ".geojson": 32 * MIB, ".yaml": MIB, ".toml": MIB}
"""The largest file of each kind that a case may hold, in bytes: checked before anything is read. Of a file with
another ending, which a person names, a mebibyte is read."""

LARGEST = 2048 * MIB
"""The largest file that is read whole: some 10,000,000 reports. Only feeds are larger, which are read in chunks."""

_BLOCK = 16 * MIB


class UnfitFileError(ValueError):
    """A file is no ordinary one, or too large; its text says what is wrong, and what to do."""


@contextmanager
def open_ordinary(path: Path, limit: int | None = None) -> Iterator[FileIO]:
    """Open an ordinary file of at most ``limit`` bytes for reading, unbuffered; a pipe or a device is never waited for.

    Raises
    ------
    UnfitFileError
        If it is no ordinary file, or larger.
    OSError
        If it is missing or cannot be opened.
    """
    _must_be_ordinary(path.stat(), limit)
    with FileIO(path, opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
        _must_be_ordinary(os.fstat(file.fileno()), limit)  # it may be another one by now
        yield file


def read_ordinary(path: Path, limit: int = LARGEST) -> bytes:
    """Read all of an ordinary file of at most ``limit`` bytes.

    Raises
    ------
    OSError
        If there is none, it is a pipe or a device, it cannot be read, or it is larger.
    """
    try:
        with open_ordinary(path, limit) as file:
            return file.readall()
    except UnfitFileError as fault:
        raise OSError(errno.EINVAL, str(fault).partition(";")[0], str(path)) from fault


def read_file(path: Path, summary: str, limit: int = MIB) -> bytes:
    """Read an ordinary file of at most ``limit`` bytes, whole: the door for every file that a person names.

    Raises
    ------
    SourceError
        If it is missing, no ordinary file, unreadable or larger; the error's ``summary`` says what that means.
    """
    try:
        return read_limited(path, limit)
    except UnfitFileError as error:
        what = str(error)
    except OSError as error:
        what = f"cannot be read ({error.strerror or error}); check the path and its permissions"
    raise SourceError(summary, (f"{path} | {what}",))


def read_text_file(path: Path, summary: str, limit: int = MIB) -> str:
    """Read an ordinary file as ``read_file`` does, as UTF-8 text without its byte order mark.

    Raises
    ------
    SourceError
        As ``read_file``; and if it is not UTF-8.
    """
    data = read_file(path, summary, limit)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}; save the file as UTF-8"
        raise SourceError(summary, (f"{path} | {what}",)) from error


def _must_be_ordinary(status: os.stat_result, limit: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):  # a pipe would keep us waiting for ever
        raise UnfitFileError("is not a file; put an ordinary file in its place")
    if limit is not None:
        check_size(status.st_size, limit)


def check_size(size: int, limit: int) -> None:
    """Refuse a file of so many bytes where at most ``limit`` are allowed.

    Raises
    ------
    UnfitFileError
        If it is larger.
    """
    if size > limit:
        what = f"is {size / MIB:,.1f} MiB large, more than the {limit / MIB:,.0f} MiB allowed"
        raise UnfitFileError(f"{what}; check that it is the right one or split it")


def limit_of(name: str) -> int:
    """Return how large a file of this name may be, in bytes."""
    return LIMITS.get(Path(name).suffix, MIB)


def read_limited(path: Path, limit: int) -> bytes:
    """Read an ordinary file of at most ``limit`` bytes, whole.

    Raises
    ------
    UnfitFileError
        If it is no ordinary file, or larger.
    OSError
        If it is missing or cannot be read.
    """
    with open_ordinary(path, limit) as file:
        data = b"".join(iter(lambda: file.read(min(_BLOCK, limit + 1)), b""))
    check_size(len(data), limit)  # it may have grown meanwhile
    return data


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that the file is there whole or not at all: beside it first, then renamed."""
    write_together({path: data})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write several files so that, if one cannot be written, none is: all beside their places first, then renamed.

    The first comes last: where it is, all are, at whatever moment the power fails. A file that is there keeps its
    permissions, and a link stays a link: what it leads to is written.

    Raises
    ------
    OSError
        If one cannot be written; files that were there before then stay as they were.
    """
    with ExitStack() as stack:
        places = {Path(os.path.realpath(path)): data for path, data in files.items()}
        beside = {folder: stack.enter_context(place_in(folder)) for folder in {path.parent for path in places}}
        for path, data in places.items():
            write_beside(beside[path.parent] / path.name, path, data)
        for path in reversed(places):
            (beside[path.parent] / path.name).replace(path)
        for folder in beside:
            flush(folder)


def write_beside(beside: Path, path: Path, data: bytes) -> None:
    """Write ``data`` to a new file ``beside`` that is to take the place of ``path``, with its permissions and group.

    Raises
    ------
    OSError
        If it cannot be written, or ``path`` is a folder.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    there = path.stat() if path.exists() else None
    try:
        with FileIO(beside, "xb", opener=partial(os.open, mode=0o600)) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    if there is not None and hasattr(os, "chown"):
        with suppress(PermissionError):  # only to a group that one belongs to
            os.chown(beside, -1, there.st_gid)
    beside.chmod(stat.S_IMODE(there.st_mode) if there else 0o666 & ~umask())


def flush(folder: Path) -> None:
    """Wait until the names in a folder, too, are on the disk; a system that opens no folders has no such way."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def umask() -> int:
    """Return the permissions that new files are not to have. The only way to ask is to set it, for a moment."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
