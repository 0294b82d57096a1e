"""Rehearse, replay and step as a Python user would call them."""

import csv
import json
from datetime import UTC, datetime

import pytest

from truceline.errors import CaseError, SourceError
from truceline.services.link import link
from truceline.services.new import new
from truceline.services.rehearse import rehearse, replay, step

AT = datetime(2031, 4, 1, 6, 30, tzinfo=UTC)


def test_truces_are_drawn_and_written(tmp_path):
    done = rehearse(
        "two-rivers", at=AT, scenarios=["as-stated"], replications=32, drivers=0, workers=1, out=tmp_path / "run"
    )

    assert done.result.done == 32
    rows = (tmp_path / "run" / "replications.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 32
    assert (tmp_path / "run" / "rehearsal.json").read_text(encoding="utf-8") == done.json


def test_an_exercise_is_played_with_answers_from_anywhere(tmp_path):
    heard, offered = [], []

    def decide(options):
        offered.append(tuple(options))
        return (options[0], "as drilled") if len(offered) == 1 else None

    done = step("two-rivers", at=AT, decide=decide, say=heard.append, out=tmp_path / "first")

    document = json.loads(done.json)
    assert document["decisions"][0]["option"] == offered[0][0]
    assert document["decisions"][0]["note"] == "as drilled"
    assert document["waiting"] == done.result.waiting.id
    assert any(text.startswith("Decided on day ") for text in heard)

    again = step(
        "two-rivers",
        at=AT,
        decide=lambda _: None,
        say=lambda _: None,
        decisions=tmp_path / "first" / "decisions.csv",
        out=tmp_path / "second",
    )
    assert again.json == done.json


def test_a_decision_that_is_no_option_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(CaseError, match="surrender"):
        step(
            "two-rivers",
            at=AT,
            decide=lambda _: ("surrender", ""),
            say=lambda _: None,
            out=tmp_path / "run",
        )

    assert not (tmp_path / "run").exists()


def test_without_past_reports_there_is_nothing_to_replay(case):
    (case.folder / "observations.csv").unlink(missing_ok=True)

    with pytest.raises((SourceError, CaseError)):
        replay(case.folder, at=AT)

    assert not (case.folder / "runs").exists()


def test_a_replay_has_the_incidents_that_monitor_has(tmp_path):
    case = new(tmp_path / "mine").result
    rows = [f"u-{n},agency,2031-03-19T10:0{n}:00Z,1.5,2.6,400,shelling,2031-03-19T12:00:00Z" for n in range(4)]
    head = "id,source,time,lat,lon,radius_m,act,received"
    (case / "reports" / "updates.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    (case / "reporting.csv").write_text("source,title,repeats\nagency,Agency,yes\n", encoding="utf-8")
    ruling = "x-1,split,u-0,u-3,cell,2031-03-20T10:00:00Z,Two villages,\n"
    rulings = case / "rulings.csv"
    said = rulings.read_text(encoding="utf-8") if rulings.exists() else "id,ruling,first,second,by,at,reason,replaces\n"
    rulings.write_text(said + ruling, encoding="utf-8")

    replayed = replay(case, at=AT, scenarios=["as-stated"], out=tmp_path / "run").result["as-stated"]
    link([case], out=tmp_path / "linked.csv", until=datetime(2032, 1, 1, tzinfo=UTC))
    with (tmp_path / "linked.csv").open(encoding="utf-8") as file:
        incident = {row["id"]: row["incident"] for row in csv.DictReader(file)}

    assert incident["u-0"] != incident["u-3"]
    assert len({incident[f"u-{n}"] for n in range(4)}) == 2
    assert len(replayed.past.id) == len(set(incident.values()) - {""})


def test_past_reports_are_replayed(tmp_path):
    done = replay("two-rivers", at=AT, scenarios=["as-stated"], out=tmp_path / "run")

    assert list(done.result) == ["as-stated"]
    assert (tmp_path / "run" / "replay.json").read_text(encoding="utf-8") == done.json
