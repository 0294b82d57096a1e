"""An accepted proposal makes the next version; one that is stale, or crosses a silence that runs, makes none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.releasability import Release
from truceline.errors import MisuseError
from truceline.records.record_id import RecordId
from truceline.sessions.proposals import Decision, DecisionKind, Dissent, Proposal, refused, standing
from truceline.sessions.revisions import History, Revision, Stale, body_hash, stale_error
from truceline.sessions.versions import Entry, Version

_Part = tuple[RecordId, str]

Layout = Sequence[_Part]
"""The parts of a case's files in order: of each the record (key "" for text that belongs to none) and its SHA-256."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What the next version is called: its ``number`` and title, who made it, and when."""

    number: int
    title: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Situation:
    """What a decision meets: the version that stands, the records' histories, and the proposals under silence."""

    version: Version
    histories: Mapping[RecordId, History]
    silent: tuple[Proposal, ...] = ()


def decision_faults(
    proposal: Proposal, decisions: Sequence[Decision], decision: Decision, situation: Situation
) -> tuple[str, ...]:
    """List all that speaks against a decision, but for who decides, which is asked of ``accounts``.

    What stood by silence before must be in the situation's version already (``stood``).
    """
    kind, found = decision.kind, list(refused(decisions, decision))
    if kind == DecisionKind.SUBMITTED:
        found += submission_faults(proposal)
    if kind == DecisionKind.SILENCE:
        found += silence_faults(proposal)
    if kind in (DecisionKind.SILENCE, DecisionKind.ACCEPTED):
        found += crossing(proposal, situation.silent)
    if kind in (DecisionKind.SUBMITTED, DecisionKind.SILENCE, DecisionKind.ACCEPTED):
        found += [each.in_words() for each in conflicts(proposal, situation.version, situation.histories)]
    return tuple(found)


def stood(proposals: Iterable[tuple[Proposal, Sequence[Decision]]], at: datetime) -> tuple[Proposal, ...]:
    """List the proposals that nobody broke silence on by ``at``, in the order of their deadlines, then ids.

    Those that no version holds yet make the next ones, in this order, before anything else is decided.
    """
    found = [(standing(decisions, at), proposal) for proposal, decisions in proposals]
    silent = [(each.deadline, proposal.id, proposal) for each, proposal in found if each.by_silence]
    return tuple(proposal for *_, proposal in sorted(silent, key=lambda each: each[:2]))


def conflicts(proposal: Proposal, version: Version, histories: Mapping[RecordId, History]) -> tuple[Stale, ...]:
    """List the records of which another text stands in the version than the one that the proposal was written from."""
    numbers = {entry.record: entry.number for entry in version.entries}
    return tuple(
        Stale(tip.record, root, tip.body, histories[tip.record][number - 1] if number else None)
        for tip in proposal.tips()
        if (root := proposal.root(tip.record)) != (number := numbers.get(tip.record, 0))
    )


def overlapping(proposal: Proposal, others: Iterable[Proposal]) -> tuple[tuple[Proposal, tuple[RecordId, ...]], ...]:
    """List the other proposals that touch records of this one, each with these records."""
    ours = {tip.record for tip in proposal.tips()}
    shared = [(other, tuple(tip.record for tip in other.tips() if tip.record in ours)) for other in others]
    return tuple((other, records) for other, records in shared if records and other.id != proposal.id)


def crossing(proposal: Proposal, silent: Iterable[Proposal]) -> tuple[str, ...]:
    """List why a proposal can neither be accepted nor put under silence, while these are under silence.

    What members are silent on must not change below them: so no silence ends with a proposal that is stale.
    """
    return tuple(
        f"{record} | is under silence in {other.id}; wait for its deadline, or return it first"
        for other, records in overlapping(proposal, silent)
        for record in records
    )


