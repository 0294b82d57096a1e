"""What a member may see, as a condition of a SELECT: what is not released to that member is not read.

The condition is made by asking `accounts.releasability.sees`, so that there is one rule and not two.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from truceline.accounts.releasability import Release, sees
from truceline.accounts.roles import Member
from truceline.store.schema.proposals import DECISIONS, PROPOSALS
from truceline.store.schema.records import REVISIONS


def released_to(member: Member | None, release: ColumnElement[str], owner: ColumnElement[str]) -> ColumnElement[bool]:
    """Build the condition that what bears this ``release`` and ``owner`` is released to the member."""
    others, own = _seen(member, ""), _seen(member, _nation(member))
    mine = and_(owner == _nation(member), release.in_(own)) if _nation(member) else false()
    return or_(release.in_(others), mine)


def audience(member: Member | None) -> str:
    """Return for whose eyes something is: two members of one audience see the same."""
    others, own = _seen(member, ""), _seen(member, _nation(member))
    return ", ".join(others + [f"{_nation(member)}: {each}" for each in own if each not in others])


def proposal_shown(member: Member | None) -> ColumnElement[bool]:
    """Build the condition that a proposal is there for the member, as `sessions.seen.proposal_seen` says."""
    ours = and_(REVISIONS.c.session == PROPOSALS.c.session, REVISIONS.c.proposal == PROPOSALS.c.number)
    decided = exists().where(DECISIONS.c.session == PROPOSALS.c.session, DECISIONS.c.proposal == PROPOSALS.c.number)
    drafter = [PROPOSALS.c.by == member.id] if member else []
    drafter += [PROPOSALS.c.owner == _nation(member)] if _nation(member) else []
    seen = exists().where(ours, released_to(member, REVISIONS.c.release, REVISIONS.c.owner))
    return and_(
        released_to(member, PROPOSALS.c.release, PROPOSALS.c.owner),
        or_(decided, *drafter),
        or_(seen, ~exists().where(ours)),
    )


def revision_shown(member: Member | None) -> ColumnElement[bool]:
    """Build the condition that a revision is there for the member: it is released, and its proposal is there."""
    proposal = select(PROPOSALS.c.number).where(
        PROPOSALS.c.session == REVISIONS.c.session,
        PROPOSALS.c.number == REVISIONS.c.proposal,
        proposal_shown(member),
    )
    there = or_(REVISIONS.c.proposal.is_(None), exists(proposal.correlate(REVISIONS)))
    return and_(released_to(member, REVISIONS.c.release, REVISIONS.c.owner), there)


def _seen(member: Member | None, owner: str) -> list[str]:
    return [release.value for release in Release if sees(member, release, owner)]


def _nation(member: Member | None) -> str:
    return member.nation if member else ""
