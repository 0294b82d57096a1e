"""Members, revisions, proposals and versions of a small session, made in a line."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from truceline.accounts.releasability import Release
from truceline.accounts.roles import Member, Role
from truceline.records.record_id import RecordId
from truceline.sessions.acceptance import entry_of
from truceline.sessions.proposals import Decision, DecisionKind, Proposal
from truceline.sessions.revisions import Revision
from truceline.sessions.versions import Version

DAWN = datetime(2031, 3, 1, tzinfo=UTC)

CHAIR = Member("m-chair", "Chair", frozenset({Role.CHAIR}))
STAFF = Member("m-staff", "Staff", frozenset({Role.STAFF}))
READER = Member("m-reader", "Reader", frozenset({Role.READER}))
ASH = Member("m-ash", "Ash's officer", frozenset({Role.NATION}), "ash")
BIRCH = Member("m-birch", "Birch's officer", frozenset({Role.NATION}), "birch")


def at(hour):
    return DAWN + timedelta(hours=hour)


def pledge(name):
    return RecordId("pledges.yaml", f"pledges/{name}")


def revision(record, number, base, body, *, release=Release.COALITION, owner="", by="m-ash", hour=0):
    return Revision(record, number, base, body, by, at(hour), "because", release, owner)


def proposal(*revisions, name="p-1", release=Release.COALITION, owner="", by="m-ash"):
    return Proposal(name, f"title of {name}", "reason", by, at(0), release, owner, revisions)


def decided(kind, hour, *, reason="because", deadline=None, contributor="", by="m-chair"):
    return Decision(DecisionKind(kind), by, at(hour), reason, None if deadline is None else at(deadline), contributor)


def laid_out(before, found):
    """Put a proposal's texts into a version's parts the plain way: new records at the end of their file."""
    tips = {tip.record: tip.body for tip in found.tips()}
    parts = [(entry.record, entry.digest) for entry in before.entries]
    there = {record for record, _ in parts}
    changed = [(record, tips.get(record, digest)) for record, digest in parts]
    added = [(record, body) for record, body in tips.items() if record not in there]
    hashed = [(r, sha256(b).hexdigest() if isinstance(b, bytes) else b) for r, b in (*changed, *added) if b is not None]
    return sorted(hashed, key=lambda part: part[0].file)


def version(*revisions, number=1, parent=0, dissents=()):
    entries = tuple(entry_of(each, each.body) for each in revisions)
    return Version(number, parent, f"version {number}", "m-chair", at(0), entries, dissents)
