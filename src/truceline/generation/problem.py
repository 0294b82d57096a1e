"""What is given to force generation, as arrays: interchangeable units in groups, and the tours they could serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError
from truceline.generation.eligibility import factor, first_month, why_not
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Unit

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_Offers = tuple[tuple[int, float, int], ...]
_Signature = tuple[int, int, int, frozenset[str], _Offers]


@dataclass(frozen=True, slots=True)
class Problem:
    """Lines, groups of interchangeable units, and the pairs of a group and a line on which it may serve.

    Months count from 0 here; a line asks in months ``start`` to ``stop - 1``. Units are interchangeable where they
    agree in tour, rest, tours sustainable, needs, and in what they count for on which line from when; their
    contributor does not matter. ``members`` gives each group's unit indices. A *kind* is a set of needs that some
    group has: ``kind`` is (groups,), -1 without needs; ``kind_needs`` is (kinds, enablers); ``provides`` is
    (lines, enablers), true where the line asks for that enabler. ``titles`` are those of capabilities, by id.

    Shapes: ``quantity``, ``minimum``, ``start``, ``stop``, ``critical`` (lines,); ``size``, ``tour``, ``rest``,
    ``tours`` (groups,); ``pair_group``, ``pair_line``, ``pair_factor``, ``pair_first`` (pairs,), sorted by group, then
    line.
    """

    lines: tuple[RequirementLine, ...]
    units: tuple[Unit, ...]
    months: int
    quantity: Floats
    minimum: Floats
    start: Ints
    stop: Ints
    critical: Bools
    members: tuple[tuple[int, ...], ...]
    size: Ints
    tour: Ints
    rest: Ints
    tours: Ints
    kind: Ints
    enablers: tuple[str, ...]
    kind_needs: Bools
    provides: Bools
    pair_group: Ints
    pair_line: Ints
    pair_factor: Floats
    pair_first: Ints
    titles: Mapping[str, str]

    def title(self, capability: str) -> str:
        """Write the title of a capability; one without stands for itself."""
        return f"“{self.titles[capability]}”" if capability in self.titles else capability

    @property
    def formed(self) -> Ints:
        """List the lines that have a minimum."""
        return np.flatnonzero(self.minimum)

    @property
    def asks(self) -> Bools:
        """Tell in which months each line asks for anything, (lines, months)."""
        month = np.arange(self.months)
        return (self.start[:, None] <= month) & (month < self.stop[:, None])


def given(
    lines: Sequence[RequirementLine], units: Sequence[Unit], months: int, titles: Mapping[str, str] | None = None
) -> Problem:
    """Check lines and units, group what is interchangeable, and list what may serve where.

    ``titles`` are those of capabilities. Grows with units x lines.

    Raises
    ------
    CaseError
        If ids repeat, a line asks for less than one unit or outside the months, or a unit's tour, rest or number of
        tours makes no sense.
    """
    if problems := tuple(_problems(lines, units, months)):
        raise CaseError("the force cannot be generated", problems)
    groups: dict[_Signature, list[int]] = {}
    for index, unit in enumerate(units):
        if offers := _offers(unit, lines, months):
            groups.setdefault(_signature(unit, offers), []).append(index)
    return _arrays(tuple(lines), tuple(units), months, groups, titles or {})


def _offers(unit: Unit, lines: Sequence[RequirementLine], months: int) -> _Offers:
    # What the unit counts for on which line from which month (from 0); none where it cannot serve in time.
    found = []
    for index, line in enumerate(lines):
        counts = factor(unit, line)
        if counts > 0 and not why_not(unit, line):
            first = max(first_month(unit, line), line.from_month) - 1
            if first < min(line.to_month, months):
                found.append((index, counts, first))
    return tuple(found)


def _signature(unit: Unit, offers: _Offers) -> _Signature:
    return unit.tour_months, unit.rest_months, unit.tours, frozenset(unit.needs), offers


def _arrays(
    lines: tuple[RequirementLine, ...],
    units: tuple[Unit, ...],
    months: int,
    groups: dict[_Signature, list[int]],
    titles: Mapping[str, str],
) -> Problem:
    signatures = list(groups)
    kinds = sorted({needs for *_, needs, _offers in signatures if needs}, key=sorted)
    enablers = tuple(sorted(set().union(*kinds)))
    pairs = [(g, *offer) for g, (*_, offers) in enumerate(signatures) for offer in offers]
    return Problem(
        lines=lines,
        units=units,
        months=months,
        quantity=np.array([line.quantity for line in lines], dtype=float),
        minimum=np.array([line.minimum for line in lines], dtype=float),
        start=_ints(line.from_month - 1 for line in lines),
        stop=_ints(min(line.to_month, months) for line in lines),
        critical=np.array([line.critical for line in lines], dtype=bool),
        members=tuple(tuple(members) for members in groups.values()),
        size=_ints(len(members) for members in groups.values()),
        tour=_ints(s[0] for s in signatures),
        rest=_ints(s[1] for s in signatures),
        tours=_ints(s[2] for s in signatures),
        kind=_ints(kinds.index(s[3]) if s[3] else -1 for s in signatures),
        enablers=enablers,
        kind_needs=_flags([[e in needs for e in enablers] for needs in kinds], len(enablers)),
        provides=_flags([[e == line.capability for e in enablers] for line in lines], len(enablers)),
        pair_group=_ints(p[0] for p in pairs),
        pair_line=_ints(p[1] for p in pairs),
        pair_factor=np.array([p[2] for p in pairs], dtype=float),
        pair_first=_ints(p[3] for p in pairs),
        titles=titles,
    )


def _ints(values: Iterator[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _flags(rows: list[list[bool]], width: int) -> Bools:
    return np.array(rows, dtype=bool).reshape(len(rows), width)


def _problems(lines: Sequence[RequirementLine], units: Sequence[Unit], months: int) -> Iterator[str]:
    if months < 1:
        yield f"months | the plan covers {months}; give 1 or more"
    yield from _repeated("line", [line.id for line in lines])
    yield from _repeated("unit", [unit.id for unit in units])
    for line in lines:
        yield from _line_problems(line, months)
    for unit in units:
        for name, least in (("ready_days", 0), ("tour_months", 1), ("rest_months", 0), ("tours", 1)):
            if (value := getattr(unit, name)) < least:
                yield f"unit {unit.id} | {name} is {value}; give {least} or more"


def _repeated(what: str, ids: Sequence[str]) -> Iterator[str]:
    for name, times in Counter(ids).items():
        if times > 1:
            yield f"{what} {name} | appears {times} times; give each an id of its own"


def _line_problems(line: RequirementLine, months: int) -> Iterator[str]:
    if line.quantity < 1:
        yield f"line {line.id} | asks for {line.quantity}; ask for 1 or more"
    if not 0 <= line.minimum <= line.quantity:
        yield f"line {line.id} | the minimum is {line.minimum}; give 0 to {line.quantity}, the quantity"
    if not 1 <= line.from_month <= min(line.to_month, months):
        window = f"months {line.from_month} to {line.to_month}"
        yield f"line {line.id} | asks in {window} of a plan of {months}; begin within it and not after its own end"
    for capability, counts in line.substitutes:
        if counts <= 0:
            yield f"line {line.id} | substitute {capability} counts {counts}; give more than 0"
