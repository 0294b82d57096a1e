"""What `monitor` gives back, and `link` of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from truceline.case import Case
from truceline.monitoring.annotations import Annotations
from truceline.monitoring.bulletin import Bulletin
from truceline.monitoring.incidents import Incidents
from truceline.monitoring.membership import NO_MEMBERS, Membership
from truceline.monitoring.names import NOTHING_RENAMED, Renamed
from truceline.records.provenance import EntryName, LateRow
from truceline.results.issues import Issue


@dataclass(frozen=True, slots=True)
class Known:
    """What a bulletin counts was known ``at`` an instant; what was received, imported or entered later is not in it.

    Of the reports that began in its period, ``late`` were received after its end, and of ``undated`` nobody says when
    they were received: these count as known when they happened.
    """

    at: datetime
    late: int
    undated: int


@dataclass(frozen=True, slots=True)
class Monitored:
    """A case monitored over a period: its bulletin, and all that people found out, whenever they did.

    ``membership`` holds the reports of the period's incidents, and why they were linked;
    ``names`` what became of incidents since the end of the period, by what was known then.
    ``read_from`` is None where every report was read, else the instant before which imported ones were left out.
    Where the bulletin is signed, ``late`` are the rows that came later than their date says, as the evidence log shows,
    and ``entry`` names its own entry there; ``issue`` says what it replaces. ``moved`` gives the incident that holds a
    report of the period, by the incident that would be named after it.
    """

    version: str
    case: Case
    annotations: Annotations
    bulletin: Bulletin
    known: Known
    membership: Membership = NO_MEMBERS
    names: Renamed = NOTHING_RENAMED
    read_from: datetime | None = None
    late: tuple[LateRow, ...] = ()
    entry: EntryName | None = None
    issue: Issue = field(default_factory=Issue)
    moved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """The incidents of a case, however they are judged, with their reports and links.

    ``statuses`` tell how far each is verified, by its id; ``context`` are the ids of what supports incidents and makes
    none; ``astray`` names what was judged or found of reports that are not known.
    """

    incidents: Incidents
    statuses: Mapping[str, str]
    membership: Membership
    context: tuple[str, ...]
    astray: tuple[str, ...]
