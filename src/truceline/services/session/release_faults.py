"""What a change would do to the case of those who do not see all of it, in words that its writer may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sqlalchemy import Connection

from truceline.accounts.roles import Member
from truceline.casefolder.reading import Reader, read_file
from truceline.casefolder.record_changes import replaced
from truceline.casefolder.record_faults import RecordFault, record_faults
from truceline.casefolder.records import split_files
from truceline.errors import CaseError
from truceline.records.record_id import RecordId
from truceline.services.session.laying_out import lay_out
from truceline.sessions.acceptance import laid_out
from truceline.sessions.revisions import body_hash
from truceline.sessions.versions import Entry
from truceline.sessions.views import sees_all
from truceline.store.proposals import Change
from truceline.store.soundness import Unsound, must_be_newest, unsound_for
from truceline.store.versions import all_files

UNSEEN = "somebody else would no longer find a sound case, for a record that you do not see; ask the chair"


def release_faults(
    connection: Connection, session: int, member: Member, changes: Sequence[Change], reader: Reader = read_file
) -> tuple[RecordFault, ...]:
    """List what would be wrong with the case for those who do not see all of it, if these changes were accepted.

    It is told in full to a writer who sees all that they would read; else only that something is wrong. Cost: reading
    the case for each group of members who see it otherwise, as far as ``reader`` has not read its files before.

    Raises
    ------
    CaseError
        If a body is not the record that it stands for.
    """
    version = must_be_newest(connection, session)
    files = replaced(all_files(connection, session, version.number), {each.record: each.body for each in changes})
    parts = list(split_files(files))
    revised = [
        Entry(c.record, c.base + 1, body_hash(c.body), c.release, c.owner) for c in changes if c.body is not None
    ]
    entries = laid_out(version, revised, [(record, body_hash(body)) for record, body in parts])
    found = unsound_for(connection, session, entries, parts, partial(lay_out, reader=reader))
    return tuple(fault for each in found for fault in _told(each, member, [change.record for change in changes]))


def must_be_sound(
    connection: Connection, session: int, member: Member, changes: Sequence[Change], reader: Reader = read_file
) -> None:
    """Make sure that whoever reads a sound case now would read one with these changes.

    Raises
    ------
    CaseError
        If somebody would not.
    """
    faults = release_faults(connection, session, member, changes, reader)
    problems = tuple(f"{each.record} {each.field}".rstrip() + f" | {each.message}" for each in faults)
    if problems:
        raise CaseError("not all would read a sound case", problems)


def _told(found: Unsound, member: Member, changed: Sequence[RecordId]) -> Iterator[RecordFault]:
    if not sees_all(member, found.entries):
        yield RecordFault(changed[0], "", UNSEEN)
        return
    for each in record_faults(found.files, found.problems):
        yield RecordFault(each.record or changed[0], each.field if each.record else "", found.as_read(each.message))
