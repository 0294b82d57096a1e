"""What a member sees of histories, proposals, comments, versions and differences: what is released to that member.

Where nothing of a thing is released, the thing is not there: no number, name or hash tells of it. A version's hash is
that of what the member sees, so that nobody can try out guesses of a confidential text against it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from truceline.accounts.releasability import sees
from truceline.accounts.roles import Member
from truceline.sessions.proposals import Comment, Proposal, State
from truceline.sessions.revisions import History, Revision
from truceline.sessions.versions import Entry, Version, places_shown


def revisions_seen(member: Member | None, revisions: Iterable[Revision]) -> History:
    """Return the revisions that are released to the member, with their own numbers."""
    return tuple(each for each in revisions if sees(member, each.release, each.owner))


def proposal_seen(member: Member | None, proposal: Proposal, state: State) -> Proposal | None:
    """Return a proposal without the revisions that are not released to the member; None if it is hidden.

    It is hidden if its title is not released to the member, or all of its revisions are not. A draft is there for its
    writer and the writer's nation alone.
    """
    if state == State.DRAFT and not _drafts(member, proposal):
        return None
    if not sees(member, proposal.release, proposal.owner):
        return None
    seen = revisions_seen(member, proposal.revisions)
    if proposal.revisions and not seen:
        return None
    return replace(proposal, revisions=seen)


def comments_seen(
    member: Member | None, comments: Iterable[Comment], proposals: Collection[str]
) -> tuple[Comment, ...]:
    """Return the comments released to the member, on proposals that the member sees (their ids)."""
    return tuple(each for each in comments if each.proposal in proposals and sees(member, each.release, each.owner))


def versions_seen(
    member: Member | None, versions: Iterable[Version], proposals: Collection[str]
) -> tuple[Version, ...]:
    """Return the versions as the member sees them, in order, with dissents on ``proposals`` that the member sees.

    One that holds the same revisions as its parent, as far as they are released to the member, and no dissent that is,
    is not there: what was made from it has the same parent. The first is there always.
    """
    kept: dict[int, Version] = {}
    stands_for: dict[int, int] = {}
    for version in versions:
        parent = kept.get(stands_for.get(version.parent, 0))
        seen = _seen(member, version, proposals, parent)
        if parent is not None and not seen.dissents and seen.entries == parent.entries:
            stands_for[version.number] = parent.number
        else:
            kept[version.number] = seen
            stands_for[version.number] = version.number
    return tuple(kept.values())


def entries_seen(member: Member | None, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries of a version that are there for the member."""
    released = [sees(member, each.release, each.owner) for each in entries]
    return tuple(entries[place] for place in places_shown(entries, released))


def _seen(member: Member | None, version: Version, proposals: Collection[str], parent: Version | None) -> Version:
    return replace(
        version,
        parent=0 if parent is None else parent.number,
        entries=entries_seen(member, version.entries),
        dissents=tuple(each for each in version.dissents if each.proposal in proposals),
    )


def _drafts(member: Member | None, proposal: Proposal) -> bool:
    if member is None:
        return False
    return member.id == proposal.by or (proposal.owner != "" and member.nation == proposal.owner)
