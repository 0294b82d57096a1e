"""Time whole commands, each in a process of its own: python benchmarks/commands.py.

Prints the least of three runs, seconds and the most memory held, against the numbers to reach.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from time import perf_counter

LIMITS = (
    (("--help",), 0.3, 1_000),
    (("check", "ukraine"), 10.0, 1_000),
    (("plan", "ukraine", "--as-of", "2025-03-25"), 10.0, 1_000),
    (("plan", "ukraine", "--as-of", "2026-02-28"), 10.0, 1_000),
)


def run(arguments: tuple[str, ...]) -> tuple[float, float]:
    """Run one command and give its seconds and its peak memory in MB."""
    start = perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "truceline", *arguments], stdout=-3, stderr=-3)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{arguments} failed")
    return perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for arguments, seconds, megabytes in LIMITS:
            out = ("--out", folder) if arguments[0] == "plan" else ()
            runs = [run((*arguments, *out)) for _ in range(3)]
            took, held = min(r[0] for r in runs), max(r[1] for r in runs)
            met = "met" if took < seconds and held < megabytes else "MISSED"
            print(f"{' '.join(arguments):40} {took:6.2f} s of {seconds:g}   {held:6.0f} MB of {megabytes}   {met}")


if __name__ == "__main__":
    main()
