"""What `monitor` gives back."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.case import Case
from truceline.monitoring.annotations import Annotations
from truceline.monitoring.bulletin import Bulletin


@dataclass(frozen=True, slots=True)
class Monitored:
    """A case monitored over a period: its bulletin, and all that people found out, whenever they did."""

    version: str
    case: Case
    annotations: Annotations
    bulletin: Bulletin
