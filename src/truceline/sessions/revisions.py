"""Revisions: what a record said, by whom and why; appended to its history, never changed and never merged.

A revision is written from another one, its *base*. Where that is not the one that stands any more, somebody else's
text would be lost or, worse, a third text made that nobody wrote: so it is refused, with both texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.accounts.releasability import Release, sees
from truceline.accounts.roles import Member
from truceline.errors import MisuseError, StaleError
from truceline.records.record_id import RecordId

History = tuple["Revision", ...]
"""All revisions of one record, by their numbers, which count from 1."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What a ``record`` says from its revision ``number`` on; ``body`` is None where it is taken out.

    ``base`` is the number that it was written from, 0 where there was none; ``by`` the member's id, ``at`` an aware UTC
    instant, which orders nothing: numbers do. ``owner`` is the contributor whose record it is, or "".
    """

    record: RecordId
    number: int
    base: int
    body: bytes | None
    by: str
    at: datetime
    reason: str
    release: Release
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Stale:
    """A text, ``written`` from ``base``, that is not what stands: the revision ``standing``, None where none does.

    ``hidden`` says that what stands is not released to the reader, so that it is left out.
    """

    record: RecordId
    base: int
    written: bytes | None
    standing: Revision | None
    hidden: bool = False

    def seen_by(self, member: Member | None) -> Stale:
        """Return what the member may see of it."""
        if self.standing is None or sees(member, self.standing.release, self.standing.owner):
            return self
        return replace(self, standing=None, hidden=True)

    def in_words(self) -> str:
        """Tell what is wrong and what to do, without a word of either text or of who wrote it."""
        if self.hidden:
            return f"{self.record} | another revision stands, which is not released to you; ask the chair"
        if self.standing is None:
            return f"{self.record} | written from revision {self.base}, and it is no longer there; write it anew"
        which = f"written from revision {self.base}, and {self.standing.number} stands"
        return f"{self.record} | {which}; read both texts, and write yours from that"


def body_hash(body: bytes) -> str:
    """Return the SHA-256 of a record's own bytes, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def stale_error(stale: Iterable[Stale]) -> StaleError:
    """Return the error that tells all of these."""
    return StaleError("somebody else wrote in the meantime", tuple(each.in_words() for each in stale))


def stale(revision: Revision, history: History, standing: int) -> Stale | None:
    """Return both texts, if a revision was not written from the one that stands; ``standing`` is 0 where none does.

    Raises
    ------
    MisuseError
        If the history has no revision ``standing``.
    """
    if revision.base == standing:
        return None
    if not 0 <= standing <= len(history):
        what = f"{revision.record} | has no revision {standing}; give one of 1 to {len(history)}"
        raise MisuseError("there is no such revision", (what,))
    return Stale(revision.record, revision.base, revision.body, history[standing - 1] if standing else None)


def unseen(member: Member, revision: Revision, history: History, standing: int) -> Stale | None:
    """Return what stands, if it is not released to the writer: nobody writes from a text that they could not read."""
    stands = history[standing - 1] if standing else None
    if stands is None or sees(member, stands.release, stands.owner):
        return None
    return Stale(revision.record, revision.base, revision.body, stands)


def append(history: History, revision: Revision, standing: int) -> History:
    """Append a revision to the history of its record, if it was written from the one that stands for its writer.

    That is what ``Proposal.standing`` says. Cost grows with the history.

    Raises
    ------
    StaleError
        If it was written from another one.
    MisuseError
        If it cannot be the next one of this record; all reasons are listed.
    """
    if problems := tuple(f"{revision.record} | {what}" for what in faults(history, revision)):
        raise MisuseError("a revision cannot be appended", problems)
    if found := stale(revision, history, standing):
        raise stale_error((found,))
    return (*history, revision)


def faults(history: History, revision: Revision) -> tuple[str, ...]:
    """List why a revision cannot be the next of a history, whatever it was written from."""
    number = len(history) + 1
    problems = {
        f"revision {revision.number} cannot be appended; the next is {number}": revision.number != number,
        f"it cannot be written from revision {revision.base}; name an earlier one": not 0 <= revision.base < number,
        f"the history is that of {history[0].record if history else ''}; take its own": (
            bool(history) and history[0].record != revision.record
        ),
        "the record is another contributor's, and keeps its owner; take another id": (
            bool(history) and history[0].owner != revision.owner
        ),
        "a record of no contributor cannot be released to its nation; give chair, coalition or public": (
            revision.owner == "" and revision.release == Release.NATION
        ),
        "nothing is there to take out; leave it": revision.body is None and revision.base == 0,
        "no reason is given; say why": not revision.reason.strip(),
    }
    return tuple(what for what, wrong in problems.items() if wrong)
