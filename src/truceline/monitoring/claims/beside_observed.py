"""The parties' claims beside what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.agreement.windows import Window
from truceline.monitoring.claims.ledger import Beside, Claim, Total, UniqueClaim, ledger, placed, side_by_side, totals
from truceline.monitoring.incident_table import IncidentLine


@dataclass(frozen=True, slots=True)
class ClaimsBesideObserved:
    """The parties' claims: every claim once, where its window lies under each version, and both sides beside us."""

    entries: tuple[UniqueClaim, ...]
    places: Mapping[str, tuple[tuple[str, str], ...]]
    beside: tuple[Beside, ...]


def claimed_beside(
    claims: Sequence[Claim], windows: Sequence[Window], lines: Sequence[IncidentLine], acts: Mapping[str, str]
) -> ClaimsBesideObserved:
    """Put the parties' claims beside what was observed.

    ``acts`` gives the act that each category of claims means. Observed are incidents of that act, or a kind of it,
    which begin in the time that the party's total covers, whoever did them.
    """
    entries = ledger(claims)
    added = totals(entries)
    observed = {
        total.ids: sum(_meant(line, acts[total.category], total) for line in lines)
        for total in added
        if total.category in acts
    }
    places = {entry.main.first.id: placed(entry.main.first, windows) for entry in entries}
    return ClaimsBesideObserved(entries, places, side_by_side(added, observed if lines else {}))


def _meant(line: IncidentLine, act: str, total: Total) -> bool:
    return act in line.kinds and total.start <= line.start and (total.end is None or line.start < total.end)
