"""Proposals: bundles of revisions with a reason, and what was decided about them.

Where a proposal stands is a fold over its decisions, with the present instant as an argument; the table ``NEXT`` says
what may be decided when. The silence procedure follows Annex 1(A) of the OSCE's Rules of Procedure (MC.DOC/1/06): an
exact instant at which silence expires, an objection before it in writing, and the decision stands if there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from truceline.accounts.releasability import Release
from truceline.accounts.rights import Act
from truceline.errors import MisuseError
from truceline.records.record_id import RecordId
from truceline.sessions.revisions import Revision


@dataclass(frozen=True, slots=True)
class Proposal:
    """A bundle of ``revisions``, in the order in which they were written, of several records or of one.

    ``release`` and ``owner`` say who sees its title and reason; ``by`` is the id of the member who wrote it.
    """

    id: str
    title: str
    reason: str
    by: str
    at: datetime
    release: Release
    owner: str = ""
    revisions: tuple[Revision, ...] = ()

    def tips(self) -> tuple[Revision, ...]:
        """Return what it proposes: the last revision of each record, in the order in which these were first touched."""
        return tuple({revision.record: revision for revision in self.revisions}.values())

    def root(self, record: RecordId) -> int:
        """Return the number of the revision outside the proposal that its text of a record was written from."""
        return written_from(
            {revision.number: revision.base for revision in self.revisions if revision.record == record}
        )

    def standing(self, record: RecordId, in_version: int) -> int:
        """Return the number that the next revision of a record has to be written from.

        It is the proposal's own last one; but where the proposal is stale there, or does not touch the record, that
        which stands in the version, 0 for none.
        """
        ours = [revision.number for revision in self.revisions if revision.record == record]
        return max(ours) if ours and self.root(record) == in_version else in_version


def written_from(bases: Mapping[int, int]) -> int:
    """Return the revision outside a proposal that its last one of a record goes back to; ``bases`` are its own's."""
    number = max(bases, default=0)
    while number in bases:
        number = bases[number]
    return number


@dataclass(frozen=True, slots=True)
class Comment:
    """What a member said about a proposal; ``release`` and ``owner`` say who sees it."""

    proposal: str
    by: str
    at: datetime
    text: str
    release: Release
    owner: str = ""


class DecisionKind(StrEnum):
    """What is decided about a proposal."""

    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SILENCE = "silence"
    BROKEN = "broken"
    DISSENT = "dissent"
    UNSOUND = "unsound"
    """That silence which nobody broke did not stand, since the case would not have been sound; nobody decides it."""


DECIDED_BY = {
    DecisionKind.SUBMITTED: Act.PROPOSE,
    DecisionKind.WITHDRAWN: Act.PROPOSE,
    DecisionKind.RETURNED: Act.DECIDE,
    DecisionKind.ACCEPTED: Act.DECIDE,
    DecisionKind.SILENCE: Act.DECIDE,
    DecisionKind.BROKEN: Act.BREAK_SILENCE,
    DecisionKind.DISSENT: Act.BREAK_SILENCE,
}
"""The act that a member must have the right to, for each decision that is a member's."""


LASTING = frozenset({DecisionKind.SUBMITTED, DecisionKind.SILENCE, DecisionKind.ACCEPTED})
"""Decisions that hold only for a proposal that could become the next version as it is."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided ``by`` a member (its id), of the nation ``contributor`` or "", and why; ``at`` is UTC, aware.

    A silence has a ``deadline``.
    """

    kind: DecisionKind
    by: str
    at: datetime
    reason: str = ""
    deadline: datetime | None = None
    contributor: str = ""


