"""Proposals as a member is shown them: where they stand, what they change, and what the member may do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.rights import Act, Subject, refusal
from truceline.accounts.roles import Member, Role
from truceline.sessions.proposals import (
    DECIDED_BY,
    LASTING,
    NEXT,
    PENDING,
    WRITABLE,
    Comment,
    Decision,
    DecisionKind,
    Proposal,
    Standing,
    State,
    standing,
)

DOING = {
    DecisionKind.SUBMITTED: "submit",
    DecisionKind.ACCEPTED: "accept",
    DecisionKind.RETURNED: "return",
    DecisionKind.SILENCE: "silence",
    DecisionKind.BROKEN: "break",
    DecisionKind.DISSENT: "dissent",
    DecisionKind.WITHDRAWN: "withdraw",
}
"""What a member does to decide so, in a word."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record that is said otherwise."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What a proposal does to one record: field by field, whether it is new or taken out, and to whom it is released.

    ``standing`` is the text that stands by now where that is another than the one it was written from, ``written`` the
    proposal's own; ``hidden`` says that what stands is not released to the member. ``narrowed`` is what others saw and
    would see no more.
    """

    record: str
    kind: str
    done: str
    release: str
    reason: str
    fields: tuple[FieldChange, ...]
    stale: bool = False
    written: str = ""
    standing: str = ""
    hidden: bool = False
    narrowed: bool = False


@dataclass(frozen=True, slots=True)
class ProposalSeen:
    """A proposal as it stands for a member; ``may`` are the words of `DOING` and ``comment``, as far as rights allow.

    It is ``mine`` where the member wrote it for the contributor for whom the member acts, ``owner``.
    ``waits`` says what it waits for from this member, in words; "" for nothing. It is ``stale`` where another text
    stands by now than it was written from: then it cannot become the next version as it is.
    """

    number: int
    title: str
    reason: str
    by: str
    owner: str
    at: datetime
    release: str
    standing: Standing
    mine: bool
    waits: str
    may: frozenset[str]
    stale: bool = False
    changes: tuple[RecordChange, ...] = ()
    comments: tuple[Comment, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""
        return str(self.standing.state)


def proposal_as_seen(
    member: Member,
    proposal: Proposal,
    decisions: Sequence[Decision],
    at: datetime,
    *,
    stale: bool = False,
    **more: tuple[object, ...],
) -> ProposalSeen:
    """Say where a proposal stands for a member at an instant; ``more`` are its changes and comments."""
    found = standing(decisions, at)
    mine = (proposal.by, proposal.owner) == (member.id, member.nation)
    may = frozenset(_may(member, proposal, found.state, stale=stale))
    return ProposalSeen(
        number=int(proposal.id),
        title=proposal.title,
        reason=proposal.reason,
        by=proposal.by,
        owner=proposal.owner,
        at=proposal.at,
        release=str(proposal.release),
        standing=found,
        mine=mine,
        waits=_waits(member, found.state, mine=mine, stale=stale),
        may=may,
        stale=stale,
        decisions=tuple(decisions),
        **more,  # type: ignore[arg-type]  # of the fields' own types
    )


def _may(member: Member, proposal: Proposal, state: State, *, stale: bool) -> list[str]:
    subject = Subject("proposal", proposal.owner, proposal.by)
    kinds = [kind for kind in NEXT[state] if not (stale and kind in LASTING)]
    found = [DOING[kind] for kind in kinds if not refusal(member, DECIDED_BY[kind], subject)]
    if not refusal(member, Act.COMMENT, subject):
        found.append("comment")
    if state in WRITABLE and not refusal(member, Act.PROPOSE, subject):
        found.append("revise")
    return found


def _waits(member: Member, state: State, *, mine: bool, stale: bool) -> str:
    if mine and state in WRITABLE:
        if stale:
            return "for you to write it anew"
        return "for you to mend it and submit it again" if state == State.RETURNED else "for you to submit it"
    if Role.CHAIR in member.roles and state in (State.OPEN, State.BROKEN):
        return "for you to return it" if stale else "for your decision"
    if mine and stale and state in PENDING:
        return "for you to withdraw it and write it anew"
    if member.nation and state == State.SILENT:
        return "until its deadline, unless you break silence"
    return ""
