"""What the quantities of a case must agree on: units of measure, the people of a unit, and what stands in for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.casefolder.reading import FolderReading, ReadEntry
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.casefolder.schema.tables import AssumptionRow, CapabilityRow, RequirementRow, assumptions_of
from truceline.errors import CaseError
from truceline.formats.faults import FaultPlace
from truceline.generation.lengths import LINE_KM, SECTOR_KM
from truceline.generation.sizing import size
from truceline.records.capabilities import Capability
from truceline.records.orbits import aircraft_for_orbit
from truceline.records.quantities import Assumption, Assumptions, Range, Reliance
from truceline.records.unit_of_measure import COUNTED, FITS, brings_people, is_money, measure

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""

CLOSE = 0.05
"""By how much a factor may differ from the ratio of what two units of measure man or fly, as a share of it."""
FAR = 2.0
"""How many times more or fewer people than its capability's range one pledged unit may bring."""

_CYCLE = ("orbit_on_station_h", "orbit_transit_h", "orbit_ground_h", "orbit_availability")
_FLIES = ("orbit", "air-patrol")
_FLEETS = ("fleet", "fleet_for_line")


def roles_fit_their_units(reading: FolderReading) -> Found:
    """A capability's role fits its unit of measure, and a formation of aircraft says how many it has."""
    for entry in reading.of(CapabilityRow):
        row = entry.shape
        unit, fits = measure(row.unit), FITS.get(row.role)
        if fits and unit not in fits:
            what = f"a {row.unit} cannot have the role {row.role!r}; measure it by {', '.join(fits)}, or empty the role"
            yield entry.place(("unit",)), what
        elif row.role in _FLIES and unit not in ("aircraft", "orbit") and not row.aircraft:
            what = (
                f"a {row.unit} is no orbit until it is known how many aircraft it has; give them in the column aircraft"
            )
            yield entry.place(("unit",)), what
        if row.aircraft and (unit == "orbit" or (unit == "aircraft" and row.aircraft != 1)):
            yield entry.place(("aircraft",)), f"one {row.unit} is not {row.aircraft} aircraft; empty the cell"
        if row.personnel_high > 0 and not brings_people(row.unit):
            what = f"people do not come by the {row.unit}; give 0, or measure it in the formation that they form"
            yield entry.place(("personnel_high",)), what


def pledges_bring_people_of_their_capability(reading: FolderReading) -> Found:
    """One pledged unit brings about as many people as its capability says, and what is only paid brings nobody."""
    known = _capabilities(reading)
    for entry in reading.of(PledgeShape):
        row, people = entry.shape, entry.shape.personnel
        if people is None or row.capability not in known:
            continue
        if row.location == "finance-only" and people.high > 0:
            yield entry.place(("personnel",)), f"{people.likely:g} people come with money alone; give 0"
        elif row.location != "finance-only" and row.quantity.likely > 0:
            capability, each = known[row.capability], people.likely / row.quantity.likely
            if not capability.personnel.low / FAR <= each <= capability.personnel.high * FAR:
                has = f"{capability.personnel.low:g} to {capability.personnel.high:g}"
                what = (
                    f"{people.likely:g} people for {row.quantity.likely:g} x {capability.unit} are {each:,.5g} each, "
                    f"where {capability.id} has {has}; correct one of them"
                )
                yield entry.place(("personnel",)), what


def substitutes_are_converted(reading: FolderReading) -> Found:
    """A substitute of another unit of measure has a factor that converts it."""
    known, per_orbit = _capabilities(reading), _per_orbit(assumptions_in(reading))
    for entry in reading.of(RequirementRow):
        asked = known.get(entry.shape.capability)
        for name, factor in entry.shape.substitutes:
            other = known.get(name)
            if asked and other and (what := _misfit(asked, other, factor, per_orbit)):
                yield entry.place(("substitutes",)), what


def _misfit(capability: Capability, other: Capability, factor: float, per_orbit: float | None) -> str:
    if measure(capability.unit) == measure(other.unit):
        return ""
    if is_money(capability.unit) or is_money(other.unit):
        return f"a {other.unit} does not stand in for a {capability.unit}; leave {other.id} out"
    ratio = _ratio(capability, other, per_orbit)
    if ratio is not None and abs(factor - ratio) > CLOSE * ratio:
        is_so = f"{ratio:.3g} {capability.unit}, not {factor:g}"
        return f"one {other.unit} of {other.id} is {is_so}; give {other.id}:{ratio:.3g}"
    if ratio is None and factor == 1:
        return f"one {other.unit} counts as one {capability.unit}; give the factor that converts {other.id}"
    return ""


