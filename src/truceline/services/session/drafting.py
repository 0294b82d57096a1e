"""What a member writes into the form of a record, as a change to propose; what `check` would refuse, at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from sqlalchemy import Connection

from truceline.accounts.releasability import Release, sees
from truceline.accounts.roles import Member
from truceline.case import Case
from truceline.casefolder.changed_case import changed_case
from truceline.casefolder.exchange.changes import pledge_body
from truceline.casefolder.exchange.pledge_rows import pledge_rows
from truceline.casefolder.forms.offered import listings, with_ids
from truceline.casefolder.forms.plain_form import field_of, plain_filled, plain_parts, read_plain, shape_of
from truceline.casefolder.forms.pledge_form import (
    FILE,
    FilledPledge,
    filled_of,
    pledge_parts,
    read_filled,
)
from truceline.casefolder.forms.problem_words import in_words
from truceline.casefolder.record_faults import RecordFault, record_faults
from truceline.casefolder.record_revision import revised_body
from truceline.casefolder.record_text import body_of, values_of
from truceline.casefolder.records import kind_of, owner_of, split_file
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.errors import CaseError
from truceline.formats.parts import Part
from truceline.formats.shape import fits
from truceline.records.record_id import RecordId
from truceline.results.record_form import FormPart, RecordForm, with_problems
from truceline.services.session.opened import OpenCase
from truceline.services.session.refusals import fault_told
from truceline.services.session.release_faults import release_faults
from truceline.sessions.revisions import Revision, Stale
from truceline.sessions.views import COALITION, sees_all
from truceline.store.histories import numbered
from truceline.store.proposals import Change
from truceline.store.versions import all_files, newest_number, standing_number, version_hash

TEXT = "text"
"""The field that holds all of a record's text, where it is changed as text."""

UNSEEN = "the case would not stay sound in a record that you do not see; ask the chair"


@dataclass(frozen=True, slots=True)
class Seat:
    """Who asks in which session, on a connection to its store."""

    connection: Connection
    session: int
    member: Member


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member wrote of a record, from the revision ``base``: fields by name, or all of its text; or takes out."""

    record: RecordId
    base: int
    filled: Mapping[str, str] = field(default_factory=dict)
    release: Release = Release.COALITION
    reason: str = ""
    taken_out: bool = False

    @property
    def as_text(self) -> bool:
        """Whether it is the record's own text that was written."""
        return TEXT in self.filled


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as a change; None, with ``problems`` by the names of fields, where it cannot be proposed so."""

    draft: Draft
    change: Change | None
    problems: tuple[tuple[str, str], ...] = ()
    stale: Stale | None = None


@dataclass(frozen=True)
class Desk:
    """The newest version as a member sees it, which is ``opened``, and its files."""

    seat: Seat
    opened: OpenCase
    _parts: dict[str, tuple[Part, ...]] = field(default_factory=dict)

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files of the case as the member sees it."""
        return self.opened.files

    @property
    def case(self) -> Case:
        """The case as the member sees it."""
        return self.opened.case

    def parts(self, file: str) -> tuple[Part, ...]:
        """Take a file apart, once however often it is asked for."""
        if file not in self._parts:
            self._parts[file] = split_file(file, self.files[file]) if file in self.files else ()
        return self._parts[file]

    @cached_property
    def sees_whole(self) -> bool:
        """Whether the member sees all of the newest version."""
        connection, session = self.seat.connection, self.seat.session
        return version_hash(connection, session, newest_number(connection, session)) == self.opened.version.hash


def draft_of(desk: Desk, record: RecordId, *, as_text: bool = False) -> Draft:
    """Return a record as it stands, to be changed; a new one where there is none.

    Raises
    ------
    CaseError
        If it has no values of its own.
    """
    base, known = _standing(desk.seat, record)
    stands = known.get(base)
    if stands is None or stands.body is None:
        return Draft(record, 0)
    if as_text:
        return Draft(record, base, {TEXT: stands.body.decode(errors="replace")}, stands.release)
    values = values_of(record, stands.body, desk.parts(record.file))
    shape = fits(PledgeShape, values) if record.file == FILE else None
    filled = filled_of(shape) if shape else plain_filled(record, values)
    return Draft(record, base, filled, stands.release)


def form_of(desk: Desk, drafted: Drafted) -> RecordForm:
    """Return the form of a draft, with what is wrong at its fields."""
    record = drafted.draft.record
    id_ = record.key.rpartition("/")[2]
    filled = {**drafted.draft.filled, "Pledges.0.id": id_, "values.id": id_}
    parts = () if drafted.draft.as_text else _parts(desk, record, filled)
    title = _title(drafted.draft) or _title(draft_of(desk, record)) or id_
    known = listings(desk.case, parts, _owner(desk, record))
    return in_words(with_problems(RecordForm(record, kind_of(record), title, parts, known), drafted.problems))


def _parts(desk: Desk, record: RecordId, filled: Mapping[str, str]) -> tuple[FormPart, ...]:
    if record.file == FILE:
        return pledge_parts(desk.case, filled, _owner(desk, record))
    return plain_parts(desk.case, record, filled) if shape_of(record) else ()


def _with_ids(desk: Desk, draft: Draft) -> Draft:
    # Whoever writes may name things as the form shows them.
    if draft.as_text:
        return draft
    parts = _parts(desk, draft.record, draft.filled)
    return replace(draft, filled=with_ids(desk.case, parts, draft.filled, _owner(desk, draft.record)))


def _title(draft: Draft) -> str:
    return next(filter(None, map(draft.filled.get, ("Pledges.0.title", "values.title", "values.name"))), "")


