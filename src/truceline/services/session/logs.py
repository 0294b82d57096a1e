"""The evidence logs of the sessions of a store: one for each, kept in step with what the store holds.

What was accepted is in the store first, whole or not at all; then it is entered, before it is answered. So a log never
tells of what did not happen, and what a process that died did not enter is entered by the next one that keeps the log:
the store, which is only added to, knows all that there is to enter.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import quote

from truceline.accounts.rights import Act, Subject
from truceline.accounts.roles import Member
from truceline.errors import MisuseError, SourceError, TrucelineError
from truceline.evidence.appending import Signer, append
from truceline.evidence.chain import LogEntry
from truceline.evidence.heads import cosignable, new_origin
from truceline.evidence.index import look
from truceline.evidence.keys import make_key, read_key
from truceline.evidence.notes import PLAIN, NoteKey
from truceline.evidence.seals import salt_of, sealed, sealing_secret
from truceline.formats.files import LARGEST, read_file
from truceline.results.session_log import LoggedEntry, Opening, SessionLog
from truceline.services.session.asked import Asked
from truceline.services.session.log_asked import Logging
from truceline.services.session.log_rows import LogRow, log_rows, mark_after
from truceline.services.session.opening import KEEPER, keeper
from truceline.store.engine import Store, reading, writing
from truceline.store.exports import Export, note_page
from truceline.store.logged import LoggedSession, Mark
from truceline.store.people import Session, must, session_of, sessions

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SUFFIX = ".evidence"
"""What the folder of logs beside a store is named by: ``plan.sqlite`` has ``plan.evidence``."""


def open_logs(store: Store, asked: Logging, at: datetime) -> tuple[SessionLogs | None, tuple[str, ...]]:
    """Open the logs of a store and bring them in step with it; None where nothing is asked to be logged.

    Returns what is to be told besides.

    Raises
    ------
    SourceError
        If the key or a log is at fault; a key that was made for it is then taken away again.
    MisuseError
        If there is no key and more is asked for, or a database is given no folder for its logs.
    """
    if asked.key is None:
        if asked.new_key or asked.folder:
            raise MisuseError(f"{'--new-key' if asked.new_key else '--logs'} needs --key: an evidence log is signed")
        return None, ()
    folder = Path(asked.folder) if asked.folder else _beside(store)
    path = Path(asked.key)
    key = make_key(path) if asked.new_key else read_key(path)
    try:
        logs = SessionLogs(store, folder, key)
        return logs, logs.keep_all(at)
    except TrucelineError:
        if asked.new_key:
            path.unlink()  # nothing was signed with it
        raise


def _beside(store: Store) -> Path:
    if store.engine.dialect.name != "sqlite":
        raise MisuseError("--key needs --logs: a database has no folder; give one for its evidence logs")
    return Path(store.where).with_suffix(SUFFIX)


class SessionLogs:
    """The logs of the sessions of a store, in a ``folder``, which one ``key`` signs."""

    def __init__(self, store: Store, folder: Path, key: Ed25519PrivateKey) -> None:
        self.store = store
        self.folder = folder
        self._key = key
        self._secret = sealing_secret(key)
        self._turn = Lock()
        self._read: dict[str, Mark] = {}
        self._behind: set[str] = set()

    def path(self, session: str) -> Path:
        """Return the file of a session's log."""
        return self.folder / f"{quote(session, safe='')}.jsonl"

    def keep_all(self, at: datetime) -> tuple[str, ...]:
        """Bring all logs in step, as `keep` does one."""
        with reading(self.store) as connection:
            names = [each.name for each in sessions(connection)]
        return tuple(remark for name in names for remark in self.keep(name, at))

    def keep(self, session: str, at: datetime) -> tuple[str, ...]:
        """Enter what of a session its log does not have yet, ``at`` an instant; return what is to be told.

        Cost grows with what came since it was last kept; the first time, with all that was decided and handed out.

        Raises
        ------
        SourceError
            If the log cannot be written: what was to be entered is, once it can.
        MisuseError
            If there is no such session.
        """
        with self._turn:
            self._behind.add(session)
            remarks = self._keep(session, at)
            self._behind.discard(session)
            return remarks

    def must_keep_up(self, session: str, at: datetime) -> None:
        """Make sure, before something is written, that what was written before is entered.

        Raises
        ------
        SourceError
            If it is not, and still cannot be.
        """
        if session in self._behind:
            self.keep(session, at)

    def seen(self, session: Session, member: Member, last: int = 0) -> SessionLog | None:
        """Return the log of a session as a member may read it, of its entries the ``last``; without a number all.

        A seal is opened for who can say already what was sealed. Cost grows with the log.

        Raises
        ------
        SourceError
            If the log cannot be read.
        MisuseError
            If the member may not read it.
        """
        must(member, Act.READ, Subject("log"))
        path = self.path(session.name)
        with self._turn, reading(self.store) as connection, look(path) as index:
            head = index.head(path)
            if head is None:
                return None
            rows = {row.id: row for row in log_rows(LoggedSession(connection, session.number, member), session.name)}
            numbers = range(max(1, head.size - last + 1) if last else 1, head.size + 1)
            entries = tuple(
                self._seen(each.number, each.entry, rows.get(each.entry.id)) for each in index.entered(path, numbers)
            )
        key = NoteKey(head.origin, PLAIN, bytes.fromhex(head.key)).text()
        return SessionLog(head.size, head.origin, key, cosignable(head, self._key), {**head.document()}, entries)

    def hand_out(self, asked: Asked, what: str, data: bytes, at: datetime) -> None:
        """Note and enter what a member may read and takes out as a file, before it is handed over.

        Raises
        ------
        SourceError
            If it cannot be noted or entered; it is then not to be handed over.
        MisuseError
            If the member may not read it.
        """
        session, member, version = asked.opened.session, asked.member, asked.opened.version.number
        taken = Export(what, version, hashlib.sha256(data).hexdigest())
        with writing(self.store) as connection:
            if member.id == KEEPER.id:
                keeper(connection, at)
            note_page(connection, session.number, member, taken, at)
        self.keep(session.name, at)

    def text(self, session: str) -> str:
        """Return a session's log as it is kept.

        Raises
        ------
        SourceError
            If it cannot be read.
        """
        return read_file(self.path(session), "the evidence log cannot be read", LARGEST).decode()

    def _keep(self, session: str, at: datetime) -> tuple[str, ...]:
        path, first = self.path(session), session not in self._read
        mark = self._read.get(session, Mark())
        with reading(self.store) as connection:
            of = LoggedSession(connection, session_of(connection, session).number, after=mark)
            rows = log_rows(of, session)
            if not rows:
                return ()
            self._make_folder()
            with look(path) as index:
                origin = index.chain.origin or new_origin(session, at, self._key)
                entries = [self._entry(row) for row in rows if index.number(row.id) is None]
        signer = Signer(self._key, at, origin)
        remarks = append(path, entries, signer).remarks if entries or first else ()  # the first look tells of the key
        self._read[session] = mark_after(mark, rows)
        return remarks

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"{self.folder} | {error.strerror or error}; give a folder that can be written (--logs)"
            raise SourceError("the evidence log cannot be written", (what,)) from error

    def _entry(self, row: LogRow) -> LogEntry:
        told = row.tell()
        if told is None:
            raise TrucelineError("what is logged is there for the log")
        seals = {part: sealed(self._salt(row.id, part), says) for part, says in told.parts.items()}
        return LogEntry(row.id, row.kind, told.content(seals))

    def _seen(self, number: int, entry: LogEntry, row: LogRow | None) -> LoggedEntry:
        told, seals = row.tell() if row else None, entry.content.get("seals", {})
        openings = {
            part: Opening(self._salt(entry.id, part), says) for part, says in (told.parts if told else {}).items()
        }
        opened = {part: each for part, each in openings.items() if sealed(each.salt, each.says) == seals.get(part)}
        return LoggedEntry(number, entry.id, entry.kind, entry.content, opened)

    def _salt(self, entry: str, part: str) -> str:
        return salt_of(self._secret, entry, part)
