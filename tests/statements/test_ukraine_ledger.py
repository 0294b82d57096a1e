"""The ledger of the ukraine case is whole, refers only to what exists, and says nothing before it was published."""

import re
from collections import Counter
from datetime import date

import pytest
from tests.statements.conftest import _rows

from truceline.formats.cells import read_last_day
from truceline.statements.statement import Authority, Stance

ROWS_OF_SEVERAL = {
    5: "abcd", 7: "abc", 12: "ab", 13: "abc", 18: "abcdefg", 26: "ab", 30: "ab", 31: "ab", 38: "abc", 39: "abcde",
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
    seed = {
        "witkoff",
        "witkoff-leaders",
        "witkoff-territory",
        "zelenskyy",
        "zelenskyy-time",
        "starmer-spokesman",
        "starmer-nyt",
        "putin",
        "trump-civilian",
        "fiala-ft",
    }

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
    assert max(s.said_on.last for s in ledger) == date(2026, 2, 25)


def test_every_source_has_one_complete_address_or_says_which_copy_was_read(sources):
    for row in sources.values():
        assert re.fullmatch(r"https?://[^\s;]+", row["url"]) or (
            row["url"] == "" and "No complete address was kept: read " in row["note"]
        ), row


def test_no_address_stands_in_two_sources_and_no_cell_leaves_anything_out(sources):
    addresses = [row["url"].rstrip("/") for row in sources.values() if row["url"]]

    assert [a for a, times in Counter(addresses).items() if times > 1] == []
    assert [row["id"] for row in sources.values() if any("..." in cell or "…" in cell for cell in row.values())] == []


def test_every_statement_has_a_day_or_says_why_not(ledger):
    spans = [s for s in ledger if s.said_on.first != s.said_on.last]

    assert [s.id for s in spans if "gives no day" not in s.summary] == []


def test_mirrors_are_marked_as_such(sources):
    mirrors = [row for row in sources.values() if "news-pravda.com" in row["url"]]

    assert [row["id"] for row in mirrors if "irror" not in row["note"]] == []
    assert {row["reliability"] for row in mirrors} <= set("DE")


CHECKED = [
    ("st-06", "2025-02-23", "ch", "military", "conditional", "about 200"),
    ("st-07a", "2025-02-27", "ie", "leader", "open", ""),
    ("st-07b", "2025-03-06", "ie", "leader", "against", ""),
    ("st-07c", "2025-09-01", "ie", "leader", "conditional", ""),
    ("st-10", "2025-03-02", "ca", "leader", "open", ""),
    ("st-11", "2025-02-17", "es", "minister", "open", ""),
    ("st-24", "2025-03-25", "cz", "leader", "open", ""),
    ("st-29", "2025-04-30", "ee", "leader", "conditional", "50-250"),
    ("st-s-zelenskyy", "2025-03-25", "ua", "leader", "for", ""),
    ("st-s-zelenskyy-time", "2025-03-24", "ua", "leader", "for", ""),
    ("st-s-trump-civilian", "2025-02-26", "us", "leader", "against", ""),
    ("st-s-putin", "2025-03-25", "ru", "leader", "against", ""),
    ("st-x-lavrov-riyadh", "2025-02-18", "ru", "minister", "against", ""),
    ("st-x-trump-he-will-accept", "2025-02-24", "us", "leader", "none", ""),
    ("st-x-peskov-25feb", "2025-02-25", "ru", "spokesperson", "against", ""),
    ("st-x-turkey-denies", "2025-02-27", "tr", "spokesperson", "against", ""),
    ("st-x-starmer-northwood", "2025-03-20", "uk", "leader", "for", ""),
    ("st-x-trump-influenced", "2025-03-24", "us", "leader", "none", ""),
    ("st-x-merz-17may", "2025-05-17", "de", "leader", "open", ""),
    ("st-x-macron-10jul", "2025-07-10", "coalition", "leader", "conditional", ""),
    ("st-x-zakharova-17jul", "2025-07-17", "ru", "spokesperson", "against", ""),
    ("st-x-healey-15aug", "2025-08-15", "uk", "minister", "conditional", ""),
    ("st-x-cochairs-17aug", "2025-08-17", "coalition", "spokesperson", "conditional", ""),
    ("st-x-wadephul", "2025-08-18", "de", "minister", "against", ""),
    ("st-x-kristersson-aug", "2025-08-19", "se", "leader", "conditional", ""),
    ("st-x-nauseda-20aug", "2025-08-20", "lt", "leader", "conditional", "about 200"),
    ("st-x-zelenskyy-21aug", "2025-08-21", "ua", "leader", "none", ""),
    ("st-x-peskov-27aug", "2025-08-27", "ru", "spokesperson", "against", ""),
    ("st-x-schoof", "2025-09-04", "nl", "leader", "open", ""),
    ("st-x-peskov-5sep", "2025-09-05", "ru", "spokesperson", "against", ""),
    ("st-x-lavrov-28dec", "2025-12-28", "ru", "minister", "against", ""),
    ("st-x-paris-declaration", "2026-01-06", "coalition", "document", "conditional", ""),
    ("st-x-kristersson-6jan", "2026-01-06", "se", "leader", "conditional", ""),
    ("st-x-starmer-vote", "2026-01-07", "uk", "leader", "for", ""),
    ("st-x-healey-9jan", "2026-01-09", "uk", "minister", "conditional", "200000000"),
    ("st-x-rutte-rada", "2026-02-03", "nato", "leader", "conditional", ""),
    ("st-x-zakharova-4feb", "2026-02-04", "ru", "spokesperson", "against", ""),
    ("st-x-mod-hq", "2026-02-24", "uk", "spokesperson", "for", "70"),
    ("st-x-leaders-24feb", "2026-02-24", "coalition", "document", "conditional", ""),
    ("st-x-healey-25feb", "2026-02-25", "uk", "minister", "conditional", ""),
]
"""Rows checked against their sources by hand: id, day, actor, authority, first stance, value."""


@pytest.mark.parametrize("checked", CHECKED, ids=lambda checked: checked[0])
def test_a_row_says_what_its_source_says(checked):
    rows = {row["id"]: row for row in _rows("statements.csv")}
    row = rows[checked[0]]

    assert (row["id"], row["said_on"], row["speaks_for"], row["authority"]) == checked[:4]
    assert (row["stance"].split(";")[0], row["value"]) == checked[4:]


def test_the_article_quotes_the_interview_in_time_and_not_what_was_said_to_the_press(ledger):
    said = {s.id: s.quote for s in ledger}

    assert said["st-s-zelenskyy-time"] == (
        "I believe Russia has managed to influence some people on the White House team through information"
    )
    assert said["st-s-trump-civilian"] == (
        "I'm not going to make security guarantees beyond very much. We're going to have Europe do that"
    )
    assert "a significant number of countries providing troops" in said["st-17"]


def test_the_vote_of_parliament_stands_under_the_prime_minister_and_not_under_the_document(ledger):
    rows = {s.id: s for s in ledger}

    assert not any("arliament" in c for s in ("st-46a", "st-46b", "st-46c") for c in rows[s].conditions)
    assert "put that matter to the house for a vote" in rows["st-x-starmer-vote"].quote


def test_every_topic_says_when_it_was_last_looked_for(topics):
    assert [t["id"] for t in topics["topics"] if t["last_looked_for"] < date(2026, 2, 25)] == []
    assert all(t["looked_for_note"] for t in topics["topics"])


def test_the_paris_declaration_is_a_document_of_the_coalition_in_its_published_text(ledger, sources):
    declared = next(s for s in ledger if s.id == "st-x-paris-declaration")

    assert (declared.authority, declared.speaks_for) == (Authority.DOCUMENT, "coalition")
    assert sources[declared.source]["url"].startswith("https://www.president.gov.ua/en/news/")
    assert sources[declared.source]["reliability"] == "A"


@pytest.mark.parametrize("id_", ["st-03", "st-38a", "st-38b", "st-38c", "st-44", "st-50b", "st-53"])
def test_no_soldiers_but_logistics_is_two_positions(id_, ledger):
    said = next(s for s in ledger if s.id == id_)

    assert {(p.topic, p.scope): p.stance in {Stance.FOR, Stance.CONDITIONAL} for p in said.positions} == {
        ("troops", "own.inside"): False,
        ("troops", "own.support"): True,
    }


def test_help_from_the_air_and_no_soldiers_on_the_ground_are_two_positions_of_the_united_states(ledger):
    said = next(s for s in ledger if s.id == "st-33")

    assert {p.scope: p.stance for p in said.positions} == {
        "air-support": Stance.CONDITIONAL,
        "ground-troops": Stance.AGAINST,
    }
