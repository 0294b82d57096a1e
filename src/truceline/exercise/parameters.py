"""What an exercise is told: how the parties behave, how the ladder climbs, and when a truce counts as collapsed.

Nothing here is decided by Truceline: the case states each number with its range and standing, and defines collapse. The
parties are treated alike; none is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError
from truceline.records.quantities import Assumption, Assumptions

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What is assumed of violations and of work on them, one value per replication: each array is (replications,).

    The assumption that gives a field has the field's name as its id.
    """

    violations_per_100km_day: Floats
    """Violations per 100 km of line and day that nothing before brought on, before restraint."""
    branching_ratio: Floats
    """Violations that one violation brings on directly, before restraint and retaliation."""
    memory_days: Floats
    """Mean days until they come, above 1."""
    night_share: Floats
    """Share of violations by night."""
    grave_share: Floats
    """Share of violations that are grave: they call the reaction force and count on the ladder."""
    presence_restraint: Floats
    """Share of violations forgone where they would surely be seen; in proportion where the chance is lower."""
    step_restraint: Floats
    """Share of violations forgone for each step of the ladder in force."""
    answer_restraint: Floats
    """Share by which a violation answered in time brings on fewer others."""
    retaliation: Floats
    """Share by which a grave violation attributed to nobody brings on more others."""
    report_h: Floats
    """Mean hours from a violation that is seen to its report."""
    access_share: Floats
    """Share of reported violations to which monitors get access, so that they can be verified."""
    verification_h: Floats
    """Mean hours from report to verification."""
    attribution_share: Floats
    """Share of verified violations that are attributed."""
    on_scene_h: Floats
    """Mean hours that a reaction force stays where it was called."""

    def __len__(self) -> int:
        return len(self.memory_days)

    @classmethod
    def likely(cls, assumptions: Assumptions, replications: int) -> Behaviour:
        """Take the likely value of every assumption, for each of so many replications.

        Raises
        ------
        CaseError
            If assumptions are missing, in another unit or out of bounds; all are listed.
        """
        if problems := tuple(_problems(assumptions)):
            raise CaseError("the exercise lacks assumptions", problems)
        return cls(**{f.name: np.full(replications, assumptions[f.name].value.likely) for f in fields(cls)})

    @classmethod
    def varied(cls, assumptions: Assumptions, values: Mapping[str, Floats], replications: int) -> Behaviour:
        """Take ``values`` (replications,) for the assumptions that they name, likely values for the rest."""
        known = cls.likely(assumptions, replications)
        return cls(**{f.name: values.get(f.name, getattr(known, f.name)) for f in fields(cls)})


UNITS = {
    "violations_per_100km_day": "1/(100 km day)",
    "memory_days": "days",
    "report_h": "h",
    "verification_h": "h",
    "on_scene_h": "h",
}
"""The units of the assumptions that have one; the rest are shares or ratios."""
_LEAST = {"memory_days": 1.0}
_MOST = {"branching_ratio": 1.0, "retaliation": np.inf}


@dataclass(frozen=True, slots=True)
class Fall:
    """A fact that may cease to hold during the truce, at random, ``per_year`` times a year on average."""

    fact: str
    per_year: Assumption


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step of the escalation ladder, in order.

    It is triggered when ``violations`` grave ones fall within ``days`` days since the step before came into force, each
    counted when its clock starts: ``clock_start`` is ``occurrence``, ``report`` or ``verification``. It comes into
    force within ``within_hours``, taken in full and at least on the day after.
    """

    id: str
    title: str
    violations: int
    days: int
    clock_start: str
    within_hours: float


@dataclass(frozen=True, slots=True)
class Collapse:
    """One of the case's definitions of collapse.

    Either more than ``per_day`` violations on each of ``days`` days in a row, or the ladder reaching ``step`` (an id);
    the other fields are 0 and empty.
    """

    id: str
    title: str
    per_day: float
    days: int
    step: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """The parameters of a case's exercise.

    ``days`` is the length of the truce; ``quiet_days`` without a counted violation take the ladder back to its foot;
    ``in_time_minutes`` is what counts as answered in time. ``collapses`` are alternatives: the first to be met ends a
    replication, and one of them is a rate, so that a run that got out of hand ends. ``base_rates`` are numbers shown
    beside the results, for comparison only.
    """

    title: str
    note: str
    days: int
    quiet_days: int
    in_time_minutes: float
    assumptions: Assumptions
    falls: tuple[Fall, ...]
    ladder: tuple[LadderStep, ...]
    collapses: tuple[Collapse, ...]
    base_rates: tuple[Assumption, ...]


def _problems(assumptions: Assumptions) -> Iterator[str]:
    for field in fields(Behaviour):
        name = field.name
        if name not in assumptions:
            yield f"numbers | {name} is missing; add a number with this id, in {UNITS.get(name, 'no unit')}"
            continue
        found, value = assumptions[name], assumptions[name].value
        if found.unit != UNITS.get(name, ""):
            yield f"numbers | {name} is in {found.unit!r}; give it in {UNITS.get(name, '')!r}"
        least, most = _LEAST.get(name, 0.0), _MOST.get(name, np.inf if name in UNITS else 1.0)
        if value.low < least or value.high > most:
            yield f"numbers | {name} runs from {value.low:g} to {value.high:g}; keep it within {least:g} and {most:g}"
