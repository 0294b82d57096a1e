"""A file that is read once, start to end, with its sha256, and told of if it changed meanwhile."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from truceline.errors import SourceError
from truceline.formats.files import MIB, UnfitFileError, open_ordinary

LARGEST = 8192 * MIB
"""The largest file of a feed, in bytes: some 20,000,000 rows with their texts, which are read in chunks."""

_BLOCK = 1 << 20


class HashedFile:
    """A file being read: ``stream`` gives its bytes, each of which goes into the hash."""

    def __init__(self, file: io.FileIO, path: Path) -> None:
        self._file, self._path = file, path
        self._raw = _Hashing(file)
        self._before = _state(file)
        self.stream = io.BufferedReader(self._raw, _BLOCK)

    @property
    def sha256(self) -> str:
        """Return the hash of all bytes read."""
        return self._raw.digest.hexdigest()

    @property
    def ends_with_line_break(self) -> bool:
        """Return whether the last byte read is a line feed: a file without one may be cut off."""
        return self._raw.last == b"\n"

    def must_be_unchanged(self) -> None:
        """Read what is left of the file, and make sure that it is as it was at the start.

        Raises
        ------
        SourceError
            If it changed.
        """
        while self._raw.read(_BLOCK):
            pass
        if _state(self._file) != self._before:
            what = f"{self._path} | changed while it was read; wait until it is written, or import a copy"
            raise SourceError("nothing was imported", (what,))


@contextmanager
def watched(path: Path) -> Iterator[HashedFile]:
    """Open a file to be watched while it is read.

    Raises
    ------
    SourceError
        If it is missing, no ordinary file, or cannot be read.
    """
    with ExitStack() as stack:
        try:
            file = stack.enter_context(open_ordinary(path, LARGEST))
        except (UnfitFileError, OSError) as error:
            what = (
                str(error)
                if isinstance(error, UnfitFileError)
                else f"{error.strerror}; check the path and its permissions"
            )
            raise SourceError("the file cannot be read", (f"{path} | {what}",)) from error
        yield HashedFile(file, path)


class _Hashing(io.RawIOBase):
    """Passes a file's bytes on and hashes them; closing it leaves the file open, to be looked at again."""

    def __init__(self, file: io.FileIO) -> None:
        super().__init__()
        self._file = file
        self.digest = hashlib.sha256()
        self.last = b""

    def readable(self) -> bool:
        """Say that it can be read from."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # all that BufferedReader gives
        """Read some bytes."""
        count = self._file.readinto(buffer) or 0
        part = memoryview(buffer)[:count]
        self.digest.update(part)
        if count:
            self.last = bytes(part[-1:])
        return count


def _state(file: io.FileIO) -> tuple[int, int]:
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns
