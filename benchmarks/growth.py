"""How commands grow with what they are given: python -m benchmarks.growth [--against CHECKOUT].

Copies ``two-rivers``, with its years moved into the past so that reports of it can be imported, and makes it larger in
one way at a time: reports in the store, reports within the day, statements, facts, a vertex of the line far away. Runs
the real commands, each in a process of its own, and prints processor seconds, peak memory and the size of what they
write. With ``--against`` the same runs on another checkout of truceline, such as an older one, in the same table: each
with its own ``two-rivers``, enlarged by the same draws.

    python -m benchmarks.growth                                     # some five minutes
    python -m benchmarks.growth --stored 1000000 --day 100000       # more
    python -m benchmarks.growth --against ../older --only facts statements
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parents[1]
CASE = Path("src", "truceline", "cases", "two-rivers")
MOVED = ("2031", "2025")
DAY = int(datetime(2025, 3, 20, tzinfo=UTC).timestamp())
HOURS_24 = 86_400
SOURCES, ACTS, RADII = (
    ("patrol", "camera", "drone", "villagers"),
    ("strike", "shelling", "weapon-presence"),
    (50, 200, 1_000),
)
COLUMNS = "id,source,time,lat,lon,radius_m,act\n"
LONGEST = 900
"""Seconds of one command, at most."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one command took: processor seconds, peak MB, MB of the files named, and its exit code."""

    code: int
    seconds: float
    megabytes: float
    sizes: dict[str, float]

    def __str__(self) -> str:
        ended = "" if self.code == 0 else f" exit {self.code}"
        sizes = "".join(f" {name} {size:.1f} MB" for name, size in self.sizes.items())
        return f"{self.seconds:6.1f} s {self.megabytes:6.0f} MB{sizes}{ended}"


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs commands of one checkout."""

    checkout: Path

    def __call__(self, folder: Path, *words: str, sizes: dict[str, str] | None = None) -> Measured:
        """Run a command in a folder; ``sizes`` are patterns of files, by the names under which they are printed."""
        surroundings = os.environ | {"PYTHONPATH": str(self.checkout / "src")}
        command = ["timeout", str(LONGEST), sys.executable, "-m", "truceline", *words]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=folder, env=surroundings, stdout=quiet, stderr=quiet)
        _, status, used = os.wait4(process.pid, 0)
        found = {
            name: sum(path.stat().st_size for path in folder.glob(each)) / 1e6 for name, each in (sizes or {}).items()
        }
        code = os.waitstatus_to_exitcode(status)
        return Measured(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, found)


def main() -> None:
    """Print a row for each size, and a column for each checkout."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", type=Path, help="another checkout of truceline, run on the same inputs")
    parser.add_argument("--only", nargs="*", choices=list(ROWS), default=list(ROWS))
    parser.add_argument("--stored", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--day", type=int, nargs="*", default=[1_000, 10_000, 30_000, 100_000])
    parser.add_argument("--statements", type=int, nargs="*", default=[300, 1_000, 3_000])
    parser.add_argument("--facts", type=int, nargs="*", default=[16, 20, 24, 25, 40])
    parser.add_argument("--vertex", type=int, nargs="*", default=[0])
    asked = parser.parse_args()
    runners = [Runner(HERE), *([Runner(asked.against.resolve())] if asked.against else [])]
    heads = "".join(f"| {name:45}" for name in ("here", "against")[: len(runners)])
    print(f"{'':32}{heads}")
    for name in asked.only:
        for size in getattr(asked, name):
            cells = "".join(f"| {ROWS[name](runner, size)!s:45}" for runner in map(_in_a_folder, runners))
            print(f"{TITLES[name].format(size):32}{cells}", flush=True)


@dataclass(frozen=True, slots=True)
class InFolder:
    """A runner with a folder of its own, which goes when the row is done."""

    run: Runner
    home: tempfile.TemporaryDirectory[str]

    @property
    def folder(self) -> Path:
        """Where it works."""
        return Path(self.home.name)

    def case(self) -> Path:
        """Copy the case, its years moved."""
        case = self.folder / "case"
        shutil.copytree(self.run.checkout / CASE, case, ignore=shutil.ignore_patterns("offices.csv"))  # of other years
        for path in (path for path in case.rglob("*") if path.is_file()):
            path.write_text(path.read_text(encoding="utf-8").replace(*MOVED), encoding="utf-8")
        return case


def _in_a_folder(run: Runner) -> InFolder:
    return InFolder(run, tempfile.TemporaryDirectory())


# what grows


def stored(at: InFolder, count: int) -> Measured:
    """Import reports of earlier years, and a hundred of the day; measure the bulletin."""
    case, chance = at.case(), Random(1)  # noqa: S311  (no secret)
    _reports(at.folder / "old.csv", count, chance, lambda: DAY - 30 * HOURS_24 - chance.randrange(3 * 365 * HOURS_24))
    taken = at.run(at.folder, "import", "csv", "old.csv", "case")
    if taken.code:
        return taken
    _reports(case / "reports" / "drawn.csv", 100, chance, lambda: DAY + chance.randrange(HOURS_24))
    return _bulletin(at)


def day(at: InFolder, count: int) -> Measured:
    """Put reports into the day of the case; measure the bulletin and its signed entry."""
    chance = Random(1)  # noqa: S311  (no secret)
    path = at.case() / "reports" / "drawn.csv"
    _reports(path, count, chance, lambda: DAY + chance.randrange(HOURS_24))
    return _bulletin(at)


def _bulletin(at: InFolder) -> Measured:
    sizes = {"page": "out/bulletin.html", "log": "case/runs/*.jsonl"}
    words = ("monitor", "case", "--key", "key.pem", "--out", "out")
    made = at.run(at.folder, *words, "--new-key", sizes=sizes)
    return made if made.code != 2 else at.run(at.folder, *words, sizes=sizes)  # keys were made unasked once


def _reports(path: Path, count: int, chance: Random, moment: Callable[[], int]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(COLUMNS)
        for n in range(count):
            time = datetime.fromtimestamp(moment(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            place = f"{chance.uniform(1.35, 1.6):.5f},{chance.uniform(2.6, 3.6):.5f}"
            file.write(f"r-{n},{chance.choice(SOURCES)},{time},{place},{chance.choice(RADII)},{chance.choice(ACTS)}\n")


def statements(at: InFolder, count: int) -> Measured:
    """Let speakers give another number every day for one thing; measure the plan and its brief."""
    path, chance = at.case() / "statements.csv", Random(1)  # noqa: S311  (no secret)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    plain = [row for row in rows if row["what"] and ";" not in row["stance"]][:3]
    for n in range(count - len(rows)):
        said = {
            "said_on": f"{date(2024, 1, 1) + timedelta(n % 300)}",
            "stance": chance.choice(["for", "against", "open"]),
        }
        more = {
            "id": f"drawn-{n}",
            "conditions": "",
            "quote": f"Drawn sentence {n}.",
            "supersedes": "",
            "value": f"{chance.randrange(1, 90)}",
        }
        rows.append(chance.choice(plain) | said | more)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    sizes = {"brief": "out/brief.html", "json": "out/plan.json"}
    made = at.run(at.folder, "plan", "case", "--draws", "0", "--out", "out", sizes=sizes)
    return made if made.code != 2 else at.run(at.folder, "plan", "case", "--out", "out", sizes=sizes)  # without ranges


FACT = """  - id: drawn_{0}
    title: Drawn fact {0}
    history: []
    note: Drawn.
    chance: {{low: 0.3, high: 0.6, evidence: Drawn., known_from: 2025-02-22}}
"""
PLEDGE = """
  - id: drawn-{0}
    contributor: {1}
    capability: observation-post
    title: A post
    quantity: 1
    basis: presence
    location: in-country
    ready_days: 30
    tour_months: 6
    tours: 4
    conditions:
      - fact: drawn_{0}
    approvals: []
    caveats: []
    needs: []
    shared_with: []
    history:
      - {{on: 2025-01-12, status: conditional, statements: [st-02]}}
    standing: published
    note: Drawn.
"""


def facts(at: InFolder, count: int) -> Measured:
    """Give the case so many uncertain facts more, a pledge waiting for each; measure the coalition."""
    case = at.case()
    scenarios, pledges = case / "scenarios.yaml", case / "pledges.yaml"
    text = scenarios.read_text(encoding="utf-8")
    fact = FACT if "known_from" in text else FACT.replace(", known_from: 2025-02-22", "")  # as its readers know it
    more = "".join(fact.format(n) for n in range(count))
    scenarios.write_text(text.replace("\nrules:", f"{more}\nrules:", 1), encoding="utf-8")
    with pledges.open("a", encoding="utf-8") as file:
        file.writelines(PLEDGE.format(n, ("ash", "birch")[n % 2]) for n in range(count))
    return at.run(at.folder, "coalition", "case")


def vertex(at: InFolder, latitude: int) -> Measured:
    """Move one vertex of the line to a latitude far away, as a slip of the pen does; measure the check."""
    path = at.case() / "line.geojson"
    tree = json.loads(path.read_text(encoding="utf-8"))
    tree["features"][0]["geometry"]["coordinates"][3] = [170.0, latitude]
    path.write_text(json.dumps(tree), encoding="utf-8")
    return at.run(at.folder, "check", "case")


ROWS: dict[str, Callable[[InFolder, int], Measured]] = {
    "stored": stored,
    "day": day,
    "statements": statements,
    "facts": facts,
    "vertex": vertex,
}
TITLES = {
    "stored": "{:,} reports in the store",
    "day": "{:,} reports in the day",
    "statements": "{:,} statements",
    "facts": "{:,} more facts",
    "vertex": "a vertex at 170 E, {} N",
}


if __name__ == "__main__":
    main()
