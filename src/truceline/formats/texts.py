"""Texts of a folder's files, with every fault told."""

from __future__ import annotations

import hashlib
import re
from difflib import get_close_matches
from pathlib import Path

from truceline.formats.faults import FaultPlace, Faults
from truceline.formats.files import UnfitFileError
from truceline.formats.named_files import NamedFiles
from truceline.formats.snapshot import snapshot
from truceline.records.provenance import Input

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINES = (".csv", ".yaml", ".toml")
"""Files that are made of lines: one that was cut within its last value looks whole but for the line break."""


def read_text(folder: Path | NamedFiles, name: str, faults: Faults) -> tuple[str, Input] | None:
    """Read one file of a folder, or of files by name, as UTF-8 text, with the sha256 of the bytes read.

    A byte order mark at the start is dropped. None, with the fault noted, where the file is missing, no ordinary
    file, unreadable, empty, larger than ``files.LIMITS`` allow, not UTF-8, cut off, or holds control characters.
    """
    files = snapshot(folder, [name]) if isinstance(folder, Path) else folder
    data = read_bytes(files, name, faults)
    return None if data is None else decoded_text(data, name, faults)


def read_bytes(files: NamedFiles, name: str, faults: Faults) -> bytes | None:
    """Read the bytes of one file; None, with the fault noted, where it is missing, no ordinary file or unreadable."""
    faults.open(name)
    place = FaultPlace(name)
    try:
        return files.read(name)
    except UnfitFileError as error:
        faults.add(place, str(error))
    except FileNotFoundError as error:
        faults.add(place, _missing(Path(error.filename or name)))
    except OSError as error:
        faults.add(place, f"cannot be read ({error.strerror}); check the file and its permissions")
    return None


def _missing(path: Path) -> str:
    if path.is_symlink():
        return "is a link to a file that is not there; mend the link, or put the file in its place"
    there = {other.stem: other.name for other in path.parent.iterdir()} if path.parent.is_dir() else {}
    close = get_close_matches(path.stem, there, n=1, cutoff=0.8)
    return f"is missing, but there is {there[close[0]]!r}; rename it" if close else "is missing; add the file"


def decoded_text(data: bytes, name: str, faults: Faults) -> tuple[str, Input] | None:
    """Return the text of a file's bytes, and their sha256; None, with the fault noted, where they are no whole text."""
    text = _decoded(data, name, faults)
    return None if text is None else (text, Input(name, hashlib.sha256(data).hexdigest()))


def _decoded(data: bytes, name: str, faults: Faults) -> str | None:
    if not data.strip():
        faults.add(FaultPlace(name), "is empty; fill it, or copy it from a bundled case")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.add(
            FaultPlace(name, line),
            f"is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}; save the file as UTF-8",
        )
        return None
    if name.endswith(_LINES) and not text.endswith(("\n", "\r")):
        what = "does not end with a line break, as if it were cut off; check its last line, and end it with one"
        faults.add(FaultPlace(name, text.count("\n") + 1), what)
        return None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        faults.add(FaultPlace(name, line), f"holds the control character {found.group()!r}; remove it")
        return None
    return text
