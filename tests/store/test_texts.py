"""Texts come back from a store as they went into it, on both databases."""

import polars as pl
import pytest
from tests.stored import ELSEWHERE, read_received, read_rows, reading, writing

from truceline.errors import SourceError
from truceline.store.adding import Adding

AWKWARD = (
    *('"', 'a"b', "one\ntwo", "one\r\ntwo\r", "a,b;c\td", "\\N", "\\", "NULL", "null", "nan", "1e5", " spaced "),
    *("\N{ZERO WIDTH SPACE}", "\N{FACE WITH TEARS OF JOY}", "Ровеньки", "?", "%s", "%", ":session", "'", "\\.", "true"),
)
PLACED = {"issued": None, "gone": False, "start": 1_924_992_000, "end": 1_924_992_000}
NUMBERS = {"lat": 48.1234567890123, "lon": -0.1, "radius_m": 1e-3}


def add(place, texts, kind="report", feed="csv", **others):
    """Add a row for each text, which is all that it says."""
    said = ("source", "act", "weapon", "target", "label")
    rows = [
        {"line": n, "id": f"{feed}-{n}", **PLACED, **NUMBERS, **dict.fromkeys(said, text), "detail": "{}", **others}
        for n, text in enumerate(texts)
    ]
    with writing(place) as tables:
        adding = Adding(tables, feed, kind)
        adding.add(pl.DataFrame(rows, schema_overrides={"issued": pl.Int64, "end": pl.Int64}))
        adding.finish("drawn.csv", "0" * 64, 1_925_000_000)
    return adding.counts


def test_awkward_texts_and_numbers_come_back_as_they_were(place):
    add(place, AWKWARD)
    read = read_received(place)
    reports = read.reports

    for codes, names in ((reports.act, reports.acts), (reports.weapon, reports.weapons), (read.target, read.targets)):
        assert [names[code] for code in codes] == list(AWKWARD)
    assert set(reports.lat.tolist()) == {NUMBERS["lat"]}
    assert set(reports.radius_m.tolist()) == {NUMBERS["radius_m"]}
    assert add(place, AWKWARD)["unchanged"] == len(AWKWARD)


def test_what_is_the_same_in_all_rows_of_an_import_comes_back_as_it_was(place):
    for feed in AWKWARD:
        add(place, ["x", "y"], feed=feed)

    with reading(place) as tables:
        found = tables.execute(
            "SELECT feed, report, version FROM report_versions WHERE session = :session ORDER BY version"
        ).fetchall()
    assert [row[0] for row in found] == [feed for feed in AWKWARD for _ in "xy"]
    assert [row[1] for row in found] == [row[2] for row in found] == list(range(1, 1 + 2 * len(AWKWARD)))


def test_a_window_that_is_open_and_an_empty_text_come_back_as_they_were(place):
    add(place, ["", "x"], kind="claim", end=None, lat=None, lon=None, radius_m=None)

    assert [(row.source, row.end, row.act) for row in read_rows(place, "claim")] == [("", None, ""), ("x", None, "x")]
    assert add(place, ["", "y"], kind="claim", end=None, lat=None, lon=None, radius_m=None)["altered"] == 1


def test_a_character_that_a_database_does_not_keep_is_told_of(place):
    store = ELSEWHERE.get(place, (None, 0))[0]
    if store is None or store.engine.dialect.name == "sqlite":
        assert add(place, ["a\0b"])["new"] == 1
        return
    with pytest.raises(SourceError, match=r"source \| holds the character of code 0"):
        add(place, ["a\0b"])
    assert len(read_received(place).reports) == 0
