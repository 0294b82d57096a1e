"""Preconditions that ask for silence: so many days on end, watched throughout, without an incident that breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.agreement import Agreement
from truceline.agreement.obligations import Precondition
from truceline.agreement.three_valued_logic import NO, YES, Fits, all_of
from truceline.agreement.vocabulary import fit_terms
from truceline.agreement.zone_membership import SURE, fit_zones, ground_of
from truceline.monitoring.incidents import Incidents
from truceline.monitoring.reports import Integers
from truceline.monitoring.verification import STATUSES
from truceline.records.places import Line
from truceline.records.times import instant

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Silence:
    """Whether a precondition is ``met``, ``not-met`` or ``undetermined`` at an instant.

    ``since`` is the instant from which monitors watched and nothing verified broke the silence. ``breaking`` are the
    ids of the incidents that broke it within the days asked for; ``doubtful`` those that may have: not verified yet,
    disputed, unverifiable, or not known to be such an act in such a place.
    """

    precondition: str
    outcome: str
    since: datetime
    breaking: tuple[str, ...]
    doubtful: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class WatchedIncidents:
    """What monitors know: incidents, their status (codes into ``STATUSES``, (incidents,)), and when they watched.

    ``watched`` (periods, 2) are first and last seconds since 1970-01-01 UTC; time that nobody watched is not silence.
    """

    incidents: Incidents
    status: NDArray[np.int8]
    watched: Integers


def silence(
    precondition: Precondition, seen: WatchedIncidents, agreement: Agreement, lines: Sequence[Line], at: datetime
) -> Silence:
    """Return whether the silence that a precondition asks for has lasted long enough by ``at``.

    What happened after ``at`` is not known. An incident judged not verified breaks nothing.
    """
    now = int(at.timestamp())
    wanted = int(precondition.days * _DAY)
    fit = _fit(precondition, seen.incidents, agreement, lines)
    word = np.array(STATUSES)[seen.status]
    known = (seen.incidents.start <= now) & (fit != NO) & (word != "not-verified")
    breaks = known & (fit == YES) & (word == "verified")
    doubtful = known & ~breaks & (seen.incidents.end > now - wanted)
    since = max([_watched_since(seen.watched, now), *np.minimum(seen.incidents.end[breaks], now).tolist()])
    long_enough = now - since >= wanted
    recent = breaks & (seen.incidents.end > now - wanted)
    outcome = "not-met" if not long_enough else "undetermined" if doubtful.any() else "met"
    days = f"{(now - since) / _DAY:.1f} of {precondition.days:g} days of watched silence"
    ids = [tuple(str(name) for name in seen.incidents.id[rows]) for rows in (recent, doubtful)]
    reason = f"{days}; {len(ids[0])} incidents break it, {len(ids[1])} may"
    return Silence(precondition.id, outcome, instant(since), ids[0], ids[1], reason)


def _fit(precondition: Precondition, incidents: Incidents, agreement: Agreement, lines: Sequence[Line]) -> Fits:
    acts = fit_terms(agreement.vocabulary.acts, precondition.acts, incidents.acts)[incidents.act]
    ground = ground_of(agreement, lines, (incidents.lon, incidents.lat, incidents.radius_m))
    zones = tuple(zone for zone in agreement.zones if zone.id in precondition.zones)  # in any version
    return all_of(acts, fit_zones(ground, zones, SURE)[0])


def _watched_since(watched: Integers, now: int) -> int:
    # From the last period back: the earliest start that is joined to now without a gap.
    since = now
    for start, end in sorted(((int(a), int(b)) for a, b in watched), key=lambda span: span[1], reverse=True):
        if start <= since <= end + 1:
            since = min(since, start)
    return since
