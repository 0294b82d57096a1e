"""Does the list of changes of a corrected bulletin name whatever it says otherwise: python -m benchmarks.corrections.

Draws, from a seed, one row of one table of the case `two-rivers` and changes it: one of its values becomes that of
another row of the table or another number, or the row goes. The bulletin of a week is made anew, and both documents are
compared here, row by row, without a line of the program's: every row or value that only one of them has must be named
by a change. Exit code 1: one was not, and is printed.

    python -m benchmarks.corrections --count 300 --seed 1
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from truceline.casefolder.cases import read_folder
from truceline.documents.bulletin import bulletin_part
from truceline.documents.issues import changed, changes_part
from truceline.errors import TrucelineError
from truceline.monitoring.coverage_log import Period
from truceline.services.new import new
from truceline.services.record import read_record
from truceline.workflow.monitor import monitor

WEEK = Period(datetime(2031, 3, 14, tzinfo=UTC), datetime(2031, 3, 21, tzinfo=UTC))
TABLES = (
    *("observations", "reports/patrols", "coverage", "patrols", "judgements", "rulings", "findings", "evidence"),
    *("steps", "casualties", "compliance", "attachments", "claims", "settlements"),
)
NOT_STATED = ("state", "replaces", "changes")
_Document = Mapping[str, Any]


class Corrections:
    """A case whose tables are changed one at a time, and its bulletin before that."""

    def __init__(self, folder: Path) -> None:
        """Make the case in ``folder``."""
        self.case = new(folder / "case").result
        self.before, _ = self._bulletin()

    def _bulletin(self) -> tuple[_Document, Mapping[str, str]]:
        read, reading = read_folder(self.case)
        made = monitor(read, read_record(self.case, read, reading).record, WEEK, version="0")
        document: _Document = json.loads(json.dumps(bulletin_part(made)))
        return document, made.moved

    def drawn(self, random: Random) -> tuple[str, str, list[str]]:
        """Change a row that is drawn; return which, what came of it, and what no change names."""
        path = self.case / f"{random.choice(TABLES)}.csv"
        whole = path.read_text(encoding="utf-8")
        text, what = spoilt(whole, random)
        path.write_text(text, encoding="utf-8")
        try:
            now, moved = self._bulletin()
        except TrucelineError:
            return f"{path.name}: {what}", "refused", []
        finally:
            path.write_text(whole, encoding="utf-8")
        changes = json.loads(json.dumps(changes_part(changed(self.before, now, moved))))
        missing = list(unnamed(self.before, now, changes))
        outcome = "unnamed" if missing else "named" if any(changes.values()) else "the same"
        return f"{path.name}: {what}", outcome, missing


def spoilt(text: str, random: Random) -> tuple[str, str]:
    """Change one row of a table: return its text, and what was done."""
    header, *rows = list(csv.reader(io.StringIO(text)))
    at = random.randrange(len(rows))
    if random.random() < 0.15:
        return _written([header, *rows[:at], *rows[at + 1 :]]), f"row {at + 2} gone"
    column = random.randrange(1, len(header))
    old = rows[at][column]
    others = sorted({row[column] for row in rows} - {old}) or ["another"]
    new_value = str(int(old) + 1) if old.isdigit() and random.random() < 0.5 else random.choice(others)
    rows[at][column] = new_value
    return _written([header, *rows]), f"row {at + 2}, {header[column]}: {old!r} to {new_value!r}"


def _written(rows: list[list[str]]) -> str:
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows)
    return table.getvalue()


def unnamed(before: _Document, now: _Document, changes: _Document) -> Iterator[str]:
    """List what only one of two documents says and no change names."""
    old, new_one = (Counter(stated(each)) for each in (before, now))
    for section, keys, said in (*(old - new_one), *(new_one - old)):
        if not any(named(section, keys, kind, row) for kind, rows in changes.items() for row in _rows(rows)):
            yield f"{section} {' '.join(keys)}: {said}"


def stated(value: Any, path: str = "") -> Iterator[tuple[str, tuple[str, ...], str]]:
    """List what a document states: each row of a list, with the words in it, and each value that is in no list."""
    for key, inner in value.items():
        here = f"{path}.{key}".strip(".")
        if here in NOT_STATED:
            continue
        if isinstance(inner, dict):
            yield from stated(inner, here)
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            for row in inner:
                words = tuple(word for word in row.values() if isinstance(word, str))
                yield here, words, json.dumps(row, sort_keys=True)
        else:
            yield here, (), json.dumps(inner)


def _rows(rows: Any) -> Iterator[Any]:
    yield from rows if isinstance(rows, list) else (name for each in rows.values() for name in each)


OF: dict[str, Callable[[str], bool]] = {
    "counts": lambda section: section in ("observations.sectors", "incidents.sectors"),
    "added": lambda section: section in ("incidents.list", "incidents.reports", "incidents.links", "clocks"),
    "merged": lambda section: section in ("incidents.list", "incidents.reports", "incidents.links", "clocks"),
    "verdicts": lambda section: section == "incidents.list",
    "casualties": lambda section: section in ("casualties.killed", "casualties.wounded"),
    "parted": lambda section: section == "incidents.parted",
    "movement": lambda section: section == "movement.sectors",
    "patrols": lambda section: section == "movement.hindered",
    "obligations": lambda section: section == "obligations",
    "attachments": lambda section: section == "attachments",
}
"""The lists of changes, and what they may name."""
OF |= {"gone": OF["added"], "verification": OF["verdicts"], "attribution": OF["verdicts"]}


def named(section: str, words: tuple[str, ...], kind: str, row: Any) -> bool:
    """Return whether a change names a row by its words, or a value by its path."""
    if kind == "details":
        path = f"{row['section']}.{row['field']}".strip(".")
        return section in (row["section"], path) and set(row["row"]) <= {*words, ""}
    if not OF[kind](section):
        return False
    if kind == "casualties":
        return section.endswith(row["what"])
    return bool({row} & set(words)) if isinstance(row, str) else bool({*map(str, row.values())} & set(words))


def main() -> int:
    """Draw changes, and print what no list names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        corrections = Corrections(Path(folder))
        for number in range(asked.count):
            what, outcome, missing = corrections.drawn(Random(f"{asked.seed}/{number}"))  # noqa: S311  (no secret)
            found[outcome] += 1
            for each in missing:
                print(f"{number} {what} | {each[:300]}")
    print(dict(found))
    return int(bool(found["unnamed"]))


if __name__ == "__main__":
    sys.exit(main())
