"""Whether a case states the numbers that the commands ask for by name, each in the unit and range that they take."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from truceline.casefolder.reading import FolderReading, ReadEntry
from truceline.casefolder.schema.tables import AssumptionRow
from truceline.formats.cells import Declares
from truceline.formats.faults import FaultPlace

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""


@dataclass(frozen=True, slots=True)
class AssumptionId:
    """An id under which a command looks for an assumption; ``id`` may end in ``*``, which stands for any ending.

    ``unit`` is the one that is taken; ``least`` (itself excluded where ``above``) and ``most`` bound low, likely and
    high; likely is at most that of the assumption ``up_to``, where there is one. ``needed`` is ``always``, empty, or
    the id of an assumption that makes this one needed where it is above 0. ``used_by`` says what uses it.
    """

    id: str
    unit: str
    least: float
    above: bool
    most: float
    up_to: str
    needed: str
    used_by: str

    @property
    def bounds(self) -> str:
        """Say what is taken, in words."""
        least = f"more than {self.least:g}" if self.above else f"{self.least:g}"
        if self.most == float("inf"):
            return least if self.above else f"{least} or more"
        return f"{least}, at most {self.most:g}" if self.above else f"{least} to {self.most:g}"


@cache
def assumption_ids() -> tuple[AssumptionId, ...]:
    """List the ids that any command looks for, as ``schema/assumption_ids.csv`` has them."""
    text = (resources.files("truceline") / "casefolder/schema/assumption_ids.csv").read_text(encoding="utf-8")
    return tuple(
        AssumptionId(
            id=row["id"],
            unit=row["unit"],
            least=float(row["least"].lstrip(">")),
            above=row["least"].startswith(">"),
            most=float(row["most"] or "inf"),
            up_to=row["up_to"],
            needed=row["needed"],
            used_by=row["used_by"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def assumptions_suffice(reading: FolderReading) -> Found:
    """Every assumption that a command needs is there, in its unit and range, and no night's is above its day's."""
    if "assumption" not in reading.kinds or not reading.plans:
        return
    rows = {entry.shape.id: entry for entry in reading.of(AssumptionRow)}
    declared = {n for mark, n, _ in reading.named if isinstance(mark, Declares) and mark.kind == "assumption"}
    yield from _missing(rows, declared)
    for wanted in assumption_ids():
        yield from _wrong(wanted, rows)
        yield from _above(wanted, rows)


def _missing(rows: Mapping[str, ReadEntry[AssumptionRow]], declared: set[str]) -> Found:
    for wanted in assumption_ids():
        also = rows.get(wanted.needed)
        if wanted.id not in declared and (wanted.needed == "always" or (also and also.shape.likely > 0)):
            unit = f"in {wanted.unit}" if wanted.unit else "without unit"
            yield (
                FaultPlace("assumptions.csv", 0, wanted.id),
                f"is missing, but is needed ({wanted.used_by}); add a row with this id, {unit}",
            )


def _wrong(wanted: AssumptionId, rows: Mapping[str, ReadEntry[AssumptionRow]]) -> Found:
    for name, entry in rows.items():
        if not fnmatchcase(name, wanted.id):
            continue
        if entry.shape.unit != wanted.unit:
            unit = repr(wanted.unit) if wanted.unit else "no unit"
            yield entry.place(("unit",)), f"{name} is in {entry.shape.unit!r}; give it in {unit}"
        for end in ("low", "likely", "high"):
            value = getattr(entry.shape, end)
            if not wanted.least <= value <= wanted.most or (wanted.above and value == wanted.least):
                yield entry.place((end,)), f"{name} is {value:g}; give {wanted.bounds}"


def _above(wanted: AssumptionId, rows: Mapping[str, ReadEntry[AssumptionRow]]) -> Found:
    entry, other = rows.get(wanted.id), rows.get(wanted.up_to)
    if entry and other and entry.shape.likely > other.shape.likely:
        what = (
            f"{wanted.id} is {entry.shape.likely:g}, more than the {other.shape.likely:g} of {wanted.up_to}; lower it"
        )
        yield entry.place(("likely",)), what
