"""Places beside others, in which something is written until it is whole; what a crash left in one is removed.

A place is a hidden folder. Whoever writes in it holds a lock on it, which ends with the process, however that ends: a
place that nobody holds was left by one that was killed, and goes as soon as the next is made in the same folder. On a
system or file system without such locks it stays.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NO_REPLACE, _EXCHANGE = 1, 2  # RENAME_NOREPLACE and RENAME_EXCHANGE of renameat2(2)
_NAME = re.compile(r"\.truceline-[0-9a-f]{16}")


@contextmanager
def place_in(folder: Path) -> Iterator[Path]:
    """Make a place in ``folder``, its owner's alone; it goes at the end, with all that is left in it.

    What processes that were killed left in the same folder goes first. Time grows with the names there.

    Raises
    ------
    OSError
        If it cannot be made; it names the folder.
    """
    try:
        for left in [each for each in folder.iterdir() if _NAME.fullmatch(each.name)]:
            _remove_unless_held(left)
        place, handle = _made(folder)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if handle is not None:
            os.close(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[bool]:
    """Hold a folder for a block, if nobody else does and there are such locks; say whether it is held."""
    handle = None
    with suppress(OSError):
        handle = _held(folder)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            os.close(handle)


def exchange(one: Path, other: Path) -> bool:
    """Let two names of one file system change places at one moment; say whether the system can (Linux does).

    Raises
    ------
    OSError
        If it can, and refuses.
    """
    return _renamed(one, other, _EXCHANGE)


def name_new(written: Path, path: Path) -> None:
    """Give a file that was ``written`` its name, unless there is one of that name: nothing is left where it was.

    On a system or file system that cannot, both names are there for a moment.

    Raises
    ------
    FileExistsError
        If there is something of that name.
    OSError
        If the file cannot be named so.
    """
    if not _renamed(written, path, _NO_REPLACE):
        os.link(written, path)
        written.unlink()


def _renamed(one: Path, other: Path, how: int) -> bool:
    # Whether the system knows this way to rename.
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, TypeError, OSError):
        return False
    here = -100  # AT_FDCWD: names are taken from the working folder
    if rename(here, os.fsencode(one), here, os.fsencode(other), how) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP):  # an old kernel, or this file system
        return False
    raise OSError(number, os.strerror(number), str(other))


def _made(folder: Path) -> tuple[Path, int | None]:
    # Somebody may take it for left over in the moment before it is held.
    while True:
        place = folder / f".truceline-{secrets.token_hex(8)}"
        place.mkdir(mode=0o700)
        with suppress(BlockingIOError, FileNotFoundError):
            handle = _held(place)
            if place.exists():
                return place, handle
            if handle is not None:
                os.close(handle)


def _remove_unless_held(place: Path) -> None:
    with suppress(OSError):
        handle = _held(place)
        if handle is not None:
            shutil.rmtree(place, ignore_errors=True)
            os.close(handle)


def _held(place: Path) -> int | None:
    # A handle that holds the lock on a folder; None where there are none.
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    handle = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return handle
