"""The table of casualties that ``truceline monitor`` writes."""

from __future__ import annotations

from truceline.documents.casualties import casualty_rows
from truceline.documents.tables.table import Table
from truceline.results.monitoring import Monitored


def casualties_table(made: Monitored) -> Table:
    """List what was confirmed or claimed of each incident: the same keys as in the bulletin."""
    columns = ("incident", "status", "given_by", "group", "sex", "age", "killed", "wounded")
    rows = (
        (
            row["incident"],
            row["status"],
            row["given_by"],
            row["group"],
            row["sex"],
            row["age"],
            row["killed"],
            row["wounded"],
        )
        for row in casualty_rows(made.bulletin.casualties)
    )
    return Table(columns, tuple(rows))
