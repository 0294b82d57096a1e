"""A store is one file and a store again, on either database; what is damaged, full or there already is told."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from tests import stores
from tests.places import TESTS
from tests.store.sessions import ASH, CHAIR, STAFF, begin, files_of
from tests.store.test_proposals import ACCEPT, POSTS, SUBMIT, change, decide, write

from truceline.errors import MisuseError, SourceError
from truceline.services.session.backup import backup, restore
from truceline.services.session.versions import session_export, session_import
from truceline.store.engine import open_store, reading
from truceline.store.schema import METADATA

T0 = datetime(2031, 6, 1, tzinfo=UTC)
LOG = TESTS / "golden" / "documents" / "0a55e05" / "log.jsonl"


@pytest.fixture
def filled(store):
    """A store with a session of two versions."""
    session = begin(store)
    number = write(store, session, ASH, change(store, session, POSTS, b"quantity: 4", b"quantity: 3"))
    decide(store, session, ASH, number, SUBMIT)
    decide(store, session, CHAIR, number, ACCEPT, 30)
    write(store, session, STAFF, minutes=31)
    return store


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, tmp_path):
    """Where another store is to be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "other.sqlite")
    else:
        with stores.postgresql() as schema:
            yield schema


def rows(address):
    """Read all rows of a store, whichever database it is on."""
    store = open_store(address, make=False)
    with reading(store) as connection:
        found = {name: sorted(map(repr, connection.execute(table.select()))) for name, table in METADATA.tables.items()}
    store.close()
    return found


def test_a_store_is_restored_from_either_database_to_either(filled, address, other, tmp_path):
    done = backup(address, tmp_path / "a.backup", logs=[LOG])
    back = restore(tmp_path / "a.backup", other, logs=tmp_path / "logs")

    assert rows(other) == rows(address)
    assert (tmp_path / "logs" / "log.jsonl").read_bytes() == LOG.read_bytes()
    assert back.result == done.result
    one, two = (session_export("ford", "2", tmp_path / name, at, at=T0) for name, at in (("1", address), ("2", other)))
    assert files_of(one.result) == files_of(two.result)


def test_the_same_store_gives_the_same_file_wherever_it_lies(filled, address, other, tmp_path):
    backup(address, tmp_path / "a.backup")
    restore(tmp_path / "a.backup", other)
    backup(other, tmp_path / "b.backup")

    assert (tmp_path / "a.backup").read_bytes() == (tmp_path / "b.backup").read_bytes()


def test_what_was_restored_is_only_added_to_as_before(filled, address, other, tmp_path):
    backup(address, tmp_path / "a.backup")
    restore(tmp_path / "a.backup", other)
    store = open_store(other)

    write(store, 1, STAFF, minutes=10**7)
    with reading(store) as connection, pytest.raises(Exception, match=r"append-only|read-only"):
        connection.exec_driver_sql("DELETE FROM revisions")
    store.close()


def test_a_backup_holds_no_open_door(filled, address, tmp_path):
    backup(address, tmp_path / "a.backup")

    assert "tables/web_sessions.jsonl" not in ZipFile(tmp_path / "a.backup").namelist()


@pytest.fixture
def saved(tmp_path):
    """A backup of a store on SQLite."""
    store = open_store(tmp_path / "store.sqlite")
    begin(store)
    store.close()
    backup(tmp_path / "store.sqlite", tmp_path / "a.backup", logs=[LOG])
    return tmp_path / "a.backup"


def refused(file, store):
    with pytest.raises(SourceError) as caught:
        restore(file, store)
    return caught.value.problems[0]


def rewritten(saved, name, change):
    """Write a backup with one entry changed, its zip whole."""
    with ZipFile(saved) as before, ZipFile(saved.with_name("b.backup"), "w") as after:
        for entry in before.namelist():
            data = before.read(entry)
            after.writestr(entry, change(data) if entry == name else data)
    return saved.with_name("b.backup")


