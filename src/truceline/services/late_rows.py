"""Rows dated back: dated before the end of a bulletin that was signed without them, as the evidence log shows.

With a bulletin every row dated until its end goes into the log, before it. So a row behind it, dated before its end,
was not in the case when it was signed, whoever wrote which date.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from truceline.documents.entries import BULLETIN, KINDS
from truceline.evidence.chain import LogEntry
from truceline.records.provenance import LateRow


class Bulletins:
    """The bulletins of one case in a log, in their order: up to each, the one that reaches furthest."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._furthest: list[tuple[datetime, int]] = []

    def add(self, number: int, entry: str) -> None:
        """Add the next bulletin by the number and id of its entry, which tells until when it reaches."""
        until = _until(entry)
        if until is not None:
            best = max([(until, number), *self._furthest[-1:]], key=lambda each: each[0])
            self._numbers.append(number)
            self._furthest.append(best)

    def missed_by(self, at: datetime, number: int | None) -> int | None:
        """Return the entry of a bulletin that a row of that date should have been in, but came behind.

        ``number`` is the row's own entry, None where it has none yet; None where there is no such bulletin.
        """
        before = len(self._numbers) if number is None else bisect_left(self._numbers, number)
        if not before or self._furthest[before - 1][0] < at:
            return None
        return self._furthest[before - 1][1]


def late_rows(rows: Iterable[tuple[str, datetime, int | None]], bulletins: Bulletins) -> Iterator[LateRow]:
    """List those of the rows (the entry's id, the date, the entry's number if it has one) that came late."""
    for name, at, number in rows:
        missed = bulletins.missed_by(at, number)
        if missed is not None:
            yield LateRow(name, at, missed)


def late_in(entries: Iterable[LogEntry]) -> Iterator[LateRow]:
    """List the rows that came late in a whole log, of whatever cases."""
    cases: dict[str, Bulletins] = {}
    for number, entry in enumerate(entries, start=1):
        kind, _, rest = entry.id.partition("/")
        bulletins = cases.setdefault(rest.partition("/")[0], Bulletins())
        if kind == BULLETIN:
            bulletins.add(number, entry.id)
        at = _dated(entry) if kind in KINDS else None
        if at is not None:
            yield from late_rows([(entry.id, at, number)], bulletins)


def _until(entry: str) -> datetime | None:
    with suppress(ValueError, IndexError):
        found = datetime.fromisoformat(entry.split("/")[-2])
        return found if found.tzinfo else None
    return None


def _dated(entry: LogEntry) -> datetime | None:
    with suppress(ValueError, KeyError, TypeError):
        found = datetime.fromisoformat(entry.content["at"])
        return found if found.tzinfo else None
    return None
