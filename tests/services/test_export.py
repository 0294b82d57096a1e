"""The ledger for other programs: a DNA 3 file that reads back as the same references, a table, a text."""

import base64
import csv
import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner
from tests.casefolder.test_acceptance import ARTICLE, TWO, case, judge, review

from truceline.casefolder.bundled import bundled_cases
from truceline.casefolder.cases import read_case
from truceline.cli import main
from truceline.errors import CaseError, MisuseError
from truceline.services.export import export
from truceline.services.import_references import import_references
from truceline.services.network import network
from truceline.services.opening import open_case
from truceline.sources.dna import read_dna, read_dna_attributes
from truceline.workflow.network import references_of

__all__ = ["case", "review"]

# What DNA 3 asks for of each table (Sql.java, version 3.0): names of tables and columns are those of the format.
MAY = [
    "AddDocuments",
    "EditDocuments",
    "DeleteDocuments",
    "ImportDocuments",
    "AddStatements",
    "EditStatements",
    "DeleteStatements",
    "EditAttributes",
    "EditRegex",
    "EditStatementTypes",
    "EditCoders",
    "ViewOthersDocuments",
    "EditOthersDocuments",
    "ViewOthersStatements",
    "EditOthersStatements",
]
ASKED = {
    "SETTINGS": "Property Value",
    "CODERS": "ID Name Red Green Blue Refresh FontSize Password PopupWidth ColorByCoder PopupDecoration "
    "PopupAutoComplete " + " ".join(f"Permission{name}" for name in MAY),
    "CODERRELATIONS": "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments",
    "DOCUMENTS": "ID Title Text Coder Author Source Section Notes Type Date",
    "STATEMENTTYPES": "ID Label Red Green Blue",
    "VARIABLES": "ID Variable DataType StatementTypeId",
    "VARIABLELINKS": "ID SourceVariableId TargetVariableId",
    "REGEXES": "Label Red Green Blue",
    "STATEMENTS": "ID StatementTypeId DocumentId Start Stop Coder",
    "ENTITIES": "ID VariableId Value Red Green Blue ChildOf",
    "DATABOOLEAN": "ID StatementId VariableId Value",
    "DATAINTEGER": "ID StatementId VariableId Value",
    "DATASHORTTEXT": "ID StatementId VariableId Entity",
    "DATALONGTEXT": "ID StatementId VariableId Value",
    "ATTRIBUTEVARIABLES": "ID VariableId AttributeVariable",
    "ATTRIBUTEVALUES": "ID EntityId AttributeVariableId AttributeValue",
}


def asked(path, query):
    with closing(sqlite3.connect(path)) as base:
        return base.execute(query).fetchall()


@pytest.mark.parametrize("name", sorted(bundled_cases()))
def test_a_dna_file_reads_back_as_the_references_of_the_case(name, tmp_path):
    path = tmp_path / "ledger.dna"
    _, ledger = open_case(name)

    export(name, path)

    def told(references):
        return sorted((r.on, r.actor, r.concept, r.value) for r in references)

    assert told(read_dna(path)) == told(references_of(ledger))
    table = import_references(path).written[0]
    weights = [json.loads(network(each, as_of=ledger.as_of).json)["networks"][0]["weights"] for each in (table, name)]
    assert weights[0] == weights[1]


def test_the_file_has_the_tables_that_dna_3_asks_for(tmp_path):
    export("two-rivers", tmp_path / "a.dna")

    for table, columns in ASKED.items():
        found = [row[1] for row in asked(tmp_path / "a.dna", f"PRAGMA table_info({table})")]
        assert set(columns.split()) <= set(found), table
    assert asked(tmp_path / "a.dna", "PRAGMA foreign_key_check") == []
    assert asked(tmp_path / "a.dna", "PRAGMA integrity_check") == [("ok",)]
    assert asked(tmp_path / "a.dna", "SELECT Value FROM SETTINGS WHERE Property = 'version'")[0][0].startswith("3.0")
    assert asked(tmp_path / "a.dna", "SELECT Variable, DataType FROM VARIABLES ORDER BY ID") == [
        ("person", "short text"),
        ("organization", "short text"),
        ("concept", "short text"),
        ("agreement", "boolean"),
    ]


