"""A store of each revision that ever was is opened by today's program, with all that it held."""

import sqlite3
from importlib import resources

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from tests.places import TESTS
from tests.store.sessions import CHAIR

from truceline.services.session.backup import restore
from truceline.store.engine import open_store, reading
from truceline.store.migrations import revision_of, revisions
from truceline.store.versions import files, versions

OLD = TESTS / "store" / "old"


def holds_what_it_held(address):
    store = open_store(address, make=False)
    with reading(store) as connection:
        assert revision_of(connection) == revisions()[-1]
        assert [each.title for each in versions(connection, 1, CHAIR)] == ["As known in March", "A change"]
        assert b"quantity: 3" in files(connection, 1, CHAIR, 2)["pledges.yaml"]
    store.close()


@pytest.mark.parametrize("revision", ["0001"])
def test_an_old_file_is_migrated_when_it_is_opened(revision, tmp_path):
    connection = sqlite3.connect(tmp_path / "old.sqlite")
    connection.executescript((OLD / f"{revision}.sql").read_text(encoding="utf-8"))
    connection.close()

    holds_what_it_held(tmp_path / "old.sqlite")


@pytest.mark.parametrize("revision", ["0001"])
def test_an_old_backup_is_restored_and_migrated_on_either_database(revision, address):
    restore(OLD / f"{revision}.backup", address)

    holds_what_it_held(address)


def test_migrations_are_one_line_numbered_from_the_first():
    config = Config()
    config.set_main_option("script_location", str(resources.files("truceline.store.migrations")))
    script = ScriptDirectory.from_config(config)

    line = [each.revision for each in script.walk_revisions()][::-1]
    assert tuple(line) == revisions() == tuple(f"{n:04}" for n in range(1, len(line) + 1))
    assert {"0001"} <= {path.stem for path in OLD.iterdir()}
