"""The ladder over many replications: its clocks, its steps, and the way back to its foot."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truceline.exercise.parameters import LadderStep
from truceline.exercise.violations import Violations

Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]

CLOCKS = ("occurrence", "report", "verification")
"""What may start a step's clock."""

_NEVER = 1 << 30


class Climb:
    """Where each replication stands on the ladder; ``in_force`` (replications,) is the number of steps in force."""

    def __init__(self, ladder: tuple[LadderStep, ...], quiet_days: int, days: int, replications: int) -> None:
        self._quiet_days, self._days = quiet_days, days
        self._violations = np.array([step.violations for step in ladder], dtype=np.int64)
        self._window = np.array([step.days for step in ladder], dtype=np.int64)
        self._clock = np.array([CLOCKS.index(step.clock_start) for step in ladder], dtype=np.int64)
        self._delay = np.array([max(1, int(np.ceil(step.within_hours / 24))) for step in ladder], dtype=np.int64)
        self._counted = np.zeros((len(CLOCKS), replications, days + 1), dtype=np.int64)  # up to the day before
        self.in_force = np.zeros(replications, dtype=np.int64)
        self._since = np.zeros(replications, dtype=np.int64)
        self._due = np.full(replications, _NEVER)
        self._last = np.zeros(replications, dtype=np.int64)

    def begin(self, day: int) -> None:
        """Bring into force the steps that are due on ``day``, and let quiet replications off the ladder."""
        due = self._due <= day
        self.in_force[due] += 1
        quiet = (day - self._last > self._quiet_days) & ~due
        self.in_force[quiet] = 0
        self._since[due | quiet] = day
        self._due[due | quiet] = _NEVER

    def end(self, day: int, violations: Violations) -> None:
        """Count the grave violations of ``day`` whose clocks start, and trigger the next steps."""
        grave = violations.select(violations.grave & violations.seen)
        for clock, hours in enumerate((grave.hour, grave.reported, grave.verified)):
            known = hours < 24.0 * self._days
            on = (hours[known] // 24).astype(np.int64) + 1
            np.add.at(self._counted[clock], (grave.replication[known], on), 1)
        self._counted[:, :, day + 1] += self._counted[:, :, day]
        self._last[np.unique(grave.replication)] = day
        if len(self._violations):
            self._trigger(day)

    def _trigger(self, day: int) -> None:
        top = len(self._violations)
        rows = np.flatnonzero((self.in_force < top) & (self._due == _NEVER))
        step = self.in_force[rows]
        counted = self._counted[self._clock[step], rows]
        start = np.maximum(day + 1 - self._window[step], self._since[rows])
        inside = counted[:, day + 1] - counted[np.arange(len(rows)), start]
        met = inside >= self._violations[step]
        self._due[rows[met]] = day + self._delay[step[met]]
