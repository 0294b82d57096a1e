"""Places on PostgreSQL: a column of PostGIS beside latitude and longitude, with an index of space."""

from __future__ import annotations

from sqlalchemy import Connection


def add_place(connection: Connection, table: str, lat: str = "lat", lon: str = "lon") -> None:
    """Add the column ``place`` (geography, WGS 84) to a table with degrees in ``lat`` and ``lon``; for a migration.

    The database makes it from the two, so that nobody writes it and it never differs; it is empty where either is. On
    SQLite, which has no such thing, nothing is done: a scan of a million rows takes less than half a second.
    """
    if connection.dialect.name != "postgresql":
        return
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis SCHEMA public")
    point = f"ST_SetSRID(ST_MakePoint({lon}, {lat}), 4326)::geography"
    connection.exec_driver_sql(
        f"ALTER TABLE {table} ADD COLUMN place geography(Point, 4326) GENERATED ALWAYS AS ({point}) STORED"
    )
    connection.exec_driver_sql(f"CREATE INDEX ix_{table}_place ON {table} USING gist (place)")