@pytest.mark.parametrize("name", sorted(bundled_cases()))
def test_each_statement_stands_in_its_document(name, tmp_path):
    export(name, tmp_path / "a.dna")

    found = asked(
        tmp_path / "a.dna",
        "SELECT d.Source, substr(d.Text, s.Start + 1, s.Stop - s.Start), e.Value FROM STATEMENTS AS s "
        "JOIN DOCUMENTS AS d ON d.ID = s.DocumentId JOIN DATASHORTTEXT AS t ON t.StatementId = s.ID "
        "AND t.VariableId = 1 JOIN ENTITIES AS e ON e.ID = t.Entity",
    )
    said = {(s.source, s.quote or s.summary, s.speaker) for s in open_case(name)[1].statements}
    assert len(found) > 5
    assert set(found) <= said


def test_in_a_kept_article_the_words_stand_at_their_place(case, review, tmp_path):
    judge(review, TWO)
    done = CliRunner().invoke(main, ["accept", str(review), str(case), "--by", "Grace Hill", "--keep-article"])
    assert done.exit_code == 0, done.output

    export(case, tmp_path / "a.dna", as_of=read_case(case).as_of.replace(year=2032))

    words = "We will man four posts, whoever comes,” said Ada Rook, the defence minister of Elm, on Sunday. “Or five."
    start = ARTICLE.index(words)
    assert (start, start + len(words), ARTICLE) in asked(
        tmp_path / "a.dna",
        "SELECT s.Start, s.Stop, d.Text FROM STATEMENTS AS s JOIN DOCUMENTS AS d ON d.ID = s.DocumentId",
    )


def test_the_password_is_one_that_jasypt_takes(tmp_path):
    # StrongPasswordEncryptor: base64 of 16 bytes of salt and SHA-256 of salt and password, repeated 100,000 times.
    export("two-rivers", tmp_path / "a.dna")

    stored = base64.b64decode(asked(tmp_path / "a.dna", "SELECT Password FROM CODERS WHERE Name = 'Admin'")[0][0])
    digest = hashlib.sha256(stored[:16] + b"truceline").digest()
    for _ in range(99_999):
        digest = hashlib.sha256(digest).digest()
    assert stored[16:] == digest


def test_the_same_ledger_gives_the_same_bytes(tmp_path):
    written = [export("two-rivers", tmp_path / name).result.read_bytes() for name in ("a.dna", "b.dna")]

    assert written[0] == written[1]


def test_attributes_say_the_names(tmp_path):
    export("two-rivers", tmp_path / "a.dna")

    assert dict(read_dna_attributes(tmp_path / "a.dna"))["ash"] == {"Type": "state", "Alias": "Ash", "Notes": ""}


def test_a_table_has_a_row_for_each_position(case, review, tmp_path):
    judge(review, TWO)
    CliRunner().invoke(main, ["accept", str(review), str(case), "--by", "Grace Hill"])

    done = CliRunner().invoke(main, ["export", str(case), str(tmp_path / "a.csv"), "--as-of", "2032-01-01", "--json"])

    assert done.exit_code == 0, done.output
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(len(s.positions) for s in read_case(case).statements)
    last = rows[-1]
    assert (last["id"], last["stance"], last["article"]) == ("st-20310316-ada-rook", "for", "article.txt")
    start, end = map(int, last["quote_at"].partition(";")[0].split("-"))
    assert ARTICLE[start:end] == "We will man four posts, whoever comes,"
    document = json.loads(done.stdout)
    assert (document["document"], document["as_of"], document["left_out"]) == ("export", "2032-01-01", 0)


def test_a_text_lists_the_statements_by_topic(tmp_path):
    text = export("two-rivers", tmp_path / "a.md").result.read_text(encoding="utf-8")

    assert text.startswith("# ")
    assert "## Own troops for the truce" in text
    assert "> Four posts, two companies and our engineers. Dale will not wait for others." in text


def test_what_was_said_later_is_not_written(tmp_path):
    text = export("two-rivers", tmp_path / "a.md", as_of=read_day("2031-01-13")).result.read_text(encoding="utf-8")

    assert "### st-02" in text
    assert "### st-03" not in text


def read_day(text):
    from datetime import date

    return date.fromisoformat(text)


def test_other_endings_and_places_that_cannot_be_written_are_told(tmp_path):
    with pytest.raises(MisuseError, match=r"has none of the endings \.dna, \.csv, \.md"):
        export("two-rivers", tmp_path / "a.xlsx")
    with pytest.raises(CaseError, match="the ledger was not written"):
        export("two-rivers", tmp_path / "none" / "a.md")