def drafted(desk: Desk, draft: Draft) -> Drafted:
    """Make a change of a draft, held against the whole case as the chair would read it, and as others would.

    What is wrong is told of the draft's own record as its writer sees it; what is wrong elsewhere only so far as it is
    released to the writer. Cost: reading the case twice, and once for each group of members who see it otherwise, as
    far as its files differ from those read before.
    """
    draft = _with_ids(desk, draft)
    base, known = _standing(desk.seat, draft.record, draft.base)
    stands = known.get(base)
    if stands is None and base > 0:  # told alike from whichever revision it claims to be written
        return Drafted(draft, None, stale=Stale(draft.record, draft.base, None, None, hidden=True))
    try:
        body, filled, problems = _body(desk, draft, known.get(draft.base))
    except CaseError as error:
        found = record_faults(desk.files, error.problems)
        return Drafted(draft, None, tuple((_name(draft, None, each.field), each.message) for each in found))
    if problems:
        return Drafted(draft, None, problems)
    if base != draft.base:
        return Drafted(draft, None, stale=Stale(draft.record, draft.base, body, stands))
    if (body, draft.release) == ((stands.body, stands.release) if stands else (None, Release.COALITION)):
        return Drafted(draft, None, (("", "nothing is changed; change something, or leave it"),))
    change = _change(desk, draft, body)
    faults = case_faults(desk, {draft.record: body}) or _faults_of_others(desk, change)
    told = tuple(_placed(desk, draft, filled, each) for each in faults)
    return Drafted(draft, None if told else change, told)


def case_faults(desk: Desk, changes: Mapping[RecordId, bytes | None]) -> tuple[RecordFault, ...]:
    """List what would be wrong with the case, as the member may be told: of the records that the member can see.

    The case that the member sees says what is wrong; where that is sound, and the case of the chair is not, only that
    is told.
    """
    seen = changed_case("the case that you see", desk.files, changes, desk.opened.reader).faults
    if seen or desk.sees_whole:
        return seen
    connection, session = desk.seat.connection, desk.seat.session
    whole = all_files(connection, session, newest_number(connection, session))
    unsound = changed_case("the case", whole, changes, desk.opened.reader).faults
    return (RecordFault(next(iter(changes)), "", UNSEEN),) if unsound else ()


def _faults_of_others(desk: Desk, change: Change) -> tuple[RecordFault, ...]:
    seat, entries = desk.seat, desk.opened.version.entries
    if desk.sees_whole and sees_all(COALITION, entries) and sees(COALITION, change.release, change.owner):
        return ()  # everybody sees all of it, and all that is changed
    return release_faults(seat.connection, seat.session, seat.member, (change,), desk.opened.reader)


def _standing(seat: Seat, record: RecordId, base: int = 0) -> tuple[int, Mapping[int, Revision]]:
    # The number of the revision that stands; it and that of a number, as far as they are there for the member.
    number = standing_number(seat.connection, seat.session, record)
    return number, numbered(seat.connection, seat.session, seat.member, record, {number, base})


def _body(
    desk: Desk, draft: Draft, base: Revision | None
) -> tuple[bytes | None, FilledPledge | None, tuple[tuple[str, str], ...]]:
    record, parts = draft.record, desk.parts(draft.record.file)
    if draft.taken_out:
        return None, None, ()
    if draft.as_text:
        return _with_line_ends(draft.filled[TEXT], parts).encode(), None, ()
    before = base.body if base else None
    if record.file == FILE:
        return _pledge_body(desk, draft, before, parts)
    values, problems = read_plain(record, {**draft.filled, "values.id": record.key.rpartition("/")[2]})
    if problems:
        return None, None, problems
    if before is None:
        return body_of(record, values, parts), None, ()
    return revised_body(record, before, values, parts), None, ()


def _pledge_body(
    desk: Desk, draft: Draft, before: bytes | None, parts: Sequence[Part]
) -> tuple[bytes | None, FilledPledge | None, tuple[tuple[str, str], ...]]:
    filled = read_filled(draft.filled, draft.record.key.rpartition("/")[2])
    if filled.problems:
        return None, filled, filled.problems
    shape = None if before is None else fits(PledgeShape, values_of(draft.record, before))
    rows = (pledge_rows(shape) if shape else None, filled.pledge.rows)
    owner = _owner(desk, draft.record)
    return pledge_body(draft.record, before, owner, rows, parts), filled, ()


def _owner(desk: Desk, record: RecordId) -> str:
    body = next((part.body for part in desk.parts(record.file) if part.key == record.key), b"")
    return owner_of(record, body) or desk.seat.member.nation


def _change(desk: Desk, draft: Draft, body: bytes | None) -> Change:
    stands = next((part.body for part in desk.parts(draft.record.file) if part.key == draft.record.key), b"")
    owner = owner_of(draft.record, stands if body is None else body)
    return Change(draft.record, draft.base, body, kind_of(draft.record), owner, draft.release, draft.reason)


def _placed(desk: Desk, draft: Draft, filled: FilledPledge | None, fault: RecordFault) -> tuple[str, str]:
    # What is wrong in the draft's own record stands at its field, all else at none, with what the record is called.
    own = fault.record == draft.record
    return _name(draft, filled, fault.field) if own else "", fault_told(fault, desk.case, own=own)


def _name(draft: Draft, filled: FilledPledge | None, path: str) -> str:
    if draft.as_text:
        return TEXT
    if not path:
        return ""
    return filled.field(path) if filled else field_of(draft.record, path) if draft.record.file != FILE else ""


def _with_line_ends(text: str, parts: Sequence[Part]) -> str:
    # A browser sends both characters at the ends of lines; the file keeps its own.
    plain = text.replace("\r\n", "\n").rstrip("\n") + "\n"
    return plain.replace("\n", "\r\n") if any(b"\r\n" in part.body for part in parts[:1]) else plain
