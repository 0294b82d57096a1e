"""What a member may write of a case: pledges for a nation, and for the staff what the plan is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from truceline.accounts.rights import Act, Subject, refusal, who_may
from truceline.accounts.roles import Member
from truceline.casefolder.exchange.changes import workbook_changes
from truceline.casefolder.records import LISTS, RecordList, kind_of, list_of, owner_of
from truceline.coalition.pledges import Ladder, Pledge
from truceline.errors import MisuseError, unknown
from truceline.formats.named_files import FilesInMemory
from truceline.records.record_id import RecordId
from truceline.results.workbook_changes import ChangedRecord
from truceline.services.session.drafting import Desk
from truceline.services.session.release_faults import must_be_sound
from truceline.sessions.versions import Version
from truceline.store.proposals import Change

KINDS = ("pledge", "requirement line", "scenario", "fact", "site", "assumption")
"""Kinds of records that are written on the page of what a member may write, in order."""

ON_RECORD = ("statement", "source", "actor")
"""Kinds of records that are written on the page of the record."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A record to be changed: how it is named in an address, what it is called, and why it does not ``count`` now."""

    record: str
    title: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Writable:
    """A kind of record that a member may write, and those that there are; ``new`` names the list of a new one."""

    kind: str
    new: str
    records: tuple[Listed, ...]

    @property
    def counted(self) -> tuple[Listed, ...]:
        """Those that count on the day that is asked for."""
        return tuple(each for each in self.records if not each.why_not)

    @property
    def others(self) -> tuple[Listed, ...]:
        """Those that count later, or no longer."""
        return tuple(each for each in self.records if each.why_not)


def writable(desk: Desk, day: date) -> tuple[Writable, ...]:
    """List what a member may write, by kind, and what of it counts on a day."""
    return tuple(found for each in _lists(KINDS) if (found := _writable(desk, each, day)))


def on_record(member: Member) -> dict[str, str]:
    """Name the list of each kind of records of the record that a member may write."""
    found = (each for each in _lists(ON_RECORD) if not refusal(member, Act.REVISE, Subject(each.kind)))
    return {each.kind: _where(each) for each in found}


def may_not_write(member: Member) -> str:
    """Say why a member may write nothing, in words that say who may."""
    pledges, rest = (who_may(Act.REVISE, kind) for kind in ("pledge", "requirement line"))
    held = " and ".join(sorted(member.roles)) or "nobody"
    return f"only {pledges} may revise its own pledges, and only {rest} all else; you are here as {held}"


def record_named(text: str) -> RecordId:
    """Read the name of a record in an address: its file and key.

    Raises
    ------
    MisuseError
        If no record goes by such a name.
    """
    file, _, key = text.partition("/")
    record = RecordId(file, key)
    if not key or list_of(record) is None:
        raise MisuseError(unknown("record", text, [each.file for each in LISTS]))
    return record


def new_record(where: str, id_: str) -> RecordId:
    """Name a new record of a list (``pledges.yaml/pledges``, ``requirement.csv``).

    Raises
    ------
    MisuseError
        If there is no such list.
    """
    found = {_where(each): each for each in _lists((*KINDS, *ON_RECORD))}
    if where not in found:
        raise MisuseError(unknown("list of records", where, found))
    each = found[where]
    return RecordId(each.file, f"{each.list}/{id_}" if each.list else id_)


def workbook_drafts(desk: Desk, name: str, data: bytes, reason: str) -> tuple[Change, ...]:
    """Return what a workbook that came back changes.

    Raises
    ------
    CaseError
        If it is no workbook of this case, or what it says cannot be, by cell; or somebody would read no sound case.
    MisuseError
        If nothing in it is other than in the case.
    """
    found, _ = workbook_changes({name: data}, FilesInMemory("the case that you see", desk.files))
    if not found.records:
        raise MisuseError(f"{name} says nothing that the case does not say already; change something in it")
    changes = changes_from(found.records, desk.opened.version, reason)
    seat = desk.seat
    must_be_sound(seat.connection, seat.session, seat.member, changes, desk.opened.reader)
    return changes


def changes_from(records: Iterable[ChangedRecord], version: Version, reason: str) -> tuple[Change, ...]:
    """Return what workbooks that came back say otherwise, as changes of what stands in a version."""
    entries = {entry.record: entry for entry in version.entries}
    return tuple(
        Change(
            each.record,
            entries[each.record].number if each.record in entries else 0,
            each.body,
            kind_of(each.record),
            each.contributor,
            reason=reason,
            **({"release": entries[each.record].release} if each.record in entries else {}),
        )
        for each in records
    )


def _lists(kinds: Iterable[str]) -> Iterator[RecordList]:
    for kind in kinds:
        yield from (each for each in LISTS if each.kind == kind)


def _where(each: RecordList) -> str:
    return f"{each.file}/{each.list}" if each.list else each.file


def _writable(desk: Desk, each: RecordList, day: date) -> Writable | None:
    member = desk.seat.member
    if refusal(member, Act.REVISE, Subject(each.kind, member.nation)):
        return None
    bodies = {RecordId(each.file, part.key): part.body for part in desk.parts(each.file) if part.key}
    of_kind = {record: body for record, body in bodies.items() if kind_of(record) == each.kind}
    own = [record for record, body in of_kind.items() if not each.owner or owner_of(record, body) == member.nation]
    titles = desk.case.titles(each.kind)
    pledges = {pledge.id: pledge for pledge in desk.case.pledges} if each.kind == "pledge" else {}
    called = _called([_id(record) for record in own], titles, pledges)
    why_not = {id_: _why_not(pledge, day) for id_, pledge in pledges.items()}
    named = (Listed(str(record), called[_id(record)], why_not.get(_id(record), "")) for record in own)
    return Writable(each.kind, _where(each), tuple(named))


def _called(ids: Sequence[str], titles: Mapping[str, str], pledges: Mapping[str, Pledge]) -> dict[str, str]:
    # What is named alike is told apart by when it was made, else by its id.
    plain = {id_: titles.get(id_, id_) for id_ in ids}
    dated = {id_: f"{title}, made {_made(pledges[id_])}" for id_, title in plain.items() if id_ in pledges}
    alike, twins = Counter(titles.values()), Counter(dated.values())

    def name(id_: str, title: str) -> str:
        if alike[title] < 2:
            return title
        return dated[id_] if twins[dated.get(id_, "")] == 1 else f"{title} ({id_})"

    return {id_: name(id_, title) for id_, title in plain.items()}


def _made(pledge: Pledge) -> date:
    return min(step.on for step in pledge.history)


def _why_not(pledge: Pledge, day: date) -> str:
    # Why a pledge does not count on a day; "" where it does.
    if _made(pledge) > day:
        return f"from {_made(pledge)}"
    if pledge.until is not None and pledge.until <= day:
        return f"replaced on {pledge.until}"
    if pledge.status(day) == Ladder.WITHDRAWN:
        return f"withdrawn on {max(step.on for step in pledge.history if step.on <= day)}"
    return ""


def _id(record: RecordId) -> str:
    return record.key.rpartition("/")[2]
