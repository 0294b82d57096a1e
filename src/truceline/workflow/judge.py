"""``judge``: incidents, whoever wrote them down, to attribution and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from truceline.agreement.agreement import Agreement
from truceline.monitoring.attribution import attributions
from truceline.monitoring.held_alone import with_holdings
from truceline.monitoring.incidents import Incident, columns
from truceline.monitoring.reasons import Verdict, explain
from truceline.monitoring.violations import verdicts
from truceline.records.places import Line


def judge_incidents(
    incidents: Sequence[Incident], agreement: Agreement, lines: Iterable[Line]
) -> Mapping[str, tuple[Verdict, ...]]:
    """Judge ``incidents`` by an ``agreement``: for each, by its id, the verdicts with reasons and clause.

    Of ``lines`` with one id the last counts.
    """
    drawn = tuple({line.id: line for line in lines}.values())
    rows = with_holdings(columns(incidents), agreement, drawn)
    found = verdicts(rows, agreement, drawn, attributions(rows, agreement, drawn))
    return {str(rows.id[row]): explain(found, rows, agreement, row) for row in range(len(rows))}
