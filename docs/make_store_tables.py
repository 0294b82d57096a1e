"""Write the page on a store's tables from the tables themselves: python docs/make_store_tables.py."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

from sqlalchemy import Column, Table

from truceline.store.migrations import revisions
from truceline.store.schema import TOPICS

PAGE = Path(__file__).parent / "reference" / "store-tables.md"

HEADING = """# Tables of a store

<!-- Made from the tables by `./run docs`; do not edit. -->

A store has the same tables on SQLite and on PostgreSQL; their newest revision is {revision}. A store of an earlier
revision is migrated when it is opened, one of a later revision is refused. Of a table that is *only added to*, triggers
refuse to alter or delete a row. Instants are microseconds since 1970 UTC. Read what you like with other programs, and
write nothing: rights are asked by truceline, not by the database.
"""


def pages() -> dict[Path, str]:
    """Give the page as it should be."""
    return {PAGE: HEADING.format(revision=revisions()[-1]) + "".join(map(_topic, TOPICS))}


def _topic(topic: ModuleType) -> str:
    tables = [value for value in vars(topic).values() if isinstance(value, Table)]
    return f"\n## {(topic.__doc__ or '').strip().splitlines()[0]}\n" + "".join(map(_table, tables))


def _table(table: Table) -> str:
    only = " Only added to." if table.info["append_only"] else ""
    rows = "".join(map(_row, table.columns))
    return f"\n### `{table.name}`\n\n{table.info['about']}{only}\n\n| column | | what it holds |\n|---|---|---|\n{rows}"


def _row(column: Column[object]) -> str:
    key = "key" if column.primary_key else "may be empty" if column.nullable else ""
    return f"| `{column.name}` | {key} | {column.doc} |\n"


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
