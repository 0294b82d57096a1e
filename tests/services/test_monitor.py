"""Monitor, verify, claims, judge and link as a Python user would call them."""

import json
from datetime import UTC, datetime

import pytest
from tests.places import TESTS

from truceline.errors import CaseError, MisuseError, SourceError
from truceline.services.claims import claims
from truceline.services.judge import judge
from truceline.services.link import link
from truceline.services.monitor import monitor
from truceline.services.new import new
from truceline.services.verify import verify

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)
REPORTS = """id,source,time,lat,lon,radius_m,act
a,ash,2031-03-19T10:00:00Z,48.0,37.0,200,shelling
b,birch,2031-03-19T10:01:00Z,48.0,37.0,200,shelling
c,ash,2031-03-19T19:00:00Z,48.9,37.0,200,shelling
"""


@pytest.fixture
def mine(tmp_path):
    return new(tmp_path / "mine").result


def test_the_period_is_the_cases_last_day_unless_another_is_given(tmp_path):
    day = monitor("two-rivers", at=AT, out=tmp_path / "day").result.bulletin.period
    week = monitor("two-rivers", at=AT, days=7, out=tmp_path / "week").result.bulletin.period

    assert (day.end - day.start).days == 1
    assert week.end == day.end
    assert (week.end - week.start).days == 7


def test_an_instant_without_a_zone_is_on_the_cases_clock(mine, tmp_path):
    head = (mine / "case.toml").read_text(encoding="utf-8").replace("Etc/UTC", "Europe/Kyiv")
    (mine / "case.toml").write_text(head, encoding="utf-8")

    monitor(mine, at=AT, since=datetime(2031, 3, 19), until=datetime(2031, 3, 20), out=tmp_path / "run")  # noqa: DTZ001

    record = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    # in winter two hours east of Greenwich
    assert record["parameters"] == {
        "from": "2031-03-18T22:00:00+00:00",
        "until": "2031-03-19T22:00:00+00:00",
        "known_at": "2031-03-19T22:00:00+00:00",
    }


def test_what_is_signed_verifies_and_signing_again_adds_nothing(mine, tmp_path):
    first = monitor(mine, at=AT, key=tmp_path / "key.pem", new_key=True)
    log = mine / "runs" / "evidence.jsonl"
    entries = verify(log).result.logs[0].size
    monitor(mine, at=AT.replace(hour=7), key=tmp_path / "key.pem")

    (head,) = (path for path in first.written if path.name == "head.json")
    kept = verify(log, head=head)
    [whole] = kept.result.logs
    assert whole.size == entries > 0
    assert json.loads(kept.json)["logs"][0]["extends"][0]["file"] == str(head)
    name = whole.entries[-1].id
    [proved] = json.loads(verify(log, entry=name).json)["logs"][0]["inclusion"]
    assert (proved["entry"], proved["index"]) == (name, entries - 1)


def test_an_entry_that_is_not_in_the_log_cannot_be_proved(mine, tmp_path):
    monitor(mine, at=AT, key=tmp_path / "key.pem", new_key=True)

    with pytest.raises(SourceError, match="the entry cannot be proved"):
        verify(mine / "runs" / "evidence.jsonl", entry="bulletin/none")


def test_a_log_without_a_key_is_misuse_and_leaves_nothing(mine, tmp_path):
    with pytest.raises(MisuseError, match="--log needs --key"):
        monitor(mine, at=AT, log=tmp_path / "log.jsonl")

    assert not (mine / "runs").exists()
    assert not (tmp_path / "log.jsonl").exists()


def test_a_key_that_is_none_leaves_neither_log_nor_run(mine, tmp_path):
    (tmp_path / "key.pem").write_text("no key", encoding="utf-8")

    with pytest.raises(SourceError):
        monitor(mine, at=AT, key=tmp_path / "key.pem", log=tmp_path / "log.jsonl", out=tmp_path / "run")

    assert not (tmp_path / "run").exists()
    assert not (tmp_path / "log.jsonl").exists()


