"""Load many reports into a store and read them back: SQLite and PostgreSQL, beside raw executemany and COPY.

    python benchmarks/store.py [REPORTS] [--postgresql ADDRESS] [--rounds N]

Draws REPORTS (default 1,000,000) reports and writes them to the same tables in two ways: raw, by ``executemany`` of
rows (or COPY of a text) made of ready columns, and as an import does, which looks up each id and tells what is new.
Reads them back as `read_received` does. Steps take turns, each in a process of its own; what is prepared is not timed.
Prints seconds of the clock and of the processor, the peak memory, and the ratios of one run. On PostgreSQL the server
works in other processes, so that its ratios are those of the clock.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from truceline.store.adding import COLUMNS, Adding
from truceline.store.received import read_received
from truceline.store.report_tables import ReportTables

CHUNK = 25_000
HEAD = ("id", "report", "version", "first_import", "seen", "issued")


@dataclass
class Watch:
    """Seconds of the clock and of the processor, of what is done within it."""

    clock: float = 0.0
    processor: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let it run within the block."""
        clock, processor = time.perf_counter(), time.process_time()
        yield
        self.clock += time.perf_counter() - clock
        self.processor += time.process_time() - processor


def draw(count: int) -> Iterator[pl.DataFrame]:
    """Draw reports, chunk by chunk, with ids in no order, as keyed hashes are."""
    for first in range(0, count, CHUNK):
        n = pl.int_range(first, min(first + CHUNK, count), eager=True)
        text = (n.hash(seed=1).cast(pl.String) + n.hash(seed=2).cast(pl.String)).str.slice(0, 20)
        columns = {
            "line": n + 2,
            "id": "r-" + text,
            "issued": pl.Series([None], dtype=pl.Int64).new_from_index(0, len(n)),
        }
        columns |= {"gone": n < 0, "source": "post " + (n % 40).cast(pl.String), "start": 1_924_992_000 + n * 30}
        columns |= {"end": 1_924_992_000 + n * 30, "lat": 48 + n % 977 / 1000, "lon": 37 + n % 1999 / 1000}
        columns |= {"radius_m": 200.0 + n % 800}
        said = {"act": "shelling", "weapon": "", "target": "", "label": "", "detail": "{}"}
        yield pl.DataFrame(columns).with_columns(pl.lit(value).alias(name) for name, value in said.items())


