"""Reports as received: what one source says happened, where and when, and how exactly it knows.

A report is never edited. Where and when are honest: a standard deviation of the place in metres, and
the interval in which it happened, so that a source that knows only the day says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]

_SHOWN = 5
_CODED = (("source", "sources", 0), ("act", "acts", 0), ("weapon", "weapons", -1))


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports as columns, each of shape (reports,) and in the same order.

    ``id`` is a string or integer array, as given, without duplicates. ``start`` and ``end`` bound the
    interval in which it happened, in whole seconds since 1970-01-01 UTC, ``start <= end``: equal where the
    time is known, a day apart where only the date is. ``lat`` and ``lon`` are degrees in EPSG:4326;
    ``radius_m`` is the standard deviation of the place along each axis, in metres. ``source``, ``act`` and
    ``weapon`` are codes into the names ``sources``, ``acts`` and ``weapons``; ``weapon`` is -1 where it is not
    told, and may be left out where none is.

    Raises
    ------
    CaseError
        If columns differ in length or values are out of range; every kind of fault is listed with
        its count and first reports.
    """

    id: NDArray[Any]
    source: Integers
    start: Integers
    end: Integers
    lat: Floats
    lon: Floats
    radius_m: Floats
    act: Integers
    sources: tuple[str, ...]
    acts: tuple[str, ...]
    weapon: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    weapons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not len(self.weapon):
            object.__setattr__(self, "weapon", np.full(self.id.shape, -1))
        problems = tuple(_unequal(self)) or tuple(_out_of_range(self))
        if problems:
            raise CaseError("the reports cannot be used", problems)

    def __len__(self) -> int:
        return len(self.id)

    def select(self, rows: Integers | Bools | slice) -> Reports:
        """Take the reports that ``rows``, a mask, a slice or an array of positions, names; names tables stay whole."""
        chosen = object.__new__(Reports)  # no second check: what held for all holds for some
        for each in fields(self):
            column = getattr(self, each.name)
            object.__setattr__(chosen, each.name, column[rows] if each.name in _COLUMNS else column)
        return chosen

    def without(self, rows: Bools) -> Reports:
        """Leave out the reports that a mask names, and the names that none of the others has."""
        rest = self.select(~rows)
        for column, table, _ in _CODED:
            codes, names = getattr(rest, column), getattr(rest, table)
            used = np.unique(codes[codes >= 0])
            new = np.full(len(names) + 1, -1)  # the last is that of -1
            new[used] = np.arange(len(used))
            object.__setattr__(rest, column, new[codes])
            object.__setattr__(rest, table, tuple(names[code] for code in used.tolist()))
        return rest


_COLUMNS = ("id", "source", "start", "end", "lat", "lon", "radius_m", "act", "weapon")
_INTEGERS = ("source", "start", "end", "act", "weapon")


def _unequal(reports: Reports) -> Iterator[str]:
    expected = reports.id.shape
    if len(expected) != 1 or reports.id.dtype.kind not in "USTiu":
        yield f"id | is {reports.id.dtype} of shape {expected}; give one string or integer per report"
        return
    for name in _COLUMNS[1:]:
        column = getattr(reports, name)
        if column.shape != expected:
            yield f"{name} | has shape {column.shape}, id has {expected}; give one value per report"
        elif column.dtype.kind not in ("iu" if name in _INTEGERS else "f"):
            yield f"{name} | is {column.dtype}; give {'int64' if name in _INTEGERS else 'float64'}"


def _out_of_range(reports: Reports) -> Iterator[str]:
    for name, low, high in (("lat", -90.0, 90.0), ("lon", -180.0, 180.0)):
        column = getattr(reports, name)
        bad = ~((column >= low) & (column <= high))  # also catches NaN
        yield from _faults(reports, name, bad, f"is outside {low:g} to {high:g} degrees")
    bad = ~((reports.radius_m > 0) & np.isfinite(reports.radius_m))
    yield from _faults(reports, "radius_m", bad, "is not a positive number of metres")
    yield from _faults(reports, "end", reports.end < reports.start, "comes before start")
    for name, names, least in _CODED:
        column, known = getattr(reports, name), len(getattr(reports, names))
        bad = (column < least) | (column >= known)
        yield from _faults(reports, name, bad, f"is no code of the {known} {names}")
    yield from _faults(reports, "id", _repeated(reports.id), "is given more than once")


def _repeated(ids: NDArray[Any]) -> Bools:
    """Mark every id that an earlier report already has."""
    if len(set(ids.tolist())) == len(ids):  # the usual case, far faster than sorting strings
        return np.zeros(len(ids), dtype=bool)
    order = np.argsort(ids, kind="stable")
    again = np.zeros(len(ids), dtype=bool)
    again[order[1:]] = ids[order[1:]] == ids[order[:-1]]
    return again


def _faults(reports: Reports, name: str, bad: Bools, what: str) -> Iterator[str]:
    if not bad.any():
        return
    column = getattr(reports, name)
    first = [f"{reports.id[row]!s}: {column[row]!s}" for row in np.flatnonzero(bad)[:_SHOWN]]
    more = ", ..." if bad.sum() > _SHOWN else ""
    yield (
        f"{name} | {what} in {bad.sum()} of {len(bad)} reports ({', '.join(first)}{more}); "
        "correct or leave out these reports"
    )