def test_a_period_that_ends_before_it_starts_is_refused(mine):
    with pytest.raises(CaseError, match="ends before it starts"):
        monitor(mine, at=AT, since=datetime(2031, 3, 20, tzinfo=UTC), until=datetime(2031, 3, 19, tzinfo=UTC))

    assert not (mine / "runs").exists()


def test_claims_of_a_case_stand_beside_each_other(mine):
    done = claims([mine / "claims.csv"], agreement=mine)

    document = json.loads(done.json)
    assert {copy for claim in document["claims"] for copy in claim["copies"]} == {
        line.split(",")[0] for line in (mine / "claims.csv").read_text(encoding="utf-8").splitlines()[1:]
    }
    assert len(done.result.beside) == len(document["beside"])
    assert json.loads(claims([mine / "claims.csv"], truce="another").json)["claims"] == []


def test_verdicts_come_by_incident_and_unexpected_ones_are_the_outcomes_fault(tmp_path):
    worked = TESTS / "agreement" / "worked" / "undof-1974.yaml"
    sound = judge("undof-1974", worked)
    assert sound.fault is None
    assert [row["incident"] for row in json.loads(sound.json)["incidents"]] == list(sound.result)

    text = worked.read_text(encoding="utf-8")
    assert text.count("verdict: violation")
    (tmp_path / "other.yaml").write_text(text.replace("verdict: violation", "verdict: permitted", 1), encoding="utf-8")
    other = judge("undof-1974", tmp_path / "other.yaml")
    assert other.text == sound.text
    assert len(other.fault.problems) == 1


