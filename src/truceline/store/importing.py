"""A case folder into a session as its next version: what says the same stays as it was, down to its revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from truceline.accounts.releasability import Release
from truceline.accounts.rights import VERIFIERS, Act, Subject, refusal
from truceline.accounts.roles import Member
from truceline.errors import MisuseError
from truceline.records.record_id import RecordId
from truceline.sessions.acceptance import crossing, entry_of
from truceline.sessions.proposals import Proposal
from truceline.sessions.revisions import History, Revision, body_hash, faults
from truceline.sessions.versions import Entry, Version
from truceline.store.deciding import silent, stand
from truceline.store.histories import add_revisions, histories, keep_bodies, record_kinds
from truceline.store.people import begin, members, must
from truceline.store.soundness import LayOut, must_be_sound_for_all
from truceline.store.versions import add_version, newest


@dataclass(frozen=True, slots=True)
class CasePart:
    """A part of a case's files, in order: what it is known by, what it says, what kind of record it is, and whose."""

    record: RecordId
    body: bytes
    kind: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The version that an import made, or the one that says the same already; ``new`` tells which."""

    version: Version
    new: bool


def import_case(
    connection: Connection,
    session: int,
    member: Member,
    parts: Sequence[CasePart],
    title: str,
    *,
    at: datetime,
    lay_out: LayOut,
    release: Release = Release.COALITION,
) -> Imported:
    """Make a version of a case's parts; where the newest says the same, that is it.

    The first version is the chair's to make. So is a later one; but a record that some member may change, and the chair
    may not, is that member's to change: a nation is master of its own word from when somebody is there to speak for it.
    ``release`` is that of records which were not there before. Cost grows with parts; where some are told in
    confidence, it is that of reading the case for each group of members who see it otherwise.

    Raises
    ------
    CaseError
        If somebody who reads a sound case now would read none of this one.
    MisuseError
        If the member may not, a record is under silence, or cannot be changed; all reasons are listed.
    """
    must(member, Act.DECIDE, Subject("proposal"))
    now = begin(connection, session, at)
    stand(connection, session, now, lay_out=lay_out)
    before = newest(connection, session)
    draft = _Draft(member, now, title, release, before)
    touched = draft.touched(parts)
    draft.kinds = {part.record: part.kind for part in parts}
    draft.kinds |= record_kinds(connection, session, {*draft.kinds, *touched})
    draft.take(parts, histories(connection, session, touched))
    made = draft.version()
    if before is not None and made.hash == before.hash:
        return Imported(before, new=False)
    draft.must_be_allowed(members(connection, session), tuple(silent(connection, session, now)))
    if before is not None:
        laid = [(part.record, part.body) for part in parts]
        must_be_sound_for_all(connection, session, made.entries, laid, lay_out)
    add_revisions(connection, session, draft.revisions, draft.kinds)
    keep_bodies(connection, [part.body for part in parts])
    add_version(connection, session, made, draft.kinds)
    return Imported(made, new=True)


class _Draft:
    """The version that an import is to make, on top of what stands."""

    def __init__(self, member: Member, at: datetime, title: str, release: Release, before: Version | None) -> None:
        self._member, self._at, self._title, self._release = member, at, title, release
        self._before = before
        standing = before.entries if before else ()
        self._standing = {entry.record: entry for entry in standing if entry.number}
        self._entries: list[Entry] = []
        self.revisions: list[Revision] = []
        self.kinds: dict[RecordId, str] = {}
        self._problems: list[str] = []

    def touched(self, parts: Sequence[CasePart]) -> set[RecordId]:
        """Return the records that say something else than what stands, are new, or are no longer there."""
        says = {part.record: body_hash(part.body) for part in _records(parts)}
        standing = {record: entry.digest for record, entry in self._standing.items()}
        return {record for record in says.keys() | standing.keys() if says.get(record) != standing.get(record)}

    def take(self, parts: Sequence[CasePart], known: Mapping[RecordId, History]) -> None:
        """Take the parts in; ``known`` are the histories of the records that they touch."""
        records = {part.record for part in _records(parts)}
        for part in parts:
            if part.record not in records:
                self._entries.append(Entry(part.record, 0, body_hash(part.body)))
            elif part.record in known:
                made = self._revision(part.record, known[part.record], part.body, part.owner)
                self._entries.append(entry_of(made, part.body))
            else:
                self._entries.append(self._standing[part.record])
        for record, entry in self._standing.items():
            if record not in records:
                self._revision(record, known[record], None, entry.owner)

    def version(self) -> Version:
        """Return the version."""
        number = self._before.number if self._before else 0
        return Version(number + 1, number, self._title, self._member.id, self._at, tuple(self._entries))

    def must_be_allowed(self, members: Sequence[Member], silent: Sequence[Proposal]) -> None:
        """Make sure that all may be changed as they are."""
        if self._before is not None:
            self._problems += self._refused(members)
        change = Proposal("", self._title, "", self._member.id, self._at, self._release, "", tuple(self.revisions))
        self._problems += crossing(change, silent)
        if self._problems:
            raise MisuseError("the case cannot be imported", tuple(self._problems))

    def _refused(self, members: Sequence[Member]) -> Iterator[str]:
        for each in self.revisions:
            kind = self.kinds[each.record]
            act, subject = Act.RULE if kind in VERIFIERS else Act.REVISE, Subject(kind, each.owner)
            why_not = refusal(self._member, act, subject)
            if why_not and any(not refusal(other, act, subject) for other in members):
                yield f"{each.record} | {why_not}"

    def _revision(self, record: RecordId, known: History, body: bytes | None, owner: str) -> Revision:
        stands = self._standing.get(record)
        release, base = (stands.release, stands.number) if stands else (self._release, 0)
        number = len(known) + 1
        made = Revision(record, number, base, body, self._member.id, self._at, self._title, release, owner)
        self._problems += (f"{record} | {what}" for what in faults(known, made))
        self.revisions.append(made)
        return made


def _records(parts: Sequence[CasePart]) -> Iterator[CasePart]:
    # Text that stands between records has no history; one that is all of its file has.
    counts = Counter(part.record for part in parts)
    return (part for part in parts if counts[part.record] == 1)
