"""Violations: each incident held against each provision, under every party's reading of it.

The verdict is ``violation``, ``permitted`` (an exemption applies), ``out-of-scope`` (the provision does not speak of
this) or ``undetermined``, where something that the verdict turns on is not known: then it names what is missing. It
takes the incident as recorded. Whether the incident itself is verified is a matter of judgements, and who did it of
attribution: a provision that binds every party is violated whichever of them it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.agreement import Agreement
from truceline.agreement.provisions import Exemption
from truceline.agreement.readings import ProvisionReading, classes_of, readings, zones_under
from truceline.agreement.three_valued_logic import MAYBE, NO, YES, Fits, all_of
from truceline.agreement.vocabulary import fit_terms
from truceline.agreement.weapons import fit_weapons
from truceline.agreement.windows import fit_windows
from truceline.agreement.zone_membership import SURE, MeasuredPlaces, fit_zones, ground_of
from truceline.monitoring.attribution import Attributions, unattributed
from truceline.monitoring.incidents import OTHERS, Incidents
from truceline.records.places import Line

VERDICTS = ("out-of-scope", "permitted", "undetermined", "violation")
"""What an incident can be under a provision."""
OUT_OF_SCOPE, PERMITTED, UNDETERMINED, VIOLATION = (np.int8(code) for code in range(4))

INPUTS = ("act", "time", "place", "weapon", "target", "actor", "circumstances")
"""What a verdict turns on, beside exemptions."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Verdicts on many incidents under every reading of every provision.

    ``verdict`` (incidents, readings) holds codes into ``VERDICTS``; ``fits`` (inputs, incidents, readings) whether each
    of ``INPUTS`` is as the provision says; ``exempt`` (incidents, readings) whether an exemption applies, and
    ``allowed``, for each reading, (exemptions, inputs, incidents), whether each input is as each of its exemptions
    says; ``inside`` (incidents, readings) the chance to lie within the provision's zones, NaN where not known.
    ``attributed`` is what was known of who did it, and ``sure`` the chance from which a place counted as inside.
    """

    readings: tuple[ProvisionReading, ...]
    verdict: NDArray[np.int8]
    fits: Fits
    exempt: Fits
    allowed: tuple[Fits, ...]
    inside: NDArray[np.float32]
    attributed: Attributions
    sure: float

    def violations(self) -> NDArray[np.bool_]:
        """Tell which incidents violate some provision under some reading, (incidents,)."""
        return np.asarray((self.verdict == VIOLATION).any(axis=1))


def verdicts(
    incidents: Incidents,
    agreement: Agreement,
    lines: Sequence[Line],
    attributed: Attributions | None = None,
    *,
    sure: float = SURE,
) -> Verdicts:
    """Hold incidents against every provision of the agreement, under each version where it is contested.

    ``lines`` are the geometries of the lines that the agreement names; where one is missing, what turns on it is
    undetermined. Without attributions, nobody is known to have done anything. Time and memory grow with incidents times
    readings: 100,000 incidents and 20 provisions take a few seconds, most of it to measure how far each
    incident lies from each line.
    """
    who = attributed or unattributed(len(incidents), agreement)
    judging = _Judging(incidents, agreement, ground_of(agreement, lines, _places(incidents)), who, sure)
    held = readings(agreement)
    shape = (len(incidents), len(held))
    fits = np.empty((len(INPUTS), *shape), dtype=np.int8)
    exempt, inside = np.empty(shape, dtype=np.int8), np.empty(shape, dtype=np.float32)
    allowed = tuple(judging.allowed(reading) for reading in held)
    for column, reading in enumerate(held):
        fits[:, :, column], inside[:, column] = judging.fits(reading)
        exempt[:, column] = allowed[column].min(axis=1).max(axis=0, initial=NO)
    return Verdicts(held, _decided(fits.min(axis=0), exempt), fits, exempt, allowed, inside, who, sure)


def _decided(fit: Fits, exempt: Fits) -> NDArray[np.int8]:
    surely = (fit == YES) & (exempt == NO)
    decided = np.where(surely, VIOLATION, UNDETERMINED)
    decided = np.where(exempt == YES, PERMITTED, decided)
    return np.asarray(np.where(fit == NO, OUT_OF_SCOPE, decided), dtype=np.int8)


def _places(incidents: Incidents) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    return incidents.lon, incidents.lat, incidents.radius_m


@dataclass(frozen=True, slots=True)
class _Judging:
    incidents: Incidents
    agreement: Agreement
    ground: MeasuredPlaces
    attributed: Attributions
    sure: float

    def fits(self, reading: ProvisionReading) -> tuple[Fits, NDArray[np.float64]]:
        # Whether each of INPUTS is as the provision says, (inputs, incidents), and the chance to lie in its zones.
        provision = reading.provision
        place, chance = fit_zones(self.ground, reading.zones, self.sure)
        found = (
            self.act(provision.acts),
            fit_windows(reading.windows, self.incidents.start, self.incidents.end),
            place,
            self.weapon(provision.weapons),
            self.target(provision.targets),
            self.bound(provision.actors),
            self.holds(provision.circumstances),
        )
        return np.array(found), chance

    def allowed(self, reading: ProvisionReading) -> Fits:
        # Whether each input is as each exemption says, (exemptions, inputs, incidents).
        parts = [self._exempts(each, reading.version) for each in reading.exemptions]
        return np.array(parts, dtype=np.int8).reshape(len(parts), len(INPUTS), len(self.incidents))

    def _exempts(self, exemption: Exemption, version: str) -> Fits:
        zones = zones_under(self.agreement, exemption.zones, version)
        holds = self.holds(exemption.circumstances)
        invoked = self.holds(exemption.circumstances[:1]) == YES
        found = (
            self.act(exemption.acts),
            np.full(len(self.incidents), YES),
            fit_zones(self.ground, zones, self.sure)[0],
            self.weapon(exemption.weapons),
            self.target(exemption.targets),
            self.actor(exemption.actors),
            np.where(invoked, holds, NO),
        )
        return np.array(found, dtype=np.int8)

    def act(self, wanted: tuple[str, ...]) -> Fits:
        return fit_terms(self.agreement.vocabulary.acts, wanted, self.incidents.acts)[self.incidents.act]

    def target(self, wanted: tuple[str, ...]) -> Fits:
        return fit_terms(self.agreement.vocabulary.targets, wanted, self.incidents.targets)[self.incidents.target]

    def weapon(self, classes: tuple[str, ...]) -> Fits:
        groups = classes_of(self.agreement, classes)
        table = fit_weapons(self.agreement.vocabulary.weapons, groups, self.incidents.weapons)
        return table[self.incidents.weapon]

    def actor(self, wanted: tuple[str, ...]) -> Fits:
        # Whoever it was fits where nobody is named; an undetermined actor may be any.
        if not wanted:
            return np.full(len(self.incidents), YES)
        known = [YES if name in wanted else NO for name in self.attributed.actors]
        return np.array([*known, MAYBE], dtype=np.int8)[self.attributed.actor]

    def bound(self, wanted: tuple[str, ...]) -> Fits:
        # As above, but one that is undetermined counts as bound where every party is; nobody is never bound.
        found = self.actor(wanted)
        undetermined = self.attributed.actor < 0
        if set(self.agreement.parties) <= set(wanted):
            found = np.where(undetermined, YES, found)
        nobody = self.attributed.actor == self.attributed.actors.index(OTHERS[1])
        return np.where(nobody, NO, found).astype(np.int8)

    def holds(self, names: tuple[str, ...]) -> Fits:
        columns = [_circumstance(self.incidents, name) for name in names]
        return all_of(np.full(len(self.incidents), YES), *columns)


def _circumstance(incidents: Incidents, name: str) -> Fits:
    if name not in incidents.circumstances:
        return np.full(len(incidents), MAYBE)
    return incidents.circumstance[:, incidents.circumstances.index(name)]


def missing(found: Verdicts, incidents: Incidents, row: int, column: int) -> tuple[str, ...]:
    """List what an undetermined verdict lacks: inputs of ``INPUTS``, and by name the circumstances not known."""
    if found.verdict[row, column] != UNDETERMINED:
        return ()
    reading = found.readings[column]
    asked = [(found.fits[:, row, column], reading.provision.circumstances)]
    for parts, each in zip(found.allowed[column][:, :, row], reading.exemptions, strict=True):
        if parts.min() == MAYBE:
            asked.append((parts, each.circumstances))
    inputs = [name for n, name in enumerate(INPUTS[:-1]) if any(parts[n] == MAYBE for parts, _ in asked)]
    names = [name for _, circumstances in asked for name in circumstances]
    return (*inputs, *(name for name in dict.fromkeys(names) if _circumstance(incidents, name)[row] == MAYBE))
