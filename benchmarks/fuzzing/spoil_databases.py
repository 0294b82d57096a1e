"""Mutations of SQLite files (DNA files, GeoPackages, the store of reports): of tables, columns and rows."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

from benchmarks.fuzzing.spoil_bytes import flip_bits
from benchmarks.fuzzing.values import value

_TRICKS = (
    "DROP TABLE {table}",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "ALTER TABLE {table} RENAME COLUMN {column} TO another",
    "DELETE FROM {table}",
    "UPDATE {table} SET {column} = ?",
    "UPDATE {table} SET {column} = ? WHERE rowid = (SELECT max(rowid) FROM {table})",
    "UPDATE {table} SET {column} = x'ff00fe'",
    "UPDATE {table} SET {column} = NULL",
    "UPDATE {table} SET {column} = 9223372036854775807",
    "UPDATE {table} SET {column} = -1e308",
    "INSERT INTO {table} SELECT * FROM {table}",
)
_ENDLESS = (
    "ALTER TABLE {table} RENAME TO kept",
    "CREATE VIEW {table} AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, * FROM n, kept",
)


def sql(data: bytes, chance: Random) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        path.write_bytes(data)
        try:
            with closing(sqlite3.connect(path)) as base:
                _spoil(base, chance)
        except (sqlite3.Error, UnicodeError, IndexError):
            return flip_bits(data, chance)
        return path.read_bytes()


def _spoil(base: sqlite3.Connection, chance: Random) -> None:
    base.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;")
    rows = base.execute("SELECT name, type FROM sqlite_master ORDER BY name").fetchall()
    for name, _ in (row for row in rows if row[1] == "trigger"):
        base.execute(f'DROP TRIGGER "{name}"')
    table = chance.choice([name for name, kind in rows if kind == "table" and not name.startswith("sqlite_")])
    column = chance.choice([row[1] for row in base.execute(f'PRAGMA table_info("{table}")')])
    names = {"table": f'"{table}"', "column": f'"{column}"'}
    trick = chance.choice([*_TRICKS, "endless"])
    for step in _ENDLESS if trick == "endless" else (trick,):
        base.execute(step.format(**names), [value(chance)[1]] if "?" in step else [])
    base.commit()
