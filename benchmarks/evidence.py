"""How the evidence log grows: one entry appended to logs of so many, and a log verified.

    python benchmarks/evidence.py [--entries 1000 20000 100000] [--appends 20]

Writes a log of so many judgements in one append, then appends single entries, and prints the median of these in
milliseconds, on the clock and of the processor, what verifying every entry takes in seconds, what an append takes that
must make the index anew, and sizes in MB. An append is flushed to the disk, so the disk of the temporary folder
(``--folder``) counts, and so does what else the machine does.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from truceline.evidence.appending import Signer, append
from truceline.evidence.chain import LogEntry
from truceline.evidence.index import index_path
from truceline.evidence.keys import make_key
from truceline.evidence.log import verify


def main() -> None:
    """Print a row for each number of entries."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="*", default=[1_000, 20_000, 100_000])
    parser.add_argument("--appends", type=int, default=20)
    parser.add_argument("--folder")
    asked = parser.parse_args()
    print("         append ms        verify s         made anew s")
    print("entries  clock   work     clock   work     clock   work  log MB  index MB")
    for entries in asked.entries:
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            print(row(Path(folder), entries, asked.appends), flush=True)


def row(folder: Path, entries: int, appends: int) -> str:
    """Build a log and measure it."""
    log, signer = folder / "log", Signer(make_key(folder / "key.pem"), datetime.now(UTC), "example.org/evidence")
    append(log, [judgement(number) for number in range(entries)], signer)
    single = [measured(lambda n=entries + each: append(log, [judgement(n)], signer)) for each in range(appends)]
    clock, work = (statistics.median(each) * 1000 for each in zip(*single, strict=True))
    verified = measured(lambda: verify(log))
    sizes = [path.stat().st_size / 1e6 for path in (log, index_path(log))]
    index_path(log).unlink()
    anew = measured(lambda: append(log, [judgement(entries + appends)], signer))
    times = "   ".join(f"{each:6.1f}" for each in (clock, work, *verified, *anew))
    return f"{entries:7,} {times}  {sizes[0]:6.1f}  {sizes[1]:8.1f}"


def judgement(number: int) -> LogEntry:
    """Return an entry like those of a case."""
    content = {
        "format": 3,
        "subject": f"in-o-{number}",
        "verdict": "verified",
        "at": "2031-03-19T18:00:00+00:00",
        "evidence": "Two posts agree on place and minute; crater seen from the road",
        "replaces": "",
    }
    return LogEntry(f"judgement/two-rivers/j-{number}", "judgement", content)


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Measure the seconds that some work takes, on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


if __name__ == "__main__":
    main()
