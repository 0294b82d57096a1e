"""The record that monitoring works on: everything received, of whatever kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.monitoring.claims import Claim
from truceline.monitoring.coverage_log import Watch
from truceline.monitoring.observations import Observations
from truceline.monitoring.reports import Reports

Texts = NDArray[Any]
"""A string array."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that was received: reports of every kind, the coverage log and the parties' claims.

    ``weapon`` and ``target`` (reports,) are terms of the vocabulary, empty where not told. ``acts`` gives the act that
    each category of claims means.
    """

    reports: Reports
    weapon: Texts
    target: Texts
    observations: Observations
    watches: tuple[Watch, ...]
    claims: tuple[Claim, ...]
    acts: Mapping[str, str]

    def until(self, end: int) -> Record:
        """Leave out reports that begin at ``end`` (seconds since 1970-01-01 UTC) or later."""
        known = self.reports.start < end
        rows = np.cumsum(known) - 1
        told = self.observations.select(known[self.observations.report])
        return replace(
            self,
            reports=self.reports.select(known),
            weapon=self.weapon[known],
            target=self.target[known],
            observations=replace(told, report=rows[told.report]),
        )
