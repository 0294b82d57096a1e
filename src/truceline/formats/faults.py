"""Faults of the inputs: where, what is wrong with which value, and what to do; collected, then raised at once."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.errors import CaseError, shown, suggestion, unknown

__all__ = ["SHOWN", "FaultPlace", "Faults", "shown", "suggestion", "unknown"]

SHOWN = 200
"""Faults that an error lists one by one; the rest it counts."""

_KEPT = 2_000  # a table of garbage has a fault in each row: memory stays bounded


@dataclass(frozen=True, slots=True)
class FaultPlace:
    """Where a fault is: a file, its line (counted from 1; 0 where not known) and the column or key."""

    file: str
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}" + (f" {self.field}" if self.field else "")


class Faults:
    """Collects faults while a case is read, so that all of them can be raised together."""

    def __init__(self) -> None:
        self._found: dict[tuple[FaultPlace, str], None] = {}
        self._files: dict[str, int] = {}
        self.count = 0

    def add(self, place: FaultPlace, what: str) -> None:
        """Note, once, that ``what`` is wrong at ``place``: ``what is wrong, with the value; what to do``."""
        if (place, what) not in self._found:
            self.count += 1
            self.open(place.file)
            if len(self._found) < _KEPT:
                self._found[(place, what)] = None

    def include(self, others: Faults) -> None:
        """Note the faults that were found by ``others``, as if they had been found here."""
        for file in others._files:
            self.open(file)
        for place, what in others._found:
            self.add(place, what)
        self.count += others.count - len(others._found)

    def listed(self) -> tuple[tuple[FaultPlace, str], ...]:
        """List the faults that are kept, each with its place, in the order in which they were found."""
        return tuple(self._found)

    def open(self, file: str) -> None:
        """Give ``file`` its turn: faults are listed in the order in which files were opened, then by line."""
        self._files.setdefault(file, len(self._files))

    def problems(self) -> tuple[str, ...]:
        """List the faults by file and line, at most ``SHOWN`` of them and how many more there are."""
        ordered = sorted(self._found, key=lambda found: (self._files[found[0].file], found[0].line))
        lines = [f"{place} | {what}" for place, what in ordered[:SHOWN]]
        more = self.count - len(lines)
        return (*lines, *([f"and {more} more | not listed; mend these first"] if more else []))

    def raise_if_any(self, what: str) -> None:
        """Raise all faults found so far.

        Raises
        ------
        CaseError
            If there are any; its summary says that ``what`` has faults, and how many.
        """
        if self.count:
            raise CaseError(f"{what} has {self.count} fault{'s' if self.count > 1 else ''}", self.problems())
