"""What `monitor` gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truceline.case import Case
from truceline.monitoring.annotations import Annotations
from truceline.monitoring.bulletin import Bulletin
from truceline.monitoring.membership import NO_MEMBERS, Membership


@dataclass(frozen=True, slots=True)
class Monitored:
    """A case monitored over a period: its bulletin, and all that people found out, whenever they did.

    ``membership`` holds the reports of the period's incidents, and why they were linked.
    ``read_from`` is None where every report was read, else the instant before which imported ones were left out.
    """

    version: str
    case: Case
    annotations: Annotations
    bulletin: Bulletin
    membership: Membership = NO_MEMBERS
    read_from: datetime | None = None
