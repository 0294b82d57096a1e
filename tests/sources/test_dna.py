"""Files of the Discourse Network Analyzer 3 give the same networks here."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from tests.statements.discourse.test_network import CODED, EXAMPLE, edges

from truceline.errors import SourceError
from truceline.sources import dna
from truceline.sources.dna import read_dna
from truceline.statements.discourse.network import Aggregation, Normalisation, one_mode, two_mode

# The tables of DNA 3 that hold statements, with the columns and constraints that matter (Sql.java, createTables).
TABLES = """
CREATE TABLE DOCUMENTS(
  ID INTEGER NOT NULL PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER, Author TEXT DEFAULT '',
  Source TEXT DEFAULT '', Section TEXT DEFAULT '', Notes TEXT DEFAULT '', Type TEXT DEFAULT '', Date INTEGER NOT NULL);
CREATE TABLE STATEMENTTYPES(
  ID INTEGER NOT NULL PRIMARY KEY, Label TEXT NOT NULL,
  Red INTEGER DEFAULT 0, Green INTEGER DEFAULT 0, Blue INTEGER DEFAULT 0);
CREATE TABLE VARIABLES(
  ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT NOT NULL DEFAULT 'short text',
  StatementTypeId INTEGER, UNIQUE (Variable, StatementTypeId));
CREATE TABLE STATEMENTS(
  ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
  Start INTEGER NOT NULL, Stop INTEGER NOT NULL, Coder INTEGER, CHECK (Start < Stop));
CREATE TABLE ENTITIES(
  ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '',
  Red INTEGER, Green INTEGER, Blue INTEGER, ChildOf INTEGER, UNIQUE (VariableId, Value));
CREATE TABLE DATASHORTTEXT(
  ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, Entity INTEGER NOT NULL,
  UNIQUE (StatementId, VariableId));
CREATE TABLE DATABOOLEAN(
  ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
  Value INTEGER NOT NULL DEFAULT 1, UNIQUE (StatementId, VariableId));
CREATE TABLE DATAINTEGER(
  ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
  Value INTEGER NOT NULL DEFAULT 0, UNIQUE (StatementId, VariableId));
