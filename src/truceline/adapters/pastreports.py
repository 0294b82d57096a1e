"""A case's past reports: those imported into its store, or the report files in its folder."""

from __future__ import annotations

from pathlib import Path

from truceline.adapters.reportfile import read_reports
from truceline.adapters.store import read_reports as read_stored
from truceline.errors import SourceError
from truceline.monitoring.reports import Reports


def past_reports(case_folder: Path) -> Reports:
    """Read the reports in the case's store, or where it holds none every report file (CSV or Parquet) in ``reports/``.

    Raises
    ------
    SourceError
        If there is none, or one is at fault.
    """
    stored = read_stored(case_folder)
    if len(stored):
        return stored
    paths = sorted(path for path in (case_folder / "reports").glob("*") if path.suffix in (".csv", ".parquet"))
    if not paths:
        what = f"{case_folder / 'reports'} | holds no report file; import reports first (truceline import)"
        raise SourceError("there are no past reports", (what,))
    return read_reports(*paths)