def submission_faults(proposal: Proposal) -> tuple[str, ...]:
    """List why a proposal cannot be submitted: it changes nothing, or holds what its chair may not see."""
    if not proposal.revisions:
        return (f"proposal {proposal.id} | holds no revision; add one",)
    return tuple(_unseen(proposal, frozenset({Release.NATION}), "the chair cannot see it; release it to the chair"))


def silence_faults(proposal: Proposal) -> tuple[str, ...]:
    """List why a proposal cannot be put under silence: nobody is silent on what is not shown."""
    what = "nations cannot see it, and cannot object; release it to the coalition, or decide without silence"
    return tuple(_unseen(proposal, frozenset({Release.NATION, Release.CHAIR}), what))


def next_version(
    version: Version,
    proposal: Proposal,
    histories: Mapping[RecordId, History],
    naming: Naming,
    layout: Layout,
    *,
    dissents: Sequence[Dissent] = (),
) -> Version:
    """Apply an accepted proposal to a version: the next one, with what nations held against it.

    ``layout`` are the parts of the files with the proposal's texts in their places. They are held against the version:
    no record is in them that neither stood nor was proposed. Cost grows with parts times files.

    Raises
    ------
    StaleError
        If another text of a record stands than the proposal was written from.
    MisuseError
        If the files hold anything but the version with the proposal, by file.
    """
    if found := conflicts(proposal, version, histories):
        raise stale_error(found)
    if problems := tuple(_misfits(version, proposal, layout)):
        raise MisuseError("the files are not the version with the proposal", problems)
    proposed = [entry_of(tip, tip.body) for tip in proposal.tips() if tip.body is not None]
    entries = laid_out(version, proposed, layout)
    return Version(naming.number, version.number, naming.title, naming.by, naming.at, entries, tuple(dissents))


def laid_out(version: Version, revised: Iterable[Entry], layout: Layout) -> tuple[Entry, ...]:
    """Return the entries of the parts of files: those of a version, with the records that are ``revised``."""
    known = {(entry.record, entry.digest): entry for entry in (*version.entries, *revised)}
    return tuple(known.get((record, digest), Entry(record, 0, digest)) for record, digest in layout)


def entry_of(revision: Revision, body: bytes) -> Entry:
    """Return how a revision with this body stands in a version."""
    return Entry(revision.record, revision.number, body_hash(body), revision.release, revision.owner)


def _misfits(version: Version, proposal: Proposal, layout: Layout) -> Iterator[str]:
    before = [(entry.record, entry.digest) for entry in version.entries]
    tips = {tip.record: None if tip.body is None else body_hash(tip.body) for tip in proposal.tips()}
    for name in sorted({record.file for record, _ in (*before, *layout)} | {record.file for record in tips}):
        old, new = ([part for part in parts if part[0].file == name] for parts in (before, layout))
        own = {record: digest for record, digest in tips.items() if record.file == name}
        if not (_fits(old, new, own) if own else old == new):
            yield f"{name} | holds other texts than the version with the proposal, or in another order; lay it out anew"


def _fits(before: Sequence[_Part], after: Sequence[_Part], tips: Mapping[RecordId, str | None]) -> bool:
    # Whether a file holds what stood, in its order, with what is proposed; text that belongs to no record is free.
    if any(not record.key for record in tips):
        return len(before) <= 1 and [digest for _, digest in after] == [each for each in tips.values() if each]
    there = {record for record, _ in before}
    after_all = [(record, tips.get(record, digest)) for record, digest in before if record.key]
    kept = [part for part in after_all if part[1] is not None]
    added = {(record, digest) for record, digest in tips.items() if record not in there and digest is not None}
    found = [part for part in after if part[0].key]
    same = [part for part in found if part[0] in there] == kept
    return same and {part for part in found if part[0] not in there} == added


def _unseen(proposal: Proposal, hidden: frozenset[Release], what: str) -> Iterator[str]:
    if proposal.release in hidden:
        yield f"proposal {proposal.id} | {what}"
    yield from (f"{tip.record} | {what}" for tip in proposal.tips() if tip.release in hidden)
