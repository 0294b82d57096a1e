"""Files that go by name, wherever they are kept: a folder as it was at one moment, an archive, a stored version."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from truceline.formats.files import UnfitFileError, check_size, limit_of

ABSENT = (FileNotFoundError, NotADirectoryError)
"""What is raised where there is no file of a name."""


class NamedFiles(Protocol):
    """Files by name, which do not change while they are read; as text, it says where they are kept."""

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        FileNotFoundError, NotADirectoryError
            If there is none of this name.
        UnfitFileError, OSError
            If it cannot be read, or is larger than files of its kind may be.
        """


def is_there(files: NamedFiles, name: str) -> bool:
    """Say whether there is something of this name, whether or not it can be read."""
    try:
        files.read(name)
    except ABSENT:
        return False
    except (OSError, UnfitFileError):
        return True
    return True


@dataclass(frozen=True, slots=True)
class FilesInMemory:
    """Files whose bytes are at hand, by name; ``place`` says where they come from."""

    place: str
    files: Mapping[str, bytes]

    def __str__(self) -> str:
        return self.place

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        FileNotFoundError
            If there is none of this name.
        UnfitFileError
            If it is larger than a file of its kind may be.
        """
        if name not in self.files:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        check_size(len(self.files[name]), limit_of(name))
        return self.files[name]
