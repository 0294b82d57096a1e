"""The parties' claims beside what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.agreement.windows import Window
from truceline.monitoring.claims.ledger import Beside, Claim, Total, UniqueClaim, ledger, placed, side_by_side, totals
from truceline.monitoring.coverage_log import CoverageEntry, Period, observing
from truceline.monitoring.incident_table import IncidentLine


@dataclass(frozen=True, slots=True)
class ClaimsBesideObserved:
    """The parties' claims: every claim once, where its window lies under each version, and both sides beside us."""

    entries: tuple[UniqueClaim, ...]
    places: Mapping[str, tuple[tuple[str, str], ...]]
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class ObservedPeriod:
    """What was observed: all incidents (``lines``), the ``period`` of the bulletin, and what posts observed when."""

    lines: Sequence[IncidentLine]
    period: Period
    watches: Sequence[CoverageEntry]


def claimed_beside(
    claims: Sequence[Claim],
    windows: Sequence[Window],
    acts: Mapping[str, str],
    observed: ObservedPeriod | None = None,
) -> ClaimsBesideObserved:
    """Put the parties' claims beside what was observed, where anything was.

    ``acts`` gives the act that each category of claims means. Observed are incidents of that act, or a kind of it,
    which begin in the time that the party's total covers, whoever did them: where the coverage log has some post
    observing all that time. Claims that fit the period of the bulletin go first.
    """
    entries = ledger(claims, (observed.period.start, observed.period.end) if observed else None)
    added = totals(entries)
    places = {entry.main.first.id: placed(entry.main.first, windows) for entry in entries}
    if observed is None:
        return ClaimsBesideObserved(entries, places, side_by_side(added, {}))
    spans = observing(observed.watches)
    looked_for = [total for total in added if total.category in acts]
    watched = {total.ids: _watched(total, spans, observed.period.end) for total in looked_for}
    found = {t.ids: sum(_meant(line, acts[t.category], t) for line in observed.lines) for t in looked_for}
    seen = {ids: number for ids, number in found.items() if watched[ids]}
    return ClaimsBesideObserved(entries, places, side_by_side(added, seen, found.keys() - seen.keys()))


def _watched(total: Total, spans: Sequence[tuple[datetime, datetime]], until: datetime) -> bool:
    end = total.end or until
    return any(start <= total.start and end <= last for start, last in spans)


def _meant(line: IncidentLine, act: str, total: Total) -> bool:
    return act in line.kinds and total.start <= line.start and (total.end is None or line.start < total.end)
