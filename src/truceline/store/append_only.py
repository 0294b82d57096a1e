"""Tables that are only ever added to: triggers refuse to alter or delete a row, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

WORDS = "the store is append-only"
"""What a database says that refuses."""

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$
"""


def guard(connection: Connection, *tables: str) -> None:
    """Let no row of these tables be altered or deleted; for a migration, once the tables are made."""
    for table in tables:
        for statement in guards(table, connection.dialect.name):
            connection.exec_driver_sql(statement)


def guards(table: str, dialect: str) -> Iterator[str]:
    """Return the statements that guard a table; ``dialect`` is sqlite or postgresql."""
    if dialect == "postgresql":
        yield _FUNCTION
        for act, of in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            name = f"{table}_no_{act.split()[0].lower()}"
            yield f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {of} EXECUTE FUNCTION append_only()"
    else:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            yield f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
