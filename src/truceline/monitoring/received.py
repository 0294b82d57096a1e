"""The record that monitoring works on: everything received, of whatever kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from truceline.monitoring.annotations import Annotations
from truceline.monitoring.claims.ledger import Claim
from truceline.monitoring.coverage_log import CoverageEntry
from truceline.monitoring.observations import Observations
from truceline.monitoring.reports import Integers, Reports

NEVER = int(np.iinfo(np.int64).max)
"""The instant of what has not happened, as far as is known."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that was received: reports of every kind, the coverage log, the parties' claims, and what people found out.

    ``target`` (reports,) are codes into ``targets``, terms of the vocabulary, -1 where not told. ``received``
    (reports,) is when the monitors had a report, in seconds since 1970-01-01 UTC, ``NEVER`` where it is not known.
    ``acts`` gives the act that each category of claims means.
    """

    reports: Reports
    target: Integers
    targets: tuple[str, ...]
    received: Integers
    observations: Observations
    watches: tuple[CoverageEntry, ...]
    claims: tuple[Claim, ...]
    found_out: Annotations
    acts: Mapping[str, str]

    def until(self, end: int) -> Record:
        """Leave out reports that begin at ``end`` (seconds since 1970-01-01 UTC) or later."""
        known = self.reports.start < end
        rows = np.cumsum(known) - 1
        told = self.observations.select(known[self.observations.report])
        return replace(
            self,
            reports=self.reports.select(known),
            target=self.target[known],
            received=self.received[known],
            observations=replace(told, report=rows[told.report]),
        )
