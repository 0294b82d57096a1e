"""What a member is told of pledges that others gave in confidence: people in sums over two contributors or more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truceline.accounts.releasability import Share, sees, withheld
from truceline.accounts.roles import Role
from truceline.casefolder.records import kind_of
from truceline.records.capabilities import IN_COUNTRY
from truceline.records.quantities import Range
from truceline.services.session.asked import Asked
from truceline.services.session.opened import OpenCases
from truceline.services.session.opening import KEEPER
from truceline.sessions.versions import Version
from truceline.store.engine import Store, reading
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
    contributor alone. On another day than the case's own nothing is told, as less may have been known. Cost grows with
    versions times pledges; a case is read for each version that holds such pledges.
    """
    if Role.CHAIR in asked.member.roles:
        return None
    opened = asked.opened
    if asked.day != opened.case.as_of:
        return InConfidence(None)
    with reading(store) as connection:
        found = versions(connection, opened.session.number, KEEPER)
    sums = [_people(cases, asked, each) for each in found if each.number <= opened.version.number]
    hidden = withheld([list(each) for each in sums], {share.contributor for each in sums for share in each})
    if not sums or not sums[-1] or hidden[-1]:
        return InConfidence(None)
    people = list(sums[-1].values())
    return InConfidence(Range(*(sum(getattr(each, end) for each in people) for end in ("low", "likely", "high"))))


def _people(cases: OpenCases, asked: Asked, version: Version) -> Mapping[Share, Range]:
    # Of each pledge in the country that the chair sees in a version and the member does not.
    apart = [
        entry
        for entry in version.entries
        if kind_of(entry.record) == "pledge" and not sees(asked.member, entry.release, entry.owner)
    ]
    if not apart:
        return {}
    pledges = {each.id: each for each in cases.get(asked.opened.session, KEEPER, version.number).case.pledges}
    there = [(entry, pledges[entry.record.key.rpartition("/")[2]]) for entry in apart]
    return {
        Share(entry.owner, f"{entry.record.key} {entry.number}"): pledge.personnel
        for entry, pledge in there
        if pledge.location == IN_COUNTRY
    }
