"""Clocks: what has a deadline at an instant, and for whom, nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from truceline.accounts.releasability import Release, sees
from truceline.accounts.rights import Act, Subject, refusal
from truceline.accounts.roles import Member
from truceline.sessions.proposals import Decision, Proposal, State, standing
from truceline.sessions.seen import proposal_seen


class ClockKind(StrEnum):
    """What a deadline is of."""

    SILENCE = "silence"
    TOUR = "tour"
    OBLIGATION = "obligation"


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline ``due`` (UTC, aware) of something with an ``id`` and title, of the contributor ``owner`` or of nobody.

    ``release`` and ``owner`` say who sees it.
    """

    kind: ClockKind
    id: str
    title: str
    due: datetime
    release: Release = Release.COALITION
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """A clock as a member sees it at an instant; ``waits`` says that it is this member's to act, or to let it pass."""

    clock: Clock
    waits: bool
    overdue: bool


def clocks(
    member: Member | None,
    proposals: Iterable[tuple[Proposal, Sequence[Decision]]],
    others: Iterable[Clock],
    at: datetime,
) -> tuple[ClockSeen, ...]:
    """List the clocks that stand for a member at an instant: silence that runs, and others (tours, obligations).

    Silence at its deadline is no clock any more; another clock then stands as overdue. Silence waits for every nation,
    another clock for the members of its owner. Cost grows with decisions and clocks.
    """
    found = [*_silences(member, proposals, at), *(_other(member, each, at) for each in others if _seen(member, each))]
    return tuple(sorted(found, key=lambda each: (each.clock.due, each.clock.kind, each.clock.id)))


def _silences(
    member: Member | None, proposals: Iterable[tuple[Proposal, Sequence[Decision]]], at: datetime
) -> Iterator[ClockSeen]:
    for proposal, decisions in proposals:
        found = standing(decisions, at)
        if found.state != State.SILENT or found.deadline is None or not proposal_seen(member, proposal, found.state):
            continue
        clock = Clock(ClockKind.SILENCE, proposal.id, proposal.title, found.deadline, proposal.release, proposal.owner)
        may = member is not None and not refusal(member, Act.BREAK_SILENCE, Subject("proposal"))
        yield ClockSeen(clock, waits=may, overdue=False)


def _other(member: Member | None, clock: Clock, at: datetime) -> ClockSeen:
    mine = member is not None and clock.owner != "" and member.nation == clock.owner
    return ClockSeen(clock, waits=mine, overdue=clock.due <= at)


def _seen(member: Member | None, clock: Clock) -> bool:
    return sees(member, clock.release, clock.owner)
