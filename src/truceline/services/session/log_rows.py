"""What of a session is logged, row by row: the entry that each makes, and what is sealed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.documents.session_entries import (
    COALITION,
    COMMENT,
    DECISION,
    EXPORT,
    FILE,
    OPEN,
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
    open_version_sealed,
    proposal_sealed,
    version_content,
    version_sealed,
)
from truceline.sessions.proposals import Decision, DecisionKind
from truceline.store.logged import LoggedSession, NotedExport, Remark, VersionMark

Parts = Mapping[str, Mapping[str, object]]
"""What is to be sealed, by the names of the parts."""

Seals = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a row tells: the ``parts`` to be sealed, and how the content of its entry is made of their seals."""

    parts: Parts
    content: Callable[[Seals], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class LogRow:
    """Something that is logged: the id and kind of its entry, when it was, and what ``tell`` reads of it.

    It reads None where the row is not there for whoever asks.
    """

    id: str
    kind: str
    at: datetime
    tell: Callable[[], Told | None]


def log_rows(of: LoggedSession, name: str) -> list[LogRow]:
    """List what of a session is logged, in the order of its instants; ``name`` is the session's.

    An id holds the instant, so that what a store does again after an older backup was restored is another entry. Cost
    grows with what was decided, said and handed out; the texts are read when a row is asked for them.
    """
    in_the_open = replace(of, member=OPEN).shown()
    rows = (
        *_decisions(of, name, in_the_open),
        *_comments(of, name, in_the_open),
        *(_version(of, name, mark) for mark in of.versions()),
        *(_export(name, taken) for taken in of.exports()),
    )
    return sorted(rows, key=lambda row: row.at)


def _row(kind: str, name: str, number: str, at: datetime, tell: Callable[[], Told | None]) -> LogRow:
    return LogRow(f"{kind}/{name}/{number}/{at.isoformat()}", kind, at, tell)


def _version(of: LoggedSession, name: str, mark: VersionMark) -> LogRow:
    def tell() -> Told | None:
        made = of.version(mark.number)
        if made is None:
            return None
        parts: Parts = {WHOLE: {**version_sealed(made)}, COALITION: {**open_version_sealed(made.entries)}}
        return Told(parts, lambda seals: {**version_content(name, made, mark.proposal, seals)})

    return _row(VERSION, name, str(mark.number), mark.at, tell)


def _decisions(of: LoggedSession, name: str, in_the_open: frozenset[int]) -> Iterator[LogRow]:
    for proposal, decided in of.decisions().items():
        for number, decision in enumerate(decided, 1):
            yield _decision(of, name, (proposal, number), decision, told=proposal in in_the_open)


def _decision(of: LoggedSession, name: str, on: tuple[int, int], decision: Decision, *, told: bool) -> LogRow:
    def tell() -> Told:
        parts: dict[str, Mapping[str, object]] = {DECISION: {**decision_sealed(decision)}}
        if decision.kind == DecisionKind.SUBMITTED:
            whole = of.proposal(on[0])
            then = tuple(each for each in whole.revisions if each.at <= decision.at)
            parts[TEXT] = {**proposal_sealed(replace(whole, revisions=then))}
        return Told(parts, lambda seals: {**decision_content(name, on, decision, seals, told=told)})

    return _row(DECISION, name, f"{on[0]}.{on[1]}", decision.at, tell)


def _comments(of: LoggedSession, name: str, in_the_open: frozenset[int]) -> Iterator[LogRow]:
    return (_comment(name, each, in_the_open) for each in of.comments())


def _comment(name: str, remark: Remark, in_the_open: frozenset[int]) -> LogRow:
    said = remark.comment
    on = (int(said.proposal), remark.number)
    told = on[0] in in_the_open and comment_is_open(said)

    def tell() -> Told:
        return Told(
            {TEXT: {**comment_sealed(said)}}, lambda seals: {**comment_content(name, on, said, seals, told=told)}
        )

    return _row(COMMENT, name, f"{on[0]}.{on[1]}", said.at, tell)


def _export(name: str, taken: NotedExport) -> LogRow:
    what = taken.number, taken.what, taken.version

    def tell() -> Told:
        parts: Parts = {FILE: {**file_sealed(taken.sha256)}}
        return Told(parts, lambda seals: {**export_content(name, what, taken.by, taken.at, seals)})

    return _row(EXPORT, name, str(taken.number), taken.at, tell)
