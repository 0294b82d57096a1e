"""The tables of a store from their first day on: revisions, numbered 0001, 0002, ..., run when a store is opened.

A migration is a module ``versions/mNNNN_what_it_does.py``; what it makes is written out in it and never changed again.
On SQLite a table is altered by ``op.batch_alter_table``, which loses its triggers: call `append_only.guard` again. A
store of each revision is kept as a fixture in ``tests/store/old``, and migrated by a test.
"""

from __future__ import annotations

from importlib import resources

from sqlalchemy import Connection, Engine, inspect, text

from truceline.errors import SourceError

_PACKAGE = "truceline.store.migrations"
_OF_POSTGIS = {"spatial_ref_sys"}
_LOCK = 7_278_202_401  # any number that nobody else uses
_SUMMARY = "the store cannot be used"


def revisions() -> tuple[str, ...]:
    """List the revisions of the tables that this program knows, the newest last."""
    names = (path.name for path in resources.files(_PACKAGE).joinpath("versions").iterdir())
    return tuple(sorted(name[1:5] for name in names if name[0] == "m" and name.endswith(".py")))


def current(engine: Engine, where: str) -> bool:
    """Say whether a store has the present tables; not where it has none yet, or earlier ones.

    Raises
    ------
    SourceError
        If the database holds something else, or tables of a newer truceline.
    """
    with engine.connect() as connection:
        found = revision_of(connection)
        if not found and inspect(connection).get_table_names():
            tables = sorted(set(inspect(connection).get_table_names()) - _OF_POSTGIS)
            if tables:
                what = f"holds tables that are none of a store ({', '.join(tables[:3])}); give a place of its own"
                raise SourceError(_SUMMARY, (f"{where} | {what}",))
    known = revisions()
    if found and found not in known:
        what = f"has tables of revision {found}; this truceline knows them up to {known[-1]}; use the newer one"
        raise SourceError(_SUMMARY, (f"{where} | {what}",))
    return found == known[-1]


def revision_of(connection: Connection) -> str:
    """Return the revision of a store's tables; empty where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def migrate(connection: Connection, to: str = "head") -> None:
    """Make the tables, or migrate earlier ones, within the transaction of ``connection``; one program at a time."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(resources.files(_PACKAGE)).replace("%", "%%"))
    command.upgrade(config, to)