class State(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    OPEN = "open"
    SILENT = "under silence"
    BROKEN = "broken"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


WRITABLE = frozenset({State.DRAFT, State.RETURNED})
"""States in which revisions may be added: what members read and are silent on does not change."""

PENDING = frozenset({State.OPEN, State.SILENT, State.BROKEN})
"""States in which a proposal waits for a decision."""

NEXT = {
    State.DRAFT: {DecisionKind.SUBMITTED: State.OPEN, DecisionKind.WITHDRAWN: State.WITHDRAWN},
    State.OPEN: {
        DecisionKind.ACCEPTED: State.ACCEPTED,
        DecisionKind.RETURNED: State.RETURNED,
        DecisionKind.SILENCE: State.SILENT,
        DecisionKind.DISSENT: State.OPEN,
        DecisionKind.WITHDRAWN: State.WITHDRAWN,
    },
    State.SILENT: {
        DecisionKind.BROKEN: State.BROKEN,
        DecisionKind.RETURNED: State.RETURNED,
        DecisionKind.SILENCE: State.SILENT,
        DecisionKind.DISSENT: State.SILENT,
        DecisionKind.WITHDRAWN: State.WITHDRAWN,
    },
    State.BROKEN: {
        DecisionKind.ACCEPTED: State.ACCEPTED,
        DecisionKind.RETURNED: State.RETURNED,
        DecisionKind.SILENCE: State.SILENT,
        DecisionKind.DISSENT: State.BROKEN,
        DecisionKind.WITHDRAWN: State.WITHDRAWN,
    },
    State.RETURNED: {DecisionKind.SUBMITTED: State.OPEN, DecisionKind.WITHDRAWN: State.WITHDRAWN},
    State.ACCEPTED: {},
    State.WITHDRAWN: {},
}
"""What may be decided in a state, and the state that it leads to."""


@dataclass(frozen=True, slots=True)
class Dissent:
    """What a nation holds against a proposal, whether it broke silence or let it pass; it stays with the version."""

    proposal: str
    contributor: str
    by: str
    at: datetime
    reason: str
    broke_silence: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proposal stands, and ``since`` when; the ``deadline`` of the silence that runs or that it stood by."""

    state: State
    since: datetime | None = None
    deadline: datetime | None = None

    @property
    def by_silence(self) -> bool:
        """Whether it was accepted by silence that nobody broke, and by no decision."""
        return self.state == State.ACCEPTED and self.deadline is not None


def standing(decisions: Sequence[Decision], at: datetime) -> Standing:
    """Fold the decisions of a proposal, in their order, to where it stands at an instant.

    Silence that nobody broke before its deadline is acceptance, at the deadline itself; where the case would not have
    been sound, the proposal is returned then. Decisions after ``at`` do not count yet. Cost grows with decisions.
    """
    found = Standing(State.DRAFT)
    for decision in decisions:
        if decision.at <= at:
            found = _after(_stood(found, decision.at), decision)
    return _stood(found, at)


def refused(decisions: Sequence[Decision], decision: Decision) -> tuple[str, ...]:
    """List why a decision cannot follow those before it, in words; who may decide it is asked of ``accounts``."""
    before = standing(decisions, decision.at)
    return tuple(_faults(decisions, decision, before))


def decide(decisions: Sequence[Decision], decision: Decision) -> tuple[Decision, ...]:
    """Append a decision to those of a proposal.

    Raises
    ------
    MisuseError
        If it cannot follow them; all reasons are listed.
    """
    if problems := refused(decisions, decision):
        raise MisuseError(f"the proposal cannot be {decision.kind}", problems)
    return (*decisions, decision)


def dissents(proposal: str, decisions: Sequence[Decision]) -> tuple[Dissent, ...]:
    """Return what nations held against a proposal since it was last submitted, in order."""
    found: list[Dissent] = []
    for each in decisions:
        if each.kind == DecisionKind.SUBMITTED:
            found = []  # of another text
        elif each.kind in (DecisionKind.BROKEN, DecisionKind.DISSENT):
            broke = each.kind == DecisionKind.BROKEN
            found.append(Dissent(proposal, each.contributor, each.by, each.at, each.reason, broke))
    return tuple(found)


def _after(before: Standing, decision: Decision) -> Standing:
    if decision.kind == DecisionKind.UNSOUND:
        return Standing(State.RETURNED, decision.at)
    state = NEXT[before.state][decision.kind]
    if decision.kind == DecisionKind.DISSENT:
        return before
    return Standing(state, decision.at, decision.deadline)


def _stood(found: Standing, at: datetime) -> Standing:
    if found.state == State.SILENT and found.deadline is not None and found.deadline <= at:
        return Standing(State.ACCEPTED, found.deadline, found.deadline)
    return found


_REASONED = frozenset({DecisionKind.RETURNED, DecisionKind.BROKEN, DecisionKind.DISSENT, DecisionKind.UNSOUND})


def _faults(decisions: Sequence[Decision], decision: Decision, before: Standing) -> Iterator[str]:
    if decisions and decision.at < decisions[-1].at:
        yield f"it is dated before the last decision, {decisions[-1].at.isoformat()}; set the clock right"
    if decision.kind == DecisionKind.UNSOUND:
        if (before.state, before.deadline) != (State.ACCEPTED, decision.at):
            yield f"it is {before.state}; silence alone is found unsound, at its deadline"
    elif decision.kind not in NEXT[before.state]:
        possible = ", ".join(NEXT[before.state]) or "nothing more"
        yield f"it is {before.state}, and can be: {possible}"
    if decision.kind in _REASONED and not decision.reason.strip():
        yield "no reason is given; say why"
    if decision.kind in (DecisionKind.BROKEN, DecisionKind.DISSENT) and not decision.contributor:
        yield "no nation is named; a member who acts for one speaks for it"
    yield from _deadline_faults(decision, before)


def _deadline_faults(decision: Decision, before: Standing) -> Iterator[str]:
    if decision.kind != DecisionKind.SILENCE:
        if decision.deadline is not None:
            yield "it has a deadline, which silence alone has; leave it out"
    elif decision.deadline is None:
        yield "no deadline is given; say when silence expires"
    elif decision.deadline <= decision.at:
        yield f"silence would expire at once, {decision.deadline.isoformat()}; give a later deadline"
    elif before.state == State.SILENT and before.deadline is not None and decision.deadline < before.deadline:
        yield f"nations have until {before.deadline.isoformat()}; a deadline is put off, never brought forward"
