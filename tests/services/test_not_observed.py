"""Where nobody looked there is no zero: not for the period before, and not beside what the parties claim."""

import csv
import json
from datetime import UTC, datetime

import pytest

from truceline.services.monitor import monitor
from truceline.services.new import new

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)


@pytest.fixture
def mine(tmp_path):
    return new(tmp_path / "mine").result


def files(case, until, **asked):
    done = monitor(case, at=AT, until=until, **asked)
    return {path.name: path.read_text(encoding="utf-8") for path in done.written} | {"terminal": done.text}


def test_the_first_bulletin_says_that_the_period_before_was_not_observed_and_prints_no_change(mine):
    # the first observation is of 14 March, 09:20: three bursts heard in the west
    found = files(mine, datetime(2031, 3, 15, tzinfo=UTC))
    document = json.loads(found["bulletin.json"])

    assert document["observations"]["all"]["now"]["violations"] == 3
    before = document["observations"]["all"]["previous"]
    assert [before[key] for key in ("violations", "explosions", "each_incident_once")] == [None, None, None]
    assert {row["previous"] for row in document["incidents"]["sectors"]} == {None}
    assert "the previous period was not observed." in found["bulletin.html"]
    assert "In the previous period: not observed." in found["bulletin.md"]
    assert "(previous period: not observed)" in found["terminal"]
    for row in csv.DictReader(found["sectors.csv"].splitlines()):
        assert (row["previous_violations"], row["change"]) == ("", "")
    assert "+3" not in found["bulletin.html"] + found["bulletin.md"]


def test_a_period_that_was_observed_and_quiet_is_zero(mine):
    table = mine / "observations.csv"
    rows = [row for row in table.read_text(encoding="utf-8").splitlines() if ",2031-03-19," not in row]
    table.write_text("\n".join([*rows, ""]), encoding="utf-8")

    document = json.loads(files(mine, datetime(2031, 3, 21, tzinfo=UTC))["bulletin.json"])

    assert [row["previous"]["violations"] for row in document["observations"]["sectors"]] == [0, 0, 0]
