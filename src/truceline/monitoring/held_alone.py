"""What follows of an incident from who alone has the weapon, or does such a thing: evidence, with the fact behind it.

A fact bears on an incident only where act, weapon, place and time surely fit it. One that is contested is what the
party that holds this reading gives: against the other it is a claim, and never counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time

import numpy as np

from truceline.agreement.agreement import Agreement
from truceline.agreement.holdings import Holding
from truceline.agreement.readings import zones_under
from truceline.agreement.three_valued_logic import YES
from truceline.agreement.vocabulary import fit_terms
from truceline.agreement.zone_membership import MeasuredPlaces, fit_zones, ground_of
from truceline.monitoring.incidents import Evidence, EvidenceColumns, Incidents, evidence_columns
from truceline.monitoring.reports import Bools
from truceline.records.places import Line

KIND = "weapon-holdings"
"""The kind of evidence that such a fact is."""


def with_holdings(incidents: Incidents, agreement: Agreement, lines: Sequence[Line]) -> Incidents:
    """Add to the evidence of ``incidents`` what the agreement's holdings tell. Cost grows with incidents x holdings."""
    if not agreement.holdings or not len(incidents):
        return incidents
    ground = ground_of(agreement, lines, (incidents.lon, incidents.lat, incidents.radius_m))
    found = [
        (int(row), Evidence(KIND, holding.actor, _giver(holding, agreement), holding=holding.id))
        for holding in agreement.holdings
        for row in np.flatnonzero(_bears(holding, incidents, agreement, ground))
    ]
    if not found:
        return incidents
    both = (incidents.evidence, evidence_columns(found))
    columns = {each.name: np.concatenate([getattr(part, each.name) for part in both]) for each in fields(both[0])}
    return replace(incidents, evidence=EvidenceColumns(**columns))


def _giver(holding: Holding, agreement: Agreement) -> str:
    held_by = next((each.held_by for each in agreement.versions if each.id == holding.version), ())
    parties = [party for party in held_by if party in agreement.parties]
    if not parties or set(parties) == set(agreement.parties):
        return ""
    return holding.actor if holding.actor in parties else parties[0]


def _bears(holding: Holding, incidents: Incidents, agreement: Agreement, ground: MeasuredPlaces) -> Bools:
    words = agreement.vocabulary
    act = fit_terms(words.acts, holding.acts, incidents.acts)[incidents.act]
    weapon = fit_terms(words.weapons, holding.weapons, incidents.weapons)[incidents.weapon]
    zones = zones_under(agreement, holding.zones, holding.version)
    if holding.zones and not zones:  # of none that it names anything was known yet
        return np.zeros(len(incidents), dtype=np.bool_)
    place, _ = fit_zones(ground, zones)
    low, high = _second(holding.start, -np.inf), _second(holding.end, np.inf)
    then = (incidents.start >= low) & (incidents.end < high)
    return np.asarray((act == YES) & (weapon == YES) & (place == YES) & then)


def _second(day: date | None, otherwise: float) -> float:
    return otherwise if day is None else datetime.combine(day, time(), UTC).timestamp()
