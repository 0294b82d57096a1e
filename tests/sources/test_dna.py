"""Files of the Discourse Network Analyzer 3 give the same networks here."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from tests.statements.discourse.test_network import CODED, EXAMPLE, edges

from truceline.cli import main
from truceline.errors import SourceError
from truceline.sources import dna
from truceline.sources.dna import DnaSelection, read_dna, read_dna_attributes
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
    assert [r.value for r in read_dna(file, DnaSelection(qualifier="strength"))] == list(range(-5, 6))


def test_the_file_is_not_changed(file):
    before = file.read_bytes()

    read_dna(file)

    assert file.read_bytes() == before
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_what_the_file_does_not_hold_is_told_with_what_it_holds(file):
    with pytest.raises(SourceError, match="has no type 'DNA Statements'; did you mean 'DNA Statement'"):
        read_dna(file, DnaSelection(statement_type="DNA Statements"))
    with pytest.raises(SourceError) as caught:
        read_dna(file, DnaSelection(actor="organisation", qualifier="note"))
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
    other = tmp_path / "other.dna"
    with closing(sqlite3.connect(other)) as base:
        base.execute("CREATE TABLE STATEMENTS(ID INTEGER, Text TEXT, DocumentId INTEGER)")
        base.execute("CREATE TABLE DATASHORTTEXT(StatementId INTEGER, VariableId INTEGER, Entity INTEGER)")
    with pytest.raises(SourceError, match=r"STATEMENTS \| lacks StatementTypeId; this is no database of DNA 3"):
        read_dna(other)


def test_a_file_of_dna_2_is_sent_the_way_that_dna_3_has_for_it(tmp_path):
    # DNA 2 kept the texts themselves beside the statements, and no entities (SqlConnection.java, createTables).
    older = tmp_path / "older.dna"
    with closing(sqlite3.connect(older)) as base:
        base.executescript("""
            CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Date INTEGER);
            CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
            CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
            CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
                Stop INTEGER, Coder INTEGER);
            CREATE TABLE DATABOOLEAN(StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
            CREATE TABLE DATAINTEGER(StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value INTEGER);
            CREATE TABLE DATASHORTTEXT(StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
        """)

    with pytest.raises(SourceError) as caught:
        read_dna(older)

    told = "\n".join(caught.value.problems)
    assert "the file is of DNA 2, which DNA 3 does not open" in told
    assert "(Documents > import)" in told
    assert "save" not in told


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

    with pytest.raises(SourceError, match=r"\| is no table of its own; give the database that DNA 3 works on"):
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


def test_variables_of_documents_can_be_actor_or_concept(file):
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("UPDATE DOCUMENTS SET Author = 'Lake', Source = CASE WHEN ID < 4 THEN 'herald' ELSE 'courier' END")

    by_source = read_dna(file, DnaSelection(actor="document.source"))
    by_author = read_dna(file, DnaSelection(concept="document.author"))

    assert [r.actor for r in by_source] == ["herald"] * 3 + ["courier"] * 9  # the one without an organization too
    assert {r.concept for r in by_author} == {"Lake"}
    assert [r.actor for r in by_author] == [each[0] for each in CODED]


def test_statements_are_left_out_by_value_by_inverted_value_and_by_coder(file):
    with closing(sqlite3.connect(file)) as base, base:
        base.execute("CREATE TABLE CODERS(ID INTEGER, Name TEXT)")
        base.execute("INSERT INTO CODERS VALUES (1, 'Admin'), (2, 'Grace Hill')")
        base.execute("UPDATE STATEMENTS SET Coder = 2 WHERE ID > 8")

    def actors(**chosen):
        return [r.actor for r in read_dna(file, DnaSelection(**chosen))]

    assert actors(exclude=[("organization", "ash"), ("concept", "belt")]) == ["birch", "birch", "cedar", "cedar", "elm"]
    assert actors(only=[("organization", "ash"), ("organization", "elm")]) == ["ash", "ash", "ash", "elm"]
    assert actors(only=[("organization", "ash")], exclude=[("agreement", "0")]) == ["ash", "ash"]
    assert actors(coders=["Grace Hill"]) == ["dale", "dale", "elm"]
    with pytest.raises(SourceError, match="has no coder 'Grace'; give one of Admin, Grace Hill"):
        actors(coders=["Grace"])
    with pytest.raises(SourceError, match="has no value of concept 'bleh'; give one of belt, consent, drones, troops"):
        actors(exclude=[("concept", "bleh")])
    with pytest.raises(SourceError, match="has no variable 'subject'"):
        actors(exclude=[("subject", "belt")])


def test_attributes_of_actors_are_read(file):
    with closing(sqlite3.connect(file)) as base, base:
        base.executescript("""
            CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER, VariableId INTEGER, AttributeVariable TEXT);
            CREATE TABLE ATTRIBUTEVALUES(ID INTEGER, EntityId INTEGER, AttributeVariableId INTEGER,
                AttributeValue TEXT);
            INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 2, 'Type'), (2, 3, 'Notes');
            INSERT INTO ATTRIBUTEVALUES SELECT ID, ID, 1, 'state' FROM ENTITIES WHERE VariableId = 2 AND Value <> 'elm';
        """)

    found = dict(read_dna_attributes(file))

    assert found == {name: {"Type": "state"} for name in ("ash", "birch", "cedar", "dale")} | {"elm": {}}


def test_repetitions_are_dropped_on_import_and_told(file, tmp_path):
    done = CliRunner().invoke(
        main, ["import", "dna", str(file), "--duplicates", "across", "--out", str(tmp_path / "coded.csv"), "--json"]
    )

    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert (document["references"], document["counted"]) == (11, 10)  # ash speaks of troops twice
    assert len((tmp_path / "coded.csv").read_text(encoding="utf-8").splitlines()) == 1 + 10
    told = CliRunner().invoke(main, ["import", "dna", str(file), "--duplicates", "across"]).stdout
    assert told == "example file.dna: 10 of 11 references, 5 actors, 4 concepts\n"


def test_what_to_leave_out_is_named_as_variable_and_value(file):
    done = CliRunner().invoke(main, ["import", "dna", str(file), "--exclude", "organization=ash"])
    assert done.stdout == "example file.dna: 8 references, 4 actors, 4 concepts\n"
    assert CliRunner().invoke(main, ["import", "dna", str(file), "--exclude", "ash"]).exit_code == 2
