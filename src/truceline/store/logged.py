"""What of a session goes into its evidence log: as it is for the log itself, and as a member may see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, true

from truceline.accounts.releasability import Release
from truceline.accounts.rights import Act, Subject, refusal
from truceline.accounts.roles import Member
from truceline.errors import MisuseError
from truceline.sessions.proposals import Comment, Decision, Proposal
from truceline.sessions.versions import Version
from truceline.store.decisions import decided_since
from truceline.store.instants import instant_of, kept_instant
from truceline.store.memberships import NotedMembership
from truceline.store.proposals import proposal, whole_proposal
from truceline.store.released import proposal_shown, released_to
from truceline.store.schema.access import EXPORTS, MEMBERSHIP_CHANGES
from truceline.store.schema.proposals import COMMENTS, PROPOSALS
from truceline.store.schema.records import VERSIONS
from truceline.store.versions import version, whole_version


@dataclass(frozen=True, slots=True)
class VersionMark:
    """A version by its number, when it was made, and of which proposal; None where an import made it."""

    number: int
    at: datetime
    proposal: int | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, and its number among those on its proposal."""

    number: int
    comment: Comment


@dataclass(frozen=True, slots=True)
class NotedExport:
    """What was handed out: its number, to whom, when, what of which version, and its SHA-256 in hexadecimal."""

    number: int
    by: str
    at: datetime
    what: str
    version: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a session was read: its last ``version``, ``export`` and change of a ``membership``, by their numbers.

    ``at`` is when something was last decided or said. Numbers and instants only grow: one at a time writes to it.
    """

    version: int = 0
    export: int = 0
    membership: int = 0
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LoggedSession:
    """What of a session is logged, with the eyes of a ``member``; None is the log itself, which is told all.

    What comes before ``after`` is not read; of what was decided and said, that of its very instant is read again.
    """

    connection: Connection
    session: int
    member: Member | None = None
    after: Mark = Mark()

    def versions(self) -> tuple[VersionMark, ...]:
        """List versions, whoever may see them: their numbers tell nothing."""
        ours = (VERSIONS.c.session == self.session, VERSIONS.c.number > self.after.version)
        rows = self.connection.execute(select(VERSIONS).where(*ours).order_by(VERSIONS.c.number))
        return tuple(VersionMark(row.number, instant_of(row.at), row.proposal) for row in rows)

    def version(self, number: int) -> Version | None:
        """Return a version; None where it is not there for the member."""
        if self.member is None:
            return whole_version(self.connection, self.session, number)
        try:
            return version(self.connection, self.session, self.member, number)
        except MisuseError:
            return None

    def decisions(self) -> tuple[tuple[int, int, Decision], ...]:
        """List what was decided of proposals that are there: the proposal, the how many-th on it, and what."""
        found = decided_since(self.connection, self.session, self.after.at)
        shown = self.shown() if self.member and found else ()
        return tuple(each for each in found if self.member is None or each[0] in shown)

    def proposal(self, number: int) -> Proposal:
        """Return a proposal that is there."""
        if self.member is None:
            return whole_proposal(self.connection, self.session, number)
        return proposal(self.connection, self.session, self.member, number)

    def comments(self) -> Iterator[Remark]:
        """List what was said on all proposals that are there."""
        released = released_to(self.member, COMMENTS.c.release, COMMENTS.c.owner) if self.member else true()
        since = COMMENTS.c.at >= kept_instant(self.after.at)
        query = select(COMMENTS).where(COMMENTS.c.session == self.session, since, released)
        rows = self.connection.execute(query.order_by(COMMENTS.c.proposal, COMMENTS.c.number)).all()
        shown = self.shown() if self.member and rows else ()
        return (_remark(row) for row in rows if self.member is None or row.proposal in shown)

    def exports(self) -> Iterator[NotedExport]:
        """List what was handed out, to the member."""
        ours = EXPORTS.c.by == self.member.id if self.member else true()
        query = select(EXPORTS).where(EXPORTS.c.session == self.session, EXPORTS.c.number > self.after.export, ours)
        return map(_export, self.connection.execute(query.order_by(EXPORTS.c.number)))

    def memberships(self) -> Iterator[NotedMembership]:
        """List changes of who belongs to it: to a member who may not invite, those of the member alone."""
        may_read = self.member is None or not refusal(self.member, Act.INVITE, Subject("member"))
        ours = true() if self.member is None or may_read else MEMBERSHIP_CHANGES.c.person == self.member.id
        after = MEMBERSHIP_CHANGES.c.number > self.after.membership
        query = select(MEMBERSHIP_CHANGES).where(MEMBERSHIP_CHANGES.c.session == self.session, after, ours)
        return map(_membership, self.connection.execute(query.order_by(MEMBERSHIP_CHANGES.c.number)))

    def shown(self) -> frozenset[int]:
        """Return the numbers of the proposals that are there."""
        there = proposal_shown(self.member) if self.member else true()
        query = select(PROPOSALS.c.number).where(PROPOSALS.c.session == self.session, there)
        return frozenset(self.connection.scalars(query))


def _remark(row: Row[Any]) -> Remark:
    said = Comment(str(row.proposal), row.by, instant_of(row.at), row.text, Release(row.release), row.owner)
    return Remark(row.number, said)


def _export(row: Row[Any]) -> NotedExport:
    return NotedExport(row.number, row.by, instant_of(row.at), row.what, row.version, row.sha256)


def _membership(row: Row[Any]) -> NotedMembership:
    roles, at = tuple(row.roles.split()), instant_of(row.at)
    return NotedMembership(row.number, row.change, row.person, roles, row.contributor, row.by, at)
