"""Verification: what people judged of an incident. Judgements are appended and never overwritten; status is a fold.

A judgement is ``verified``, ``not-verified`` or ``unverifiable`` (nobody was let in to look). It counts unless a
later row that itself counts replaces it. A withdrawal is such a row: ``withdrawn``, replacing what it takes back; a
withdrawal that is itself withdrawn gives back what it took. Where judgements that count disagree, the incident is
``disputed`` until somebody replaces one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError
from truceline.records.provenance import Judgement

STATUSES = ("reported", "verified", "not-verified", "unverifiable", "disputed")
"""What an incident can be: reported only, or as judged."""

WITHDRAWN = "withdrawn"
WORDS = ("verified", "not-verified", "unverifiable", WITHDRAWN)
"""What a judgement of an incident may say."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where an incident stands: one of ``STATUSES``, since when, and every judgement known by then, in order.

    ``counting`` are the ids of the judgements that decide.
    """

    incident: str
    status: str
    since: datetime | None
    counting: tuple[str, ...]
    trail: tuple[Judgement, ...]


def status(incident: str, judgements: Iterable[Judgement], as_of: datetime) -> Status:
    """Fold the judgements of one incident that were known at ``as_of``.

    Raises
    ------
    CaseError
        If they cannot be folded: see ``statuses``.
    """
    return _folded(incident, checked((incident,), judgements, as_of)[incident])


def statuses(
    incidents: Sequence[Any] | NDArray[Any], judgements: Iterable[Judgement], as_of: datetime
) -> NDArray[np.int8]:
    """Fold judgements for many incidents: codes into ``STATUSES``, (incidents,), in the order of ``incidents``.

    Judgements of other subjects are left alone. Cost grows with incidents plus judgements.

    Raises
    ------
    CaseError
        If a judgement's word is not known, it replaces an unknown row, a row on another subject or one that is not
        earlier, or a withdrawal replaces nothing; all of them are listed.
    """
    by_incident = checked(incidents, judgements, as_of)
    codes: NDArray[np.int8] = np.zeros(len(incidents), dtype=np.int8)
    for row, incident in enumerate(incidents):
        if rows := by_incident.get(str(incident)):
            codes[row] = STATUSES.index(_folded(str(incident), rows).status)
    return codes


def checked(
    incidents: Iterable[Any], judgements: Iterable[Judgement], as_of: datetime
) -> Mapping[str, list[Judgement]]:
    """Give the judgements of each incident known at ``as_of``, by time and then id.

    Raises
    ------
    CaseError
        If they cannot be folded: see ``statuses``.
    """
    wanted = {str(incident) for incident in incidents}
    everything = list(judgements)
    known = {judgement.id: judgement for judgement in everything}
    ours = sorted((j for j in everything if j.subject in wanted), key=lambda j: (j.at, j.id))
    if problems := tuple(problem for judgement in ours for problem in _faults(judgement, known)):
        raise CaseError("the judgements cannot be followed", problems)
    found: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in ours:
        if judgement.at <= as_of:
            found[judgement.subject].append(judgement)
    return found


def _folded(incident: str, rows: Sequence[Judgement]) -> Status:
    # From the last row back: whether a row counts is settled before what it replaces is looked at.
    replaced: set[str] = set()
    counting: list[Judgement] = []
    for row in reversed(rows):
        if row.id not in replaced:
            if row.verdict != WITHDRAWN:
                counting.insert(0, row)
            replaced.add(row.replaces)
    said = {row.verdict for row in counting}
    word = "reported" if not said else next(iter(said)) if len(said) == 1 else "disputed"
    since = None if not counting else counting[0].at if len(said) == 1 else counting[-1].at
    return Status(incident, word, since, tuple(row.id for row in counting), tuple(rows))


def _faults(judgement: Judgement, known: Mapping[str, Judgement]) -> Iterator[str]:
    where = f"judgement {judgement.id}"
    if judgement.verdict not in WORDS:
        yield f"{where} | {judgement.verdict!r} is no verdict on an incident; give one of {', '.join(WORDS)}"
    if judgement.verdict == WITHDRAWN and not judgement.replaces:
        yield f"{where} | withdraws nothing; name the judgement in `replaces`"
    if not judgement.replaces:
        return
    earlier = known.get(judgement.replaces)
    if earlier is None:
        yield f"{where} | replaces {judgement.replaces!r}, which is not known; correct the id"
    elif earlier.subject != judgement.subject:
        what = f"replaces {earlier.id!r}, which is about {earlier.subject!r}"
        yield f"{where} | {what}; name one about {judgement.subject!r}"
    elif (earlier.at, earlier.id) >= (judgement.at, judgement.id):
        yield f"{where} | replaces {earlier.id!r}, which is not earlier; correct the instant or the id"
