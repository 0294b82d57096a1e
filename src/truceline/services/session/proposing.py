"""Proposals of a session as its members write, read and decide them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from truceline.accounts.releasability import Release, narrows
from truceline.casefolder.reading import Reader, read_file
from truceline.casefolder.record_differences import difference_of
from truceline.casefolder.records import kind_of, split_file
from truceline.errors import MisuseError
from truceline.records.record_id import RecordId
from truceline.results.proposals import DOING, FieldChange, ProposalSeen, RecordChange, proposal_as_seen
from truceline.services.session.drafting import Seat
from truceline.services.session.laying_out import lay_out, seen_files
from truceline.sessions.proposals import NEXT, WRITABLE, DecisionKind, Proposal, Standing, standing
from truceline.sessions.revisions import Revision, Stale
from truceline.store.deciding import Deciding, decide_on, stale_among, stale_in
from truceline.store.decisions import Decisions, all_decisions, decisions_of
from truceline.store.histories import numbered
from truceline.store.proposals import Change, Title, comment, comments, proposal, proposals, propose, revise


@dataclass(frozen=True, slots=True)
class Sending:
    """What a proposal is sent under: its title, reason and release; ``into`` is one that is there, 0 for a new one."""

    title: str = ""
    reason: str = ""
    release: Release = Release.COALITION
    into: int = 0


def send(seat: Seat, changes: tuple[Change, ...], sending: Sending, at: datetime) -> int:
    """Write changes into a proposal, which is then a draft; return its number.

    Raises
    ------
    MisuseError
        If the member may not, or a change cannot be made.
    StaleError
        If a change was written from a revision that no longer stands.
    """
    if sending.into:
        revise(seat.connection, seat.session, seat.member, sending.into, changes, at=at)
        return sending.into
    title = Title(sending.title, sending.reason, sending.release)
    return propose(seat.connection, seat.session, seat.member, title, changes, at=at)


def decide(
    seat: Seat,
    number: int,
    doing: str,
    at: datetime,
    *,
    reason: str = "",
    deadline: datetime | None = None,
    reader: Reader = read_file,
) -> Standing:
    """Decide on a proposal, by a word of `DOING`; return where it stands then.

    ``reader`` may have read some of the case's files before.

    Raises
    ------
    MisuseError
        If there is no such proposal or word, the member may not, or it cannot be decided so.
    StaleError
        If another text stands by now than the one that the proposal was written from.
    """
    kinds: Mapping[str, DecisionKind] = {word: kind for kind, word in DOING.items()}
    if doing not in kinds:
        raise MisuseError(f"nothing is done by {doing!r}; give one of {', '.join(kinds)}")
    what = Deciding(kinds[doing], reason.strip(), deadline)
    return decide_on(
        seat.connection, seat.session, seat.member, number, what, at=at, lay_out=partial(lay_out, reader=reader)
    )


def say(seat: Seat, number: int, text: str, at: datetime, release: Release = Release.COALITION) -> None:
    """Comment on a proposal.

    Raises
    ------
    MisuseError
        If there is no such proposal, the member may not, or nothing is said.
    """
    comment(seat.connection, seat.session, seat.member, number, text, at=at, release=release)


def proposals_for(seat: Seat, at: datetime) -> tuple[ProposalSeen, ...]:
    """List the proposals that are there for a member, the latest first."""
    return proposals_as_seen(seat, decided_proposals(seat), at)[::-1]


def drafts_of(seat: Seat, at: datetime) -> tuple[Proposal, ...]:
    """List the proposals of a member that more may be written into, the latest first, without what they change."""
    found = decided_proposals(seat, by=seat.member.id)
    own = [(each, decisions) for each, decisions in reversed(found) if each.owner == seat.member.nation]
    return tuple(each for each, decisions in own if standing(decisions, at).state in WRITABLE)


def decided_proposals(seat: Seat, *, by: str = "") -> list[tuple[Proposal, Decisions]]:
    """List the proposals that are there for a member, without what they change, each with what was decided of it."""
    decided = all_decisions(seat.connection, seat.session)
    found = proposals(seat.connection, seat.session, seat.member, by=by)
    return [(each, decided.get(int(each.id), ())) for each in found]


def proposals_as_seen(
    seat: Seat, found: Sequence[tuple[Proposal, Decisions]], at: datetime
) -> tuple[ProposalSeen, ...]:
    """Say where proposals stand for a member; whether one is stale is asked of those alone that are to be decided."""
    undecided = [int(each.id) for each, decisions in found if NEXT[standing(decisions, at).state]]
    stale = stale_among(seat.connection, seat.session, seat.member, undecided)
    return tuple(proposal_as_seen(seat.member, *each, at, stale=int(each[0].id) in stale) for each in found)


def proposal_for(seat: Seat, number: int, version: int, at: datetime) -> ProposalSeen:
    """Return one proposal as a member sees it, what it changes held against the text that it was written from.

    Where it may still be decided, a text that stands by now instead of that one is told with its own. ``version`` is
    the newest that is there for the member.

    Raises
    ------
    MisuseError
        If it is not there for the member.
    """
    found = proposal(seat.connection, seat.session, seat.member, number)
    decided = decisions_of(seat.connection, seat.session, number)
    ended = not NEXT[standing(decided, at).state]  # what stands may well be its own text
    texts = () if ended else stale_in(seat.connection, seat.session, seat.member, number)
    stale = {each.record: each for each in texts}
    laid = seen_files(seat.connection, seat.session, seat.member, version)
    changes = tuple(_change(seat, found, tip, laid, stale.get(tip.record)) for tip in found.tips())
    said = comments(seat.connection, seat.session, seat.member, number)
    return proposal_as_seen(seat.member, found, decided, at, stale=bool(stale), changes=changes, comments=said)


def changes_of(seat: Seat, number: int) -> dict[RecordId, bytes | None]:
    """Return what the records of a proposal are to say, as far as it is released to the member.

    Raises
    ------
    MisuseError
        If it is not there for the member.
    """
    found = proposal(seat.connection, seat.session, seat.member, number)
    return {tip.record: tip.body for tip in found.tips()}


def _change(seat: Seat, found: Proposal, tip: Revision, laid: Mapping[str, bytes], stale: Stale | None) -> RecordChange:
    parts = split_file(tip.record.file, laid[tip.record.file]) if tip.record.file in laid else ()
    root = _root(seat, found, tip)
    before = root.body if root else None
    differences = difference_of(tip.record, before, tip.body, parts)
    return RecordChange(
        record=str(tip.record),
        kind=kind_of(tip.record),
        done="taken out" if tip.body is None else "new" if before is None else "changed",
        release=str(tip.release),
        reason=tip.reason,
        fields=tuple(FieldChange(each.field, each.before, each.after) for each in differences),
        stale=stale is not None,
        written=_text(tip.body) if stale else "",
        standing=_text(stale.standing.body) if stale and stale.standing else "",
        hidden=bool(stale and stale.hidden),
        narrowed=tip.body is not None
        and before is not None
        and root is not None
        and narrows(root.release, tip.release),
    )


def _root(seat: Seat, found: Proposal, tip: Revision) -> Revision | None:
    # What the text was written from, outside the proposal.
    number = found.root(tip.record)
    return numbered(seat.connection, seat.session, seat.member, tip.record, {number}).get(number)


def _text(body: bytes | None) -> str:
    return "" if body is None else body.decode(errors="replace")
