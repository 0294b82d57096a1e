"""Rows that people append and never overwrite: judgements, rulings, findings, evidence, steps taken.

A row counts unless a later row replaces it, and what a replaced row replaces stays replaced. A withdrawal is a row
whose word is ``withdrawn``: it takes a row back, and what that replaced counts again; so a withdrawal that is itself
withdrawn gives back what it took.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

WITHDRAWN = "withdrawn"
"""The word of a row that takes back the one it replaces."""


class AppendedRow(Protocol):
    """A row: its ``word`` is what it says of its ``subject``; ``replaces`` is the id of an earlier row, or empty."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def subject(self) -> str: ...  # noqa: D102
    @property
    def word(self) -> str: ...  # noqa: D102
    @property
    def at(self) -> datetime: ...  # noqa: D102
    @property
    def replaces(self) -> str: ...  # noqa: D102


AnyRow = TypeVar("AnyRow", bound=AppendedRow)


def known_by(rows: Iterable[AnyRow], as_of: datetime) -> list[AnyRow]:
    """Take the rows appended by an instant, by time and then id."""
    return sorted((row for row in rows if row.at <= as_of), key=lambda row: (row.at, row.id))


def counting(rows: Iterable[AnyRow]) -> tuple[AnyRow, ...]:
    """Take those of the ``rows`` (by time and then id, as from ``known_by``) that count."""
    # From the last row back: whether a row counts is settled before what it replaces is looked at.
    replaced, taken_back = set[str](), set[str]()
    found: list[AnyRow] = []
    for row in reversed(list(rows)):
        if row.id in replaced:
            replaced.add(row.replaces)
        elif row.id not in taken_back and row.word == WITHDRAWN:
            taken_back.add(row.replaces)
        elif row.id not in taken_back:
            found.append(row)
            replaced.add(row.replaces)
    return tuple(reversed(found))


def faults(row: AppendedRow, known: Mapping[str, AppendedRow]) -> Iterator[str]:
    """Tell what is wrong with what ``row`` replaces, among the rows ``known`` by id.

    It may replace only an earlier row on the same subject, and a withdrawal must replace one.
    """
    if row.word == WITHDRAWN and not row.replaces:
        yield "withdraws nothing; name the row to take back in `replaces`"
    if not row.replaces:
        return
    earlier = known.get(row.replaces)
    if earlier is None:
        yield f"replaces {row.replaces!r}, which is not known; correct the id"
    elif earlier.subject != row.subject:
        yield f"replaces {earlier.id!r}, which is about {earlier.subject!r}; name one about {row.subject!r}"
    elif (earlier.at, earlier.id) >= (row.at, row.id):
        yield f"replaces {earlier.id!r}, which is not earlier; correct the instant or the id"
