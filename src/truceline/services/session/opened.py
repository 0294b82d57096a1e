"""The versions of sessions as their members see them: each case is read once for all who see the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from truceline.accounts.roles import Member
from truceline.case import Case
from truceline.casefolder.cases import read_case
from truceline.casefolder.reading import Reader, read_file
from truceline.errors import MisuseError
from truceline.formats.named_files import FilesInMemory
from truceline.records.quantities import Range
from truceline.records.record_id import RecordId
from truceline.services.opening import must_be_planned
from truceline.services.session.latest import Latest
from truceline.services.session.laying_out import seen_files
from truceline.sessions.versions import Version
from truceline.store.engine import Store, reading
from truceline.store.people import Session
from truceline.store.released import audience
from truceline.store.versions import newest_number, newest_seen, version, versions

KEPT = 32
"""Cases that are kept as read, the latest asked for."""

FILES_KEPT = 256
"""Files of cases that are kept as read, the latest asked for: a case of thirty nations has about thirty."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A version of a session's case as a member sees it, with its ``files``, and the case as it was read.

    ``reader`` reads further files, such as the same with a change: what was read before is at hand.
    """

    session: Session
    version: Version
    case: Case
    files: Mapping[str, bytes]
    reader: Reader

    @property
    def name(self) -> str:
        """The session's name in addresses."""
        return self.session.name

    @property
    def sha256(self) -> str:
        """The hash of what the member sees: whoever sees the same has the same plan."""
        return self.version.hash


class Sums:
    """What is told of people in sums, by the version and for all who see and have read the same; None: nothing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept = Latest[tuple[int, int, str, frozenset[RecordId]], tuple[Range | None]](KEPT)

    def get(
        self, opened: OpenCase, member: Member, read: frozenset[RecordId], work: Callable[[], Range | None]
    ) -> Range | None:
        """Return a sum to tell a member who has ``read`` these of its records; by ``work`` where it is not kept."""
        key = (opened.session.number, opened.version.number, audience(member), read)
        with self._lock:
            return (self._kept.get(key) or self._kept.keep(key, (work(),)))[0]


class OpenCases:
    """Versions of the sessions of a store, as their members see them, with the ``sums`` that are told of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.sums = Sums()
        self._reading = Lock()  # what many ask for at once is read once
        self._versions = Latest[tuple[int, int, bool, str], Version](KEPT)
        self._lists = Latest[tuple[int, str], tuple[int, tuple[Version, ...]]](KEPT)
        self._reader: Reader = lru_cache(FILES_KEPT)(read_file)
        self._cases = Latest[str, tuple[Case, Mapping[str, bytes]]](KEPT)

    def get(self, session: Session, member: Member, number: int = 0) -> OpenCase:
        """Return a version as a member sees it, without a number the newest.

        Raises
        ------
        CaseError
            If what the member sees of it is no whole case, or for monitoring only.
        MisuseError
            If it is not there for the member.
        """
        with self._reading:
            seen = self._version(session, member, number)
            return OpenCase(session, seen, *self._case(session, member, seen), self._reader)

    def newest(self, session: Session, member: Member, last: int = 0) -> Version:
        """Return the newest version that is there for a member, as the member sees it; of those up to ``last``, if any.

        Raises
        ------
        MisuseError
            If none is.
        """
        with self._reading:
            return self._version(session, member, 0, last)

    def versions(self, session: Session, member: Member) -> tuple[Version, ...]:
        """List the versions that are there for a member, from the first on; of a list, what came since is read."""
        key = (session.number, audience(member))
        with self._reading, reading(self._store) as connection:
            upto, known = self._lists.get(key) or (0, ())
            last = newest_number(connection, session.number)
            if last > upto:
                known = versions(connection, session.number, member, known, upto)
                self._lists.keep(key, (last, known))
            return known

    def _version(self, session: Session, member: Member, number: int, last: int = 0) -> Version:
        # What a version says to an audience never changes, nor which is the newest as long as no other is made.
        last = last or number or self._last(session)
        key = (session.number, last, not number, audience(member))
        if (kept := self._versions.get(key)) is not None:
            return kept
        with reading(self._store) as connection:
            if number:
                seen: Version | None = version(connection, session.number, member, number)
            else:
                seen = newest_seen(connection, session.number, member)
        if seen is None:
            what = f"the session {session.name} has no version yet; import a case: truceline session import"
            raise MisuseError(what)
        return self._versions.keep(key, seen)

    def _last(self, session: Session) -> int:
        with reading(self._store) as connection:
            return newest_number(connection, session.number)

    def _case(self, session: Session, member: Member, seen: Version) -> tuple[Case, Mapping[str, bytes]]:
        if (kept := self._cases.get(seen.hash)) is not None:
            return kept
        with reading(self._store) as connection:
            found = seen_files(connection, session.number, member, seen.number)
        read = read_case(FilesInMemory(f"version {seen.number} of {session.name}", found), self._reader)
        must_be_planned(read, session.name)
        return self._cases.keep(seen.hash, (read, found))
