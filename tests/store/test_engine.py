"""A store is opened on either database, and what a database refuses is told in words."""

import os
import sqlite3
import subprocess
import sys
import threading

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError

from truceline.errors import SourceError
from truceline.store.engine import FILE, open_store, reading, writing
from truceline.store.schema.people import SESSIONS


def fault(address, **options):
    with pytest.raises(SourceError) as caught:
        open_store(address, **options)
    (problem,) = caught.value.problems
    assert caught.value.summary == "the store cannot be used"
    return problem


def session(number):
    return insert(SESSIONS).values(id=number, name=f"s{number}", title="A session", at=0, last_at=0)


def sessions(store):
    with reading(store) as connection:
        return connection.execute(select(func.count()).select_from(SESSIONS)).scalar()


def test_what_is_written_in_a_block_is_kept_when_it_ends(store, address):
    with writing(store) as connection:
        connection.execute(session(1))

    again = open_store(address)
    assert sessions(again) == 1
    again.close()


def test_nothing_is_kept_of_a_block_that_raises(store):
    with pytest.raises(IntegrityError), writing(store) as connection:
        connection.execute(
            insert(SESSIONS), [{"id": 1, "name": name, "title": "", "at": 0, "last_at": 0} for name in "ab"]
        )

    assert sessions(store) == 0


def test_all_that_a_reader_reads_stood_there_at_one_moment(store):
    with reading(store) as connection:
        query = select(func.count()).select_from(SESSIONS)
        before = connection.execute(query).scalar()
        with writing(store) as other:
            other.execute(session(1))

        assert (before, connection.execute(query).scalar()) == (0, 0)
    assert sessions(store) == 1


def test_a_connection_in_use_is_closed_once_it_is_given_back_after_its_store_was_closed(address):
    store = open_store(address)
    with reading(store) as connection:
        used = connection.connection.driver_connection
        store.close()
        assert connection.execute(select(func.count()).select_from(SESSIONS)).scalar() == 0

    if isinstance(used, sqlite3.Connection):
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            used.execute("SELECT 1")
    else:
        assert used.closed


def test_a_row_belongs_to_what_is_there(store):
    with pytest.raises(Exception, match=r"(?i)foreign key"), writing(store) as connection:
        connection.execute(text("INSERT INTO memberships VALUES (9, 'nobody', '', '', 0)"))


def test_a_file_of_sqlite_survives_a_loss_of_power_and_readers_wait_for_nobody(tmp_path):
    store = open_store(tmp_path / "a.sqlite")

    with reading(store) as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
    store.close()

    assert found == ["wal", 2]


def test_a_folder_is_the_address_of_the_store_in_it(tmp_path):
    open_store(tmp_path).close()

    assert (tmp_path / FILE).is_file()


def test_two_programs_open_one_new_store_at_once(address):
    code = "import sys; from truceline.store.engine import open_store; open_store(sys.argv[1]).close()"
    started = [subprocess.Popen([sys.executable, "-c", code, address], stderr=subprocess.PIPE) for _ in range(2)]

    assert [(each.communicate()[1], each.returncode) for each in started] == [(b"", 0)] * 2


def test_who_writes_waits_for_who_is_writing(store):
    order = []

    def second():
        with writing(store) as connection:
            connection.execute(session(1 + connection.execute(select(func.count()).select_from(SESSIONS)).scalar()))
            order.append("second")

    with writing(store) as connection:
        connection.execute(session(1))
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE sessions")
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]
    assert sessions(store) == 2


@pytest.mark.parametrize("kind", ["mysql://a/b", "postgresql+asyncpg://a/b", "sqlite://", "://"])
def test_an_address_that_is_none_of_a_store_is_told(kind):
    problem = fault(kind)

    assert "is none of a store; give a file, or postgresql://USER@HOST/NAME" in problem


def test_a_password_is_never_shown():
    problem = fault("postgresql://anna:hunter2@localhost:1/case")

    assert "hunter2" not in problem
    assert problem.startswith("postgresql+psycopg://anna:***@localhost:1/case | ")
    assert "; see that the server runs, that the address, name and password are right" in problem


def test_a_store_that_is_to_be_read_is_not_made(tmp_path):
    assert "a.sqlite | is not there" in fault(tmp_path / "a.sqlite", make=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(tmp_path):
    (tmp_path / "a.sqlite").write_bytes(b"no database" * 100)

    assert "file is not a database; put the file aside, and restore a backup" in fault(tmp_path / "a.sqlite")
    assert (tmp_path / "a.sqlite").read_bytes() == b"no database" * 100


def test_a_database_of_something_else_is_told(address, tmp_path):
    store = open_store(address)
    with writing(store) as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    store.close()

    assert "holds tables that are none of a store (attempts, bodies, comments)" in fault(address)


def test_a_store_of_a_newer_truceline_is_refused(store, address):
    with writing(store) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    assert "has tables of revision 9999; this truceline knows them up to 0" in fault(address)
    assert fault(address).endswith("use the newer one")


def test_a_folder_that_is_missing_is_told(tmp_path):
    assert "the folder is missing, or may not be written to" in fault(tmp_path / "none" / "a.sqlite")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_file_that_may_not_be_written_is_told(tmp_path):
    open_store(tmp_path / "a.sqlite").close()
    (tmp_path / "a.sqlite").chmod(0o400)
    store = open_store(tmp_path / "a.sqlite")

    with pytest.raises(SourceError, match="may not be written to"), writing(store) as connection:
        connection.execute(session(1))


def test_a_full_disk_is_told_and_nothing_is_written(tmp_path):
    store = open_store(tmp_path / "a.sqlite")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # of this connection, which the next one is again

    with pytest.raises(SourceError, match="free space on the disk and try again"), writing(store) as connection:
        connection.execute(insert(SESSIONS).values(id=1, name="a", title="x" * 10_000_000, at=0, last_at=0))

    assert sessions(store) == 0
    store.close()


def cut(store, connection):
    """Write something, lose the server, and write on."""
    connection.execute(session(1))
    backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with reading(store) as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({backend})")
    connection.execute(session(2))


def test_a_connection_that_is_lost_is_told_and_the_next_one_is_whole(postgresql):
    store = open_store(postgresql)
    with pytest.raises(SourceError) as caught, writing(store) as connection:
        cut(store, connection)

    assert "the connection was lost; what was under way is not in the store" in str(caught.value)
    assert sessions(store) == 0
    with writing(store) as connection:
        connection.execute(session(1))
    assert sessions(store) == 1
    store.close()


def test_a_wrong_password_and_a_missing_database_are_told(postgresql):
    remedy = "the address, name and password are right, and the database made: createdb"
    missing, wrong = (postgresql.replace(*change) for change in (("/truceline_", "/none_"), ("postgres:", "nobody:")))

    assert "does not exist" in fault(missing)
    assert "password authentication failed" in fault(wrong)
    assert [problem.endswith(remedy) for problem in (fault(missing), fault(wrong))] == [True, True]


def test_what_starts_without_a_store_does_not_load_the_database_library():
    code = "import sys, truceline.cli; sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_sqlite_is_new_enough_for_what_is_used():
    assert sqlite3.sqlite_version_info >= (3, 37)
