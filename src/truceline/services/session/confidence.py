"""What a member is told of pledges that others gave in confidence: people in sums over two contributors or more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from truceline.accounts.releasability import Share, sees, withheld
from truceline.accounts.roles import Member, Role
from truceline.casefolder.record_text import values_of
from truceline.casefolder.records import kind_of
from truceline.errors import CaseError
from truceline.records.capabilities import IN_COUNTRY
from truceline.records.quantities import Range
from truceline.records.record_id import RecordId
from truceline.services.session.asked import Asked
from truceline.services.session.opened import OpenCase, OpenCases
from truceline.services.session.opening import KEEPER
from truceline.sessions.versions import Entry
from truceline.store.engine import Store, reading
from truceline.store.histories import history, numbered


@dataclass(frozen=True, slots=True)
class InConfidence:
    """What the plan of a member does not count: the ``people`` in the country of pledges that the chair's counts.

    None where nothing may be said of them, be it that there are none, or too few who gave them.
    """

    people: Range | None


def in_confidence(store: Store, cases: OpenCases, asked: Asked) -> InConfidence | None:
    """Return what to tell of pledges given in confidence; None for who sees what the chair sees.

    A sum is told as long as it and those of all versions before it, each of which the member could read, tell of no
    contributor alone. A pledge that the member could ever read, as it was before it was told in confidence or as it
    was released later, hides no other. On another day than the case's own nothing is told, as less may have been known,
    nor where the chair's case is at fault. It is worked out once for a version and all who see and have read the same;
    cost grows with versions times pledges.
    """
    if Role.CHAIR in asked.member.roles:
        return None
    if asked.day != asked.opened.case.as_of:
        return InConfidence(None)
    try:
        return InConfidence(_told(store, cases, asked))
    except CaseError:  # what is wrong with what the member does not see is not told
        return InConfidence(None)


def _told(store: Store, cases: OpenCases, asked: Asked) -> Range | None:
    last = asked.opened.version.number
    found = [each for each in cases.versions(asked.opened.session, KEEPER) if each.number <= last]
    apart = [tuple(entry for entry in each.entries if _is_apart(asked.member, entry)) for each in found]
    read = _read_elsewhere(store, asked, {entry.record for each in apart for entry in each})
    return cases.sums.get(asked.opened, asked.member, read, lambda: _sum(store, cases, asked, apart, read))


def _sum(
    store: Store, cases: OpenCases, asked: Asked, apart: Sequence[tuple[Entry, ...]], read: frozenset[RecordId]
) -> Range | None:
    there = _in_country(store, asked.opened, {entry for each in apart for entry in each})
    known = [_share(entry) for entry in there if entry.record in read]
    sums = [frozenset(_share(entry) for entry in each if entry in there) for each in apart]
    # The same sum again tells nothing more.
    withheld_ones = withheld(dict.fromkeys(sums), {entry.owner for entry in there}, known)
    hidden = dict(zip(dict.fromkeys(sums), withheld_ones, strict=True))
    if not sums or not sums[-1] or hidden[sums[-1]]:
        return None
    pledges = {
        each.id: each for each in cases.get(asked.opened.session, KEEPER, asked.opened.version.number).case.pledges
    }
    people = [pledges[_id(entry)].personnel for entry in apart[-1] if entry in there]
    return Range(*(sum(getattr(each, end) for each in people) for end in ("low", "likely", "high")))


def _is_apart(member: Member, entry: Entry) -> bool:
    # Whether it is a pledge that the chair sees and the member does not.
    return not sees(member, entry.release, entry.owner) and kind_of(entry.record) == "pledge"


def _in_country(store: Store, opened: OpenCase, entries: Collection[Entry]) -> frozenset[Entry]:
    with reading(store) as connection:
        stand = {
            entry: numbered(connection, opened.session.number, KEEPER, entry.record, {entry.number})[entry.number]
            for entry in entries
        }
    places = {entry: values_of(entry.record, each.body or b"")["location"] for entry, each in stand.items()}
    return frozenset(entry for entry, place in places.items() if place == IN_COUNTRY)


def _read_elsewhere(store: Store, asked: Asked, records: Collection[RecordId]) -> frozenset[RecordId]:
    # The pledges of which the member may read by now what they said at another time.
    with reading(store) as connection:
        session, member = asked.opened.session.number, asked.member
        return frozenset(each for each in records if history(connection, session, member, each))


def _share(entry: Entry) -> Share:
    return Share(entry.owner, f"{entry.record.key} {entry.number}")


def _id(entry: Entry) -> str:
    return entry.record.key.rpartition("/")[2]
