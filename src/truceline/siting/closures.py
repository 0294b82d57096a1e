"""Which candidate sites a force concept and the agreement close, and why.

Distances are geodesic, to the nearest point of the line that the agreement speaks of. A site lies in a belt if its
nearest point of the belt's line is between the belt's two offsets on that side (`agreement.inside`), and in an area or
sector if its polygon covers it. Left out: how exact a site's place is, and the ground that its fences take up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from truceline.agreement.agreement import Agreement, Belt
from truceline.agreement.line import Floats, Segments
from truceline.agreement.provisions import Exemption
from truceline.agreement.readings import ProvisionReading, Zone, readings
from truceline.agreement.three_valued_logic import YES
from truceline.agreement.vocabulary import fit_terms
from truceline.agreement.zone_membership import MeasuredPlaces, ground_of
from truceline.records.concepts import Concept, StandoffRule, kilometres
from truceline.records.places import Line, Sector, Site
from truceline.records.quantities import Assumptions
from truceline.siting.patrols import Way
from truceline.solvers.milp import Bools

HOLDS: Mapping[str, str] = {"post": "post", "base": "reaction"}
"""The role that a site of each kind holds."""

_FORBIDDEN = "forbidden by the case"

_EXACT_M = 0.01  # a site is where its coordinates say
_PRESENCE = ("troop-presence",)  # what a force does where it stands: a kind of presence and of military activity


@dataclass(frozen=True, slots=True)
class Closed:
    """A site that is closed to a role, and the rule that closes it, in words; ``km`` from the line, NaN without one."""

    site: str
    role: str
    why: str
    km: float


@dataclass(frozen=True, slots=True)
class ClosureTerms:
    """What says where a force may stand: the agreement, the lines and sectors drawn, and the case's assumptions."""

    agreement: Agreement
    lines: tuple[Line, ...]
    sectors: tuple[Sector, ...]
    assumptions: Assumptions


def closures(sites: Sequence[Site], concept: Concept, terms: ClosureTerms) -> tuple[Closed, ...]:
    """List the sites that the case forbids, or ``concept`` or the agreement closes to the whole force.

    There is one entry per site: its first rule.

    Cost: one search for the nearest point of the line per site, and one test per site and rule.
    """
    found: list[Closed] = []
    for kind, role in HOLDS.items():
        mine = [site for site in sites if site.kind == kind]
        ground = _ground(mine, terms)
        km = np.abs(ground.offset_m(terms.agreement.line)) / 1e3
        taken = {i: _FORBIDDEN for i, site in enumerate(mine) if site.use == "forbidden"}
        for why, shut in _rules(concept, role, ground, km, terms=terms):
            for i in np.flatnonzero(shut).tolist():
                taken.setdefault(i, why)
        found += [Closed(mine[i].id, role, why, float(km[i])) for i, why in sorted(taken.items())]
    return tuple(found)


def way_of(cut: Segments, concept: Concept, terms: ClosureTerms) -> Way:
    """Return where patrols of ``concept`` drive: how far off the line, and which segments are closed to them.

    A belt that begins at the line and is closed sets them back behind its far edge, as does the near edge of a belt
    that alone is open; an area or sector closes the segments whose middles lie in it.
    """
    middles = np.full(len(cut.lon), _EXACT_M)
    ground = ground_of(terms.agreement, terms.lines, (cut.lon, cut.lat, middles))
    off, shut = [0.0], np.zeros(len(cut.lon), dtype=np.bool_)
    for rule in concept.stands_of("patrol", terms.assumptions):
        off.append(kilometres(rule.least_km, terms.assumptions, 0.0))
        off += [belt.to_m / 1e3 for belt in _belts(rule.not_in, terms) if belt.from_m == 0]
        off += [belt.from_m / 1e3 for belt in _belts(rule.only_in, terms)]
        grounds = [_place(name, ground, terms)[1] for name in _areas(rule.not_in, terms)]
        opened = [_place(name, ground, terms)[1] for name in _areas(rule.only_in, terms)]
        shut |= np.any(grounds, axis=0) if grounds else False
        shut |= ~np.any(opened, axis=0) if opened else False
    return Way(max(off), frozenset(np.flatnonzero(shut).tolist()))


