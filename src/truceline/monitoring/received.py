"""The record that monitoring works on: everything received, of whatever kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np

from truceline.monitoring.annotations import Annotations
from truceline.monitoring.claims.ledger import Claim
from truceline.monitoring.context import NO_CONTEXT, ContextRows
from truceline.monitoring.coverage_log import CoverageEntry
from truceline.monitoring.movement import PatrolEntry
from truceline.monitoring.observations import Observations
from truceline.monitoring.reports import Bools, Integers, Reports

NEVER = int(np.iinfo(np.int64).max)
"""The instant of what has not happened, as far as is known."""


@dataclass(frozen=True, slots=True)
class ReceivedReports:
    """Reports, and what else was received with them; all (reports,).

    ``target`` are codes into ``targets``, terms of the vocabulary, -1 where not told; ``received`` is when the monitors
    had a report, in seconds since 1970-01-01 UTC, `NEVER` where it is not known. ``context`` marks rows that were
    received as context; some acts are context besides. ``arrived`` puts the reports in the order in which they came: in
    seconds since 1970-01-01 UTC, of equal ones by position; where it is not known, when a report can have come at the
    earliest. ``texts`` is what reports say in words, by their ids, as far as it was read with them.
    """

    reports: Reports
    target: Integers
    targets: tuple[str, ...]
    received: Integers
    context: Bools
    arrived: Integers
    texts: Mapping[str, str] = field(default_factory=dict)

    def without(self, rows: Bools) -> ReceivedReports:
        """Leave out the rows that a mask (reports,) marks."""
        rest = ~rows
        return ReceivedReports(
            self.reports.without(rows),
            self.target[rest],
            self.targets,
            self.received[rest],
            self.context[rest],
            self.arrived[rest],
            self.texts,
        )


@dataclass(frozen=True, slots=True)
class Record:
    """All that was received: reports of every kind, the coverage log, the parties' claims, and what people found out.

    ``target`` (reports,) are codes into ``targets``, terms of the vocabulary, -1 where not told. ``received``
    (reports,) is when the monitors had a report, in seconds since 1970-01-01 UTC, ``NEVER`` where it is not known.
    ``arrived`` (reports,) and ``texts`` are as in `ReceivedReports`. ``shown_as`` names the sources that may be named;
    ``repeats`` are those that may tell of one incident more than once.
    ``acts`` gives the act that each category of claims means. ``context`` supports incidents, and is no report.
    ``read_from`` is None where everything was read, else the instant before which imported reports that nobody named
    were left out.
    """

    reports: Reports
    target: Integers
    targets: tuple[str, ...]
    received: Integers
    arrived: Integers
    observations: Observations
    watches: tuple[CoverageEntry, ...]
    claims: tuple[Claim, ...]
    annotations: Annotations
    acts: Mapping[str, str]
    context: ContextRows = NO_CONTEXT
    shown_as: Mapping[str, str] = field(default_factory=dict)
    repeats: frozenset[str] = frozenset()
    read_from: datetime | None = None
    patrols: tuple[PatrolEntry, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def known(self, end: datetime, at: datetime) -> Record:
        """Leave out reports that begin at ``end`` or later, and what was not known ``at`` an instant.

        The monitors' own observations are known as they happen, and so is a report of which nobody says when it was
        received. A claim is known when it was received, where that is not told when the time that it covers is over.
        """
        last, now = int(end.timestamp()), int(at.timestamp())
        received = self.received.copy()
        received[self.observations.report] = self.reports.start[self.observations.report]
        known = (self.reports.start < last) & ((received <= now) | (received == NEVER))
        claims = tuple(claim for claim in self.claims if claim.start < end and claim.known_from <= now)
        return replace(self.select(known), claims=claims, context=self.context.until(last))

    def select(self, known: Bools) -> Record:
        """Keep the reports that ``known`` (reports,) marks."""
        rows = np.cumsum(known) - 1
        told = self.observations.select(known[self.observations.report])
        return replace(
            self,
            reports=self.reports.select(known),
            target=self.target[known],
            received=self.received[known],
            arrived=self.arrived[known],
            observations=replace(told, report=rows[told.report]),
        )


def joined(parts: Sequence[ReceivedReports]) -> ReceivedReports:
    """Return the reports of all ``parts`` in their order, their codes told anew over the names of all together."""
    target, targets = _recoded([(part.target, part.targets) for part in parts])
    received = np.concatenate([part.received for part in parts])
    context = np.concatenate([part.context for part in parts])
    arrived = np.concatenate([part.arrived for part in parts])
    texts = {name: text for part in parts for name, text in part.texts.items()}
    return ReceivedReports(
        _joined([part.reports for part in parts]), target, targets, received, context, arrived, texts
    )


def appended_by(end: Integers, received: Integers) -> Integers:
    """Tell from when at the earliest each row of one table stood there, (rows,): tables only grow.

    That is when it was ``received`` or else when what it tells of had ended, and never before the rows above it.
    """
    at: Integers = np.maximum.accumulate(np.where(received == NEVER, end, received))
    return at


def _joined(parts: Sequence[Reports]) -> Reports:
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("id", "start", "end", "lat", "lon", "radius_m")
    }
    for column, table in (("source", "sources"), ("act", "acts"), ("weapon", "weapons")):
        columns[column], columns[table] = _recoded([(getattr(part, column), getattr(part, table)) for part in parts])
    return Reports(**columns)


def _recoded(parts: Sequence[tuple[Integers, tuple[str, ...]]]) -> tuple[Integers, tuple[str, ...]]:
    # Codes are those of the names of all parts together.
    names = tuple(sorted({name for _, its in parts for name in its}))
    code = {name: n for n, name in enumerate(names)}
    tables = [np.array([*(code[name] for name in its), -1], dtype=np.int64) for _, its in parts]
    return np.concatenate([table[codes] for table, (codes, _) in zip(tables, parts, strict=True)]), names
