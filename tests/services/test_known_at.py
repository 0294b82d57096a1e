"""A bulletin counts what was known at an instant: reports, imports and claims that came later are no part of it."""

import json
from datetime import UTC, datetime

import pytest

from truceline.casefolder.cases import read_case
from truceline.errors import CaseError
from truceline.monitoring.coverage_log import Period
from truceline.services.check import check
from truceline.services.import_reports import import_reports
from truceline.services.monitor import monitor
from truceline.services.new import new
from truceline.services.record import read_record
from truceline.workflow.monitor import monitor as walk

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)
UNTIL, LATER = datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 26, tzinfo=UTC)
LATE = "p-07,patrol,2031-03-19T11:00:00Z,,0,2031-03-25T09:00:00Z,1.60000,2.20000,50,shelling,,,A crater found later\n"


@pytest.fixture
def mine(tmp_path):
    return new(tmp_path / "mine").result


def late_report(case):
    table = case / "reports" / "patrols.csv"
    table.write_text(table.read_text(encoding="utf-8") + LATE, encoding="utf-8")


def bulletin(case, **asked):
    done = monitor(case, at=AT, **({"until": UNTIL, "out": case / "runs" / "out"} | asked))
    return json.loads(done.json), done


def ids(found):
    return {row["id"] for row in found["incidents"]["list"]}


def test_a_report_received_after_the_end_is_not_counted_and_no_file_tells_of_it(mine):
    before, first = bulletin(mine)
    names = {path.name: path.read_bytes() for path in first.written if path.name != "run.json"}
    late_report(mine)

    found, done = bulletin(mine)

    assert found == before
    assert found["known_at"] == "2031-03-20T00:00:00+00:00"
    assert {path.name: path.read_bytes() for path in done.written if path.name != "run.json"} == names
    told = "after 2031-03-20T00:00:00+00:00 came 1 report in reports/: not counted; --known-at"
    assert done.notes[0].startswith(told)


def test_as_known_later_it_counts_and_the_bulletin_says_that_it_came_late(mine):
    before, _ = bulletin(mine)
    late_report(mine)

    found, done = bulletin(mine, known_at=LATER)

    assert ids(found) - ids(before) == {"in-p-07"}
    assert (found["received_late"], before["received_late"]) == (1, 0)
    assert found["known_at"] == "2031-03-26T00:00:00+00:00"
    page = next(path for path in done.written if path.name == "bulletin.html").read_text(encoding="utf-8")
    assert "as known at 2031-03-26 00:00" in page
    assert "1 of its reports was received after the period&#39;s end." in page


def test_reports_of_which_nobody_says_when_they_came_count_and_are_told(mine):
    found, done = bulletin(mine, until=datetime(2031, 3, 21, tzinfo=UTC))

    # p-02 and p-05 of 20 March have no received time; p-01 is of the 18th
    assert found["received_not_told"] == 2
    assert {"in-p-02", "in-p-05"} <= ids(found)
    said = "Of 2 of its reports nobody says when they were received: they count as known when they happened."
    page = next(path for path in done.written if path.name == "bulletin.html").read_text(encoding="utf-8")
    assert f"as known at 2031-03-21 00:00. {said}</p>" in page
    assert f"  {said}\n" in done.text
    assert "note: 3 reports in reports/ do not say when the monitors had it" in check(mine).text  # all three
    fill = {"p-01": "2031-03-18T11:00:00Z", "p-02": "2031-03-21T08:00:00Z", "p-05": "2031-03-20T20:00:00Z"}
    table = mine / "reports" / "patrols.csv"
    rows = [row.split(",") for row in table.read_text(encoding="utf-8").splitlines()]
    told = [",".join([*row[:5], fill.get(row[0], row[5]), *row[6:]]) for row in rows]
    table.write_text("\n".join(told) + "\n", encoding="utf-8")
    later, done = bulletin(mine, until=datetime(2031, 3, 21, tzinfo=UTC))
    assert ids(found) - ids(later) == {"in-p-02"}  # it came on the next day
    assert later["received_not_told"] == 0
    assert "nobody says when" not in done.text
    assert "note:" not in check(mine).text


def test_what_people_found_after_the_end_counts_as_known_later_but_a_step_taken_then_is_none_of_the_period(mine):
    row = "j-08,in-o-1901,verified,verification cell,2031-03-22T10:00:00Z,Seen from the air,\n"
    table = mine / "judgements.csv"
    table.write_text(table.read_text(encoding="utf-8") + row, encoding="utf-8")
    known, _ = bulletin(mine)
    later, _ = bulletin(mine, known_at=LATER)

    status = [{row["id"]: row["status"] for row in found["incidents"]["list"]}["in-o-1901"] for found in (known, later)]
    assert status == ["reported", "verified"]
    steps = [{(c["incident"], c["step"]): c["taken"] for c in found["clocks"]} for found in (known, later)]
    assert steps[0] == {key: steps[1].get(key) for key in steps[0]}


