"""The ledger of the ukraine case is whole, refers only to what exists, and says nothing before it was published."""

import re
from collections import Counter
from datetime import date

import pytest
from tests.statements.conftest import _rows

from truceline.adapters.schema.cells import read_last_day
from truceline.statements.statement import Authority, Stance

ROWS_OF_SEVERAL = {
    5: "abcd", 12: "ab", 13: "abc", 18: "abcdefg", 26: "ab", 30: "ab", 31: "ab", 38: "abc", 39: "abcde",
    46: "abc", 47: "ab", 49: "ab", 50: "ab",
}  # fmt: skip


@pytest.fixture(scope="module")
def sources():
    return {row["id"]: row for row in _rows("sources.csv")}


@pytest.mark.parametrize("name", ["actors.csv", "meetings.csv", "sources.csv", "statements.csv"])
def test_ids_are_well_formed_and_unique(name):
    ids = [row["id"] for row in _rows(name)]

    assert [i for i, times in Counter(ids).items() if times > 1] == []
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", i)] == []


def test_all_55_rows_of_the_reference_ledger_are_there(ledger):
    ids = {s.id for s in ledger}
    expected = {f"st-{n:02d}{letter}" for n in range(1, 56) for letter in ROWS_OF_SEVERAL.get(n, [""])}

    assert expected <= ids
    assert {i for i in ids if re.fullmatch(r"st-\d\d[a-z]?", i)} == expected


def test_the_statements_of_the_article_are_there(ledger):
    seed = {"witkoff", "zelenskyy", "starmer-spokesman", "starmer-nyt", "putin", "trump-civilian", "fiala-ft"}

    assert {f"st-s-{name}" for name in seed | {"count-handful"}} <= {s.id for s in ledger}


def test_every_reference_exists(ledger, sources, actors, topics):
    known = {a.id for a in actors}
    scopes = {t["id"]: set(t["scopes"]) for t in topics["topics"]}
    ids = {s.id for s in ledger}

    assert [s.id for s in ledger if s.source not in sources] == []
    assert [s.id for s in ledger if not {s.speaks_for, *s.names} <= known] == []
    assert [s.id for s in ledger for p in s.positions if p.scope not in scopes.get(p.topic, ())] == []
    assert [s.id for s in ledger if not set(s.supersedes) <= ids] == []
    assert [m["id"] for m in _rows("meetings.csv") if m["source"] not in sources] == []


def test_count_definitions_refer_to_topics_scopes_and_measures(ledger, definitions, topics):
    scopes = {t["id"]: set(t["scopes"]) for t in topics["topics"]}
    measures = {s.measure.what for s in ledger if s.measure}

    for definition in definitions.values():
        assert definition.scopes <= scopes[definition.topic]
        assert set(definition.claims) <= measures


def test_nothing_is_said_after_its_source_was_published(ledger, sources):
    late = [
        s.id
        for s in ledger
        if (published := read_last_day(sources[s.source]["published_on"])) and s.said_on.last > published
    ]

    assert late == []


def test_every_statement_has_words_a_grade_and_somebody_who_speaks(ledger):
    assert [s.id for s in ledger if not (s.quote or s.summary)] == []
    assert [s.id for s in ledger if not s.summary] == []
    assert [s.id for s in ledger if not 1 <= s.credibility <= 6] == []
    assert [s.id for s in ledger if not s.speaker] == []
    conditional = [s for s in ledger if any(p.stance is Stance.CONDITIONAL for p in s.positions)]
    assert [s.id for s in conditional if not s.conditions] == []


def test_sources_are_graded_and_party_aligned_hosts_are_not_graded_as_reliable(sources):
    assert {row["reliability"] for row in sources.values()} <= set("ABCDEF")
    assert {f"s{n}" for n in (1, 6, 8, 24, 71, 97, 155, 157, 207)} <= set(sources)
    aligned = [row for row in sources.values() if "arty-aligned" in row["note"]]
    assert aligned
    assert {row["reliability"] for row in aligned} <= set("DE")


def test_state_agencies_of_both_parties_have_the_same_grade(sources):
    assert sources["s149"]["reliability"] == sources["s76"]["reliability"] == "D"


def test_reports_are_coded_as_reports(ledger, actors):
    press = {a.id for a in actors if a.kind == "press"}

    assert {s.authority for s in ledger if s.speaks_for in press} == {Authority.REPORT}


def test_the_ledger_runs_from_before_the_article_to_february_2026(ledger):
    assert sum(s.said_on.last <= date(2025, 3, 25) for s in ledger) >= 40
    assert max(s.said_on.last for s in ledger) == date(2026, 2, 24)
