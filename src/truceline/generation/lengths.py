"""Quantities that follow from the line of contact: measured on the line that the agreement names, never typed.

A ``sizing`` may name ``line_km``, the length of that line, ``sector_km``, the length of its pieces in the requirement
line's own sector, and the id of an earlier requirement line, which stands for its quantity. Lengths are sums over the
segments that siting works on, so both rooms speak of the same line.
"""

from __future__ import annotations

import re
from dataclasses import replace

from truceline.agreement.line import Segments
from truceline.errors import CaseError
from truceline.generation.requirement import RequirementLine
from truceline.generation.sizing import size, whole_units
from truceline.records.places import Line
from truceline.records.quantities import Arithmetic, Assumption, Assumptions, Range, Reliance

LINE_KM = "line_km"
"""The length of the line of contact, in km."""
SECTOR_KM = "sector_km"
"""The length of the line's pieces in the sector of a requirement line, in km."""


def lengths(line: Line, cut: Segments, sector: str) -> Assumptions:
    """Measure what a requirement line in ``sector`` (empty: anywhere) may name, in km to the metre.

    ``cut`` are the segments of ``line``: a segment counts for the sector that holds its midpoint. ``sector_km`` is
    absent where no sector is named or no segment lies in it.
    """
    found = {LINE_KM: _length(LINE_KM, "Length of the line of contact", float(cut.length_m.sum()), line)}
    within = float(cut.length_m[cut.sector == cut.sectors.index(sector)].sum()) if sector in cut.sectors else 0.0
    if within > 0:
        found[SECTOR_KM] = _length(SECTOR_KM, f"Length of the line in the sector {sector}", within, line)
    return found


def sized(
    requirement: tuple[RequirementLine, ...], assumptions: Assumptions, line: Line | None, cut: Segments | None
) -> tuple[RequirementLine, ...]:
    """Give each line that has a ``sizing`` the quantity that it works out to, rounded up, with its sum.

    Lines are worked out in order; ``cut`` are the segments of ``line``, the one that the agreement names. Both are None
    where it names none: there is then no length to measure.

    Raises
    ------
    CaseError
        If a sizing cannot be worked out, needs a length that its sector does not have, or gives less than the line's
        minimum; all are listed, as ``line id | what is wrong; what to do``.
    """
    done: list[RequirementLine] = []
    problems: list[str] = []
    for each in requirement:
        names = {**_quantities(done), **assumptions, **(lengths(line, cut, each.sector) if line and cut else {})}
        try:
            done.append(_sized(each, names, line) if each.sizing else each)
        except CaseError as error:
            problems += [f"{each.id} | {problem.replace(' | ', ': ', 1)}" for problem in error.problems]
        except ArithmeticError as error:
            problems.append(f"{each.id} | {each.sizing!r} cannot be computed ({error}); mend its numbers")
    if problems:
        raise CaseError("the requirement cannot be sized", tuple(problems))
    return tuple(done)


def _sized(each: RequirementLine, names: Assumptions, line: Line | None) -> RequirementLine:
    if line and SECTOR_KM in _named(each.sizing) and SECTOR_KM not in names:
        raise CaseError("the sizing cannot be evaluated", (_no_piece(each, line),))
    result = size(each.sizing, names)
    quantity = whole_units(result)
    if each.minimum > quantity:
        what = f"the minimum {each.minimum} is more than the {quantity} of its sizing, {result.text}; lower it"
        raise CaseError("the sizing cannot be evaluated", (what,))
    return replace(each, quantity=quantity, sum=_told(result, names))


def _told(result: Arithmetic, names: Assumptions) -> Arithmetic:
    # The sum says which lengths were measured, and on which line.
    notes = [names[name].note for name in dict.fromkeys(result.inputs) if name in (LINE_KM, SECTOR_KM)]
    return replace(result, text="; ".join([result.text, *notes]))


def _named(sizing: str) -> set[str]:
    return set(re.findall(r"=(\S+)", sizing))


def _no_piece(each: RequirementLine, line: Line) -> str:
    if not each.sector:
        return f"needs {SECTOR_KM}, but is in no sector; name its sector, or take {LINE_KM}"
    return (
        f"needs {SECTOR_KM}, but no piece of the line {line.id!r} lies in the sector {each.sector!r}; draw the sector "
        f"over the line, or take this requirement out"
    )


def _quantities(done: list[RequirementLine]) -> Assumptions:
    return {
        each.id: Assumption(
            each.id, each.title, Range(each.quantity, each.quantity, each.quantity), "", each.standing, "", each.note
        )
        for each in done
    }


def _length(name: str, title: str, metres: float, line: Line) -> Assumption:
    km = round(metres / 1000, 3)
    author = f"drawn by {line.owner}" if line.owner else "drawn for this case"
    where = f" in the sector{title.rpartition('sector')[2]}" if name == SECTOR_KM else ""
    note = f"{name} = {km:,} km{where}, measured on the line {line.id}, {author}"
    return Assumption(name, title, Range(km, km, km), "km", Reliance.DERIVED, line.source, note)
