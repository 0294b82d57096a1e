"""Many who write at once in a session of a store, and what the store holds afterwards, told in SQL."""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.killing.processes import INSTANT, at_once, run

from truceline.errors import StaleError
from truceline.records.record_id import RecordId
from truceline.services.session.laying_out import lay_out
from truceline.services.session.opening import KEEPER
from truceline.sessions.proposals import DecisionKind
from truceline.store.deciding import Deciding, decide_on
from truceline.store.engine import open_store, reading, writing
from truceline.store.histories import history
from truceline.store.people import session_of
from truceline.store.proposals import Change, Title, comment, propose

COMMENTS = 3
FIRST, CONTESTED = "post_spacing_km", "post_range_day_km"
KINDS = ("comment", "contest", "own", "own", "own")


@dataclass(frozen=True, slots=True)
class SessionWriters:
    """So many writers in a session of the store at an ``address``: of five, one comments, one contests one record."""

    address: str
    count: int
    folder: Path

    def run(self, number: int) -> list[str]:
        """Let all write at once in a new session; return what is wrong afterwards."""
        self.folder.mkdir(exist_ok=True)
        name = f"run-{number}"
        made = run(("session", "import", "two-rivers", name, "--store", self.address), self.folder)
        first = run(lambda: self._propose(name, FIRST, "first"), self.folder) if not made.code else made
        if first.code:
            return [first.said]
        own = [row["id"] for row in self._exported(name, "1") if row["id"] not in (FIRST, CONTESTED)]
        works = [self._work(n, name, own) for n in range(self.count)]
        ended = at_once(works, self.folder)
        faults = [f"{_kind(n)}: {code}, {said}" for n, (code, said) in enumerate(ended) if code]
        return faults + self._otherwise(name, sum("was first" in said for _, said in ended))

    def _work(self, n: int, name: str, own: list[str]) -> Callable[[], None]:
        text = f"writer {n} of all"
        if _kind(n) == "comment":
            return lambda: self._comment(name, text)
        mine = [each for each in range(self.count) if _kind(each) == "own"]
        record = own[mine.index(n)] if n in mine else CONTESTED
        return lambda: self._propose(name, record, text, accept=True)

    def _propose(self, name: str, record: str, text: str, *, accept: bool = False) -> None:
        what, store = RecordId("assumptions.csv", record), open_store(self.address)
        with reading(store) as connection:
            session = session_of(connection, name).number
            body = history(connection, session, KEEPER, what)[0].body
        change = Change(what, 1, _with_note(body or b"", text), "assumption", reason=text)
        try:
            with writing(store) as connection:
                number = propose(connection, session, KEEPER, Title(text, "why"), (change,), at=INSTANT)
            for kind in (DecisionKind.SUBMITTED, DecisionKind.ACCEPTED)[: 1 + accept]:
                with writing(store) as connection:
                    decide_on(connection, session, KEEPER, number, Deciding(kind), at=INSTANT, lay_out=lay_out)
        except StaleError:
            print("somebody else was first", flush=True)
        store.close()

    def _comment(self, name: str, text: str) -> None:
        store = open_store(self.address)
        for n in range(COMMENTS):
            with writing(store) as connection:
                session = session_of(connection, name).number
                comment(connection, session, KEEPER, 1, f"{text}, comment {n}", at=INSTANT)
        store.close()

    def _exported(self, name: str, version: str) -> list[dict[str, str]]:
        out = self.folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        done = run(("session", "export", name, version, str(out), "--store", self.address), self.folder)
        if done.code:
            raise SystemExit(done.said)
        with (out / "assumptions.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def _otherwise(self, name: str, late: int) -> list[str]:
        """Say what the store holds otherwise than what was written."""
        writers = {kind: [n for n in range(self.count) if _kind(n) == kind] for kind in KINDS}
        proposals = self._rows("number, title", "proposals", name)
        comments = [text for (text,) in self._rows("text", "comments", name)]
        versions = self._rows("number, parent", "versions", name)
        wrote = {"first", *(f"writer {n} of all" for n in writers["own"])}
        titles = {title for _, title in proposals}
        accepted = len(writers["own"]) + bool(writers["contest"])
        notes = [note for row in self._exported(name, "newest") if "writer" in (note := row["note"])]
        said = [f"writer {n} of all, comment {each}" for n in writers["comment"] for each in range(COMMENTS)]
        wanted = {
            "numbers of proposals": ([number for number, _ in proposals], list(range(1, len(titles) + 1))),
            "lost proposals": (wrote - titles, set()),
            "comments": (sorted(comments), sorted(said)),
            "versions": (versions, [(n, n - 1 or None) for n in range(1, accepted + 2)]),
            "notes": (len({*notes}), accepted),
            "lost notes": ([n for n in writers["own"] if not any(f"writer {n} of" in note for note in notes)], []),
            "told that somebody was first": (late, max(0, len(writers["contest"]) - 1)),
        }
        return [f"{what}: {found}, not {want}" for what, (found, want) in wanted.items() if found != want]

    def _rows(self, columns: str, table: str, name: str) -> list[tuple[Any, ...]]:
        found = f"(SELECT id FROM sessions WHERE name = '{name}')"  # noqa: S608  (names of ours)
        query = f"SELECT {columns} FROM {table} WHERE session = {found} ORDER BY 1"  # noqa: S608  (as above)
        if "://" not in self.address:
            with closing(sqlite3.connect(self.address)) as base:
                return base.execute(query).fetchall()
        import psycopg

        with psycopg.connect(self.address) as server:
            return [tuple(row) for row in server.execute(query)]  # type: ignore[arg-type]  # a text of ours


def _kind(n: int) -> str:
    return KINDS[n % len(KINDS)]


def _with_note(body: bytes, text: str) -> bytes:
    (row,), changed = list(csv.reader([body.decode()])), io.StringIO(newline="")
    csv.writer(changed, lineterminator="\n").writerow([*row[:-1], f"{row[-1]} ({text})"])
    return changed.getvalue().encode()
