"""The table of casualties that ``truceline monitor`` writes."""

from __future__ import annotations

from truceline.documents.casualties import casualty_rows
from truceline.documents.tables.table import Table, keyed_table
from truceline.results.monitoring import Monitored


def casualties_table(made: Monitored) -> Table:
    """List what was confirmed or claimed of each incident: the same keys as in the bulletin."""
    columns = ("incident", "status", "given_by", "group", "sex", "age", "killed", "wounded")
    return keyed_table(columns, casualty_rows(made.bulletin.casualties))
