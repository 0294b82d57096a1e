"""Files of the Discourse Network Analyzer, version 3: SQLite databases with the ending ``.dna``."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from truceline.errors import SourceError
from truceline.formats.faults import shown, suggestion
from truceline.formats.files import MIB, UnfitFileError, open_ordinary
from truceline.records.times import instant
from truceline.sources.dna_tables import READ, DnaTables, misfits
from truceline.statements.discourse.reference import Reference

LARGEST = 256 * MIB
"""The largest file that is read, in bytes."""

MOST_STEPS = 500_000_000
"""Steps of SQLite that reading a file may take: about ten seconds."""

_STEPS_AT_ONCE = 100_000
_TABLE = re.compile(r"table create table\b", re.IGNORECASE)
_LONGEST = 4 * MIB  # of a value, in bytes

Values = Sequence[tuple[str, str]]
"""Variables with a value of each, as asked for on the command line."""


@dataclass(frozen=True, slots=True)
class DnaSelection:
    """What of a DNA file is read: the variables that name actor, concept and agreement, and which statements.

    A variable of the statement's document is named with ``document.`` before it (author, source, section, type, title,
    id). Statements with one of the ``exclude`` values are left out, and so are those with none of the ``only`` values
    of a variable, and those of other than these ``coders``, where any are named. DNA does the first two likewise
    (exclusion, inverted exclusion).
    """

    statement_type: str = "DNA Statement"
    actor: str = "organization"
    concept: str = "concept"
    qualifier: str = "agreement"
    exclude: Values = ()
    only: Values = ()
    coders: Sequence[str] = ()


USUAL = DnaSelection()
"""What a new DNA database has."""


def read_dna(path: Path, chosen: DnaSelection = USUAL) -> tuple[Reference, ...]:
    """Read the references that a DNA 3 file holds: one for each coded statement that names an actor and a concept.

    Actor and concept are short texts or variables of the document, the qualifier a boolean or an integer. Dates are
    those of the documents, kept as seconds since 1970 without a time zone. The file is opened for reading only. Cost
    grows with the number of statements.

    Raises
    ------
    SourceError
        If the file is missing, no DNA 3 file, or has no such statement type, variable, value or coder.
    """
    with _reading(path) as base:
        return _references(path, DnaTables(base), chosen)


def read_dna_attributes(path: Path, chosen: DnaSelection = USUAL) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Read the attributes that a DNA 3 file gives to its actors, by the attribute's name; actors in order.

    Raises
    ------
    SourceError
        If the file is missing or no DNA 3 file, or the actors are no short text of the statement type.
    """
    with _reading(path) as base:
        tables = DnaTables(base)
        variables = tables.variables(_type(path, tables, chosen.statement_type))
        _must_have(path, [(chosen.actor, {"short text"}, variables)])
        return tables.attributes(variables[chosen.actor][1])


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with open_ordinary(path, LARGEST), _opened(path) as base:
            _must_fit(path, base)
            yield base
            return
    except UnfitFileError as error:
        what = str(error)
    except (sqlite3.Error, ArithmeticError, ValueError, TypeError, OSError) as error:
        what = f"is not a DNA 3 file ({error}); give the database that DNA 3 works on"
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
    odd = [table for table in READ if not _TABLE.match(made.get(table, "table CREATE TABLE"))]
    problems = [f"{path} {table} | is no table of its own; give the database that DNA 3 works on" for table in odd]
    if problems := problems or [f"{path} {what}" for what in misfits(base)]:
        raise SourceError("the file is not laid out as DNA 3 does", tuple(problems))


def _references(path: Path, tables: DnaTables, chosen: DnaSelection) -> tuple[Reference, ...]:
    kind = _type(path, tables, chosen.statement_type)
    of_statements = tables.variables(kind)
    every = {**of_statements, **tables.document_variables}
    texts, numbers = ({"short text"}, every), ({"boolean", "integer"}, of_statements)
    _must_have(path, [(chosen.actor, *texts), (chosen.concept, *texts), (chosen.qualifier, *numbers)])
    actors, concepts, values = (tables.values(kind, v) for v in (chosen.actor, chosen.concept, chosen.qualifier))
    wanted = _ChosenStatements(path, tables, kind, chosen, every)
    found = []
    for statement, document, when, coder in tables.statements(kind):
        who, what, value = actors.get(statement), concepts.get(statement), values.get(statement)
        if who and what and value is not None and wanted.holds(statement, coder):
            found.append(Reference(str(who), str(what), int(value), instant(when).date(), str(document)))
    return tuple(found)


class _ChosenStatements:
    # Which statements are read, by the values and the coders that were named.

    def __init__(
        self, path: Path, tables: DnaTables, kind: int, chosen: DnaSelection, every: Mapping[str, tuple[str, int]]
    ) -> None:
        self._path = path
        anything = {"short text", "long text", "boolean", "integer"}
        _must_have(path, [(name, anything, every) for name, _ in (*chosen.exclude, *chosen.only)])
        self._values = {name: tables.values(kind, name) for name, _ in (*chosen.exclude, *chosen.only)}
        self._excluded, self._only = self._listed(chosen.exclude), self._listed(chosen.only)
        known = tables.coders() if chosen.coders else {}
        for name in chosen.coders:
            self._must_be(name, known, "coder")
        self._coders = {known[name] for name in chosen.coders}

    def holds(self, statement: int, coder: int | None) -> bool:
        if self._coders and coder not in self._coders:
            return False
        said = {name: str(values.get(statement, "")) for name, values in self._values.items()}
        excluded = any(said[name] in listed for name, listed in self._excluded.items())
        return not excluded and all(said[name] in listed for name, listed in self._only.items())

    def _listed(self, values: Values) -> dict[str, set[str]]:
        listed: dict[str, set[str]] = {}
        for name, value in values:
            self._must_be(value, {str(each) for each in self._values[name].values()}, f"value of {name}")
            listed.setdefault(name, set()).add(value)
        return listed

    def _must_be(self, name: str, known: Collection[str], what: str) -> None:
        if name not in known:
            remedy = suggestion(name, known, f"give one of {', '.join(sorted(known)[:12]) or 'none: there are none'}")
            raise SourceError(f"no such {what}", (f"{self._path} | has no {what} {shown(name)}; {remedy}",))


def _type(path: Path, tables: DnaTables, label: str) -> int:
    types = tables.types()
    if label not in types:
        remedy = suggestion(label, types, f"give one of {', '.join(sorted(types))}")
        raise SourceError("no such statement type", (f"{path} | has no type {shown(label)}; {remedy}",))
    return types[label]


def _must_have(path: Path, wanted: Sequence[tuple[str, set[str], Mapping[str, tuple[str, int]]]]) -> None:
    problems = []
    for name, kinds, variables in wanted:
        fitting = sorted(v for v, (kind, _) in variables.items() if kind in kinds)
        if name not in fitting:
            remedy = suggestion(name, fitting, f"give one of {', '.join(fitting) or 'none: the type has none'}")
            problems.append(f"{path} | has no variable {shown(name)} that is {' or '.join(sorted(kinds))}; {remedy}")
    if problems:
        raise SourceError("no such variable", tuple(problems))
