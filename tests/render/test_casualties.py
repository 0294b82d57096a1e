"""Casualties stand under a heading of their own in every form of a bulletin, counted by hand from the case's rows."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError
from truceline.monitoring.coverage_log import Period
from truceline.render.bulletin_files import bulletin_files
from truceline.services.new import new
from truceline.services.record import read_record
from truceline.workflow.monitor import monitor

FOLDER = find_case("two-rivers").folder


def files(day, hour=0):
    case = read_case(FOLDER)
    period = Period(datetime(2031, 3, day, tzinfo=UTC), datetime(2031, 3, day + (not hour), hour, tzinfo=UTC))
    return bulletin_files(monitor(case, read_record(FOLDER, case).record, period, version="0"))


@pytest.fixture(scope="module")
def day():
    return files(20)


def test_each_person_counts_once_and_claims_of_what_is_confirmed_nowhere(day):
    part = json.loads(day["bulletin.json"])["casualties"]

    # by hand: c-05 (a woman killed, one wounded) replaces c-04, c-06 is a boy; c-07 claims 3 and 5 of the same
    assert (part["killed"], part["wounded"]) == (1, 2)
    assert part["previous"] == {"killed": 0, "wounded": 1}
    assert [(row["incident"], row["given_by"], row["killed"], row["wounded"]) for row in part["list"]] == [
        ("in-o-2007", "", 1, 1),
        ("in-o-2007", "", 0, 1),
        ("in-o-2014", "Brask's ministry", 2, 3),
        ("in-o-2014", "mayor of Sel", 0, 3),
    ]


def test_page_text_and_table_say_the_same(day):
    rows = list(csv.DictReader(io.StringIO(day["casualties.csv"], newline="")))

    assert [(row["status"], row["killed"], row["wounded"]) for row in rows] == [
        ("confirmed", "1", "1"),
        ("confirmed", "0", "1"),
        ("claimed", "2", "3"),
        ("claimed", "0", "3"),
    ]
    for name, heading in (
        ("bulletin.html", '<h2 id="casualties-title">Casualties</h2>'),
        ("bulletin.md", "## Casualties"),
    ):
        section = day[name].partition(heading)[2].partition("Damage to civilian objects")[0]
        assert "1 killed and 2 wounded, as confirmed (civilians among them: 1 and 2)" in section
        assert "civilians, women" in section
        assert "claimed by mayor of Sel" in section
        assert "Arvel" not in section
    assert "verification cell" not in "".join(day.values())


def test_what_was_found_after_the_end_of_the_period_does_not_count_yet():
    part = json.loads(files(20, hour=18)["bulletin.json"])["casualties"]

    assert (part["killed"], part["wounded"]) == (0, 3)  # c-04 still stands: c-05 came at 21:40


def test_a_period_without_any_says_that_this_is_no_zero():
    day = files(14)

    assert "casualties.csv" not in day
    assert "None is on record, which is not to say that there were none." in day["bulletin.html"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("c-8,in-o-2007,confirmed,1,0,civilian,female,adult,,cell,2031-03-20T22:00:00Z,,", "same people as 'c-05'"),
        ("c-8,in-o-2007,claimed,1,0,civilian,,,,cell,2031-03-20T22:00:00Z,,", "claimed by nobody; give given_by"),
        ("c-8,in-o-2007,confirmed,1,0,military,,,north,cell,2031-03-20T22:00:00Z,,", "confirmed, but given by 'north'"),
        ("c-8,in-o-2007,withdrawn,0,0,military,,,,cell,2031-03-20T22:00:00Z,,", "withdraws nothing"),
        ("c-8,in-o-2007,withdrawn,0,0,military,,,,cell,2031-03-20T22:00:00Z,,c-02", "name one about 'in-o-2007'"),
    ],
)
def test_a_row_that_would_count_somebody_twice_or_is_nobodys_is_refused(tmp_path, row, fault):
    mine = new(tmp_path / "mine").result
    with (mine / "casualties.csv").open("a", encoding="utf-8") as table:
        table.write(row + "\n")

    with pytest.raises(CaseError) as caught:
        read_case(mine)
    (problem,) = caught.value.problems
    assert problem.startswith("casualties.csv:9")
    assert fault in problem
