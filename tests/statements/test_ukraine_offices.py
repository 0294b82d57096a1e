"""The table of office-holders of ``ukraine``, recomputed from the bytes of its files."""

import csv
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from importlib import resources

import pytest
from ruamel.yaml import YAML

CASE = resources.files("truceline") / "cases" / "ukraine"
FIRST, LAST = date(2025, 1, 1), date(2026, 2, 28)
HEADS = {"prime minister", "chancellor", "taoiseach"}
HEADED_BY_PRESIDENT = {"us", "tr", "ch"}
WANTED = {
    "head of government": HEADS,
    "foreign minister": {"foreign minister", "foreign secretary", "secretary of state"},
    "defence minister": {"defence minister", "defence secretary", "defense secretary", "armed forces minister"},
}
GAPS = {
    ("us", "defence minister"): [("2025-01-21", "2025-01-24")],
    ("fr", "defence minister"): [("2025-10-07", "2025-10-11")],  # Le Maire left the day after he was named
    ("lt", "defence minister"): [("2025-10-24", "2025-11-10")],  # after Šakalienė, before Kaunas was sworn in
}
"""Days, from and to, on which the table names nobody: the office was vacant, or held in a way that no page told."""


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((CASE / name).read_text(encoding="utf-8").splitlines()))


def days(row: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(row["from"]), date.fromisoformat(row["until"]) if row["until"] else date.max


@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    return rows("offices.csv")


def test_no_single_office_has_two_holders_for_more_than_the_day_it_is_handed_over(table):
    terms = defaultdict(list)
    for row in table:
        if row["authority"] in {"leader", "minister", "military"} and not row["office"].startswith("deputy "):
            terms[row["actor"], row["office"]].append(days(row))

    overlaps = {
        key: (one, other)
        for key, held in terms.items()
        for n, one in enumerate(held)
        for other in held[n + 1 :]
        if min(one[1], other[1]) > max(one[0], other[0])
    }
    assert len(terms) > 130
    assert overlaps == {}


def test_each_state_that_pledges_has_its_three_offices_filled_but_for_the_gaps_stated(table):
    pledges = YAML(typ="safe").load((CASE / "pledges.yaml").read_text(encoding="utf-8"))["pledges"]
    states = {row["id"] for row in rows("actors.csv") if row["kind"] == "state"}
    pledging = sorted({pledge["contributor"] for pledge in pledges} & states)

    found = {(actor, what): gaps(table, actor, what) for actor in pledging for what in WANTED}

    assert len(pledging) == 22
    assert {key: missing for key, missing in found.items() if missing} == GAPS


def gaps(table: list[dict[str, str]], actor: str, what: str) -> list[tuple[str, str]]:
    offices = WANTED[what]
    if what == "head of government" and actor in HEADED_BY_PRESIDENT:
        offices = {"president"}
    held = [days(row) for row in table if row["actor"] == actor and row["office"] in offices]
    empty = [
        day
        for n in range((LAST - FIRST).days + 1)
        if not any(first <= (day := FIRST + timedelta(n)) <= last for first, last in held)
    ]
    starts = [day for day in empty if day - timedelta(1) not in empty]
    ends = [day for day in empty if day + timedelta(1) not in empty]
    return [(first.isoformat(), last.isoformat()) for first, last in zip(starts, ends, strict=True)]


def test_every_row_has_a_source_with_an_address_and_what_was_not_verified_is_graded_so(table):
    sources = {row["id"]: row for row in rows("sources.csv")}

    assert all(sources[row["source"]]["url"].startswith("http") for row in table)
    unread = {row["source"] for row in table if "Not read" in sources[row["source"]]["note"]}
    assert {sources[name]["reliability"] for name in unread} == {"F"}
    assert sum(row["source"] in unread for row in table) < 0.4 * len(table)


def test_names_with_accents_are_also_spelt_without(table):
    plain = {
        row["person"]: "".join(c for c in unicodedata.normalize("NFKD", row["person"]) if not unicodedata.combining(c))
        for row in table
    }
    known = {row["person"]: {row["person"], *row["spellings"].split(";")} for row in table}

    assert [name for name, spelt in plain.items() if spelt.isascii() and spelt not in known[name]] == []
    assert {"Volodymyr Zelensky", "Volodymyr Zelenskiy"} <= known["Volodymyr Zelenskyy"]
    assert "Lars Lokke Rasmussen" in known["Lars Løkke Rasmussen"]
    assert "Radoslaw Sikorski" in known["Radosław Sikorski"]


@pytest.mark.parametrize(
    ("day", "actor", "office", "person"),
    [
        ("2025-03-25", "de", "chancellor", "Olaf Scholz"),
        ("2025-05-07", "de", "chancellor", "Friedrich Merz"),
        ("2025-09-06", "uk", "foreign secretary", "Yvette Cooper"),
        ("2025-07-18", "ua", "prime minister", "Yulia Svyrydenko"),
        ("2026-01-15", "ua", "defence minister", "Mykhailo Fedorov"),
        ("2026-02-24", "nl", "prime minister", "Rob Jetten"),
        ("2025-08-07", "pl", "president", "Karol Nawrocki"),
    ],
)
def test_who_held_an_office_on_a_day(table, day, actor, office, person):
    when = date.fromisoformat(day)
    held = [row for row in table if (row["actor"], row["office"]) == (actor, office)]

    assert [row["person"] for row in held if days(row)[0] <= when <= days(row)[1]] == [person]