def test_an_import_counts_from_when_it_was_made_and_leaves_earlier_bulletins_as_they_were(mine, tmp_path):
    before, _ = bulletin(mine)
    inputs = json.loads((mine / "runs" / "out" / "run.json").read_text(encoding="utf-8"))["inputs"]
    text = "id,source,time,lat,lon,radius_m,act\nx1,ash,2031-03-19T15:00:00Z,1.6,2.2,50,shelling\n"
    (tmp_path / "more.csv").write_text(text, encoding="utf-8")
    import_reports("csv", tmp_path / "more.csv", mine, at=datetime(2031, 3, 24, tzinfo=UTC))

    found, done = bulletin(mine)

    assert found == before
    assert json.loads((mine / "runs" / "out" / "run.json").read_text(encoding="utf-8"))["inputs"] == inputs
    later, _ = bulletin(mine, known_at=LATER)
    assert done.notes[0].startswith("after 2031-03-20T00:00:00+00:00 came 1 import: not counted")
    assert len(ids(later) - ids(before)) == later["received_late"] == 1


def test_an_imported_report_says_what_it_said_at_that_instant(mine, tmp_path):
    head, row = "id,source,time,lat,lon,radius_m,act\n", "x1,ash,2031-03-19T15:00:00Z,1.6,2.2,50,"
    for day, act in ((19, "shelling"), (24, "small-arms-fire")):
        (tmp_path / "more.csv").write_text(f"{head}{row}{act}\n", encoding="utf-8")
        import_reports("csv", tmp_path / "more.csv", mine, at=datetime(2031, 3, day, 20, tzinfo=UTC))

    acts = []
    for asked in ({}, {"known_at": LATER}):
        found, _ = bulletin(mine, **asked)
        acts += [line["act"] for line in found["incidents"]["list"] if line["id"].startswith("in-r-")]

    assert acts == ["shelling", "small-arms-fire"]


def test_the_use_case_itself_leaves_out_what_came_later(mine):
    late_report(mine)
    case = read_case(mine)
    record = read_record(mine, case).record  # everything, whenever it came
    day = Period(datetime(2031, 3, 19, tzinfo=UTC), UNTIL)

    ids_of = [
        {line.id for line in walk(case, record, day, version="0", known_at=at).bulletin.lines} for at in (None, LATER)
    ]

    assert ids_of[1] - ids_of[0] == {"in-p-07"}


def test_a_claim_counts_from_when_it_was_received_or_else_from_the_end_of_its_window(mine):
    table = mine / "claims.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    rows = [f"{row},2031-03-25T09:00:00Z" if row.startswith("k-07") else f"{row}," for row in rows]
    table.write_text("\n".join([f"{head},received", *rows, ""]), encoding="utf-8")
    noon = datetime(2031, 3, 20, 12, tzinfo=UTC)

    def carried(**asked):
        found, _ = bulletin(mine, **asked)
        return {claim for row in found["claims"] for total in row["claimed"].values() for claim in total["claims"]}

    assert "k-07" not in carried(until=datetime(2031, 3, 21, tzinfo=UTC))
    assert "k-07" in carried(until=datetime(2031, 3, 21, tzinfo=UTC), known_at=LATER)
    assert carried(until=noon) == {"k-01"}  # that of the morning; the others tell of times that were not over


def test_a_claim_received_before_its_window_began_is_refused(mine):
    table = mine / "claims.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([f"{head},received", *(f"{row},2031-01-01T00:00:00Z" for row in rows), ""]), "utf-8")

    with pytest.raises(CaseError, match="comes before the window begins"):
        bulletin(mine)


def test_nothing_can_be_known_of_a_period_before_it_is_over(mine):
    with pytest.raises(CaseError, match="comes before the period's end"):
        bulletin(mine, known_at=datetime(2031, 3, 19, 23, tzinfo=UTC))


def test_a_case_that_is_set_in_the_future_takes_imports_of_its_own_days(mine, tmp_path):
    text = "id,source,time,lat,lon,radius_m,act\n" + "".join(
        f"x{day},ash,2031-03-{day}T15:00:00Z,1.6,2.2,50,shelling\n" for day in (19, 20, 21)
    )
    (tmp_path / "more.csv").write_text(text, encoding="utf-8")

    done = import_reports("csv", tmp_path / "more.csv", mine, at=datetime(2026, 11, 27, tzinfo=UTC), accept_rest=True)

    # the case's day is 20 March 2031: the 21st lies in its future too
    assert (done.result.counts["new"], done.result.counts["refused"]) == (2, 1)
    found, _ = bulletin(mine)
    [row] = [row for row in found["incidents"]["list"] if row["id"].startswith("in-r-")]
    clocks = {c["due"] for c in found["clocks"] if c["incident"] == row["id"] and c["counted_from"] == "report"}
    assert all(due is None or due > "2031-03-19T15" for due in clocks)
