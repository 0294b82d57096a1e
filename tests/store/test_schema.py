"""The tables that migrations make are those of the schema, and what is only added to stays as it is."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Table, inspect, text
from sqlalchemy.exc import DBAPIError

from truceline.store.append_only import WORDS
from truceline.store.engine import open_store, reading, writing
from truceline.store.geography import add_place
from truceline.store.migrations import revision_of, revisions
from truceline.store.schema import METADATA, TOPICS

PLACES = {"place", "ix_report_versions_place"}
"""What PostgreSQL has of places, and the schema of both databases has not."""
APPEND_ONLY = sorted(name for name, table in METADATA.tables.items() if table.info["append_only"])


def value(column):
    return {int: 1, float: 1.5, str: "x", bytes: b"x"}[column.type.python_type]


def fill(connection, table, done=()):
    """Write a row to a table, and to all that it refers to."""
    for key in table.foreign_keys:
        if key.column.table is not table and key.column.table.name not in done:
            fill(connection, key.column.table, done)
    if connection.execute(table.select()).first() is None:
        row = {column.name: value(column) for column in table.columns}
        row |= {"base": 0} if "base" in row else {}
        row |= {"parent": None} if "parent" in row else {}
        connection.execute(table.insert().values(row))


@pytest.mark.filterwarnings("ignore:Did not recognize type 'geography'")
def test_migrations_make_the_tables_of_the_schema(store):
    with reading(store) as connection:
        ours = {
            "include_name": lambda name, kind, _: name not in PLACES if kind != "table" else name in METADATA.tables
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), METADATA) == []
        assert revision_of(connection) == revisions()[-1]


def test_checks_are_made_as_the_schema_has_them(store):
    wanted = {
        (table.name, check.name)
        for table in METADATA.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    with reading(store) as connection:
        found = inspect(connection)
        made = {(table, check["name"]) for table in METADATA.tables for check in found.get_check_constraints(table)}

    assert made == wanted
    assert {table for table, _ in made} == {"revisions", "versions"}


def test_a_migration_makes_no_table_that_the_schema_lacks(store):
    with reading(store) as connection:
        made = set(inspect(connection).get_table_names())

    assert made - {"spatial_ref_sys"} == {*METADATA.tables, "alembic_version"}


def test_every_topic_has_tables_and_every_table_a_topic():
    named = {value.name for topic in TOPICS for value in vars(topic).values() if isinstance(value, Table)}

    assert named == set(METADATA.tables)


def test_what_is_remembered_is_only_added_to():
    remembered = {"bodies", "revisions", "proposals", "entries", "comments", "decisions", "versions"}

    assert remembered <= set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("act", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_no_row_is_altered_or_deleted(store, table, act):
    with writing(store) as connection:
        fill(connection, METADATA.tables[table])
    column = list(METADATA.tables[table].columns)[-1].name

    with pytest.raises(DBAPIError, match=WORDS), writing(store) as connection:
        connection.execute(text(act.format(table, f'"{column}"')))


def test_a_table_is_not_emptied_on_postgresql(postgresql):
    store = open_store(postgresql)
    for table in APPEND_ONLY:
        with pytest.raises(DBAPIError, match=WORDS), writing(store) as connection:
            connection.execute(text(f"TRUNCATE {table} CASCADE"))
    store.close()


def test_places_on_postgresql_are_made_from_degrees_and_found_by_distance(store):
    with writing(store) as connection:
        connection.exec_driver_sql("CREATE TABLE seen (id INTEGER, lat FLOAT, lon FLOAT)")
        add_place(connection, "seen")
        connection.exec_driver_sql("INSERT INTO seen (id, lat, lon) VALUES (1, 50, 30), (2, 50.1, 30), (3, NULL, 30)")
        if connection.dialect.name == "sqlite":
            assert [column["name"] for column in inspect(connection).get_columns("seen")] == ["id", "lat", "lon"]
            return
        near = "SELECT id FROM seen WHERE ST_DWithin(place, ST_MakePoint(30, 50)::geography, {}) ORDER BY id"
        assert connection.exec_driver_sql(near.format(11_100)).scalars().all() == [1]
        assert connection.exec_driver_sql(near.format(11_200)).scalars().all() == [1, 2]
