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
    written = (path for path in done.written if path.suffix != ".gpkg")
    return {path.name: path.read_text(encoding="utf-8") for path in written} | {"terminal": done.text}


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


def claims_of(case, **asked):
    found = files(case, datetime(2031, 3, 21, tzinfo=UTC), **asked)
    rows = json.loads(found["bulletin.json"])["claims"]
    return {(row["category"], party): (total["claims"], row["observed"].get(party)) for row in rows
            for party, total in row["claimed"].items()}, found  # fmt: skip


def test_the_claim_of_the_day_stands_beside_the_day_and_not_the_total_since_the_truce_began(mine):
    found, more = claims_of(mine)

    # k-09: 37 on 20 March; k-08: 420 since 1 March, of which nobody observed the first 18 days
    claims, observed = found[("all_violations", "Brask")]
    assert claims == ["k-09"]
    assert observed == found[("all_violations", "Arvel")][1] == 17  # as in the golden bulletin of that day
    assert "no: its window overlaps that of k-09" in more["bulletin.html"]


def test_nothing_observed_stands_beside_a_claim_of_time_that_nobody_observed(mine):
    table = mine / "claims.csv"
    rows = [row for row in table.read_text(encoding="utf-8").splitlines() if not row.startswith("k-09")]
    table.write_text("\n".join([*rows, ""]), encoding="utf-8")
    found, more = claims_of(mine)

    assert found[("all_violations", "Brask")] == (["k-08"], None)
    assert found[("shelling", "Brask")] == (["k-07"], 3)
    assert "not observed all that time" in more["bulletin.html"]
    assert "observed then: not observed all that time" in more["bulletin.md"]


def test_without_a_coverage_log_nothing_observed_stands_beside_claims(mine):
    (mine / "coverage.csv").write_text("id,post,start,end,state,note\n", encoding="utf-8")
    found, _ = claims_of(mine)

    assert {observed for _, observed in found.values()} == {None}


def test_a_claim_of_another_time_is_listed_and_not_counted(mine):
    found, more = claims_of(mine, since=datetime(2031, 3, 20, 12, tzinfo=UTC))

    # the morning's claim (k-01) is of another time; that of the whole day reaches beyond the afternoon, and fits best
    assert found[("shelling", "Arvel")][0] == ["k-04"]
    assert "k-01" in more["bulletin.html"]
    assert "its time is not that of the bulletin" in more["bulletin.html"]
