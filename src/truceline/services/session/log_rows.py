"""What of a session is logged, row by row: the entry that each makes, and what is sealed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from truceline.documents.session_entries import (
    COALITION,
    COMMENT,
    DECISION,
    EXPORT,
    FILE,
    MEMBER,
    MEMBERSHIP,
    TEXT,
    VERSION,
    WHOLE,
    comment_content,
    comment_is_open,
    comment_sealed,
    decision_content,
    decision_sealed,
    export_content,
    file_sealed,
    membership_content,
    membership_sealed,
    open_version_sealed,
    proposal_sealed,
    version_content,
    version_sealed,
)
from truceline.sessions import views
from truceline.sessions.proposals import Decision, DecisionKind
from truceline.store.logged import LoggedSession, Mark, NotedExport, Remark, VersionMark
from truceline.store.memberships import NotedMembership

Parts = Mapping[str, Mapping[str, object]]
"""What is to be sealed, by the names of the parts."""

Seals = dict[str, str]
Shown = Callable[[], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a row tells: the ``parts`` to be sealed, and how the content of its entry is made of their seals."""

    parts: Parts
    content: Callable[[Seals], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class LogRow:
    """Something that is logged: the id and kind of its entry, its number, when it was, and what ``tell`` reads of it.

    It reads None where the row is not there for whoever asks.
    """

    id: str
    kind: str
    number: int
    at: datetime
    tell: Callable[[], Told | None]


def log_rows(of: LoggedSession, name: str) -> list[LogRow]:
    """List what of a session is logged, in the order of its instants; ``name`` is the session's.

    An id holds the instant, so that what a store does again after an older backup was restored is another entry. Cost
    grows with what was decided, said and handed out; the texts are read when a row is asked for them.
    """
    in_the_open = cache(replace(of, member=views.COALITION).shown)
    rows = (
        *(_decision(of, name, (proposal, number), each, in_the_open) for proposal, number, each in of.decisions()),
        *(_comment(name, each, in_the_open) for each in of.comments()),
        *(_version(of, name, mark) for mark in of.versions()),
        *(_export(name, taken) for taken in of.exports()),
        *(_membership(name, noted) for noted in of.memberships()),
    )
    return sorted(rows, key=lambda row: row.at)


def mark_after(mark: Mark, rows: Sequence[LogRow]) -> Mark:
    """Return how far a session was read once these rows are entered that come after a mark."""
    said = [row.at for row in rows if row.kind in (DECISION, COMMENT)]
    return Mark(
        version=_last(rows, VERSION, mark.version),
        export=_last(rows, EXPORT, mark.export),
        membership=_last(rows, MEMBERSHIP, mark.membership),
        at=max([mark.at, *said]),
    )


def _last(rows: Sequence[LogRow], kind: str, before: int) -> int:
    return max([before, *(row.number for row in rows if row.kind == kind)])


def _row(kind: str, name: str, number: tuple[int, ...], at: datetime, tell: Callable[[], Told | None]) -> LogRow:
    return LogRow(f"{kind}/{name}/{'.'.join(map(str, number))}/{at.isoformat()}", kind, number[-1], at, tell)


def _version(of: LoggedSession, name: str, mark: VersionMark) -> LogRow:
    def tell() -> Told | None:
        made = of.version(mark.number)
        if made is None:
            return None
        parts: Parts = {WHOLE: {**version_sealed(made)}, COALITION: {**open_version_sealed(made.entries)}}
        return Told(parts, lambda seals: {**version_content(name, made, mark.proposal, seals)})

    return _row(VERSION, name, (mark.number,), mark.at, tell)


def _decision(of: LoggedSession, name: str, on: tuple[int, int], decision: Decision, in_the_open: Shown) -> LogRow:
    def tell() -> Told:
        parts: dict[str, Mapping[str, object]] = {DECISION: {**decision_sealed(decision)}}
        if decision.kind == DecisionKind.SUBMITTED:
            whole = of.proposal(on[0])
            then = tuple(each for each in whole.revisions if each.at <= decision.at)
            parts[TEXT] = {**proposal_sealed(replace(whole, revisions=then))}
        told = on[0] in in_the_open()
        return Told(parts, lambda seals: {**decision_content(name, on, decision, seals, told=told)})

    return _row(DECISION, name, on, decision.at, tell)


def _comment(name: str, remark: Remark, in_the_open: Shown) -> LogRow:
    said = remark.comment
    on = (int(said.proposal), remark.number)

    def tell() -> Told:
        told = on[0] in in_the_open() and comment_is_open(said)
        return Told(
            {TEXT: {**comment_sealed(said)}}, lambda seals: {**comment_content(name, on, said, seals, told=told)}
        )

    return _row(COMMENT, name, on, said.at, tell)


def _export(name: str, taken: NotedExport) -> LogRow:
    what = taken.number, taken.what, taken.version

    def tell() -> Told:
        parts: Parts = {FILE: {**file_sealed(taken.sha256)}}
        return Told(parts, lambda seals: {**export_content(name, what, taken.by, taken.at, seals)})

    return _row(EXPORT, name, (taken.number,), taken.at, tell)


def _membership(name: str, noted: NotedMembership) -> LogRow:
    what = noted.number, noted.change

    def tell() -> Told:
        parts: Parts = {MEMBER: {**membership_sealed(noted.person, noted.roles, noted.contributor)}}
        return Told(parts, lambda seals: {**membership_content(name, what, noted.by, noted.at, seals)})

    return _row(MEMBERSHIP, name, (noted.number,), noted.at, tell)
