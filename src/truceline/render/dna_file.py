"""A ledger as a database of the Discourse Network Analyzer, version 3.

The tables and columns are those that DNA 3 asks for; types and constraints are written here, from what its source does
with them (``Sql.java``, version 3.0).
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, time

from truceline.documents.coded_ledger import CodedLedger, CodedStatement

PASSWORD = "truceline"  # noqa: S105  (it protects nothing: DNA asks for one where a file is opened)
"""The password of the one coder, Admin, in the file."""

_KEY = "INTEGER NOT NULL PRIMARY KEY"
_NUMBER, _TEXT = "INTEGER NOT NULL DEFAULT 0", "TEXT NOT NULL DEFAULT ''"
_COLOUR = dict.fromkeys(("Red", "Green", "Blue"), _NUMBER)
_MAY = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
    "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
)  # fmt: skip
_RELATION = ("viewStatements", "editStatements", "viewDocuments", "editDocuments")


def _of(table: str) -> str:
    return f"INTEGER NOT NULL REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(value: Mapping[str, str]) -> dict[str, str]:
    return {"ID": _KEY, "StatementId": _of("STATEMENTS"), "VariableId": _of("VARIABLES"), **value,
            "": "UNIQUE (StatementId, VariableId)"}  # fmt: skip


TABLES: Mapping[str, Mapping[str, str]] = {
    "SETTINGS": {"Property": "TEXT PRIMARY KEY", "Value": "TEXT NOT NULL"},
    "CODERS": {
        "ID": _KEY, "Name": "TEXT NOT NULL", **_COLOUR, "Refresh": _NUMBER, "FontSize": "INTEGER NOT NULL DEFAULT 14",
        "Password": "TEXT NOT NULL", "PopupWidth": "INTEGER DEFAULT 300", "ColorByCoder": _NUMBER,
        "PopupDecoration": _NUMBER, "PopupAutoComplete": "INTEGER NOT NULL DEFAULT 1",
        **{f"Permission{name}": "INTEGER NOT NULL DEFAULT 1" for name in _MAY},
    },
    "CODERRELATIONS": {
        "ID": _KEY, "Coder": _of("CODERS"), "OtherCoder": _of("CODERS"),
        **dict.fromkeys(_RELATION, "INTEGER NOT NULL DEFAULT 1"),
    },
    "DOCUMENTS": {
        "ID": _KEY, "Title": "TEXT NOT NULL", "Text": "TEXT NOT NULL", "Coder": _of("CODERS"), "Author": _TEXT,
        "Source": _TEXT, "Section": _TEXT, "Notes": _TEXT, "Type": _TEXT, "Date": "INTEGER NOT NULL",
    },
    "STATEMENTTYPES": {"ID": _KEY, "Label": "TEXT NOT NULL", **_COLOUR},
    "VARIABLES": {
        "ID": _KEY, "Variable": "TEXT NOT NULL", "DataType": "TEXT NOT NULL", "StatementTypeId": _of("STATEMENTTYPES"),
        "": "UNIQUE (Variable, StatementTypeId)",
    },
    "VARIABLELINKS": {"ID": _KEY, "SourceVariableId": _of("VARIABLES"), "TargetVariableId": _of("VARIABLES")},
    "REGEXES": {"Label": "TEXT PRIMARY KEY", **_COLOUR},
    "STATEMENTS": {
        "ID": _KEY, "StatementTypeId": _of("STATEMENTTYPES"), "DocumentId": _of("DOCUMENTS"),
        "Start": "INTEGER NOT NULL", "Stop": "INTEGER NOT NULL", "Coder": _of("CODERS"),
        "": "CHECK (Start >= 0 AND Start < Stop)",
    },
    "ENTITIES": {
        "ID": _KEY, "VariableId": _of("VARIABLES"), "Value": _TEXT, **_COLOUR,
        "ChildOf": "INTEGER REFERENCES ENTITIES(ID) ON DELETE CASCADE", "": "UNIQUE (VariableId, Value)",
    },
    "DATABOOLEAN": _data({"Value": _NUMBER}),
    "DATAINTEGER": _data({"Value": _NUMBER}),
    "DATASHORTTEXT": _data({"Entity": _of("ENTITIES")}),
    "DATALONGTEXT": _data({"Value": "TEXT DEFAULT ''"}),
    "ATTRIBUTEVARIABLES": {
        "ID": _KEY, "VariableId": _of("VARIABLES"), "AttributeVariable": "TEXT NOT NULL",
        "": "UNIQUE (VariableId, AttributeVariable)",
    },
    "ATTRIBUTEVALUES": {
        "ID": _KEY, "EntityId": _of("ENTITIES"), "AttributeVariableId": _of("ATTRIBUTEVARIABLES"),
        "AttributeValue": _TEXT, "": "UNIQUE (EntityId, AttributeVariableId)",
    },
}  # fmt: skip
"""The tables of DNA 3: columns, and under an empty name what holds of all."""

_VARIABLES = ((1, "person", "short text"), (2, "organization", "short text"), (3, "concept", "short text"),
              (4, "agreement", "boolean"))  # fmt: skip
_TEXTS = tuple(number for number, _, kind in _VARIABLES if kind == "short text")
_ATTRIBUTES = ("Type", "Alias", "Notes")


def dna_file(ledger: CodedLedger, seed: str) -> bytes:
    """Write a coded ledger as the bytes of a DNA 3 database with one coder, Admin; ``seed`` salts the password's hash.

    The same ledger gives the same bytes with the same version of SQLite.
    """
    with closing(sqlite3.connect(":memory:")) as base, base:
        for table, columns in TABLES.items():
            base.execute(
                f"CREATE TABLE {table}({', '.join(f'{name} {kind}'.strip() for name, kind in columns.items())})"
            )
        for table, rows in _rows(ledger, seed):
            for row in rows:
                names = ", ".join(row)
                marks = ", ".join("?" * len(row))
                base.execute(f"INSERT INTO {table}({names}) VALUES ({marks})", list(row.values()))  # noqa: S608  (ours)
        base.commit()
        return base.serialize()


Row = dict[str, str | int]


def _rows(ledger: CodedLedger, seed: str) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "SETTINGS", ({"Property": "version", "Value": "3.0.11"}, {"Property": "date", "Value": "2023-01-01"})
    yield "CODERS", ({"ID": 1, "Name": "Admin", "Red": 255, "Green": 255, "Password": _hashed(PASSWORD, seed)},)
    yield "STATEMENTTYPES", ({"ID": 1, "Label": "DNA Statement", "Red": 239, "Green": 208, "Blue": 51},)
    yield (
        "VARIABLES",
        ({"ID": n, "Variable": name, "DataType": kind, "StatementTypeId": 1} for n, name, kind in _VARIABLES),
    )
    yield "DOCUMENTS", (
        {"ID": n, "Title": d.title, "Text": d.text, "Coder": 1, "Source": d.source, "Notes": d.notes,
         "Date": int(datetime.combine(d.on, time(), UTC).timestamp())}
        for n, d in enumerate(ledger.documents, 1)
    )  # fmt: skip
    yield from _coded(ledger)


def _coded(ledger: CodedLedger) -> Iterator[tuple[str, Iterable[Row]]]:
    # Statements, the values of their variables, and what is said of the values.
    found = [(document, each) for document, d in enumerate(ledger.documents, 1) for each in d.statements]
    yield (
        "STATEMENTS",
        (
            {
                "ID": n,
                "StatementTypeId": 1,
                "DocumentId": document,
                "Start": s.span.start,
                "Stop": s.span.end,
                "Coder": 1,
            }
            for n, (document, s) in enumerate(found, 1)
        ),
    )
    statements = [s for _, s in found]
    entities = _entities(statements)
    yield "ENTITIES", ({"ID": n, "VariableId": v, "Value": value} for (v, value), n in entities.items())
    numbered = list(enumerate(statements, 1))
    yield (
        "DATASHORTTEXT",
        ({"StatementId": n, "VariableId": v, "Entity": entities[v, _texts(s)[v]]} for n, s in numbered for v in _TEXTS),
    )
    yield "DATABOOLEAN", ({"StatementId": n, "VariableId": 4, "Value": s.agreement} for n, s in numbered)
    yield from _attributes(ledger, entities)


def _texts(s: CodedStatement) -> dict[int, str]:
    return dict(zip(_TEXTS, (s.person, s.organization, s.concept), strict=True))


def _entities(statements: Iterable[CodedStatement]) -> dict[tuple[int, str], int]:
    # Every variable has an empty value as well: what DNA shows where none is chosen.
    found = {(v, text) for s in statements for v, text in _texts(s).items()} | {(v, "") for v in _TEXTS}
    return {key: n for n, key in enumerate(sorted(found), 1)}


def _attributes(ledger: CodedLedger, entities: Mapping[tuple[int, str], int]) -> Iterator[tuple[str, Iterable[Row]]]:
    numbers = {(v, name): n for n, (v, name) in enumerate(((v, name) for v in _TEXTS for name in _ATTRIBUTES), 1)}
    yield (
        "ATTRIBUTEVARIABLES",
        ({"ID": n, "VariableId": v, "AttributeVariable": name} for (v, name), n in numbers.items()),
    )
    described = {2: ledger.organizations, 3: ledger.concepts}
    yield (
        "ATTRIBUTEVALUES",
        (
            {"EntityId": entity, "AttributeVariableId": numbers[v, name], "AttributeValue": given}
            for (v, value), entity in entities.items()
            for name, given in zip(_ATTRIBUTES, (*described.get(v, {}).get(value, ("", "")), ""), strict=True)
        ),
    )


def _hashed(password: str, seed: str) -> str:
    # As Jasypt's StrongPasswordEncryptor, which DNA asks: SHA-256 of salt and password, 100,000 times, salt in front.
    salt = hashlib.sha256(seed.encode()).digest()[:16]
    digest = salt + password.encode()
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
