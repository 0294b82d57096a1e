"""A case goes into a store and comes out again, for who keeps the store and for who is released less."""

import hashlib
import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from tests.store.sessions import ASH, ELM, files_of
from tests.stored import read_imports as read_imported

import truceline.services.session.versions
from truceline.accounts.releasability import Release
from truceline.casefolder.cases import find_case, read_case
from truceline.errors import CaseError, MisuseError, SourceError
from truceline.records.record_id import RecordId
from truceline.services.import_reports import import_reports, withdraw_import
from truceline.services.monitor import monitor
from truceline.services.new import new
from truceline.services.session.laying_out import lay_out
from truceline.services.session.opening import KEEPER
from truceline.services.session.versions import session_export, session_import, session_list, session_versions
from truceline.sessions.proposals import DecisionKind
from truceline.store.deciding import Deciding, decide_on
from truceline.store.engine import open_store, reading, writing
from truceline.store.histories import history
from truceline.store.people import add_person, set_member
from truceline.store.proposals import Change, Title, propose
from truceline.store.schema.access import EXPORTS

T0 = datetime(2031, 4, 1, 9, tzinfo=UTC)
BUNDLED = {name: find_case(name).folder for name in ("two-rivers", "ukraine")}


MAPPING = """
name: field
zone: UTC
columns: {id: id, time: time, lat: lat, lon: lon, act: act}
constants: {radius_m: '60'}
"""


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """A case folder whose reports were altered by a second import; the third was taken back."""
    tmp_path = tmp_path_factory.mktemp("reported")
    folder = new(tmp_path / "mine").result
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING)
    acts = (("strike", "strike", "strike"), ("strike", "shelling"), ("", "", "", "fire"))
    for day, told in enumerate(acts):
        feed = tmp_path / f"seen-{day}.csv"
        rows = [f"r{n},2025-03-0{n}T08:00:00Z,41.0,2.4,{act}" for n, act in enumerate(told, start=1) if act]
        feed.write_text("\n".join(["id,time,lat,lon,act", *rows, ""]))
        import_reports("csv", feed, folder, at=T0 - timedelta(days=9 - day), mapping=mapping)
    withdraw_import(3, folder, at=T0 - timedelta(days=5))
    return folder


def rows_of(folder):
    """Return every row of every table of a folder's own store of reports, as SQLite itself reads them."""
    with closing(sqlite3.connect(folder / "reports" / "reports.sqlite")) as store:
        names = [name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(store.execute(f"SELECT * FROM {name}"), key=str) for name in names}  # noqa: S608


def bulletin(folder, out):
    """Return what a bulletin of the case says, but for when it was made and where."""
    since, until = (datetime(2025, 3, day, tzinfo=UTC) for day in (1, 9))
    return json.loads(monitor(folder, at=T0, since=since, until=until, out=out).json)


def test_reports_go_in_and_come_out_and_in_again_with_every_import_version_and_withdrawal(address, reported, tmp_path):
    before = rows_of(reported)
    assert [len(before[f"report_{name}"]) for name in ("imports", "versions", "withdrawals")] == [4, 6, 1]

    made = session_import(reported, "mine", address, at=T0)
    again = session_import(reported, "mine", address, at=T0 + timedelta(days=1))
    first = session_export("mine", "newest", tmp_path / "first", address, at=T0 + timedelta(days=1))
    other = session_import(first.result, "theirs", address, at=T0 + timedelta(days=1))
    second = session_export("theirs", "newest", tmp_path / "second", address, at=T0 + timedelta(days=1))

    assert "4 imports of reports copied" in made.text
    assert "reports" not in again.text
    assert "4 imports of reports copied" in other.text
    assert "4 imports of reports" in first.text
    assert rows_of(first.result) == rows_of(second.result) == before
    assert read_imported(first.result) == read_imported(reported)
    assert bulletin(first.result, tmp_path / "a")["incidents"] == bulletin(reported, tmp_path / "b")["incidents"] != []
    assert not list(first.result.rglob(".*"))