"""
VARIABLES = [
    (1, "person", "short text"),
    (2, "organization", "short text"),
    (3, "concept", "short text"),
    (4, "agreement", "boolean"),
    (5, "strength", "integer"),
    (6, "note", "long text"),
]


@pytest.fixture
def file(tmp_path):
    """A DNA file that holds the example of the network tests, and one statement without an organization."""
    path = tmp_path / "example file.dna"
    base = sqlite3.connect(path)
    base.executescript(TABLES)
    base.executemany("INSERT INTO STATEMENTTYPES(ID, Label) VALUES (?, ?)", [(1, "DNA Statement"), (2, "Annotation")])
    base.executemany("INSERT INTO VARIABLES(ID, Variable, DataType, StatementTypeId) VALUES (?, ?, ?, 1)", VARIABLES)
    names = {}
    for n, (who, what, agrees, _) in enumerate([*CODED, ("", "troops", 1, "")], start=1):
        day = datetime(2031, 5, n, 9, 30, tzinfo=UTC)
        base.execute("INSERT INTO DOCUMENTS(ID, Title, Text, Date) VALUES (?, 't', 'x', ?)", [n, int(day.timestamp())])
        base.execute("INSERT INTO STATEMENTS VALUES (?, 1, ?, 0, 1, 1)", [n, n])
        for variable, value in ((2, who), (3, what)):
            entity = names.setdefault((variable, value), len(names) + 1)
            base.execute(
                "INSERT OR IGNORE INTO ENTITIES(ID, VariableId, Value) VALUES (?, ?, ?)", [entity, variable, value]
            )
            base.execute(
                "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (?, ?, ?)", [n, variable, entity]
            )
        base.execute("INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?, 4, ?)", [n, agrees])
        base.execute("INSERT INTO DATAINTEGER(StatementId, VariableId, Value) VALUES (?, 5, ?)", [n, n - 6])
    base.commit()
    base.close()
    return path


def test_every_coded_statement_becomes_a_reference(file):
    found = read_dna(file)

    assert [(r.actor, r.concept, r.value, r.on) for r in found] == [
        (r.actor, r.concept, r.value, r.on) for r in EXAMPLE
    ]
    assert [r.document for r in found[:2]] == ["1", "2"]


@pytest.mark.parametrize("aggregation", ["congruence", "conflict", "subtract", "ignore"])
@pytest.mark.parametrize("normalisation", ["no", "average", "jaccard", "cosine"])
def test_its_networks_are_those_computed_by_hand(file, aggregation, normalisation):
    chosen = (Aggregation(aggregation), Normalisation(normalisation))

    assert edges(one_mode(read_dna(file), *chosen)) == edges(one_mode(EXAMPLE, *chosen))
    assert edges(two_mode(read_dna(file))) == edges(two_mode(EXAMPLE))


def test_an_integer_variable_can_be_the_qualifier(file):
    assert [r.value for r in read_dna(file, qualifier="strength")] == list(range(-5, 6))


def test_the_file_is_not_changed(file):
    before = file.read_bytes()

    read_dna(file)

    assert file.read_bytes() == before
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_what_the_file_does_not_hold_is_told_with_what_it_holds(file):
    with pytest.raises(SourceError, match="has no type 'DNA Statements'; did you mean 'DNA Statement'"):
        read_dna(file, statement_type="DNA Statements")
    with pytest.raises(SourceError) as caught:
        read_dna(file, actor="organisation", qualifier="note")
    assert [p.partition(" | ")[2] for p in caught.value.problems] == [
        "has no variable 'organisation' that is short text; did you mean 'organization'?",
        "has no variable 'note' that is boolean or integer; give one of agreement, strength",
    ]


def test_other_files_are_refused(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        read_dna(tmp_path / "none.dna")
    text = tmp_path / "text.dna"
    text.write_text("not a database, though long enough to be looked at" * 40)
    with pytest.raises(SourceError, match="is not a DNA 3 file"):
        read_dna(text)
    older = tmp_path / "older.dna"
    base = sqlite3.connect(older)
    base.execute("CREATE TABLE STATEMENTS(ID INTEGER, Text TEXT)")
    base.commit()
    base.close()
    with pytest.raises(SourceError, match=r"STATEMENTS \| lacks DocumentId, StatementTypeId; open the file in DNA 3"):
        read_dna(older)


HOSTILE = (
    """DROP TABLE STATEMENTS; CREATE VIEW STATEMENTS(ID, StatementTypeId, DocumentId) AS
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 1, 1 FROM n""",
    "DROP TABLE ENTITIES; CREATE VIEW entities(ID, Value) AS SELECT 1, 'a'",
    "DROP TABLE ENTITIES; CREATE VIRTUAL TABLE ENTITIES USING fts5(ID, Value)",
)


@pytest.mark.parametrize("script", HOSTILE)
def test_only_tables_are_read(file, script):
    with closing(sqlite3.connect(file)) as base:
        base.executescript(script)

    with pytest.raises(SourceError, match=r"\| is no table of its own; open the file in DNA 3"):
        read_dna(file)


def test_work_without_end_is_given_up(file, monkeypatch):
    monkeypatch.setattr(dna, "MOST_STEPS", 100_000)
    with closing(sqlite3.connect(file)) as base:
        base.executescript(
            "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
            "INSERT INTO STATEMENTTYPES(ID, Label) SELECT i, 'type ' || i FROM n"
        )

    with pytest.raises(SourceError, match=r"is not a DNA 3 file \(interrupted\)"):
        read_dna(file)


ODD = (
    "UPDATE DATABOOLEAN SET Value = 'yes'",
    "UPDATE DATABOOLEAN SET Value = x'ff'",
    "UPDATE DOCUMENTS SET Date = 9e18",
    "UPDATE DOCUMENTS SET Date = 'today'",
    "UPDATE DOCUMENTS SET Date = 9223372036854775807",
    "UPDATE DOCUMENTS SET Date = 1e400",
    "UPDATE ENTITIES SET Value = CAST(x'ff' AS TEXT) WHERE ID = 1",
    "UPDATE STATEMENTTYPES SET Label = x'00'",
)


@pytest.mark.parametrize("script", ODD)
def test_values_that_do_not_fit_are_refused_in_words(file, script):
    with closing(sqlite3.connect(file)) as base:
        base.executescript(script)

    with pytest.raises(SourceError):
        read_dna(file)
