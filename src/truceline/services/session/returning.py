"""Workbooks that came back to the keeper of a store, each as a proposal of its contributor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from truceline import __version__
from truceline.casefolder.exchange.changes import workbook_changes
from truceline.documents.proposals import proposals_document
from truceline.errors import MisuseError
from truceline.formats.files import read_file
from truceline.formats.json_text import json_text
from truceline.formats.named_files import FilesInMemory
from truceline.formats.xlsx import PACKED
from truceline.results.proposals import ProposalSeen
from truceline.results.workbook_changes import WorkbookChanges
from truceline.services.outcome import Outcome, lines_text
from truceline.services.session.contributing import changes_from
from truceline.services.session.drafting import Seat
from truceline.services.session.laying_out import seen_files
from truceline.services.session.opening import keeper, keeper_for, opened
from truceline.services.session.proposing import Sending, decide, proposals_for, send
from truceline.services.session.release_faults import must_be_sound
from truceline.sessions.versions import Version
from truceline.store.engine import writing
from truceline.store.people import members, session_of
from truceline.store.versions import newest_seen


def session_propose(
    name: str, files: Sequence[str | Path], store: str | Path, *, at: datetime, submit: bool = False
) -> Outcome[tuple[ProposalSeen, ...]]:
    """Make a proposal of what workbooks that came back change, one for each contributor: all of them or none.

    They are drafts, or with ``submit`` before the chair.

    Raises
    ------
    CaseError, SourceError
        If a file or the store cannot be read, or a workbook is at fault; all faults, by file and cell.
    MisuseError, StaleError
        If there is no such session, nothing is changed, or a contributor has members, who speak for it themselves.
    """
    books = {str(path): read_file(Path(path), "the workbook cannot be read", PACKED) for path in files}
    with opened(store) as kept, writing(kept) as connection:
        session, who = session_of(connection, name).number, keeper(connection, at)
        version = newest_seen(connection, session, who)
        if version is None:
            raise MisuseError(f"the session {name} has no version yet; import a case: truceline session import")
        laid = seen_files(connection, session, who, version.number)
        found, _ = workbook_changes(books, FilesInMemory(f"version {version.number} of {name}", laid))
        _must_be_the_keepers(connection, session, found)
        numbers = set(_sent(connection, session, found, version, at, submit=submit))
        made = [each for each in proposals_for(Seat(connection, session, who), at) if each.number in numbers]
    ordered = tuple(sorted(made, key=lambda each: each.number))
    text = lines_text([f"{each.number}  {each.state}  {each.title}" for each in ordered])
    return Outcome(ordered, text, json_text(proposals_document(ordered, version=__version__)), notes=found.notes)


def _must_be_the_keepers(connection: Connection, session: int, found: WorkbookChanges) -> None:
    if not found.records:
        raise MisuseError("the workbooks say nothing that the case does not say already; nothing was written")
    speaking = {each.nation: each.name for each in members(connection, session) if each.nation}
    problems = tuple(
        f"{each.file} | {speaking[each.contributor]} speaks for {each.name}; it takes it in on its own page"
        for each in found.workbooks
        if each.contributor in speaking
    )
    if problems:
        raise MisuseError("nothing was written", problems)


def _sent(
    connection: Connection, session: int, found: WorkbookChanges, version: Version, at: datetime, *, submit: bool
) -> Iterator[int]:
    names = {each.contributor: each.name for each in found.workbooks}
    for nation in dict.fromkeys(each.contributor for each in found.records):
        records = [each for each in found.records if each.contributor == nation]
        reason = f"As in {', '.join(dict.fromkeys(each.workbook for each in records))}"
        seat = Seat(connection, session, keeper_for(nation))
        sending = Sending(f"Workbook of {names[nation]}", reason)
        changes = changes_from(records, version, reason)
        must_be_sound(connection, session, seat.member, changes)
        number = send(seat, changes, sending, at)
        if submit:
            decide(seat, number, "submit", at)
        yield number
