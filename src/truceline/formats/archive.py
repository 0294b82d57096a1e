"""Files in a zip archive, by name: looked at whole before one is read, and never more than limits allow."""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import tempfile
import weakref
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from truceline.errors import CaseError, shown
from truceline.formats.files import MIB, UnfitFileError, check_size, limit_of, read_limited

SUFFIX = ".zip"

LARGEST_ARCHIVE = 512 * MIB
"""The largest archive that is read, in bytes."""
MOST_BYTES = 1024 * MIB
"""How much all files of an archive may hold, unpacked, in bytes: checked before anything is unpacked."""
MOST_FILES = 10_000
"""How many files and folders an archive may hold."""

_ENTRY = b"PK\x01\x02"
"""What each entry of an archive's list begins with."""
_LONGEST_NAME = 250
_DEEPEST = 20
_SUMMARY = "the archive cannot be read"
_AGAIN = "pack it again"
_DAMAGES = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError)
_PASSED_OVER = "__MACOSX"
"""What one system adds to each archive."""


class Archive:
    """The files of an archive as they were when it was opened, all of them in memory as they are packed.

    Where all lie in one folder, names are counted from there. As text it is the archive's path.
    """

    def __init__(self, path: Path, packed: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
        self.path = path
        self._packed = packed
        self._members = members

    def __str__(self) -> str:
        return str(self.path)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        FileNotFoundError
            If there is none of this name.
        UnfitFileError, OSError
            If it is larger than a file of its kind may be, or damaged.
        """
        if name not in self._members:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return self._unpacked(self._members[name], limit_of(name))

    @cached_property
    def folder(self) -> Path:
        """The files unpacked, in a folder that lasts as long as this archive is in use.

        Raises
        ------
        CaseError
            If a file is damaged, or the folder cannot be written.
        """
        place = tempfile.mkdtemp(prefix="truceline-")
        weakref.finalize(self, shutil.rmtree, place, ignore_errors=True)
        folder = Path(place) / self.path.name
        folder.mkdir()
        for name, member in self._members.items():
            try:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._unpacked(member, MOST_BYTES))
            except (OSError, UnfitFileError) as error:
                what = (
                    f"{self.path} | {name} cannot be unpacked ({getattr(error, 'strerror', None) or error}); {_AGAIN}"
                )
                raise CaseError(_SUMMARY, (what,)) from error
        return folder

    def _unpacked(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        check_size(member.file_size, limit)
        try:
            with self._packed.open(member) as file:
                data = file.read(member.file_size + 1)
        except _DAMAGES as error:
            raise OSError(errno.EIO, f"damaged in the archive: {error}") from error
        if len(data) != member.file_size:
            raise OSError(errno.EIO, "damaged in the archive: it is not as long as it says")
        return data


def is_packed(path: Path) -> bool:
    """Say whether a path is that of an archive: a file of that ending."""
    return path.suffix.lower() == SUFFIX and path.is_file()


def packed(files: Mapping[str, bytes]) -> bytes:
    """Write files as a zip archive; the same files give the same bytes, as no time is in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(name)  # of 1980, when such archives begin
            member.external_attr = 0o644 << 16
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def open_archive(path: Path) -> Archive:
    """Open an archive, and look at what it says of all its files; none is unpacked.

    Raises
    ------
    CaseError
        If it is no zip archive, or a member is encrypted, a link, too much, or would lie elsewhere; all such, by name.
    """
    try:
        data = read_limited(path, LARGEST_ARCHIVE)
        _must_be_short(data.count(_ENTRY))
        packed = zipfile.ZipFile(io.BytesIO(data))
    except UnfitFileError as error:
        raise CaseError(_SUMMARY, (f"{path} | {error}",)) from error
    except _DAMAGES as error:
        what = f"{path} | is no zip archive, or a damaged one ({error}); {_AGAIN}"
        raise CaseError(_SUMMARY, (what,)) from error
    members = [each for each in packed.infolist() if each.filename.split("/")[0] != _PASSED_OVER]
    problems = [f"{path} | {what}" for what in (*_too_much(members), *_unfit(members))]
    if problems:
        raise CaseError(_SUMMARY, tuple(problems))
    return Archive(path, packed, _from_top(members))


def _must_be_short(entries: int) -> None:
    # The list takes much more memory than it does as it is packed, so it is counted before it is read.
    if entries > 4 * MOST_FILES:
        raise UnfitFileError(f"holds some {entries:,} files, more than the {MOST_FILES:,} allowed; pack the case alone")


def _too_much(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    held = sum(member.file_size for member in members)
    if len(members) > MOST_FILES:
        yield f"holds {len(members):,} files, more than the {MOST_FILES:,} allowed; pack the case alone"
    if held > MOST_BYTES:
        most = f"{MOST_BYTES // MIB:,} MiB"
        yield f"holds {held / MIB:,.1f} MiB when unpacked, more than the {most} allowed; pack the case alone"


def _unfit(members: list[zipfile.ZipInfo]) -> Iterator[str]:
    times = Counter(member.filename.casefold() for member in members)
    for member in members[:MOST_FILES]:
        name = shown(member.filename)
        mode = member.external_attr >> 16
        if not _lies_within(member.filename):
            yield f"{name} is no name of a file within a folder; {_AGAIN}, from the folder above"
        if member.flag_bits & 0x1:
            yield f"{name} is encrypted; {_AGAIN}, without a password"
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"{name} is packed in a way that few programs read; {_AGAIN}, by deflate"
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            yield f"{name} is a link or no file; put the file itself in its place, and {_AGAIN}"
        if times[member.filename.casefold()] > 1:
            yield f"{name} is in it more than once; {_AGAIN}"


def _lies_within(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return (
        0 < len(parts) <= _DEEPEST
        and len(name) <= _LONGEST_NAME
        and name.isprintable()
        and not name.startswith("/")
        and not any(part in ("..", ".") for part in name.split("/"))
        and not any(mark in name for mark in "\\:")
    )


def _from_top(members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    files = {member.filename: member for member in members if not member.is_dir()}
    tops = {name.partition("/")[0] for name in files}
    top = f"{next(iter(tops))}/" if len(tops) == 1 and all("/" in name for name in files) else ""
    return {name.removeprefix(top): member for name, member in files.items()}
