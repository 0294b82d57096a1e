"""Link what a case received: as its sources repeat themselves and as people ruled, whoever asks."""

from __future__ import annotations

from truceline.monitoring.linkage.expectation_maximisation import Assumptions
from truceline.monitoring.linkage.link_reports import Linked, Rulings, link
from truceline.monitoring.received import Record

CLOCK_H = 0.1
"""How far apart, in hours, the monitors' clocks put one incident, where too few reports tell. Assumed: they write the
minute, and sound takes under one."""


def link_record(record: Record, rulings: Rulings) -> Linked:
    """Link the reports of a record into incidents; ``rulings`` are those on its reports.

    Raises
    ------
    CaseError
        If there are no reports, or rulings contradict one another.
    """
    repeats = record.repeats & {*record.reports.sources}
    return link(record.reports, rulings=rulings, repeats=repeats, assumed=Assumptions(spread_h=CLOCK_H))
