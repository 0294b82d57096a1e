"""What those see of a version who do not see all of it: each has to find a sound case in that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.accounts.releasability import sees
from truceline.accounts.roles import Member, Role
from truceline.sessions.seen import entries_seen
from truceline.sessions.versions import Entry

COALITION = Member("", "the coalition", frozenset({Role.READER}))
"""Who sees what is released to the coalition, and no more."""

CHAIR = Member("", "the chair", frozenset({Role.CHAIR}))
"""Who decides, and sees what nations tell the chair alone."""


def views(entries: Sequence[Entry]) -> Mapping[tuple[Entry, ...], Member]:
    """Return what whoever may be a member would see, where that is not all, each with one who sees it.

    A contributor sees more than the coalition where it told something in confidence; whoever else there may be, sees
    what one of these does. Cost grows with entries times such contributors.
    """
    confiders = sorted({each.owner for each in entries if each.owner and not sees(COALITION, each.release, each.owner)})
    members = (COALITION, *(Member("", owner, frozenset({Role.NATION}), owner) for owner in confiders), CHAIR)
    found: dict[tuple[Entry, ...], Member] = {}
    for member in members:
        found.setdefault(entries_seen(member, entries), member)
    found.pop(tuple(entries), None)
    return found


def sees_all(member: Member, entries: Sequence[Entry]) -> bool:
    """Return whether all of these are released to a member."""
    return all(sees(member, each.release, each.owner) for each in entries)
