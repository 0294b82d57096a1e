"""The tables of reports on PostgreSQL, where many rows pass by COPY, and in a store that SQLAlchemy opened."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import polars as pl
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from truceline.errors import SourceError
from truceline.store.report_tables import ASKED, ReportTables, asked, quoted

_BLOCK_BYTES = 2**25
_ASKED = "(SELECT value FROM json_array_elements_text(?::json) AS ids (value))"


def report_tables(connection: Connection, session: int) -> ReportTables:
    """Return the tables of reports of a session, within the transaction of ``connection``."""

    def run(statement: str, values: tuple[object, ...]) -> Any:  # noqa: ANN401  (a result of SQLAlchemy)
        return connection.exec_driver_sql(statement, values)

    if connection.dialect.name != "postgresql":
        return ReportTables(session, run, connection.exec_driver_sql)
    return _Copied(session, run, connection.exec_driver_sql, connection)


@dataclass(frozen=True, slots=True)
class _Copied(ReportTables):
    connection: Connection

    def append(
        self, table: str, rows: pl.DataFrame, *, alike: Mapping[str, str] | None = None, **same: int | str
    ) -> None:
        if not len(rows):
            return
        _must_be_kept(rows)
        text = io.BytesIO()
        every = {"session": self.session, **same}
        more = [pl.col(of).alias(name) for name, of in (alike or {}).items()]
        whole = rows.select(*(pl.lit(value).alias(name) for name, value in every.items()), *more, pl.all())
        whole.write_csv(text, include_header=False, quote_style="non_numeric")
        with self._copy(f"COPY {table} ({quoted(whole.columns)}) FROM STDIN (FORMAT csv)") as copy:
            copy.write(text.getbuffer())

    def put(self, table: str, rows: pl.DataFrame) -> None:
        statement = f"DELETE FROM {table} WHERE session = :session AND id IN {ASKED}"  # noqa: S608  (names of our own)
        self.execute(statement, asked(rows["id"].to_list()))
        self.append(table, rows)

    def frames(
        self, statement: str, values: Sequence[object], schema: Mapping[str, type[pl.DataType]]
    ) -> Iterator[pl.DataFrame]:
        with self._copy(f"COPY ({self.worded(statement)}) TO STDOUT (FORMAT csv)", values) as copy:
            block = io.BytesIO()
            for row in copy:  # one by one: a block ends with a row
                block.write(row)
                if block.tell() > _BLOCK_BYTES:
                    yield _columns(block, schema)
                    block = io.BytesIO()
            if block.tell():
                yield _columns(block, schema)

    def worded(self, statement: str) -> str:
        return ReportTables.worded(self, statement).replace(ASKED, _ASKED).replace("?", "%s")

    @contextmanager
    def _copy(self, statement: str, values: Sequence[object] = ()) -> Iterator[Any]:
        # COPY takes no parameters on the server, so that values are written into it by psycopg.
        import psycopg

        own = cast("psycopg.Connection[Any]", self.connection.connection.driver_connection)
        try:
            with psycopg.ClientCursor(own) as cursor, cursor.copy(statement, values or None) as copy:
                yield copy
        except psycopg.Error as error:
            raise DBAPIError.instance(statement, None, error, psycopg.Error) from error


def _must_be_kept(rows: pl.DataFrame) -> None:
    # PostgreSQL keeps every character of a text but one.
    for column in rows.select(pl.col(pl.String)):
        if column.str.contains("\0", literal=True).any():
            what = f"{column.name} | holds the character of code 0, which PostgreSQL does not keep; take it out"
            raise SourceError("nothing was imported", (what,))


def _columns(text: io.BytesIO, schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    # Texts are never null here, and an empty one may be taken for it.
    text.seek(0)
    frame = pl.read_csv(text, has_header=False, schema=dict(schema))
    return frame.with_columns(pl.col(pl.String).fill_null(""))
