"""Attribution: who did it, as far as the evidence goes. Undetermined is a normal and final answer.

Each kind of evidence has points (in the vocabulary; assumed, not published). A kind counts once for an actor, however
often it is given. Points add up to a confidence: low from 1, moderate from 2, high from 4. An incident is attributed
where the confidence is moderate or high and no evidence that counts points to anybody else.

What never counts: labels made by machines; accusations; anything that one party gives against the other, which is a
claim. An admission counts only from the actor it points to. A place of origin counts for the actor that holds
that side of the line on that day, where the place is surely on one side and every version of the agreement agrees
whose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.agreement import Agreement, LineUse
from truceline.agreement.zone_membership import SURE, ground_of
from truceline.monitoring.incidents import OTHERS, EvidenceColumns, Incidents
from truceline.monitoring.reports import Bools, Integers
from truceline.records.places import Line
from truceline.records.times import instant

CONFIDENCES = ("none", "low", "moderate", "high")
"""Confidence in words; from low up by ``POINTS``."""
POINTS = (1, 2, 4)
"""The points from which confidence is low, moderate and high."""
NEVER = ("machine-label", "accusation")
"""Kinds that never count, whatever points a vocabulary gives them."""

_ADMISSION, _SIDE = "admission", "origin-side"
_UNSURE, _NO_PARTY = -1, -2


@dataclass(frozen=True, slots=True)
class Attributions:
    """Who did it, by incident, (incidents,).

    ``actor`` is a code into ``actors`` (the parties, then ``OTHERS``), -1 where undetermined; ``confidence`` a code
    into ``CONFIDENCES`` for the actor with most points; ``conflict`` marks evidence that points to more than one
    actor. ``points`` (incidents, actors) is the sum for each.
    """

    actor: Integers
    confidence: NDArray[np.int8]
    conflict: Bools
    points: Integers
    actors: tuple[str, ...]

    def name(self, row: int) -> str:
        """Return the actor of one incident; empty where undetermined."""
        return "" if self.actor[row] < 0 else self.actors[self.actor[row]]


def unattributed(incidents: int, agreement: Agreement) -> Attributions:
    """Leave every incident undetermined."""
    actors = (*agreement.parties, *OTHERS)
    points = np.zeros((incidents, len(actors)), dtype=np.int64)
    none: NDArray[np.int8] = np.zeros(incidents, dtype=np.int8)
    return Attributions(np.full(incidents, -1), none, np.zeros(incidents, dtype=bool), points, actors)


def attributions(incidents: Incidents, agreement: Agreement, lines: Sequence[Line]) -> Attributions:
    """Attribute incidents by their evidence. Cost grows with incidents plus evidence."""
    actors = (*agreement.parties, *OTHERS)
    kinds = (*(kind.id for kind in agreement.vocabulary.evidence), _SIDE)
    points = {kind.id: kind.points for kind in agreement.vocabulary.evidence if kind.id not in NEVER}
    seen = np.zeros((len(incidents), len(kinds), len(actors)), dtype=bool)
    evidence = incidents.evidence
    actor = _pointed_to(incidents, agreement, lines, actors)
    counts = (actor >= 0) & _admissible(evidence, actor, actors, agreement.parties)
    kind = _codes(evidence.kind, kinds)
    counts &= kind >= 0
    seen[evidence.incident[counts], kind[counts], actor[counts]] = True
    side = _codes(np.array([*incidents.sides, ""], dtype=np.str_), actors)[incidents.origin_side]
    seen[np.flatnonzero(side >= 0), kinds.index(_SIDE), side[side >= 0]] = True
    weights = np.array([points.get(name, 0) for name in kinds], dtype=np.int64)
    return _judged((seen * weights[:, None]).sum(axis=1), actors)


def _judged(points: Integers, actors: tuple[str, ...]) -> Attributions:
    best = points.argmax(axis=1)
    most = points.max(axis=1)
    conflict = (points > 0).sum(axis=1) > 1
    confidence = np.searchsorted(POINTS, most, side="right").astype(np.int8)
    sure = (confidence >= CONFIDENCES.index("moderate")) & ~conflict
    return Attributions(np.where(sure, best, -1), confidence, conflict, points, actors)


def _admissible(evidence: EvidenceColumns, actor: Integers, actors: tuple[str, ...], parties: tuple[str, ...]) -> Bools:
    pointed = np.array(actors)[actor]
    by_party = np.isin(evidence.given_by, parties)
    own = evidence.given_by == pointed
    admission = evidence.kind == _ADMISSION
    return np.asarray(np.where(admission, own, own | ~by_party))


def _codes(values: NDArray[np.str_], names: Sequence[str]) -> Integers:
    # Positions among the names, -1 where a value is none of them.
    codes = np.full(len(values), -1)
    for code, name in reversed(list(enumerate(names))):
        codes[values == name] = code
    return codes


def _pointed_to(incidents: Incidents, agreement: Agreement, lines: Sequence[Line], actors: tuple[str, ...]) -> Integers:
    evidence = incidents.evidence
    named = _codes(evidence.points_to, actors)
    by_place = np.flatnonzero((evidence.points_to == "") & np.isfinite(evidence.lon) & np.isfinite(evidence.lat))
    if len(by_place):
        day = incidents.start[evidence.incident[by_place]]
        places = (evidence.lon[by_place], evidence.lat[by_place], evidence.radius_m[by_place])
        ground = ground_of(agreement, lines, places)
        found = [_holder(use, ground.chance_left(use.line), day, actors) for use in agreement.lines]
        named[by_place] = _agreed(found, len(by_place))
    return named


def _holder(use: LineUse, left: NDArray[np.float64], at: Integers, actors: tuple[str, ...]) -> Integers:
    # Which party holds the side that each place is on, by one line.
    sides = _codes(np.array([use.left, use.right], dtype=np.str_), actors)
    sides[sides < 0] = _NO_PARTY
    holder = np.where(left >= SURE, sides[0], np.where(left <= 1 - SURE, sides[1], _UNSURE))
    counts = [_in_use(use, int(second)) for second in at]
    return np.where(counts, holder, _NO_PARTY)


def _in_use(use: LineUse, second: int) -> bool:
    day = instant(second).date()
    return (use.start is None or use.start <= day) and (use.end is None or day < use.end)


def _agreed(found: Sequence[Integers], count: int) -> Integers:
    # The one party that the lines name; -1 where they name none, several, or one of them cannot tell.
    if not found:
        return np.full(count, -1)
    holders = np.array(found)
    high = holders.max(axis=0)
    same = ((holders == high) | (holders == _NO_PARTY)).all(axis=0)
    return np.where(same & (high >= 0), high, -1)