def test_a_row_that_was_altered_is_told_and_nothing_is_made(saved, tmp_path):
    altered = rewritten(saved, "tables/people.jsonl", lambda data: data.replace(b"Anna", b"Anne"))

    assert "people is not as it was written; take another copy" in refused(altered, tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


def test_an_evidence_log_that_was_altered_is_told_at_both_ends(saved, tmp_path):
    spoilt = LOG.read_bytes().replace(b"ruling", b"rulinG", 1)
    (tmp_path / "spoilt.jsonl").write_bytes(spoilt)

    with pytest.raises(SourceError, match=r"spoilt\.jsonl"):
        backup(tmp_path / "store.sqlite", tmp_path / "c.backup", logs=[tmp_path / "spoilt.jsonl"])
    assert "log.jsonl is not as it was" in refused(rewritten(saved, "logs/log.jsonl", lambda _: spoilt), tmp_path / "n")
    assert not (tmp_path / "c.backup").exists()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_part_of_a_backup_is_told(saved, tmp_path, share):
    saved.write_bytes(saved.read_bytes()[: int(share * saved.stat().st_size)])

    assert "is no backup of truceline, or only part of one" in refused(saved, tmp_path / "new.sqlite")


def test_a_backup_of_a_newer_truceline_is_told(saved, tmp_path):
    newer = rewritten(saved, "manifest.json", lambda data: data.replace(b'"revision": "0', b'"revision": "9'))

    assert "has tables of revision 9" in refused(newer, tmp_path / "new.sqlite")


def test_what_is_there_is_never_replaced(saved, tmp_path):
    for call in (lambda: backup(tmp_path / "store.sqlite", saved), lambda: restore(saved, tmp_path / "store.sqlite")):
        with pytest.raises(MisuseError, match="is there already"):
            call()


def test_a_store_on_postgresql_is_never_replaced(saved, postgresql):
    open_store(postgresql).close()

    assert "holds a store already; give a place where nothing is" in refused(saved, postgresql)


def test_a_full_disk_is_told_and_leaves_nothing(saved, tmp_path):
    code = "import sys; from truceline.cli import main; main(sys.argv[1:])"
    (tmp_path / "out").mkdir()
    session_import("two-rivers", "rivers", tmp_path / "store.sqlite", at=T0)  # its backup takes more than is left
    asked = (["backup", tmp_path / "store.sqlite", tmp_path / "out" / "b"], ["restore", saved, tmp_path / "out" / "s"])
    for command in asked:
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, command)],
            capture_output=True,
            text=True,
            preexec_fn=lambda: (
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
            ),
        )
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "disk" in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_a_restore_that_is_killed_leaves_no_store_or_a_whole_one(saved, tmp_path):
    code = "import sys; from truceline.cli import main; main(sys.argv[1:])"
    for moment in range(4):
        target = tmp_path / f"{moment}.sqlite"
        started = subprocess.Popen([sys.executable, "-c", code, "restore", saved, target], stdout=subprocess.DEVNULL)
        time.sleep(0.7 + 0.25 * moment)
        os.kill(started.pid, signal.SIGKILL)
        started.wait()

        assert not target.exists() or rows(target) == rows(tmp_path / "store.sqlite")


def test_a_restore_that_was_cut_short_between_logs_and_store_is_done_again_and_no_other_log_is_replaced(
    saved, tmp_path
):
    restore(saved, tmp_path / "new.sqlite", logs=tmp_path / "logs")
    (tmp_path / "new.sqlite").unlink()  # logs are written before the store takes its place

    again = restore(saved, tmp_path / "new.sqlite", logs=tmp_path / "logs")
    assert rows(tmp_path / "new.sqlite") == rows(tmp_path / "store.sqlite")
    assert again.written == (tmp_path / "logs" / "log.jsonl",)
    (tmp_path / "logs" / "log.jsonl").write_text("another")
    with pytest.raises(MisuseError, match="is there already; give another folder"):
        restore(saved, tmp_path / "third.sqlite", logs=tmp_path / "logs")


def test_its_document_tells_rows_and_hashes(saved, tmp_path):
    shutil.copy(saved, tmp_path / "copy")
    found = json.loads(restore(tmp_path / "copy", tmp_path / "new.sqlite").json)

    people = next(each for each in found["tables"] if each["name"] == "people")
    assert (found["done"], people["rows"]) == ("restored", 5)
    assert restore(tmp_path / "copy", tmp_path / "again.sqlite").notes == (
        "the evidence logs were verified, and not written: log.jsonl; --logs",
    )
