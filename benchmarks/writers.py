"""Many write at once, in one case and in one session of a store: is anything lost, doubled or seen by halves?

    python -m benchmarks.writers [--runs 50] [--writers 24] [--store ADDRESS ...] [case] [session] [server]

In each run four and twenty processes start at one moment on a fresh copy of one case, each with a command of its own:
`accept` of drafts, accepted and rejected, `withdraw-rejection`, `add` to each of twelve tables, `import line`,
`import csv` and `import withdraw`. Readers read the case meanwhile, and look for halves of changes. Then as many write
in one session of a store, on SQLite and (server) on each database at an ADDRESS: proposals on records of their own,
which are accepted; proposals on one and the same record, of which one can be; and comments.

What is there afterwards is counted with the csv and json modules and in SQL, by nothing of the program: each row, line,
report, proposal, version and comment once, and all that was there before; then `check` reads the case, and
`session export` gives the version in which all is. Prints a line for each kind; the exit code is 1 if anything was
lost. `python -m benchmarks.kills` kills writers. It needs a system with fork.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shlex
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzzing.running import load
from benchmarks.killing.commands import ADD
from benchmarks.killing.processes import at_once, code_of, run
from benchmarks.killing.session_writers import SessionWriters
from benchmarks.killing.setting import Setting

from truceline.casefolder.cases import read_case

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
DRAWN = "--as-of 2031-03-18 --owner friends --source own --replace"
SHOWN = 300
STATEMENT = {"statements.csv": 1, "passages.csv": 1, "judgements.csv": 1}
TABLES = {"attachment": "attachments", "casualty": "casualties", "claim": "claims", "compliance": "compliance",
          "coverage": "coverage", "evidence": "evidence", "finding": "findings", "judgement": "judgements",
          "observation": "observations", "patrol": "patrols", "ruling": "rulings", "step": "steps"}  # fmt: skip

Grown = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Writer:
    """A command that writes, and by how much it lets each table, and each kind of row, grow."""

    words: Sequence[str]
    grown: Grown


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, usual in (("runs", 50), ("readers", 2), ("writers", 24)):
        asked.add_argument(f"--{name}", type=int, default=usual)
    asked.add_argument("--store", action="append", default=[])
    asked.add_argument("what", nargs="*", default=["case", "session", "server"])
    chosen = asked.parse_args()
    load()
    lost = 0
    with tempfile.TemporaryDirectory() as name:
        setting = Setting(Path(name) / "setting")
        setting.folder.mkdir()
        if "case" in chosen.what:
            writers = _writers(setting)[: chosen.writers]
            one = CaseWriters(setting, writers, chosen.readers, Path(name) / "place")
            lost += _tell(f"{len(writers)} writers in a case", chosen.runs, one.run)
        stores = [str(setting.folder / "session.sqlite")] if "session" in chosen.what else []
        for store in [*stores, *(chosen.store if "server" in chosen.what else ())]:
            session = SessionWriters(store, chosen.writers, Path(name) / "session")
            kind = "PostgreSQL" if "://" in store else "SQLite"
            lost += _tell(f"{chosen.writers} writers in a session on {kind}", chosen.runs, session.run)
    sys.exit(1 if lost else 0)


def _tell(what: str, runs: int, one: Callable[[int], list[str]]) -> int:
    began, lost = time.perf_counter(), 0
    for n in range(runs):
        if faults := one(n):
            lost += 1
            print(f"run {n}:", *(each[-SHOWN:] for each in faults), sep="\n  ", flush=True)
    print(f"{what}: all kept in {runs - lost} of {runs} runs, {time.perf_counter() - began:.0f} s", flush=True)
    return lost


def _writers(setting: Setting) -> list[Writer]:
    setting.run("new", "base")
    for name in ("feeds", "rejected.yaml", "old.csv"):
        setting.path(name)
    setting.run("import", "csv", "old.csv", "base", "--mapping", "mappings/csv.yaml")
    setting.run("accept", "rejected.yaml", "base", "--by", "Ines", "--source", "dale-vote")
    rejected = _rows(setting.folder / "base" / "judgements.csv")[-1]["subject"]
    made = [_writer(f"withdraw-rejection {rejected} CASE --by Ines", {"judgements.csv": 1})]
    made += [_writer("import withdraw 1 CASE", {"imports": 1, "versions": 6})]
    for n in range(3):
        line = _file(setting, f"front-{n}.geojson", LINE.format(n=400 + n))
        made.append(_writer(f"accept {_draft(setting, n, 'accept')} CASE --by Ines", STATEMENT))
        made.append(_writer(f"import line {line} CASE {DRAWN}", {"lines": 1}))
    for n in range(2):
        reports = _file(setting, f"reports-{n}.csv", REPORTS.format(n=n))
        made.append(_writer(f"accept {_draft(setting, 10 + n, 'reject')} CASE --by Ines", {"judgements.csv": 1}))
        made.append(_writer(f"import csv {reports} CASE", {"imports": 1, "versions": 9}))
    made += [_writer(f"add {name} CASE {cells}", {f"{TABLES[name]}.csv": 1}) for name, cells in ADD.items()]
    return made


def _writer(words: str, grown: Grown) -> Writer:
    return Writer(shlex.split(words), grown)


def _file(setting: Setting, name: str, text: str) -> str:
    (setting.folder / name).write_text(text, encoding="utf-8")
    return str(setting.folder / name)


def _draft(setting: Setting, n: int, decision: str) -> str:
    article, out = _file(setting, f"article-{n}.txt", ARTICLE.format(n=100 + n)), setting.folder / f"review-{n}.yaml"
    setting.run("read", article, "--case", "two-rivers", "--out", str(out))
    text = out.read_text(encoding="utf-8").replace("source:\n", "source: elm-press\n", 1)
    for key, value in {**FILLED, "decision": decision}.items():
        text = re.sub(rf"^    {key}:.*$", f"    {key}: {value}", text, flags=re.MULTILINE)
    out.write_text(text, encoding="utf-8")
    return str(out)


@dataclass(frozen=True, slots=True)
class CaseWriters:
    """Writers and readers that are let loose on copies of one case, in a ``folder``."""

    setting: Setting
    writers: Sequence[Writer]
    readers: int
    folder: Path

    def run(self, _number: int) -> list[str]:
        """Let all write at once; return what is wrong afterwards."""
        shutil.rmtree(self.folder, ignore_errors=True)
        case = self.folder / "case"
        shutil.copytree(self.setting.folder / "base", case)
        before = _held(case)
        watching = [_watch(case, self.folder / "done") for _ in range(self.readers)]
        works = [[str(case) if word == "CASE" else word for word in each.words] for each in self.writers]
        ended = at_once(works, self.folder)
        (self.folder / "done").touch()
        halves = sum(code_of(process) for process in watching)
        faults = [
            f"{' '.join(work[:3])}: {code}, {said}" for work, (code, said) in zip(works, ended, strict=True) if code
        ]
        faults += [f"{halves} readers saw half of a change"] if halves else []
        faults += _grown_otherwise(before, _held(case), sum((Counter(w.grown) for w in self.writers), Counter()))
        checked = run(("check", str(case)), self.folder)
        left = [path.name for path in case.rglob(".*") if path.name not in {".lock", ".reporters.sqlite"}]
        return faults + ([checked.said] if checked.code else []) + ([f"left: {left}"] if left else [])


def _held(case: Path) -> dict[str, list[str]]:
    # What the tables, the lines and the store hold: a text for each row, by table.
    held = {path.name: [repr(row) for row in _rows(path)] for path in case.glob("*.csv")}
    held["lines"] = [json.dumps(each) for each in json.loads((case / "line.geojson").read_text())["features"]]
    with closing(sqlite3.connect(case / "reports" / "reports.sqlite")) as base:
        held["imports"] = [repr(row) for row in base.execute("SELECT number, feed, file FROM report_imports")]
        held["versions"] = [repr(row) for row in base.execute("SELECT id, version, import FROM report_versions")]
    return held


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _grown_otherwise(before: Mapping[str, list[str]], after: Mapping[str, list[str]], wanted: Grown) -> list[str]:
    faults = []
    for name in {*before, *after}:
        old, new = before.get(name, []), after.get(name, [])
        if len(new) - len(old) != wanted.get(name, 0):
            faults.append(f"{name} grew by {len(new) - len(old)}, not {wanted.get(name, 0)}")
        if lost := Counter(old) - Counter(new):
            faults.append(f"{name} lost {list(lost)[:3]}")
        if len({*new}) != len(new):
            faults.append(f"{name} holds a row twice")
    return faults


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


if __name__ == "__main__":
    main()