def test_an_export_says_of_each_file_what_its_hash_is_and_so_does_the_store(address, reported, tmp_path):
    session_import(reported, "mine", address, at=T0)
    out = session_export("mine", "newest", tmp_path / "out", address, at=T0)

    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files_of(out.result).items()}
    assert {each["path"]: each["sha256"] for each in json.loads(out.json)["files"]} == hashes
    assert "reports/reports.sqlite" in hashes
    store = open_store(address, make=False)
    with reading(store) as connection:
        (noted,) = connection.scalars(select(EXPORTS.c.sha256))
    store.close()
    whole = "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))
    assert noted == hashlib.sha256(whole.encode()).hexdigest()


def test_all_of_an_export_is_on_the_disk_before_it_is_noted(reported, tmp_path, monkeypatch):
    session_import(reported, "mine", tmp_path / "s.sqlite", at=T0)
    flushed, counted, missing = set(), [], []
    fsync, note = os.fsync, truceline.services.session.versions.note_export

    def noted(*arguments):
        (new,) = tmp_path.glob(".truceline-*/new")
        there = [new, *new.rglob("*")]
        counted.append(len(there))
        missing.extend(path for path in there if path.stat().st_ino not in flushed)
        note(*arguments)

    monkeypatch.setattr(os, "fsync", lambda handle: (flushed.add(os.fstat(handle).st_ino), fsync(handle)))
    monkeypatch.setattr("truceline.services.session.versions.note_export", noted)
    out = session_export("mine", "newest", tmp_path / "out", tmp_path / "s.sqlite", at=T0).result

    assert counted == [1 + len([*out.rglob("*")])]
    assert (out / "reports" / "reports.sqlite").stat().st_ino in flushed
    assert missing == []


def test_reports_which_bear_no_release_are_in_no_export_of_a_nation(address, reported, tmp_path):
    session_import(reported, "mine", address, at=T0)
    store = open_store(address)
    confidential_pledge(store)
    store.close()

    theirs = session_export("mine", "newest", tmp_path / "theirs", address, at=T0, member="cora")
    assert not (theirs.result / "reports" / "reports.sqlite").exists()
    assert "of reports" not in theirs.text


@pytest.mark.parametrize("case", BUNDLED)
def test_a_bundled_case_goes_in_and_comes_out_byte_for_byte(address, tmp_path, case):
    made = session_import(case, "mine", address, at=T0)
    again = session_import(case, "mine", address, at=T0 + timedelta(days=1))
    out = session_export("mine", "newest", tmp_path / "out", address, at=T0 + timedelta(days=2))

    assert (made.result.new, again.result.new) == (True, False)
    assert files_of(out.result) == files_of(BUNDLED[case])
    assert session_versions("mine", address).text.startswith(f"1  2031-04-01 09:00Z  {made.result.version.hash[:12]}  ")


