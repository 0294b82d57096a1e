"""Verification: what people judged of an incident. Judgements are appended and never overwritten; status is a fold.

A judgement is ``verified``, ``not-verified`` or ``unverifiable`` (nobody was let in to look); which of them count is
settled as for all rows that are appended (`appended`). Where judgements that count disagree, the incident is
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
from truceline.monitoring.append_only import WITHDRAWN, counting, faults, known_by
from truceline.records.provenance import Judgement

STATUSES = ("reported", "verified", "not-verified", "unverifiable", "disputed")
"""What an incident can be: reported only, or as judged."""

WORDS = ("verified", "not-verified", "unverifiable", WITHDRAWN)
"""What a judgement of an incident may say."""


@dataclass(frozen=True, slots=True)
class VerificationStatus:
    """Where an incident stands: one of ``STATUSES``, since when, and every judgement known by then, in order.

    ``counting`` are the ids of the judgements that decide.
    """

    incident: str
    status: str
    since: datetime | None
    counting: tuple[str, ...]
    trail: tuple[Judgement, ...]


def standings(
    incidents: Sequence[str], judgements: Iterable[Judgement], as_of: datetime
) -> Mapping[str, VerificationStatus]:
    """Fold the judgements of many incidents that were known at ``as_of``; where each stands, by its id.

    Cost grows with incidents plus judgements.

    Raises
    ------
    CaseError
        If they cannot be folded: see ``statuses``.
    """
    by_incident = checked(incidents, judgements, as_of)
    return {incident: _folded(incident, by_incident.get(incident, ())) for incident in incidents}


def status(incident: str, judgements: Iterable[Judgement], as_of: datetime) -> VerificationStatus:
    """Fold the judgements of one incident that were known at ``as_of``.

    Raises
    ------
    CaseError
        If they cannot be folded: see ``statuses``.
    """
    return standings((incident,), judgements, as_of)[incident]


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
    names = [str(incident) for incident in incidents]
    found = standings(names, judgements, as_of)
    return np.array([STATUSES.index(found[name].status) for name in names], dtype=np.int8)


def checked(
    incidents: Iterable[Any], judgements: Iterable[Judgement], as_of: datetime
) -> Mapping[str, list[Judgement]]:
    """Return the judgements of each incident known at ``as_of``, by time and then id.

    Raises
    ------
    CaseError
        If they cannot be folded: see ``statuses``.
    """
    wanted = {str(incident) for incident in incidents}
    everything = list(judgements)
    known = {judgement.id: judgement for judgement in everything}
    ours = [judgement for judgement in everything if judgement.subject in wanted]
    if problems := tuple(problem for judgement in ours for problem in _faults(judgement, known)):
        raise CaseError("the judgements cannot be followed", problems)
    found: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in known_by(ours, as_of):
        found[judgement.subject].append(judgement)
    return found


def _folded(incident: str, rows: Sequence[Judgement]) -> VerificationStatus:
    deciding = counting(rows)
    said = {row.verdict for row in deciding}
    word = "reported" if not said else next(iter(said)) if len(said) == 1 else "disputed"
    since = None if not deciding else deciding[0].at if len(said) == 1 else deciding[-1].at
    return VerificationStatus(incident, word, since, tuple(row.id for row in deciding), tuple(rows))


def _faults(judgement: Judgement, known: Mapping[str, Judgement]) -> Iterator[str]:
    where = f"judgement {judgement.id}"
    if judgement.verdict not in WORDS:
        yield f"{where} | {judgement.verdict!r} is no verdict on an incident; give one of {', '.join(WORDS)}"
    yield from (f"{where} | {what}" for what in faults(judgement, known))
