"""What reports call things is held against the vocabulary and the provisions."""

import csv
from datetime import UTC, datetime

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.casefolder.consistency.reported_words import words_astray
from truceline.services.check import check
from truceline.services.import_reports import import_reports
from truceline.services.monitor import monitor
from truceline.services.new import new

AT = datetime(2031, 4, 1, tzinfo=UTC)
ROWS = """id,source,time,lat,lon,radius_m,act,weapon,target
r-1,patrol,2031-03-20T10:00:00Z,1.5,2.6,200,airstrike,mortr,
r-2,patrol,2031-03-20T11:00:00Z,1.5,2.6,200,demolition,,school
r-3,patrol,2031-03-20T12:00:00Z,1.5,2.6,200,air-strike,,
r-4,patrol,2031-03-20T13:00:00Z,1.5,2.6,200,explosion,,
"""
LACKS = "which the vocabulary lacks: what turns on it stays undetermined"
SCOPE = "of which no provision speaks: it is out of scope; name it among the acts of a provision if the text forbids it"
SAID = [
    f"reports tell the act 'airstrike', {LACKS}; did you mean 'air-strike'?",
    f"reports tell the weapon 'mortr', {LACKS}; did you mean 'mortar'?",
    f"reports tell the act 'demolition', {SCOPE}",
]


UNDATED = (  # three of the reports that `new` writes, and the four above
    "7 reports in reports/ do not say when the monitors had it (`received`): they are taken as known when they"
    " happened; fill it in where that was later"
)


@pytest.fixture
def mine(tmp_path):
    folder = new(tmp_path / "mine").result
    (folder / "reports" / "more.csv").write_text(ROWS, encoding="utf-8")
    return folder


def test_check_and_monitor_tell_terms_that_nobody_could_judge(mine, tmp_path):
    assert [line.removeprefix("note: ") for line in check(mine).text.splitlines()[1:]] == [*SAID, UNDATED]
    notes = monitor(mine, at=AT, out=tmp_path / "run").notes
    assert list(notes[: len(SAID)]) == SAID


def test_a_file_that_is_read_as_columns_tells_the_same(mine):
    # without the Z a time is not surely sound, so that the file is read as columns
    (mine / "reports" / "more.csv").write_text(ROWS.replace("10:00:00Z", "10:00:00+00:00"), encoding="utf-8")

    assert [line.removeprefix("note: ") for line in check(mine).text.splitlines()[1:]] == [*SAID, UNDATED]


def test_what_the_agreement_adds_or_forbids_is_no_longer_told(mine):
    path = mine / "agreement.yaml"
    text = path.read_text(encoding="utf-8").replace("acts: [fire]\n", "acts: [fire, demolition]\n", 1)
    own = "terms:\n  acts:\n    - {id: airstrike, title: Strike from above, is_a: [air-strike]}\n"
    path.write_text(text + own, encoding="utf-8")

    notes = check(mine).text.splitlines()[1:]
    own_terms = "note: the agreement's own terms: airstrike (a kind of air-strike)"
    assert notes == [own_terms, f"note: {SAID[1]}", f"note: {UNDATED}"]


def test_an_import_tells_them_too_and_takes_terms_of_the_agreements_own(mine, tmp_path):
    (mine / "reports" / "more.csv").unlink()
    mapping = """name: villages
kind: report
columns: {id: id, time: time, lat: lat, lon: lon, act: what}
constants: {radius_m: "300"}
acts: {kites: {act: kite-fire}, jets: {act: airstrike}}
"""
    (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8")
    rows = "id,time,lat,lon,what\n1,2031-03-20T10:00:00Z,1.5,2.6,kites\n2,2031-03-20T11:00:00Z,1.5,2.7,jets\n"
    (tmp_path / "villages.csv").write_text(rows, encoding="utf-8")
    own = "terms:\n  acts:\n    - {id: kite-fire, title: Fire set by a kite, is_a: [fire]}\n"
    with (mine / "agreement.yaml").open("a", encoding="utf-8") as file:
        file.write(own)

    done = import_reports("csv", tmp_path / "villages.csv", mine, at=AT, mapping=tmp_path / "mapping.yaml")

    assert [note for note in done.notes if note.startswith("reports tell")] == SAID[:1]
    assert f"note: {SAID[0]}" in check(mine).text.splitlines()
    monitor(mine, at=AT, known_at=AT, out=tmp_path / "run")
    with (tmp_path / "run" / "incidents.csv").open(encoding="utf-8", newline="") as lines:
        found = {row["act"]: row["verdict"] for row in csv.DictReader(lines)}
    assert (found["kite-fire"], found["airstrike"]) == ("violation", "undetermined")


def test_no_more_than_twenty_are_told():
    found = words_astray(
        {"act": [f"word-{n:02}" for n in range(23)]}, read_case(find_case("two-rivers").folder).agreement
    )

    assert (len(found), found[-1]) == (21, "and 3 more terms of reports of this kind")


def test_what_is_context_is_no_term_that_nobody_could_judge(tmp_path):
    case = new(tmp_path / "mine").result
    (tmp_path / "viina.csv").write_text(
        "event_id_1pd,date,longitude,latitude,GEO_PRECISION,t_mil_b,t_artillery_b,t_uav_b,t_san_b,t_airalert_b\n"
        "1,20310319,2.6,1.5,ADM3,1,1,0,0,0\n2,20310319,2.6,1.5,ADM3,0,0,0,1,0\n3,20310319,2.6,1.5,ADM3,1,0,0,0,1\n",
        encoding="utf-8",
    )
    done = import_reports("viina", tmp_path / "viina.csv", case, at=AT)
    week = {"since": datetime(2031, 3, 13, tzinfo=UTC), "until": datetime(2031, 3, 20, tzinfo=UTC)}
    made = monitor(case, at=AT, **week, known_at=AT, out=tmp_path / "run")

    assert done.result.counts["new"] == 3
    assert not [line for line in (*done.notes, check(case).text, *made.notes) if "vocabulary lacks" in line]
    with (tmp_path / "run" / "reports.csv").open(encoding="utf-8") as file:
        assert [row["act"] for row in csv.DictReader(file) if row["source"] == "viina"] == ["strike"]