def test_an_edited_folder_is_the_next_version_and_the_first_stays(address, tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(BUNDLED["two-rivers"], folder)
    session_import(folder, "rivers", address, at=T0)
    table = folder / "requirement.csv"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    session_import(folder, "rivers", address, at=T0, title="Ends of lines")
    (folder / "runs").mkdir()
    (folder / "runs" / "run.json").write_text("{}")

    found = session_versions("rivers", address).result
    first = session_export("rivers", found[0].hash[:8], tmp_path / "first", address, at=T0)
    second = session_export("rivers", "2", tmp_path / "second", address, at=T0)

    assert [(each.number, each.parent, each.title) for each in found] == [(1, 0, "Two Rivers"), (2, 1, "Ends of lines")]
    assert files_of(first.result) == files_of(BUNDLED["two-rivers"])
    assert files_of(second.result) == {n: d for n, d in files_of(folder).items() if not n.startswith("runs/")}
    assert session_list(address).text == "rivers  Two Rivers\n"


@pytest.mark.parametrize("name", ["my case", "Două râuri", "a/b", 'a"b;c', "", "..", "-x", "a\n", "x" * 101, "account"])
def test_what_cannot_stand_in_an_address_names_no_session(tmp_path, name):
    with pytest.raises(
        MisuseError, match=r"cannot name a session, as its name stands in addresses.*session import CASE"
    ):
        session_import("two-rivers", name, tmp_path / "store.sqlite", at=T0)
    assert not (tmp_path / "store.sqlite").exists()


def test_a_case_with_faults_is_no_version(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(BUNDLED["two-rivers"], folder)
    (folder / "actors.csv").write_text("id,name\n")

    with pytest.raises(CaseError):
        session_import(folder, "rivers", tmp_path / "store.sqlite", at=T0)
    assert not (tmp_path / "store.sqlite").exists()


def test_an_export_for_a_member_holds_what_is_released_to_that_member(address, tmp_path):
    session_import("two-rivers", "rivers", address, at=T0)
    store = open_store(address)
    pledge = confidential_pledge(store)
    store.close()

    whole = session_export("rivers", "2", tmp_path / "whole", address, at=T0)
    theirs = session_export("rivers", "2", tmp_path / "theirs", address, at=T0, member="cora")

    assert pledge in (whole.result / "pledges.yaml").read_bytes()
    assert pledge not in (theirs.result / "pledges.yaml").read_bytes()
    assert {p.id for p in read_case(whole.result).pledges} - {p.id for p in read_case(theirs.result).pledges}


def confidential_pledge(store):
    """Let a nation release a pledge to the chair alone, from version 2 on; return its text."""
    cases = {p.id: p for p in read_case(BUNDLED["two-rivers"]).pledges}
    named = next(
        p for p in cases.values() if not any(p.id in repr(other) for other in cases.values() if other is not p)
    )
    nation = ASH.__class__("nina", "Nina", ASH.roles, named.contributor)
    other = ELM.__class__("cora", "Cora", ELM.roles, "corvia")
    record = RecordId("pledges.yaml", f"pledges/{named.id}")
    with writing(store) as connection:
        for member in (nation, other):
            add_person(connection, member.id, member.name, T0)
            set_member(connection, 1, member, T0)
        body = history(connection, 1, nation, record)[-1].body
        told = Change(record, 1, body, "pledge", named.contributor, Release.CHAIR, "in confidence")
        number = propose(connection, 1, nation, Title("In confidence", "why", Release.CHAIR), (told,), at=T0)
        decide_on(connection, 1, nation, number, Deciding(DecisionKind.SUBMITTED), at=T0, lay_out=lay_out)
        decide_on(connection, 1, KEEPER, number, Deciding(DecisionKind.ACCEPTED), at=T0, lay_out=lay_out)
    return body


def test_what_is_not_there_is_told_with_what_is(address, tmp_path):
    session_import("two-rivers", "rivers", address, at=T0)

    with pytest.raises(MisuseError, match=r"'river' is not known; did you mean 'rivers'"):
        session_versions("river", address)
    with pytest.raises(MisuseError, match=r"version '7' is not known; .*1, newest"):
        session_export("rivers", "7", tmp_path / "out", address, at=T0)
    with pytest.raises(MisuseError, match=r"the member 'nobody' is not known"):
        session_versions("rivers", address, member="nobody")
    with pytest.raises(SourceError, match="is not there"):
        session_list(tmp_path / "none.sqlite")


def test_a_folder_that_is_there_stays_as_it_was(address, tmp_path):
    session_import("two-rivers", "rivers", address, at=T0)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")

    with pytest.raises(CaseError, match="give a folder that is not there yet"):
        session_export("rivers", "1", tmp_path / "out", address, at=T0)
    assert files_of(tmp_path / "out") == {"mine": b"mine"}