def test_reports_are_linked_and_both_files_hold_what_is_counted(tmp_path):
    (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")

    done = link([tmp_path / "reports.csv"], out=tmp_path / "incidents.csv")

    rows = (tmp_path / "incidents.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["a", "b", "c"]
    assert json.loads(done.json)["incidents"] == len({row.split(",")[1] for row in rows[1:]})
    assert [path.name for path in done.written] == ["incidents.csv", "incidents-links.csv"]


def test_results_are_never_written_over_a_file_of_a_case(tmp_path):
    (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")
    mine = new(tmp_path / "mine").result
    before = (mine / "statements.csv").read_bytes()

    with pytest.raises(CaseError) as caught:
        link([tmp_path / "reports.csv"], out=mine / "statements.csv")

    what = "is a file of a case; give another file with --out"
    assert caught.value.problems == (f"{mine / 'statements.csv'} | {what}",)
    assert (mine / "statements.csv").read_bytes() == before


def test_reports_at_fault_leave_no_file(tmp_path):
    (tmp_path / "reports.csv").write_text(REPORTS.replace("48.9", "north"), encoding="utf-8")

    with pytest.raises(SourceError, match="row 3 lat"):
        link([tmp_path / "reports.csv"], out=tmp_path / "incidents.csv")

    assert [path.name for path in tmp_path.iterdir()] == ["reports.csv"]


def test_incidents_that_cannot_be_written_leave_no_reasons_either(tmp_path):
    (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")
    (tmp_path / "incidents.csv").mkdir()

    with pytest.raises(SourceError, match="the result cannot be written"):
        link([tmp_path / "reports.csv"], out=tmp_path / "incidents.csv")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["incidents.csv", "reports.csv"]


@pytest.fixture
def signed(mine, tmp_path):
    """A case whose last two days were signed, without the head beside the log, as an earlier version left it."""
    monitor(mine, at=AT, until=datetime(2031, 3, 20, tzinfo=UTC), key=tmp_path / "key.pem", new_key=True)
    monitor(mine, at=AT.replace(hour=7), key=tmp_path / "key.pem")
    (mine / "runs" / "evidence.jsonl.head").unlink()
    return mine


@pytest.mark.parametrize("record", [True, False])
def test_a_log_cut_by_a_byte_is_refused_because_of_the_heads_among_the_runs(signed, tmp_path, record):
    log = signed / "runs" / "evidence.jsonl"
    text = log.read_bytes()[:-1]
    log.write_bytes(text)
    for path in () if record else (signed / "runs").glob("*/run.json"):  # as an earlier version left them
        path.unlink()
    before = sorted(signed.rglob("*"))

    with pytest.raises(SourceError, match=r"evidence.jsonl \| has \d+ entries, but .*T073000Z-monitor.*head.json is"):
        monitor(signed, at=AT.replace(hour=8), key=tmp_path / "key.pem")

    assert log.read_bytes() == text
    assert sorted(set(signed.rglob("*")) - set(before)) == []


def test_a_missing_log_is_refused_and_a_log_of_another_name_is_another_log(signed, tmp_path):
    log = signed / "runs" / "evidence.jsonl"
    log.rename(tmp_path / "moved")

    with pytest.raises(
        SourceError, match=r"evidence.jsonl \| is missing, but .*put back a copy that extends this head"
    ):
        monitor(signed, at=AT.replace(hour=8), key=tmp_path / "key.pem")
    with pytest.raises(SourceError, match="is missing"):
        monitor(signed, at=AT.replace(hour=8), key=tmp_path / "new.pem", new_key=True)
    assert not log.exists()
    assert not (tmp_path / "new.pem").exists()

    other = signed / "runs" / "second.jsonl"
    for hour in (8, 9):
        monitor(signed, at=AT.replace(hour=hour), key=tmp_path / "key.pem", log=other)
    assert verify(other).result.logs[0].size < verify(tmp_path / "moved").result.logs[0].size
    (tmp_path / "moved").rename(log)
    monitor(signed, at=AT.replace(hour=10), key=tmp_path / "key.pem")


def test_what_is_set_aside_is_told(signed, tmp_path):
    log = signed / "runs" / "evidence.jsonl"
    with log.open("ab") as file:
        file.write(b'{"entry":{"content":{"ab')

    done = monitor(signed, at=AT.replace(hour=8), key=tmp_path / "key.pem")

    assert done.notes[0].endswith(f"was set aside in {log}.torn-1; the log goes on without")
    assert verify(log).result.logs[0].size > 0


def test_a_judgement_taken_out_of_the_case_is_told_by_its_entry(signed, tmp_path):
    table = signed / "judgements.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    (row,) = (row for row in rows if row.startswith("j-04,"))
    earlier = monitor(signed, at=AT.replace(hour=8), until=datetime(2031, 3, 19, tzinfo=UTC), key=tmp_path / "key.pem")
    assert len(earlier.notes) == 1  # rows of later days are still in the case
    table.write_text("".join(each for each in rows if each != row), encoding="utf-8")

    done = monitor(signed, at=AT.replace(hour=9), key=tmp_path / "key.pem")

    assert done.notes[0].startswith("in the log, but no longer in the case: judgement/two-rivers/j-04; put them back")


def test_a_store_named_as_the_log_is_left_as_it_is(mine, tmp_path):
    store = tmp_path / "store.sqlite"
    store.write_bytes(b"SQLite format 3\x00" + bytes(5_000))

    with pytest.raises(SourceError, match="is no evidence log"):
        monitor(mine, at=AT, key=tmp_path / "key.pem", new_key=True, log=store)

    assert store.read_bytes() == b"SQLite format 3\x00" + bytes(5_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "store.sqlite"]
    assert not (mine / "runs").exists()


def test_a_misspelt_key_is_refused_and_a_new_one_is_made_only_on_request(mine, tmp_path):
    with pytest.raises(SourceError, match=r"kye.pem \| is not there"):
        monitor(mine, at=AT, key=tmp_path / "kye.pem")
    with pytest.raises(MisuseError, match="--new-key needs --key"):
        monitor(mine, at=AT, new_key=True)

    assert list(tmp_path.glob("*.pem")) == []
    assert not (mine / "runs" / "evidence.jsonl").exists()


def test_a_time_without_a_zone_signs_nothing(mine, tmp_path):
    with pytest.raises(MisuseError, match="names no zone"):
        monitor(mine, at=AT.replace(tzinfo=None), key=tmp_path / "key.pem", new_key=True)

    assert not (mine / "runs").exists()
    assert not (tmp_path / "key.pem").exists()
