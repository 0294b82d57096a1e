"""Refused rows: counted by reason, the first kept to be shown, all of them in a file beside the store."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from truceline.formats.csv_table import csv_lines
from truceline.formats.rows import Refusal
from truceline.store.tables import FOLDER, told

REFUSAL_COLUMNS = ("line", "column", "value", "reason", "remedy")
SHOWN = 20
"""Refused rows that are listed one by one."""


class Refusals:
    """The refused rows of one import."""

    def __init__(self, folder: Path, feed: str, path: Path, beside: IO[str]) -> None:
        self._folder, self._feed, self._path, self._beside = folder, feed, path, beside
        beside.write(csv_lines([REFUSAL_COLUMNS]))
        self.reasons: Counter[str] = Counter()
        self.first: list[str] = []
        self.file: Path | None = None

    def add(self, refused: Iterable[Refusal]) -> None:
        """Note refused rows."""
        for each in refused:
            self.reasons[f"{each.column} {each.reason}".strip()] += 1
            if len(self.first) < SHOWN:
                self.first.append(str(each))
            self._beside.write(csv_lines([(each.line, each.column, each.value, each.reason, each.remedy)]))

    def keep(self, sha256: str) -> None:
        """Put the file in its place, named by feed and file, if any row was refused."""
        if self.reasons:
            self._beside.close()  # Windows renames no file that is open
            self.file = self._folder / f"refused-{self._feed}-{sha256[:12]}.csv"
            self._path.replace(self.file)


@contextmanager
def refusals(case_folder: Path, feed: str) -> Iterator[Refusals]:
    """Collect the refused rows of an import of ``feed``; the file is there whole or not at all.

    No other import may run on the case: what one that was killed left beside is removed.

    Raises
    ------
    SourceError
        If it cannot be written.
    """
    folder = case_folder / FOLDER
    with told(folder):
        folder.mkdir(exist_ok=True)
        for left in folder.glob(".refused-*"):
            left.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".refused-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as beside:
                yield Refusals(folder, feed, Path(name), beside)
        finally:
            Path(name).unlink(missing_ok=True)
