"""How the daily bulletin grows: with the reports of the day, and with a store of reports long before it.

    python benchmarks/bulletin.py [--day 10000 30000] [--stored 0 1000000]

Copies ``two-rivers``, adds so many reports in its last day and so many in the store on earlier days (a month before and
back), runs ``truceline monitor`` in a process of its own, and prints processor seconds, peak memory and sizes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from truceline.casefolder.cases import find_case
from truceline.store.adding import Adding
from truceline.store.sqlite import writing

DAY = int(datetime(2031, 3, 20, tzinfo=UTC).timestamp())
HOURS, SECONDS, CHUNK = 24, 86_400, 100_000


def main() -> None:
    """Print a row for each number of reports in the day and in the store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--day", type=int, nargs="*", default=[10_000, 30_000])
    parser.add_argument("--stored", type=int, nargs="*", default=[0])
    asked = parser.parse_args()
    print("in the day   stored  seconds  peak MB  page MB  log MB")
    for stored in asked.stored:
        for day in asked.day:
            with tempfile.TemporaryDirectory() as folder:
                print(row(Path(folder), day, stored), flush=True)


def row(folder: Path, day: int, stored: int) -> str:
    """Build the case, run the bulletin and measure it."""
    case = folder / "case"
    shutil.copytree(find_case("two-rivers").folder, case)
    rng = np.random.default_rng(1)
    if day:
        _texts(_reports(day, DAY + rng.integers(0, SECONDS, day), rng)).write_csv(case / "reports" / "drawn.csv")
    if stored:
        _store(case, stored, rng)
    command = [sys.executable, "-m", "truceline", "monitor", str(case), "--new-key"]
    command += ["--key", str(folder / "key.pem"), "--out", str(folder / "out")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, code, used = os.wait4(process.pid, 0)
    seconds, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    if code:
        return f"{day:10,} {stored:8,}  ended with {code}"
    page, log = (folder / "out" / "bulletin.html", next(case.glob("runs/*.jsonl")))
    sizes = (path.stat().st_size / 1e6 for path in (page, log))
    return f"{day:10,} {stored:8,} {seconds:8.1f} {peak:8.0f}" + "".join(f" {size:8.1f}" for size in sizes)


def _reports(count: int, start: np.ndarray, rng: np.random.Generator) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "id": [f"r-{n}" for n in range(count)],
            "source": rng.choice(["patrol", "camera", "drone", "villagers"], count),
            "start": start,
            "lat": rng.uniform(1.35, 1.6, count).round(5),
            "lon": rng.uniform(2.6, 3.6, count).round(5),
            "radius_m": rng.choice([50.0, 200.0, 1000.0], count),
            "act": rng.choice(["strike", "shelling", "weapon-presence"], count),
        }
    )


def _texts(reports: pl.DataFrame) -> pl.DataFrame:
    when = pl.from_epoch(pl.col("start")).dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return reports.select(
        "id", "source", when.alias("time"), "lat", "lon", "radius_m", "act"
    )


def _store(case: Path, count: int, rng: np.random.Generator) -> None:
    with writing(case) as connection:
        adding = Adding(connection, "drawn", "report")
        for frame in _chunks(count, rng):
            adding.add(frame)
        adding.counts["rows"] = count
        adding.finish("drawn.csv", "0" * 64, DAY)


def _chunks(count: int, rng: np.random.Generator) -> Iterator[pl.DataFrame]:
    for first in range(0, count, CHUNK):
        number = min(CHUNK, count - first)
        start = DAY - 30 * SECONDS - rng.integers(0, 3 * 365 * SECONDS, number)
        yield _reports(number, start, rng).with_columns(
            pl.format("s-{}", pl.int_range(first, first + number)).alias("id"),
            pl.int_range(first, first + number).alias("line"),
            end=pl.col("start") + 3_600,
            weapon=pl.lit(""),
            target=pl.lit(""),
            label=pl.lit(""),
            detail=pl.lit("{}"),
            issued=pl.lit(None, pl.Int64),
            gone=pl.lit(value=False),
        )


if __name__ == "__main__":
    main()
