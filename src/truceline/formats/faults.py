"""Faults of the inputs: where, what is wrong with which value, and what to do; collected, then raised at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from truceline.errors import CaseError

SHOWN = 200
"""Faults that an error lists one by one; the rest it counts."""

_KEPT = 2_000  # a table of garbage has a fault in each row: memory stays bounded
_VALUE = 60  # characters of a wrong value that a message shows


@dataclass(frozen=True, slots=True)
class Place:
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
        self._found: dict[tuple[Place, str], None] = {}
        self._files: dict[str, int] = {}
        self.count = 0

    def add(self, place: Place, what: str) -> None:
        """Note, once, that ``what`` is wrong at ``place``: ``what is wrong, with the value; what to do``."""
        if (place, what) not in self._found:
            self.count += 1
            self.open(place.file)
            if len(self._found) < _KEPT:
                self._found[(place, what)] = None

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


def shown(value: object) -> str:
    """Quote a wrong value for a message: on one line, without control characters, and short."""
    text = value if isinstance(value, str) else str(value)
    return repr(text if len(text) <= _VALUE else text[: _VALUE - 3] + "...")


def suggestion(name: str, known: Iterable[str], otherwise: str) -> str:
    """Say ``did you mean ...?`` where a known name is close to ``name``, else what to do ``otherwise``."""
    close = get_close_matches(name[:_VALUE], list(known), n=1, cutoff=0.7)
    return f"did you mean {close[0]!r}?" if close else otherwise


def unknown(what: str, name: str, known: Collection[str]) -> str:
    """Tell that a name is not known, with the nearest known one or, where they are few, all of them."""
    listed = f" (known: {', '.join(sorted(known))})" if len(known) <= 12 else ""
    return f"the {what} {shown(name)} is not known; {suggestion(name, known, f'declare it, or correct the id{listed}')}"
