"""A case's past reports, as monitoring reads them."""

from __future__ import annotations

from pathlib import Path

from truceline.case import Case
from truceline.errors import SourceError
from truceline.monitoring.reports import Reports
from truceline.services.monitoring_record import read_record


def past_reports(case_folder: Path, case: Case) -> Reports:
    """Read all reports of a case: the monitors' own observations, report files, and what was imported from feeds.

    Raises
    ------
    SourceError
        If there is none, or one is at fault.
    """
    found = read_record(case_folder, case).record.reports
    if not len(found):
        what = f"{case_folder / 'reports'} | holds no report; import reports first (truceline import)"
        raise SourceError("there are no past reports", (what,))
    return found
