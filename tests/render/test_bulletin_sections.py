"""Movement, obligations and attachments: sections of a bulletin, counted by hand from the case's rows."""

import csv
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


def section(text, name, heading):
    return text.partition(f'<h2 id="{name}-title">{heading}</h2>')[2].partition("</section>")[0]


def test_patrols_planned_done_and_denied_are_those_of_the_day(day):
    with (FOLDER / "patrols.csv").open(encoding="utf-8", newline="") as table:
        mine = [row for row in csv.DictReader(table) if row["start"].startswith("2031-03-20")]
    part = json.loads(day["bulletin.json"])["movement"]

    assert sum(row["planned"] for row in part["sectors"]) == len(mine) == 6
    for key, state in (("done", "done"), ("denied", "denied"), ("delayed", "delayed"), ("called_off", "called-off")):
        assert sum(row[key] for row in part["sectors"]) == sum(row["state"] == state for row in mine)
    assert [row["hindered_by"] for row in part["hindered"]] == ["brask", "arvel", ""]
    # coverage.csv: jamming 1.5 h, a checkpoint 10 h and a threat 1 h, all in the east
    assert {row["sector"]: row["restricted_post_hours"] for row in part["sectors"]} == {
        "west": 0,
        "middle": 0,
        "east": 12.5,
    }
    shown = section(day["bulletin.html"], "movement", "Freedom of movement")
    assert "6 patrols planned: 2 done, 1 done after a delay, 2 denied, 1 called off." in shown
    assert "denied, by whom is not known" in shown
    assert "## Freedom of movement" in day["bulletin.md"]


def test_an_obligation_is_overdue_only_once_somebody_verified_it():
    states = {
        hour: {row["actor"]: row["state"] for row in json.loads(files(20, hour)["bulletin.json"])["obligations"]}
        for hour in (17, 18)
    }

    # k-01 (16 March) says that Brask met it, k-02 (20 March, 17:10) that it did not
    assert states == {17: {"arvel": "not-known", "brask": "met"}, 18: {"arvel": "not-known", "brask": "overdue"}}


def test_the_section_on_obligations_says_by_when_who_verifies_and_what_shows_it(day):
    shown = section(day["bulletin.html"], "obligations", "Obligations")
    row = next(row for row in json.loads(day["bulletin.json"])["obligations"] if row["actor"] == "brask")

    assert (row["deadline"], row["verified_by"]) == ("2031-03-15T00:00:00+00:00", "Friends of the Truce")
    assert (row["rows"], row["shown_by"]) == (["k-02"], ["f-02", "f-03", "j-03"])
    assert "(f-02, f-03, j-03)" in shown
    assert "2031-03-15 00:00" in shown
    assert "nothing on record" in shown


def test_attachments_are_listed_by_hash_with_the_incident_of_their_row(day):
    part = json.loads(day["bulletin.json"])["attachments"]
    with (FOLDER / "attachments.csv").open(encoding="utf-8", newline="") as table:
        hashes = {row["id"]: row["sha256"] for row in csv.DictReader(table)}

    assert {row["id"]: row["sha256"] for row in part} == hashes
    assert {row["of"]: row["incident"] for row in part} == {"j-03": "in-o-2007", "f-03": "in-o-2009", "j-06": "in-p-06"}
    for name in ("bulletin.html", "bulletin.md"):
        assert all(value in day[name] for value in hashes.values())
    assert json.loads(files(14)["bulletin.json"])["attachments"] == []


@pytest.mark.parametrize(
    ("table", "row", "fault"),
    [
        (
            "patrols",
            "p-9,north-camp,2031-03-20T06:00:00Z,2031-03-20T05:00:00Z,x,done,,",
            "end does not come after start",
        ),
        ("patrols", "p-9,north-camp,2031-03-20T06:00:00Z,2031-03-20T07:00:00Z,x,done,arvel,", "hindered by 'arvel'"),
        ("patrols", "p-9,north-camp,2031-03-20T06:00:00Z,2031-03-20T07:00:00Z,x,denied,elm,", "party 'elm'"),
        ("compliance", "k-9,withdrawl,arvel,met,cell,2031-03-20T06:00:00Z,,,", "'withdrawl'"),
        ("compliance", "k-9,withdrawal,elm,met,cell,2031-03-20T06:00:00Z,,,", "'elm'"),
        ("compliance", "k-9,withdrawal,arvel,met,cell,2031-03-20T06:00:00Z,f-99,,", "'f-99'"),
        ("attachments", f"a-9,j-03,x/y.jpg,{'a' * 64},picture,cell,2031-03-20T06:00:00Z,", "'x/y.jpg' is a path"),
        ("attachments", f"a-9,j-03,y.jpg,{'A' * 64},picture,cell,2031-03-20T06:00:00Z,", "is no sha256"),
        ("attachments", f"a-9,j-99,y.jpg,{'a' * 64},picture,cell,2031-03-20T06:00:00Z,", "'j-99'"),
    ],
)
def test_a_row_that_cannot_be_so_is_refused_with_its_value(tmp_path, table, row, fault):
    mine = new(tmp_path / "mine").result
    with (mine / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")

    with pytest.raises(CaseError) as caught:
        read_case(mine)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{table}.csv:")
    assert fault in problem
