"""A store of each revision that ever was is opened by today's program, with all that it held."""

import sqlite3
from contextlib import closing
from importlib import resources

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import select
from tests.places import TESTS
from tests.store.sessions import CHAIR

from truceline.services.session.backup import restore
from truceline.store.backup import LEFT_OUT
from truceline.store.engine import open_store, reading
from truceline.store.migrations import revision_of, revisions
from truceline.store.schema import METADATA
from truceline.store.versions import files, versions

OLD = TESTS / "store" / "old"
REVISIONS = ("0001", "0002", "0003", "0004")
"""Those of which a store was kept, made by the truceline that had it."""
GONE = {"alembic_version", "runs"}
"""Tables of earlier revisions that are none of a store any more."""
HELD = {"0001": 10, "0002": 20, "0003": 22, "0004": 22}
"""In how many tables each of them has rows."""


def old_store(revision):
    """Make a store in memory as it was kept."""
    connection = sqlite3.connect(":memory:")
    connection.executescript((OLD / f"{revision}.sql").read_text(encoding="utf-8"))
    return closing(connection)


def old_rows(revision):
    """Return the rows of every table of an old store, by the names of its columns, as SQLite itself reads them."""
    with old_store(revision) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {}
        for name in set(names) - GONE:
            rows = connection.execute(f"SELECT * FROM {name}")  # noqa: S608  (our tables)
            columns = [each[0] for each in rows.description]
            found[name] = in_order(dict(zip(columns, row, strict=True)) for row in rows)
    return found


def in_order(rows):
    return sorted(rows, key=lambda row: repr(sorted(row.items())))


def holds_what_it_held(revision, address, left_out=frozenset()):
    before = old_rows(revision)
    assert sum(bool(rows) for rows in before.values()) == HELD[revision]
    store = open_store(address, make=False)
    with reading(store) as connection:
        assert revision_of(connection) == revisions()[-1]
        for name, rows in before.items():
            found = connection.execute(select(METADATA.tables[name])).mappings()
            now = in_order({column: as_kept(value) for column, value in row.items()} for row in found)
            assert now == ([] if name in left_out else rows), name
        assert [each.title for each in versions(connection, 1, CHAIR)] == ["As known in March", "A change"]
        assert b"quantity: 3" in files(connection, 1, CHAIR, 2)["pledges.yaml"]
    store.close()


def as_kept(value):
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_old_file_is_migrated_when_it_is_opened_with_every_row(revision, tmp_path):
    with old_store(revision) as old, closing(sqlite3.connect(tmp_path / "old.sqlite")) as file:
        old.backup(file)

    holds_what_it_held(revision, tmp_path / "old.sqlite")


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_old_backup_is_restored_and_migrated_on_either_database_with_every_row(revision, address):
    restore(OLD / f"{revision}.backup", address)

    holds_what_it_held(revision, address, LEFT_OUT)


def test_migrations_are_one_line_numbered_from_the_first_and_of_each_earlier_one_a_store_is_kept():
    config = Config()
    config.set_main_option("script_location", str(resources.files("truceline.store.migrations")))
    script = ScriptDirectory.from_config(config)

    line = [each.revision for each in script.walk_revisions()][::-1]
    assert tuple(line) == revisions() == tuple(f"{n:04}" for n in range(1, len(line) + 1))
    assert set(line[:-1]) == set(REVISIONS) == {path.stem for path in OLD.iterdir()}
