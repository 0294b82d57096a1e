"""Stores to test on: SQLite always, PostgreSQL where a server is named.

It is named by ``TRUCELINE_TEST_POSTGRESQL``, an address such as ``postgresql://postgres@localhost/postgres``, or by the
variables that ``pg_virtualenv`` sets. Each worker of pytest makes a database of its own on it, each test a schema.
"""

import os
from contextlib import contextmanager
from functools import cache
from itertools import count

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

NO_SERVER = "no PostgreSQL is named: run the tests within pg_virtualenv -v 15, or set TRUCELINE_TEST_POSTGRESQL"

_numbers = count()


def server():
    """Return the address of the server to test on; None where none is named."""
    if address := os.environ.get("TRUCELINE_TEST_POSTGRESQL"):
        return make_url(address).set(drivername="postgresql+psycopg")
    if "PGHOST" in os.environ and "PGPORT" in os.environ:
        return make_url("postgresql+psycopg://").set(
            username=os.environ.get("PGUSER", "postgres"),
            password=os.environ.get("PGPASSWORD"),
            host=os.environ["PGHOST"],
            port=int(os.environ["PGPORT"]),
            database=os.environ.get("PGDATABASE", "postgres"),
        )
    return None


@cache
def database():
    """Return the address of this worker's own database, made anew."""
    name = f"truceline_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with _admin(server()) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    address = server().set(database=name)
    with _admin(address) as connection:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")
    return address


def drop_database():
    """Drop this worker's database, if it made one."""
    if database.cache_info().currsize:
        with _admin(server()) as connection:
            connection.exec_driver_sql(f"DROP DATABASE {database().database} WITH (FORCE)")
        database.cache_clear()


@contextmanager
def postgresql():
    """Give the address of an empty schema of this worker's database; skip the test where no server is named."""
    if server() is None:
        pytest.skip(NO_SERVER)
    schema = f"t{next(_numbers)}"
    with _admin(database()) as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    address = database().update_query_dict({"options": f"-csearch_path={schema},public"})
    yield address.render_as_string(hide_password=False)
    with _admin(database()) as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")


@contextmanager
def _admin(address):
    engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
