"""Write the statements that make the tables of a case folder's own store of reports, from the schema of stores.

    python docs/make_report_tables.py

They are kept as text, so that a command that opens or makes such a store need not load SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from truceline.store.append_only import guards
from truceline.store.schema.reports import TABLES

STATEMENTS = Path(__file__).resolve().parent.parent / "src" / "truceline" / "store" / "reports.sql"


def pages() -> dict[Path, str]:
    """Give the statements as they should be, by the file that holds them."""
    return {STATEMENTS: "".join(f"{statement};\n" for statement in _statements())}


def _statements() -> Iterator[str]:
    dialect = sqlite.dialect()
    for table in TABLES:
        yield _plain(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield _plain(str(CreateIndex(index).compile(dialect=dialect)))
        if table.info["append_only"]:
            yield from guards(table.name, dialect.name)


def _plain(statement: str) -> str:
    return "\n".join(line.rstrip() for line in statement.replace("\t", "    ").strip().splitlines() if line.strip())


if __name__ == "__main__":
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")
