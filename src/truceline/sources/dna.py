"""Files of the Discourse Network Analyzer, version 3: SQLite databases with the ending ``.dna``."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from truceline.errors import SourceError
from truceline.formats.faults import shown, suggestion
from truceline.formats.files import MIB, UnfitFileError, open_ordinary
from truceline.records.times import instant
from truceline.statements.discourse.network import Reference

LARGEST = 256 * MIB
"""The largest file that is read, in bytes."""

MOST_STEPS = 500_000_000
"""Steps of SQLite that reading a file may take: about ten seconds."""

_STEPS_AT_ONCE = 100_000
_TABLE = re.compile(r"table create table\b", re.IGNORECASE)
_LONGEST = 4 * MIB  # of a value, in bytes

_NEEDED = {
    "STATEMENTTYPES": {"ID", "Label"},
    "VARIABLES": {"ID", "Variable", "DataType", "StatementTypeId"},
    "STATEMENTS": {"ID", "StatementTypeId", "DocumentId"},
    "DOCUMENTS": {"ID", "Date"},
    "ENTITIES": {"ID", "Value"},
    "DATASHORTTEXT": {"StatementId", "VariableId", "Entity"},
    "DATABOOLEAN": {"StatementId", "VariableId", "Value"},
    "DATAINTEGER": {"StatementId", "VariableId", "Value"},
}
"""The tables of DNA 3 that are read, and their columns."""

_REFERENCES = """
SELECT actor.Value, concept.Value, qualifier.Value, DOCUMENTS.Date, DOCUMENTS.ID
FROM STATEMENTS
JOIN DOCUMENTS ON DOCUMENTS.ID = STATEMENTS.DocumentId
JOIN DATASHORTTEXT AS a ON a.StatementId = STATEMENTS.ID AND a.VariableId = :actor
JOIN ENTITIES AS actor ON actor.ID = a.Entity
JOIN DATASHORTTEXT AS c ON c.StatementId = STATEMENTS.ID AND c.VariableId = :concept
JOIN ENTITIES AS concept ON concept.ID = c.Entity
JOIN {table} AS qualifier ON qualifier.StatementId = STATEMENTS.ID AND qualifier.VariableId = :qualifier
WHERE STATEMENTS.StatementTypeId = :type AND actor.Value <> '' AND concept.Value <> ''
ORDER BY DOCUMENTS.Date, STATEMENTS.ID
"""


def read_dna(
    path: Path,
    *,
    statement_type: str = "DNA Statement",
    actor: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
) -> tuple[Reference, ...]:
    """Read the references that a DNA 3 file holds: one for each coded statement that names an actor and a concept.

    ``actor``, ``concept`` and ``qualifier`` are variables of the statement type; the first two short texts, the last a
    boolean or an integer. Dates are those of the documents, kept as seconds since 1970 without a time zone. The file is
    opened for reading only.

    Raises
    ------
    SourceError
        If the file is missing, no DNA 3 file, or has no such statement type or variable.
    """
    try:
        with open_ordinary(path, LARGEST), _opened(path) as base:
            _must_fit(path, base)
            return _references(path, base, statement_type, (actor, concept, qualifier))
    except UnfitFileError as error:
        what = str(error)
    except (sqlite3.Error, ArithmeticError, ValueError, TypeError, OSError) as error:
        what = f"is not a DNA 3 file ({error}); open it in DNA 3 and save it again"
    raise SourceError("the DNA file cannot be read", (f"{path} | {what}",))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    # What a file says may ask for endless work: each query has so many steps and values are no longer than this.
    with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as base:
        left = iter(range(MOST_STEPS // _STEPS_AT_ONCE))
        base.set_progress_handler(lambda: next(left, None) is None, _STEPS_AT_ONCE)
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        base.execute("PRAGMA trusted_schema = OFF")
        yield base


def _must_fit(path: Path, base: sqlite3.Connection) -> None:
    # A view or a virtual table may compute for ever, or read what is not in the file.
    made = dict(base.execute("SELECT upper(name), type || ' ' || sql FROM sqlite_master"))
    problems = []
    for table, needed in _NEEDED.items():
        if not _TABLE.match(made.get(table, "table CREATE TABLE")):
            problems.append(f"{path} {table} | is no table of its own; open the file in DNA 3 and save it again")
            continue
        columns = {row[1] for row in base.execute(f"PRAGMA table_info({table})")}
        if lacking := sorted(needed - columns):
            problems.append(
                f"{path} {table} | lacks {', '.join(lacking)}; open the file in DNA 3 and save it, which updates it"
            )
    if problems:
        raise SourceError("the file is not laid out as DNA 3 does", tuple(problems))


def _references(
    path: Path, base: sqlite3.Connection, statement_type: str, names: tuple[str, str, str]
) -> tuple[Reference, ...]:
    types = dict(base.execute("SELECT Label, ID FROM STATEMENTTYPES ORDER BY ID DESC"))
    if statement_type not in types:
        remedy = suggestion(statement_type, types, f"give one of {', '.join(sorted(types))}")
        raise SourceError("no such statement type", (f"{path} | has no type {shown(statement_type)}; {remedy}",))
    rows = base.execute(
        "SELECT Variable, DataType, ID FROM VARIABLES WHERE StatementTypeId = ?", [types[statement_type]]
    )
    variables = {name: (kind, number) for name, kind, number in rows}
    _must_have(path, variables, names)
    ids = {key: variables[name][1] for key, name in zip(("actor", "concept", "qualifier"), names, strict=True)}
    table = "DATABOOLEAN" if variables[names[2]][0] == "boolean" else "DATAINTEGER"
    found = base.execute(_REFERENCES.format(table=table), ids | {"type": types[statement_type]})
    return tuple(
        Reference(str(who), str(what), int(value), instant(when).date(), str(document))
        for who, what, value, when, document in found
    )


def _must_have(path: Path, variables: dict[str, tuple[str, int]], names: tuple[str, str, str]) -> None:
    wanted = zip(names, ({"short text"}, {"short text"}, {"boolean", "integer"}), strict=True)
    problems = []
    for name, kinds in wanted:
        fitting = sorted(v for v, (kind, _) in variables.items() if kind in kinds)
        if name not in fitting:
            remedy = suggestion(name, fitting, f"give one of {', '.join(fitting) or 'none: the type has none'}")
            problems.append(f"{path} | has no variable {shown(name)} that is {' or '.join(sorted(kinds))}; {remedy}")
    if problems:
        raise SourceError("no such variable", tuple(problems))
