"""Import many reports from a CSV file into a case: how long it takes, and how much memory.

    python benchmarks/importing.py [REPORTS] [--keep FOLDER]

Draws REPORTS (default 1,000,000) reports in time order, imports them into an empty store, imports the same file again,
then a file in which one row in a hundred differs, and reads all of them back. Prints seconds and the peak memory of
each step, which runs in a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

_STEP = """
import resource, sys, time
from datetime import UTC, datetime
from pathlib import Path
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.services.import_reports import import_file
from truceline.store.received import read_reports
case, file = Path(sys.argv[1]), sys.argv[2]
began = time.perf_counter()
if file:
    setting = ImportSetting(int(datetime(2040, 1, 1, tzinfo=UTC).timestamp()), "Etc/UTC")
    done = import_file(case, feed_of("csv"), Path(file), setting)
    said = {name: count for name, count in done.counts.items() if count}
else:
    said = {"reports": len(read_reports(case))}
seconds = time.perf_counter() - began
print(f"{seconds:7.1f} s {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB  {said}")
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("reports", nargs="?", type=int, default=1_000_000)
    count = asked.parse_args().reports
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = folder / "first.csv", folder / "second.csv"
        draw(first, count, every=0)
        draw(second, count, every=100)
        print(f"{count:,} reports, {first.stat().st_size / 1e6:.0f} MB")
        steps = (("import", first), ("import the same again", first), ("import with 1 % altered", second), ("read", ""))
        for title, file in steps:
            print(f"{title:24}", end="", flush=True)
            subprocess.run([sys.executable, "-c", _STEP, str(folder), str(file)], check=True)
        print(f"store: {(folder / 'reports' / 'reports.sqlite').stat().st_size / 1e6:.0f} MB")


def draw(path: Path, count: int, *, every: int) -> None:
    """Write ``count`` reports, of which one in ``every`` differs from those written with ``every`` of 0."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id,source,time,lat,lon,radius_m,act\n")
        for n in range(count):
            act = "explosion" if every and n % every == 0 else "shelling"
            when = f"2031-{1 + n * 12 // count:02d}-{1 + n % 28:02d}T{n % 24:02d}:{n % 60:02d}:00Z"
            place = f"{48 + n % 977 / 1000:.3f},{37 + n % 1999 / 1000:.3f},{200 + n % 800}"
            file.write(f"r{n:08d},post {n % 40},{when},{place},{act}\n")


if __name__ == "__main__":
    main()
