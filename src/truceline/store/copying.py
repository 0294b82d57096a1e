"""A copy of a case's store, as it was at one moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from truceline.store.sqlite import reading, store_path
from truceline.store.tables import told


def copy_store(case_folder: Path, to: Path) -> None:
    """Copy the store of a case, where it has one, into the case folder ``to``; an import may run meanwhile.

    Raises
    ------
    SourceError
        If the store cannot be read, or the copy not be written.
    """
    path = store_path(to)
    with reading(case_folder) as connection, told(path):
        if connection is not None:
            path.parent.mkdir(exist_ok=True)
            with closing(sqlite3.connect(path)) as copy:
                connection.backup(copy)
