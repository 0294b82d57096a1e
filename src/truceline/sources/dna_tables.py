"""The tables of DNA 3 that are read (Sql.java, ``createTables``), and what stands in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

NEEDED = {
    "STATEMENTTYPES": {"ID", "Label"},
    "VARIABLES": {"ID", "Variable", "DataType", "StatementTypeId"},
    "STATEMENTS": {"ID", "StatementTypeId", "DocumentId"},
    "DOCUMENTS": {"ID", "Date"},
    "ENTITIES": {"ID", "Value"},
    "DATASHORTTEXT": {"StatementId", "VariableId", "Entity"},
    "DATABOOLEAN": {"StatementId", "VariableId", "Value"},
    "DATAINTEGER": {"StatementId", "VariableId", "Value"},
}
"""The tables without which nothing is read, and their columns."""

READ = (*NEEDED, "CODERS", "DATALONGTEXT", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES")
"""All tables that may be read."""

_DOCUMENT = ("author", "source", "section", "type", "title", "id")
_DATA = {
    "short text": "SELECT d.StatementId, e.Value FROM DATASHORTTEXT AS d JOIN ENTITIES AS e ON e.ID = d.Entity",
    "boolean": "SELECT d.StatementId, d.Value FROM DATABOOLEAN AS d",
    "integer": "SELECT d.StatementId, d.Value FROM DATAINTEGER AS d",
    "long text": "SELECT d.StatementId, d.Value FROM DATALONGTEXT AS d",
}
_STATEMENTS = """
SELECT s.ID, d.ID, d.Date, s.Coder FROM STATEMENTS AS s JOIN DOCUMENTS AS d ON d.ID = s.DocumentId
WHERE s.StatementTypeId = ? ORDER BY d.Date, s.ID
"""
_WITHOUT_CODERS = _STATEMENTS.replace("s.Coder", "NULL")
_OF_DOCUMENTS = """
SELECT s.ID, CAST(d.Column AS TEXT) FROM STATEMENTS AS s JOIN DOCUMENTS AS d ON d.ID = s.DocumentId
WHERE s.StatementTypeId = ?
"""
_DNA_2 = (
    "is of DNA 2, which DNA 3 does not open; make a new database in DNA 3, import the documents of this one into it "
    "(Documents > import), and give that"
)
_OTHER = "this is no database of DNA 3; give one"


def misfits(base: sqlite3.Connection) -> Iterator[str]:
    """Yield what a database lacks of the layout of DNA 3, with the way from one of DNA 2."""
    columns = {table: _columns(base, table) for table in NEEDED}
    older = bool(columns["STATEMENTS"]) and "Entity" not in columns["DATASHORTTEXT"]
    for table, needed in NEEDED.items():
        if lacking := sorted(needed - columns[table]):
            yield f"{table} | lacks {', '.join(lacking)}; {'the file ' + _DNA_2 if older else _OTHER}"


def _columns(base: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in base.execute(f"PRAGMA table_info({table})")}


class DnaTables:
    """The contents of a database of DNA 3; each question reads its tables once."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._document = {name.lower() for name in _columns(base, "DOCUMENTS")}

    @property
    def document_variables(self) -> Mapping[str, tuple[str, int]]:
        """The variables of documents, as statement variables are given: data type and id (none: 0)."""
        return {f"document.{name}": ("short text", 0) for name in _DOCUMENT if name in self._document}

    def types(self) -> dict[str, int]:
        """Return the statement types: label to id; of two with one label the first."""
        return dict(self._base.execute("SELECT Label, ID FROM STATEMENTTYPES ORDER BY ID DESC"))

    def variables(self, kind: int) -> dict[str, tuple[str, int]]:
        """Return the variables of a statement type: name to data type and id."""
        rows = self._base.execute("SELECT Variable, DataType, ID FROM VARIABLES WHERE StatementTypeId = ?", [kind])
        return {name: (data, number) for name, data, number in rows}

    def statements(self, kind: int) -> list[tuple[int, int, int, int | None]]:
        """List the statements of a type by date: id, document, its date in seconds, and the id of the coder."""
        query = _STATEMENTS if "Coder" in _columns(self._base, "STATEMENTS") else _WITHOUT_CODERS
        return self._base.execute(query, [kind]).fetchall()

    def values(self, kind: int, name: str) -> dict[int, str | int]:
        """Return the value of a variable in each statement of a type, by the statement's id."""
        if name.startswith("document."):
            query = _OF_DOCUMENTS.replace("Column", name.removeprefix("document."))
            return dict(self._base.execute(query, [kind]))
        data, number = self.variables(kind)[name]
        return dict(self._base.execute(f"{_DATA[data]} WHERE d.VariableId = ?", [number]))

    def coders(self) -> dict[str, int]:
        """Return the coders: name to id."""
        return dict(self._base.execute("SELECT Name, ID FROM CODERS ORDER BY ID DESC"))

    def attributes(self, variable: int) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Return the attributes of each entity of a variable; entities in the order of their values."""
        found: dict[str, dict[str, str]] = {
            value: {}
            for (value,) in self._base.execute(
                "SELECT Value FROM ENTITIES WHERE VariableId = ? AND Value <> '' ORDER BY Value", [variable]
            )
        }
        rows = self._base.execute(
            "SELECT e.Value, a.AttributeVariable, v.AttributeValue FROM ATTRIBUTEVALUES AS v "
            "JOIN ATTRIBUTEVARIABLES AS a ON a.ID = v.AttributeVariableId JOIN ENTITIES AS e ON e.ID = v.EntityId "
            "WHERE a.VariableId = ? ORDER BY a.ID",
            [variable],
        )
        for value, attribute, given in rows:
            if value in found:
                found[value][attribute] = given
        return tuple(found.items())
