"""What a member is told of pledges that others gave in confidence: people in sums over two contributors or more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from truceline.accounts.releasability import Share, sees, withheld
from truceline.accounts.roles import Role
from truceline.casefolder.records import kind_of
from truceline.errors import CaseError
from truceline.records.capabilities import IN_COUNTRY
from truceline.records.quantities import Range
from truceline.services.session.asked import Asked
from truceline.services.session.opened import OpenCases
from truceline.services.session.opening import KEEPER
from truceline.sessions.versions import Entry, Version
from truceline.store.engine import Store, reading
from truceline.store.histories import history
from truceline.store.versions import versions


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
    nor where the chair's case is at fault. Cost grows with versions times pledges; a case is read for each version that
    holds such pledges.
    """
    if Role.CHAIR in asked.member.roles:
        return None
    opened = asked.opened
    if asked.day != opened.case.as_of:
        return InConfidence(None)
    with reading(store) as connection:
        found = versions(connection, opened.session.number, KEEPER)
        apart = [_apart(asked, each) for each in found if each.number <= opened.version.number]
        read = {entry.record for each in apart for entry in each if _is_read(connection, asked, entry)}
    try:
        sums = [_people(cases, asked, *each) for each in zip(found, apart, strict=False)]
    except CaseError:  # what is wrong with what the member does not see is not told
        return InConfidence(None)
    shares = {_share(entry): entry for each in apart for entry in each}
    known = [share for share, entry in shares.items() if entry.record in read]
    hidden = withheld([list(each) for each in sums], {share.contributor for share in shares}, known)
    if not sums or not sums[-1] or hidden[-1]:
        return InConfidence(None)
    people = list(sums[-1].values())
    return InConfidence(Range(*(sum(getattr(each, end) for each in people) for end in ("low", "likely", "high"))))


def _apart(asked: Asked, version: Version) -> tuple[Entry, ...]:
    # The pledges that the chair sees in a version and the member does not.
    pledges = (entry for entry in version.entries if kind_of(entry.record) == "pledge")
    return tuple(entry for entry in pledges if not sees(asked.member, entry.release, entry.owner))


def _is_read(connection: Connection, asked: Asked, entry: Entry) -> bool:
    # Whether the member may read what the pledge said at another time.
    return bool(history(connection, asked.opened.session.number, asked.member, entry.record))


def _share(entry: Entry) -> Share:
    return Share(entry.owner, f"{entry.record.key} {entry.number}")


def _people(cases: OpenCases, asked: Asked, version: Version, apart: tuple[Entry, ...]) -> Mapping[Share, Range]:
    # Of each of these pledges that is in the country.
    if not apart:
        return {}
    pledges = {each.id: each for each in cases.get(asked.opened.session, KEEPER, version.number).case.pledges}
    there = {entry: pledges[entry.record.key.rpartition("/")[2]] for entry in apart}
    return {_share(entry): each.personnel for entry, each in there.items() if each.location == IN_COUNTRY}
