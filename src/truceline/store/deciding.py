"""Decisions on proposals, and the versions that they make; silence that nobody broke makes one at its deadline."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from truceline.accounts.rights import Subject
from truceline.accounts.roles import Member
from truceline.errors import CaseError, MisuseError, StaleError
from truceline.sessions.acceptance import (
    Naming,
    conflicts,
    crossing,
    next_version,
    silence_faults,
    submission_faults,
)
from truceline.sessions.proposals import (
    DECIDED_BY,
    LASTING,
    Decision,
    DecisionKind,
    Proposal,
    Standing,
    State,
    decide,
    dissents,
    standing,
)
from truceline.sessions.revisions import Stale, body_hash
from truceline.sessions.views import COALITION
from truceline.store.decisions import Decisions, add_decision, decisions_of, silence_decisions
from truceline.store.histories import histories, keep_bodies, record_kinds, roots
from truceline.store.people import begin, must
from truceline.store.proposals import proposal, whole_proposal
from truceline.store.soundness import LayOut, Parts, must_be_newest, next_parts, problems_told
from truceline.store.versions import add_version, newest, standing_numbers


@dataclass(frozen=True, slots=True)
class Deciding:
    """What a member decides of a proposal: ``deadline`` is that of silence."""

    kind: DecisionKind
    reason: str = ""
    deadline: datetime | None = None


def decide_on(
    connection: Connection,
    session: int,
    member: Member,
    number: int,
    what: Deciding,
    *,
    at: datetime,
    lay_out: LayOut,
) -> Standing:
    """Decide on a proposal; return where it stands then. Acceptance makes a version.

    ``lay_out`` puts texts of records in their places in files. Cost of submission, silence and acceptance: reading the
    case, once for each group of members who see it otherwise.

    Raises
    ------
    MisuseError
        If the proposal is not there for the member, the member may not, or it cannot be decided so: it is not
        submitted, put under silence or accepted where the case would not be sound, for whoever reads a sound one now;
        told is as much of that as is released to the member.
    StaleError
        If another text stands by now than the one that the proposal was written from.
    """
    now = begin(connection, session, at)
    stand(connection, session, now, lay_out=lay_out)
    must_see = proposal(connection, session, member, number)
    must(member, DECIDED_BY[what.kind], Subject("proposal", must_see.owner, must_see.by))
    decision = Decision(what.kind, member.id, now, what.reason, what.deadline, member.nation)
    decided = decide(decisions_of(connection, session, number), decision)
    found = whole_proposal(connection, session, number)
    _must_fit(connection, session, member, found, decision)
    parts = _sound(connection, session, member, found, what.kind, lay_out=lay_out) if what.kind in LASTING else []
    add_decision(connection, session, number, decision)
    if what.kind == DecisionKind.ACCEPTED:
        _accept(connection, session, found, decided, parts, by=member.id, at=now)
    return standing(decided, now)


def sweep(connection: Connection, session: int, at: datetime, *, lay_out: LayOut) -> tuple[int, ...]:
    """Let all silence stand that nobody broke before its deadline; return the proposals that became versions.

    See `stand` for those that do not.
    """
    return stand(connection, session, begin(connection, session, at), lay_out=lay_out)


def stand(connection: Connection, session: int, at: datetime, *, lay_out: LayOut) -> tuple[int, ...]:
    """Do as ``sweep`` does, within a write to the session that was begun; in the order of the deadlines.

    Where the case would not be sound with one, it is returned, with the reason as far as the coalition may read it.
    """
    made: list[int] = []
    for deadline, number, decided in _due(connection, session, at):
        silence = next(each for each in reversed(decided) if each.kind == DecisionKind.SILENCE)
        found = whole_proposal(connection, session, number)
        try:
            parts = next_parts(connection, session, found, lay_out)
        except CaseError:
            reason = "\n".join(problems_told(connection, session, COALITION, found, lay_out))
            unsound = Decision(DecisionKind.UNSOUND, silence.by, deadline, reason)
            add_decision(connection, session, number, decide(decided, unsound)[-1])
        else:
            _accept(connection, session, found, decided, parts, by=silence.by, at=deadline)
            made.append(number)
    return tuple(made)


def is_due(connection: Connection, session: int, at: datetime) -> bool:
    """Say whether silence stands by now that no version tells of yet: whether a ``sweep`` has something to do."""
    return bool(_due(connection, session, at))


def _due(connection: Connection, session: int, at: datetime) -> list[tuple[datetime, int, Decisions]]:
    due = []
    for number, decided in silence_decisions(connection, session, unmade=True).items():
        stands = standing(decided, at)
        if stands.state == State.ACCEPTED and stands.deadline is not None:
            due.append((stands.deadline, number, decided))
    return sorted(due, key=lambda each: each[:2])


def silent(connection: Connection, session: int, at: datetime) -> Iterator[Proposal]:
    """List the proposals that are under silence at an instant: for the rules."""
    for number, decided in silence_decisions(connection, session).items():
        if standing(decided, at).state == State.SILENT:
            yield whole_proposal(connection, session, number)


def stale_in(connection: Connection, session: int, member: Member | None, number: int) -> tuple[Stale, ...]:
    """Return both texts of each record of a proposal that was written from one that no longer stands.

    What is not released to the member is left out.

    Raises
    ------
    MisuseError
        If the proposal is not there for the member.
    """
    said = {tip.record: tip.body for tip in proposal(connection, session, member, number).tips()}
    found = _conflicts(connection, session, whole_proposal(connection, session, number))
    return tuple(replace(each, written=said[each.record]).seen_by(member) for each in found if each.record in said)


def stale_among(
    connection: Connection, session: int, member: Member | None, numbers: Collection[int]
) -> frozenset[int]:
    """Return which of these proposals, which are there for the member, were written from a text that no longer stands.

    What is not released to the member does not count. No text is read. Cost grows with the revisions of these
    proposals, and once with the entries of the newest version.
    """
    found = roots(connection, session, member, numbers)
    stands = standing_numbers(connection, session, {record for _, record in found})
    return frozenset(number for (number, record), root in found.items() if root != stands.get(record, 0))


def _conflicts(connection: Connection, session: int, found: Proposal) -> tuple[Stale, ...]:
    version = newest(connection, session)
    known = histories(connection, session, [tip.record for tip in found.tips()])
    return conflicts(found, version, known) if version else ()


def _must_fit(connection: Connection, session: int, member: Member, found: Proposal, decision: Decision) -> None:
    problems: tuple[str, ...] = ()
    if decision.kind == DecisionKind.SUBMITTED:
        problems = submission_faults(found)
    elif decision.kind == DecisionKind.SILENCE:
        problems = silence_faults(found)
    if decision.kind in (DecisionKind.SILENCE, DecisionKind.ACCEPTED):
        problems += crossing(found, silent(connection, session, decision.at))
    if decision.kind in LASTING and not problems and (old := _conflicts(connection, session, found)):
        words = tuple(each.seen_by(member).in_words() for each in old)
        raise StaleError("somebody else wrote in the meantime", words)
    if problems:
        raise MisuseError(f"the proposal cannot be {decision.kind}", problems)


def _sound(
    connection: Connection, session: int, member: Member, found: Proposal, kind: DecisionKind, *, lay_out: LayOut
) -> Parts:
    try:
        return next_parts(connection, session, found, lay_out)
    except CaseError as error:
        problems = problems_told(connection, session, member, found, lay_out)
        raise MisuseError(f"the proposal cannot be {kind}: the case would not be sound", problems) from error


def _accept(
    connection: Connection,
    session: int,
    found: Proposal,
    decided: Decisions,
    parts: Parts,
    *,
    by: str,
    at: datetime,
) -> None:
    before = must_be_newest(connection, session)
    keep_bodies(connection, [body for _, body in parts])
    known = histories(connection, session, [tip.record for tip in found.tips()])
    naming = Naming(before.number + 1, found.title, by, at)
    layout = [(record, body_hash(body)) for record, body in parts]
    made = next_version(before, found, known, naming, layout, dissents=dissents(found.id, decided))
    kinds = {record: "text" for record, _ in parts}
    kinds |= record_kinds(connection, session, kinds)
    add_version(connection, session, made, kinds, proposal=int(found.id))