def _belts(names: Sequence[str], terms: ClosureTerms) -> list[Belt]:
    return [belt for belt in terms.agreement.belts if belt.id in names]


def _areas(names: Sequence[str], terms: ClosureTerms) -> list[str]:
    return [name for name in names if not _belts((name,), terms)]


def barred_to(contributors: Sequence[str], sites: Sequence[Site], terms: ClosureTerms) -> Mapping[str, frozenset[str]]:
    """Return for each contributor the ids of the sites where the agreement forbids its presence by name."""
    ground = _ground(sites, terms)
    shut: dict[str, set[str]] = {who: set() for who in contributors}
    for reading in _forbidding(terms.agreement):
        named = [who for who in contributors if who in reading.provision.actors]
        bound = [who for who in named if not _exempt(terms.agreement, reading, who)]
        inside = np.flatnonzero(_inside(ground, reading.zones)).tolist() if bound else []
        for who in bound:
            shut[who] |= {sites[i].id for i in inside}
    return {who: frozenset(ids) for who, ids in shut.items()}


def _ground(sites: Sequence[Site], terms: ClosureTerms) -> MeasuredPlaces:
    where = np.array([(site.geometry.x, site.geometry.y) for site in sites]).reshape(-1, 2)
    return ground_of(terms.agreement, terms.lines, (where[:, 0], where[:, 1], np.full(len(where), _EXACT_M)))


def _rules(
    concept: Concept, role: str, ground: MeasuredPlaces, km: Floats, *, terms: ClosureTerms
) -> Iterator[tuple[str, Bools]]:
    for rule in concept.stands_of(role, terms.assumptions):
        yield from _distances(rule, km, terms.assumptions)
        for name in rule.not_in:
            title, inside = _place(name, ground, terms)
            yield f"inside {title}", inside
        if rule.only_in:
            known = [_place(name, ground, terms) for name in rule.only_in]
            yield f"outside {' and '.join(title for title, _ in known)}", ~np.any([part for _, part in known], axis=0)
    for reading in _forbidding(terms.agreement):
        if not reading.provision.actors and not _exempt(terms.agreement, reading, ""):
            yield f"the agreement forbids presence: {reading.provision.title}", _inside(ground, reading.zones)


def _distances(rule: StandoffRule, km: Floats, assumptions: Assumptions) -> Iterator[tuple[str, Bools]]:
    least, most = kilometres(rule.least_km, assumptions, 0.0), kilometres(rule.most_km, assumptions, np.inf)
    if least > 0:
        yield f"nearer than {least:g} km to the line", km < least - 1e-6
    if most < np.inf:
        yield f"farther than {most:g} km from the line", km > most + 1e-6


def _place(name: str, ground: MeasuredPlaces, terms: ClosureTerms) -> tuple[str, Bools]:
    zones = [zone for zone in terms.agreement.zones if zone.id == name]
    if zones:
        return zones[0].title, _inside(ground, zones)
    sector = next(each for each in terms.sectors if each.id == name)
    return sector.name, np.asarray(shapely.intersects_xy(sector.geometry, ground.lon, ground.lat))


def _inside(ground: MeasuredPlaces, zones: Sequence[Zone]) -> Bools:
    if not zones:
        return np.ones(len(ground.lon), dtype=np.bool_)
    return np.asarray(np.any([ground.chance(zone) > 0.5 for zone in zones], axis=0))


def _forbidding(agreement: Agreement) -> Iterator[ProvisionReading]:
    # Presence as such: neither with a weapon alone nor only in some circumstances.
    for reading in readings(agreement):
        provision = reading.provision
        if _forbids(agreement, provision.acts) and not (provision.weapons or provision.circumstances):
            yield reading


def _forbids(agreement: Agreement, acts: Sequence[str]) -> bool:
    return bool(fit_terms(agreement.vocabulary.acts, acts, _PRESENCE)[0] == YES)


def _exempt(agreement: Agreement, reading: ProvisionReading, who: str) -> bool:
    return any(_lifts(agreement, each, who) for each in reading.exemptions)


def _lifts(agreement: Agreement, exemption: Exemption, who: str) -> bool:
    narrowed = exemption.weapons or exemption.zones or exemption.targets or exemption.circumstances
    mine = not exemption.actors or who in exemption.actors
    return not narrowed and mine and _forbids(agreement, exemption.acts)
