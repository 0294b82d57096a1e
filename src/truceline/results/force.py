"""What `generate` gives back: what one scenario can field, what is missing, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truceline.generation.arrival import Arrivals
from truceline.generation.conflicts import Conflict
from truceline.generation.marginal_value import MarginalValue
from truceline.generation.people import Fill
from truceline.generation.plan import ForcePlan
from truceline.generation.requirement import RequirementLine
from truceline.generation.shortfall import Shortfall
from truceline.records.capabilities import Unit
from truceline.records.pools import PoolNeed
from truceline.results.coalition import Standing


@dataclass(frozen=True, slots=True)
class Adds:
    """What a contributor or a fact adds to the fill of the requirement, by a fresh plan without it (or with it).

    ``kind`` is ``contributor`` or ``fact``. ``has`` tells whether it is there now: the gain is then what would be lost
    without it, else what would be gained with it, others' conditions followed through. ``critical`` and ``fill`` are
    unit-months, ``deployed`` personnel at the peak.
    """

    kind: str
    id: str
    has: bool
    critical: float
    fill: float
    deployed: float


@dataclass(frozen=True, slots=True)
class Converted:
    """The same plan if only ``share`` of what is pledged comes: ``fill`` by people, as in ``Fill``."""

    share: float
    fill: float
    critical_fill: float
    deployed: float


@dataclass(frozen=True, slots=True)
class ForceView:
    """What one scenario's force can field against one force concept, what is missing, and why.

    ``units`` are those of the force, ready as approvals and lift allow; ``arrivals`` is None where the case states no
    lift. ``worth`` values one more unit of each capability, ``adds`` each contributor and fact. ``conflict`` is the
    smallest set of lines whose minimum cannot be met together, and when; None where all can. ``pools`` sets what each
    contributor must hold beside what it is said to have. ``converted`` are the low, likely and high conversion
    where the case states one. ``shortfalls`` are the lines that none of the case's scenarios fills.
    """

    version: str
    as_of: date
    standing: Standing
    concept: str
    lines: tuple[RequirementLine, ...]
    units: tuple[Unit, ...]
    plan: ForcePlan
    fill: Fill
    places: Mapping[str, NDArray[np.float64]]
    arrivals: Arrivals | None
    worth: tuple[MarginalValue, ...]
    adds: tuple[Adds, ...]
    conflict: Conflict | None
    pools: tuple[PoolNeed, ...]
    converted: tuple[Converted, ...]
    shortfalls: tuple[Shortfall, ...]