def ready(count: int) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Draw the rows of both tables as they are to stand there, chunk by chunk."""
    for chunk in draw(count):
        same = {"import": 1, "withdrawn": 0, "late": 0, "feed": "csv", "kind": "report", "first_import": 1, "seen": 1}
        rows = chunk.with_columns(pl.lit(value).alias(name) for name, value in same.items())
        rows = rows.with_columns(version=pl.col("line") - 1, report=pl.col("line") - 1)
        yield rows.select(COLUMNS), rows.select(HEAD).sort("id")


def load_raw(tables: ReportTables, count: int) -> Watch:
    watch = Watch()
    for versions, heads in ready(count):
        for name, rows in (("report_versions", versions), ("report_heads", heads)):
            write = _copying(tables, name, rows) if hasattr(tables, "connection") else _inserting(tables, name, rows)
            with watch.running():
                write()
    return watch


def _inserting(tables: ReportTables, name: str, rows: pl.DataFrame) -> Callable[[], object]:
    columns = ", ".join(f'"{column}"' for column in rows.columns)
    statement = f"INSERT INTO {name} (session, {columns}) VALUES (1, {', '.join('?' * rows.width)})"  # noqa: S608
    return lambda: tables.run_many(statement, rows.rows())


def _copying(tables: ReportTables, name: str, rows: pl.DataFrame) -> Callable[[], object]:
    columns = ", ".join(f'"{column}"' for column in rows.columns)
    statement = f"COPY {name} (session, {columns}) FROM STDIN (FORMAT csv)"
    driver = tables.connection.connection.driver_connection  # type: ignore[attr-defined]  # of PostgreSQL alone

    def write() -> None:
        text = io.BytesIO()
        rows.insert_column(0, pl.lit(1).alias("session")).write_csv(
            text, include_header=False, quote_style="non_numeric"
        )
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(text.getbuffer())

    return write


def load(tables: ReportTables, count: int) -> Watch:
    adding, watch = Adding(tables, "csv", "report"), Watch()
    for chunk in draw(count):
        with watch.running():
            adding.add(chunk)
    adding.finish("drawn.csv", "0" * 64, 1_925_000_000)
    return watch


def read(tables: ReportTables | None, count: int) -> Watch:
    watch = Watch()
    with watch.running():
        found = len(read_received(tables).reports)
    if found != count:
        raise ValueError(f"{found:,} reports were read of {count:,}")
    return watch


def step(which: str, place: str, count: int) -> None:
    """Do one step in this process, and print its seconds and memory."""
    if "://" in place:
        watch = _on_postgresql(which, place, count)
    else:
        from truceline.store.sqlite import reading, writing

        with reading(Path(place)) if which == "read" else writing(Path(place)) as tables:
            watch = STEPS[which](tables, count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{watch.clock} {watch.processor} {peak}")


def _on_postgresql(which: str, address: str, count: int) -> Watch:
    from truceline.store.engine import open_store, writing
    from truceline.store.report_copying import report_tables

    store = open_store(address)
    with writing(store) as connection:
        watch = STEPS[which](report_tables(connection, 1), count)
    if which == "load":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE report_versions, report_heads")
    store.close()
    return watch


STEPS = {"raw": load_raw, "load": load, "read": read}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("reports", nargs="?", type=int, default=1_000_000)
    asked.add_argument("--postgresql", metavar="ADDRESS", default="", help="a server that may be written to")
    asked.add_argument("--rounds", type=int, default=2)
    asked.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.step:
        step(*given.step, given.reports)
        return
    print(f"{given.reports:,} reports; load of this machine: {os.getloadavg()[0]:.1f}")
    kinds = ["SQLite", *(["PostgreSQL"] if given.postgresql else [])]
    found: dict[tuple[str, str], list[list[float]]] = {}
    for _ in range(given.rounds):
        for kind in kinds:
            for which in ("raw", "load", "read"):
                found.setdefault((kind, which), []).append(_measured(kind, which, given))
    _tell(found)


_PLACES: dict[str, str] = {}


def _measured(kind: str, which: str, given: argparse.Namespace) -> list[float]:
    # A raw load has a place of its own; a read is of what was loaded last.
    if which != "read":
        _drop(_PLACES.pop(kind, ""))
        _PLACES[kind] = _new_schema(given.postgresql) if kind == "PostgreSQL" else tempfile.mkdtemp()
    command = [sys.executable, __file__, str(given.reports), "--step", which, _PLACES[kind]]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    clock, processor, peak = map(float, done.stdout.split())
    print(f"{kind:11} {which:5} {clock:7.1f} s  processor {processor:6.1f} s {peak:6.0f} MB", flush=True)
    return [clock, processor, peak]


def _new_schema(address: str) -> str:
    from sqlalchemy import create_engine, make_url

    name = f"benchmark_{os.getpid()}_{time.monotonic_ns()}"
    url = make_url(address).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
    engine.dispose()
    return url.update_query_dict({"options": f"-csearch_path={name},public"}).render_as_string(hide_password=False)


def _drop(place: str) -> None:
    if "://" in place:
        from sqlalchemy import create_engine

        engine = create_engine(place, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            (name,) = connection.exec_driver_sql("SELECT current_schema").one()
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        engine.dispose()
    elif place:
        for file in sorted(Path(place).rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        Path(place).rmdir()


def _tell(found: dict[tuple[str, str], list[list[float]]]) -> None:
    best = {key: [min(column) for column in zip(*rounds, strict=True)] for key, rounds in found.items()}
    print(f"SQLite: load / raw executemany {best['SQLite', 'load'][1] / best['SQLite', 'raw'][1]:.2f} (processor)")
    if ("PostgreSQL", "raw") in best:
        print(f"PostgreSQL: load / raw COPY {best['PostgreSQL', 'load'][0] / best['PostgreSQL', 'raw'][0]:.2f} (clock)")
        print(f"read: SQLite / PostgreSQL {best['SQLite', 'read'][0] / best['PostgreSQL', 'read'][0]:.2f} (clock)")
    for place in _PLACES.values():
        _drop(place)


if __name__ == "__main__":
    main()
