"""The tables of reports, as one session's functions see them: the same statements on both databases, and bulk paths.

Reports come by the hundred thousand, so nothing here goes row by row through layers of objects: rows are written from
columns and read into columns by what is fastest on a database. A case folder's own store is opened without SQLAlchemy,
which takes longer to load than most commands run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import polars as pl

ASKED = "(SELECT value FROM json_each(?))"
"""The ids that `asked` gives, as a table with the column ``value``."""

_BLOCK = 100_000


class Rows(Protocol):
    """What a statement gives."""

    @property
    def rowcount(self) -> int:
        """Count the rows that were written."""

    def fetchone(self) -> Any:  # noqa: ANN401  (a row, as the database has it)
        """Return the next row."""

    def fetchall(self) -> Sequence[Any]:
        """Return the rows that are left."""

    def fetchmany(self, size: int) -> Sequence[Any]:
        """Return at most ``size`` of the rows that are left."""


@dataclass(frozen=True, slots=True)
class ReportTables:
    """The tables of reports of a ``session``, within one transaction of a database; SQLite, if it is no other kind.

    In statements ``:session`` stands for the session, ``?`` for a value and `ASKED` for a table of ids. ``run`` runs
    one; ``run_many`` runs one once for each row of values. Polars is loaded where columns are read, not before.
    """

    session: int
    run: Callable[[str, tuple[object, ...]], Rows]
    run_many: Callable[[str, list[tuple[Any, ...]]], object]

    def execute(self, statement: str, *values: object) -> Rows:
        """Run one statement with its values."""
        return self.run(self.worded(statement), values)

    def append(
        self, table: str, rows: pl.DataFrame, *, alike: Mapping[str, str] | None = None, **same: int | str
    ) -> None:
        """Write rows, whose columns are named as the table's; time grows with them.

        The column ``session`` is added, those that are the ``same`` in all rows, and those ``alike`` one that is named.
        """
        self._write("INSERT", table, rows, alike or {}, same)

    def put(self, table: str, rows: pl.DataFrame) -> None:
        """Write rows of a table with a key of session and ``id``, in place of those that bear the same id."""
        self._write("INSERT OR REPLACE", table, rows, {}, {})

    def frames(
        self, statement: str, values: Sequence[object], schema: Mapping[str, type[pl.DataType]]
    ) -> Iterator[pl.DataFrame]:
        """Read what a statement selects, block by block, as columns named and typed by ``schema``."""
        import polars as pl

        found = self.execute(statement, *values)
        while rows := found.fetchmany(_BLOCK):
            yield pl.DataFrame(rows, schema=dict(schema), orient="row")

    def frame(self, statement: str, values: Sequence[object], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
        """Read what a statement selects as columns named and typed by ``schema``; memory grows with the rows."""
        import polars as pl

        return pl.concat([pl.DataFrame(schema=dict(schema)), *self.frames(statement, values, schema)], rechunk=True)

    def worded(self, statement: str) -> str:
        """Return a statement in the database's own words."""
        return statement.replace(":session", str(int(self.session)))

    def _write(
        self, act: str, table: str, rows: pl.DataFrame, alike: Mapping[str, str], same: Mapping[str, int | str]
    ) -> None:
        # What is the same in all rows stands in the statement, and no value is given twice: each is bound row by row.
        if len(rows):
            places = {name: f"?{number}" for number, name in enumerate(rows.columns, 1)}
            columns = quoted([*same, *alike, *places])
            values = ", ".join(
                [*map(_literal, same.values()), *(places[of] for of in alike.values()), *places.values()]
            )
            statement = f"{act} INTO {table} (session, {columns}) VALUES ({int(self.session)}, {values})"
            self.run_many(statement, rows.rows())


def _literal(value: int | str) -> str:
    return str(int(value)) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def asked(ids: Collection[str]) -> str:
    """Return ids, each once, as the value of `ASKED`."""
    return json.dumps(sorted(dict.fromkeys(ids)))  # which takes no time where they are in order


def quoted(columns: Collection[str], table: str = "") -> str:
    """Return names of columns, of a ``table``, as they stand in a statement: ``end`` is a word of SQL."""
    return ", ".join(f'{table}."{name}"' if table else f'"{name}"' for name in columns)
