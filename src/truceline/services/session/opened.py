"""The cases of a session: each is read once, and again when its files have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from truceline.case import Case
from truceline.errors import MisuseError
from truceline.services.opening import open_planned


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case as it was read: its name in addresses, its folder, and the sha256 of all that was read."""

    name: str
    folder: Path
    case: Case
    sha256: str


class OpenCases:
    """The cases that a session is about, by name."""

    def __init__(self, cases: Iterable[str | Path]) -> None:
        """Read every case.

        Raises
        ------
        CaseError
            If one is not there, at fault, or for monitoring only.
        MisuseError
            If two have the same name.
        """
        self._states: dict[str, object] = {}
        self._open: dict[str, OpenCase] = {}
        for case in cases:
            opened = _read(case)
            if opened.name in self._open:
                raise MisuseError(f"two cases are named {opened.name!r}; serve one of them, or rename a folder")
            self._keep(opened)

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the cases, by name."""
        return {name: opened.case.title for name, opened in self._open.items()}

    def get(self, name: str) -> OpenCase | None:
        """Return a case as its files are now; None where there is none of that name.

        Raises
        ------
        CaseError
            If it has come to be at fault since.
        """
        opened = self._open.get(name)
        if opened is None or _state(opened.folder) == self._states[name]:
            return opened
        again = _read(opened.folder)
        self._keep(again)
        return again

    def _keep(self, opened: OpenCase) -> None:
        self._states[opened.name] = _state(opened.folder)
        self._open[opened.name] = opened


def _read(case: str | Path) -> OpenCase:
    found, read = open_planned(case)
    listed = "".join(f"{each.sha256}  {each.path}\n" for each in read.inputs)
    return OpenCase(found.folder.resolve().name, found.folder, read, hashlib.sha256(listed.encode()).hexdigest())


def _state(folder: Path) -> object:
    # Changes whenever a file of the folder itself does; sizes and times, not contents.
    kinds = ((each.name, each.stat()) for each in folder.iterdir() if each.is_file() and not each.name.startswith("."))
    return sorted((name, found.st_size, found.st_mtime_ns) for name, found in kinds)
