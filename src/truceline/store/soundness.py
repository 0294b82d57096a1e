"""Whether the next version is a sound case, for whoever may read it: asked before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from truceline.accounts.releasability import sees
from truceline.accounts.roles import Member
from truceline.errors import CaseError, MisuseError
from truceline.records.record_id import RecordId
from truceline.sessions.acceptance import entry_of, laid_out
from truceline.sessions.proposals import Proposal
from truceline.sessions.revisions import body_hash
from truceline.sessions.versions import Entry, Version
from truceline.sessions.views import sees_all, views
from truceline.store.versions import all_files, newest, newest_number, released_files

Files = Mapping[str, bytes]
Parts = list[tuple[RecordId, bytes]]

LayOut = Callable[[Files, Mapping[RecordId, bytes | None]], Iterable[tuple[RecordId, bytes]]]
"""From a case's files and what records are to say in them (None: taken out) to the parts of the changed files; raises
a `CaseError` where these are no sound case."""

HIDDEN = "the case would not be sound in a record that is not released to all; ask the chair"
"""Why a proposal is not submitted or silence does not stand, where more must not be said."""


@dataclass(frozen=True, slots=True)
class Unsound:
    """What a ``member`` would read who reads a sound case now: which entries in which files, and what is wrong."""

    member: Member
    entries: tuple[Entry, ...]
    files: Files
    problems: tuple[str, ...]

    def told(self) -> tuple[str, ...]:
        """Return what is wrong, with whose case it is wrong in."""
        return tuple(map(self.as_read, self.problems))

    def as_read(self, what: str) -> str:
        """Say in whose case something is wrong; a contributor is called by its id."""
        return f"{what} (as {self.member.name} would read it)"


def next_parts(connection: Connection, session: int, found: Proposal, lay_out: LayOut) -> Parts:
    """Return the parts of the files of the version that a proposal would make.

    Cost: reading the case, once for each group of members who see it otherwise.

    Raises
    ------
    CaseError
        If it would not be sound, or somebody would read no sound case any more.
    MisuseError
        If there is no version to change yet.
    """
    version = must_be_newest(connection, session)
    entries, parts = _next(connection, session, version, found, lay_out)
    must_be_sound_for_all(connection, session, entries, parts, lay_out)
    return parts


def _next(
    connection: Connection, session: int, version: Version, found: Proposal, lay_out: LayOut
) -> tuple[tuple[Entry, ...], Parts]:
    files = all_files(connection, session, version.number)
    parts = list(lay_out(files, {tip.record: tip.body for tip in found.tips()}))
    revised = [entry_of(tip, tip.body) for tip in found.tips() if tip.body is not None]
    return laid_out(version, revised, [(record, body_hash(body)) for record, body in parts]), parts


def must_be_sound_for_all(
    connection: Connection,
    session: int,
    entries: Sequence[Entry],
    parts: Sequence[tuple[RecordId, bytes]],
    lay_out: LayOut,
) -> None:
    """Make sure that whoever reads a sound case now finds one in these entries of files in ``parts``.

    Raises
    ------
    CaseError
        If somebody would not: in the words of `check`, with who.
    """
    problems = tuple(what for each in unsound_for(connection, session, entries, parts, lay_out) for what in each.told())
    if problems:
        raise CaseError("not all would read a sound case", problems)


def unsound_for(
    connection: Connection,
    session: int,
    entries: Sequence[Entry],
    parts: Sequence[tuple[RecordId, bytes]],
    lay_out: LayOut,
) -> Iterator[Unsound]:
    """List those who would read no sound case in these entries of files in ``parts``, and read one now."""
    bodies = {body_hash(body): body for _, body in parts}
    last = newest_number(connection, session)
    for seen, member in views(entries).items():
        files = {name: b"".join(bodies[each.digest] for each in run) for name, run in groupby(seen, key=_file)}
        problems = _problems(files, lay_out)
        if problems and not _problems(released_files(connection, session, member, last), lay_out):
            yield Unsound(member, seen, files, problems)


def problems_told(
    connection: Connection, session: int, member: Member, found: Proposal, lay_out: LayOut
) -> tuple[str, ...]:
    """Say why the case would not be sound with a proposal, as far as a member may read it; nothing where it would be.

    Who sees all of the case is told all of it. Cost: as of `next_parts`, and reading the case as the member sees it.

    Raises
    ------
    MisuseError
        If there is no version to change yet.
    """
    version = must_be_newest(connection, session)
    tips = [tip for tip in found.tips() if sees(member, tip.release, tip.owner)]
    try:
        entries, parts = _next(connection, session, version, found, lay_out)
    except CaseError as error:
        if len(tips) == len(found.tips()) and sees_all(member, version.entries):
            return error.problems
        files = released_files(connection, session, member, version.number)
        return _problems(files, lay_out, {tip.record: tip.body for tip in tips}) or (HIDDEN,)
    unsound = unsound_for(connection, session, entries, parts, lay_out)
    told = (what for each in unsound for what in (each.told() if sees_all(member, each.entries) else (HIDDEN,)))
    return tuple(dict.fromkeys(told))


def must_be_newest(connection: Connection, session: int) -> Version:
    """Return the newest version as it is, whoever may see it: for the rules.

    Raises
    ------
    MisuseError
        If there is none.
    """
    if (found := newest(connection, session)) is None:
        raise MisuseError("the session has no version yet; import a case first: truceline session import")
    return found


def _problems(files: Files, lay_out: LayOut, changes: Mapping[RecordId, bytes | None] | None = None) -> tuple[str, ...]:
    try:
        lay_out(files, changes or {})
    except CaseError as error:
        return error.problems
    return ()


def _file(entry: Entry) -> str:
    return entry.record.file