def _ratio(capability: Capability, other: Capability, per_orbit: float | None) -> float | None:
    # How much of what is asked for one of the other mans or flies; None where that does not say.
    if capability.role == other.role == "post" and capability.posts and other.posts:
        return other.posts / capability.posts
    if capability.role in _FLIES and other.role in _FLIES and per_orbit:
        each = capability.aircraft_each(per_orbit), other.aircraft_each(per_orbit)
        return each[1] / each[0] if all(each) else None
    return None


def sizings_count_the_capability(reading: FolderReading) -> Found:
    """The result of a requirement line's sizing is in the unit of measure of the line's capability."""
    known, assumptions = _capabilities(reading), {**_stand_ins(reading), **assumptions_in(reading)}
    for entry in reading.of(RequirementRow):
        capability = known.get(entry.shape.capability)
        if entry.shape.sizing and capability and (what := _miscount(entry, capability, assumptions)):
            yield entry.place(("sizing",)), what


def _stand_ins(reading: FolderReading) -> Assumptions:
    # A unit of measure does not hang on how long the line is, nor on how much an earlier line asks for.
    names = (LINE_KM, SECTOR_KM, *(entry.shape.id for entry in reading.of(RequirementRow)))
    one = Range(1, 1, 1)
    return {name: Assumption(name, name, one, "", Reliance.DERIVED, "", "stands in") for name in names}


def _miscount(entry: ReadEntry[RequirementRow], capability: Capability, assumptions: Assumptions) -> str:
    try:
        result = size(entry.shape.sizing, assumptions)
    except (CaseError, ArithmeticError):
        return ""  # told already
    formula, *cells = entry.shape.sizing.split()
    given = dict(cell.split("=", 1) for cell in cells)
    if not _counts(result.unit, formula, capability):
        what = f"{formula} gives {result.unit}, the line asks for {capability.id} by the {capability.unit}"
        return f"{what}; use a formula that counts these"
    each, has = _each(formula, capability)
    stated = _number(given.get(each, ""), assumptions) if each else None
    if stated is not None and has and stated != has:
        what = f"{each}={stated:g} differs from the {has:g} that {capability.id} has in capabilities.csv"
        return f"{what}; correct one of them"
    return ""


def _counts(unit: str, formula: str, capability: Capability) -> bool:
    one = measure(capability.unit)
    if formula in _FLEETS:
        return one != "orbit" and not is_money(capability.unit)
    if unit == "units":
        return not is_money(capability.unit)
    if unit == "reaction forces":
        return capability.role == "reaction"
    return one in COUNTED.get(unit, ()) or (unit == "posts" and capability.role == "post" and capability.posts == 1)


def _each(formula: str, capability: Capability) -> tuple[str, float]:
    # The argument that repeats what the capability says, and what that is; 0 where it does not.
    if formula == "companies_for_posts":
        return "posts_each", float(capability.posts)
    return ("each", capability.aircraft_each(0.0)) if formula in _FLEETS else ("", 0.0)


def _number(text: str, assumptions: Assumptions) -> float | None:
    if text in assumptions:
        return assumptions[text].value.likely
    try:
        return float(text)
    except ValueError:
        return None


def _capabilities(reading: FolderReading) -> Mapping[str, Capability]:
    return {entry.shape.id: entry.shape.record() for entry in reading.of(CapabilityRow)}


def assumptions_in(reading: FolderReading) -> Mapping[str, Assumption]:
    """Return the assumptions that a case states, by id."""
    return assumptions_of(entry.shape for entry in reading.of(AssumptionRow))


def _per_orbit(assumptions: Assumptions) -> float | None:
    if not all(name in assumptions for name in _CYCLE):
        return None
    try:
        return aircraft_for_orbit(1, *(assumptions[name].value.likely for name in _CYCLE)).value
    except CaseError:
        return None


RULES = (
    roles_fit_their_units,
    pledges_bring_people_of_their_capability,
    substitutes_are_converted,
    sizings_count_the_capability,
)
"""What quantities must agree on, in order."""
