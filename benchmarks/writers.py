"""Many write in one case at once, and commands are killed as they write: is anything lost, doubled or half done?

    python benchmarks/writers.py [--writers 24] [--runs 50] [--kills 50] [--readers 2] [--seed 1]

Each run copies the case `two-rivers` and starts all writers at one moment, each a process with a command of its own:
`accept` of a draft, `accept` that adds a judgement alone, `import line`, `import csv`. Readers read the case meanwhile,
and look for halves of changes. Afterwards everything that was written must be there, once.

Then each command that writes is killed (SIGKILL) at random moments: half of them moments in time, half of them just
before one of its operations that change a file or a folder. Whoever reads the case then must find all of the change or
nothing of it, and the same command must end with the same case as if nothing had happened. Prints one line for each;
the exit code is 1 if anything was lost. It needs a system with fork.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import truceline.services.accept
import truceline.services.import_line
import truceline.services.import_reports
import truceline.services.new
from truceline.casefolder.cases import read_case
from truceline.cli import main as truceline

ARTICLE = """TRUCE TOWN, 18 March 2031

“We will send {n} soldiers, whoever comes,” said Ada Rook, the defence minister of Elm, on Sunday.
"""
FILLED = {"speaks_for": "elm", "authority": "minister", "topic": "troops", "stance": "for", "scope": "in-country",
          "credibility": "2"}  # fmt: skip
LINE = (
    '{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {{}}, "geometry": '
    '{{"type": "LineString", "coordinates": [[2.41, 1.45], [2.9, 1.{n:03}], [3.46, 1.456]]}}}}]}}'
)
REPORTS = "id,time,lat,lon,radius_m,act\n" + "".join(
    f"w{{n}}-{row},2026-03-19T0{row}:00:00Z,1.4,2.9,100,shelling\n" for row in range(9)
)
OPERATIONS = {"os.rename", "os.remove", "os.chmod", "os.chown", "os.mkdir", "os.rmdir"}

Facts = dict[str, list[str]]
"""What a case holds: ids by kind."""


@dataclass(frozen=True)
class Writer:
    """A command that writes, with what it adds to the ids of a case."""

    name: str
    arguments: Callable[[Path], list[str]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, usual in (("writers", 24), ("runs", 50), ("kills", 50), ("readers", 2), ("seed", 1)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        writers = [_writer(folder, n) for n in range(chosen.writers)]
        lost = sum(not _all_at_once(folder / f"run-{n}", writers, chosen.readers) for n in range(chosen.runs))
        print(f"{chosen.writers} writers at once: all kept in {chosen.runs - lost} of {chosen.runs} runs", flush=True)
        lost += sum(_killed(folder, writer, chosen.kills, chosen.seed) for writer in (*writers[:4], *_others(folder)))
    sys.exit(1 if lost else 0)


def _writer(folder: Path, n: int) -> Writer:
    match n % 4:
        case 0 | 1:
            draft = _draft(folder, n, "accept" if n % 4 == 0 else "reject")
            name = "accept, a statement" if n % 4 == 0 else "accept, a judgement"
            return Writer(name, lambda case: ["accept", str(draft), str(case), "--by", "A. Person"])
        case 2:
            line = folder / f"front-{n}.geojson"
            line.write_text(LINE.format(n=400 + n), encoding="utf-8")
            told = ["--as-of", "2031-03-18", "--owner", "friends", "--source", "own", "--replace"]
            return Writer("import line", lambda case: ["import", "line", str(line), str(case), *told])
    reports = folder / f"reports-{n}.csv"
    reports.write_text(REPORTS.format(n=n), encoding="utf-8")
    return Writer("import csv", lambda case: ["import", "csv", str(reports), str(case)])


def _others(folder: Path) -> tuple[Writer, ...]:
    return (
        Writer("import withdraw", lambda case: ["import", "withdraw", "1", str(case)]),
        Writer("new", lambda case: ["new", str(case / "copy"), "--from", str(folder / "template")]),
    )


def _draft(folder: Path, n: int, decision: str) -> Path:
    article, out = folder / f"article-{n}.txt", folder / f"review-{n}.yaml"
    article.write_text(ARTICLE.format(n=100 + n), encoding="utf-8")
    _run(["read", str(article), "--case", "two-rivers", "--out", str(out)], folder / "read")
    text = out.read_text(encoding="utf-8").replace("source:\n", "source: elm-press\n", 1)
    for key, value in {**FILLED, "decision": decision}.items():
        text = re.sub(rf"^    {key}:.*$", f"    {key}: {value}", text, flags=re.MULTILINE)
    out.write_text(text, encoding="utf-8")
    return out


def _all_at_once(folder: Path, writers: list[Writer], readers: int) -> bool:
    case = _fresh(folder)
    before = _facts(case)
    watching = [_watch(case, folder / "done") for _ in range(readers)]
    gate = os.pipe()
    said = [folder.with_name(f"{folder.name}-{n}") for n in range(len(writers))]
    started = [_start(w.arguments(case), each, gate) for w, each in zip(writers, said, strict=True)]
    for end in gate:
        os.close(end)  # all of them read its end, and go
    codes = [_code(process) for process in started]
    (folder / "done").touch()
    halves = sum(_code(process) for process in watching)
    after = _facts(case)
    grown = {kind: len(after[kind]) - len(before[kind]) for kind in after}
    want = {kind: sum(w.name == name for w in writers) * times for kind, name, times in _GROWS}
    want["judgements"] += want["statements"]
    fine = not any(codes) and not halves and grown == want and not _left_over(case)
    if not fine:
        print(
            f"{folder.name}: exit codes {codes}, halves seen by {halves}, grown {grown}, not {want}, {_left_over(case)}"
        )
    return fine


_GROWS = (
    ("statements", "accept, a statement", 1),
    ("judgements", "accept, a judgement", 1),
    ("lines", "import line", 1),
    ("imports", "import csv", 1),
    ("reports", "import csv", 9),
)


def _killed(folder: Path, writer: Writer, kills: int, seed: int) -> int:
    """Kill a command ``kills`` times; return how often something was lost, doubled or half done."""
    rng = random.Random(f"{seed} {writer.name}")  # noqa: S311  (moments, no secrets)
    template = _template(folder, writer)
    whole = _copy(template, folder / "whole")
    before, began = _facts(whole), time.perf_counter()
    operations = int(_run(writer.arguments(whole), folder / "said", count=True).rpartition("operations ")[2])
    seconds, after = time.perf_counter() - began, _facts(whole)
    happened = lost = 0
    for n in range(kills):
        case = _copy(template, folder / "killed")
        at = rng.randint(1, operations) if n % 2 else 0
        process = _start(writer.arguments(case), folder / "said", stop_at=at)
        if not at:
            time.sleep(rng.uniform(0, seconds))
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        _code(process)
        found = _facts(case)
        happened += found == after
        _code(_start(writer.arguments(case), folder / "said"))
        again = _facts(case)
        if found == after:
            again = {**again, "imports": after["imports"]}  # one that finds nothing new is noted, too
        if found not in (before, after) or again != after or _left_over(case):
            lost += 1
            print(f"{writer.name}, {at or 'in time'}: {found}, then {again}, left {_left_over(case)}")
    print(f"{writer.name}: killed {kills} times, {happened} after it had happened, {lost} times at fault", flush=True)
    return lost


def _template(folder: Path, writer: Writer) -> Path:
    case = _fresh(folder / "template")
    if writer.name == "import withdraw":
        (folder / "reports.csv").write_text(REPORTS.format(n=0), encoding="utf-8")
        _run(["import", "csv", str(folder / "reports.csv"), str(case)], folder / "said")
    return case


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.rmtree(folder)
    _run(["new", str(folder), "--from", "two-rivers"], folder.with_name("new"))
    return folder


def _copy(template: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(template, to)
    return to


def _facts(case: Path) -> Facts:
    read = read_case(case)
    store = case / "reports" / "reports.sqlite"
    imports: list[tuple[int, str]] = []
    reports: list[tuple[int, int]] = []  # by line: ids are made with a secret of the store
    if store.exists():
        with sqlite3.connect(store) as connection, suppress(sqlite3.OperationalError):  # no tables yet
            imports = connection.execute("SELECT number, feed FROM report_imports ORDER BY number").fetchall()
            reports = connection.execute(
                "SELECT v.line, v.withdrawn FROM report_heads AS h JOIN report_versions AS v USING (version) ORDER BY 1"
            ).fetchall()
        connection.close()
    found = {
        "statements": [s.id for s in read.statements],
        "judgements": [f"{j.id} {j.subject}" for j in read.judgements],
        "lines": sorted(line.id for line in read.lines),
        "imports": [f"{number} {feed}" for number, feed in imports],
        "reports": [f"{line} {gone}" for line, gone in reports],
    }
    return found | ({"copy": _facts(case / "copy")["statements"]} if (case / "copy").exists() else {})


def _left_over(case: Path) -> list[str]:
    kept = {".lock", ".reporters.sqlite"}
    found = (path for path in case.rglob(".*") if path.name not in kept and not path.name.startswith(".copy."))
    return sorted(str(path.relative_to(case)) for path in found)


def _watch(case: Path, done: Path) -> int:
    if process := os.fork():
        return process
    try:
        while not done.exists():
            read = read_case(case)
            accepted = {j.subject for j in read.judgements if j.verdict == "accepted"}
            if accepted != {s.id for s in read.statements if s.speaker == "Ada Rook"}:
                os._exit(1)
            time.sleep(0.1)  # or it would take the processors from the writers
    except Exception as error:  # noqa: BLE001  (whatever a reader meets is a fault)
        print(f"a reader: {error}", flush=True)
        os._exit(1)
    os._exit(0)


def _run(arguments: list[str], said: Path, *, count: bool = False) -> str:
    code = _code(_start(arguments, said, stop_at=-1 if count else 0))
    text = said.read_text(encoding="utf-8")
    if code:
        raise SystemExit(f"truceline {' '.join(arguments)}: {code}\n{text}")
    return text


def _start(arguments: list[str], said: Path, gate: tuple[int, int] | None = None, *, stop_at: int = 0) -> int:
    """Start a command in a process of its own, to be killed before its operation number ``stop_at``; -1 counts them."""
    if process := os.fork():
        return process
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    if gate:
        os.close(gate[1])
        os.read(gate[0], 1)
    seen = _stopping(stop_at) if stop_at else [0]
    code = 0
    try:
        truceline(arguments, prog_name="truceline")
    except SystemExit as end:
        code = int(end.code or 0)
    sys.stdout.flush()
    os.write(1, f"operations {seen[0]}".encode())
    os._exit(code)


def _stopping(at: int) -> list[int]:
    seen = [0]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        flags = arguments[2] if event == "open" else 0
        if event in OPERATIONS or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)):
            seen[0] += 1
            if seen[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return seen


def _code(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


if __name__ == "__main__":
    main()
