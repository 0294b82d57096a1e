"""To whom a record is released, and which sums over confidential contributors may be shown.

A sum tells of a contributor that is not released to its reader as soon as some combination of the sums shown, each
times a number, holds shares of that contributor alone. By linear algebra that is so if the sums, without that
contributor's shares, are of lower rank than with them; no data are looked at, so what is withheld tells nothing.
This is the audit of linear combinations of statistical disclosure control, for a threshold of two contributors
(Handbook on Statistical Disclosure Control, chapter 4). *Left out:* bounds (a sum of nothing tells that each share is
nothing; what is known to be small beside a large one), readers who put together what each of them sees, and figures
that are no sums, such as fill and coverage, which are made from what is released to the reader and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from truceline.accounts.roles import Member, Role


class Release(StrEnum):
    """To whom a record is released, from the few to the many: each includes those before it."""

    NATION = "nation"
    CHAIR = "chair"
    COALITION = "coalition"
    PUBLIC = "public"


def sees(member: Member | None, release: Release, owner: str) -> bool:
    """Return whether a record of the contributor ``owner`` ("" for none) is released to the member; None is no member.

    A record of no contributor that is released to its nation is seen by nobody.
    """
    if release == Release.PUBLIC:
        return True
    if member is None or not member.roles:
        return False
    if release == Release.COALITION or (owner != "" and member.nation == owner):
        return True
    return release == Release.CHAIR and Role.CHAIR in member.roles


def eyes(member: Member) -> tuple[str, ...]:
    """Name for whose eyes is what a member sees: ``chair``, the id of a nation, both, or ``coalition`` alone."""
    chair = (Release.CHAIR.value,) if Role.CHAIR in member.roles else ()
    nation = (member.nation,) if member.nation else ()
    return (*chair, *nation) or (Release.COALITION.value,)


def narrows(before: Release, after: Release) -> bool:
    """Return whether what all members saw is then hidden from some."""
    shown = (Release.COALITION, Release.PUBLIC)
    return before in shown and after not in shown


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """What a contributor adds to a sum; ``of`` names the number, such as a pledge and its revision.

    The same number in two sums, of one version or of two, must bear one name; another number must bear another.
    """

    contributor: str
    of: str = ""


def withheld(
    sums: Iterable[Collection[Share]], confidential: Collection[str], known: Collection[Share] = ()
) -> tuple[bool, ...]:
    """Decide which sums are withheld from a reader to whom these contributors' shares are not released, in order.

    Each sum is shown unless, with those shown before it, it would tell of one contributor alone: put first what matters
    most. Nothing can be shown that was withheld without taking back another sum. Shares that are ``known``, as the
    reader may have read them elsewhere, hide no other contributor's. Cost grows with sums squared times shares times
    contributors.
    """
    shown = {contributor: _Rows() for contributor in sorted(set(confidential))}
    for contributor, rows in shown.items():
        for share in known:
            rows.add(_without({share: Fraction(1)}, contributor))
    everything = _Rows()
    found = []
    for each in sums:
        row = {share: Fraction(1) for share in each if share.contributor in shown}
        found.append(not _may_be_shown(row, everything, shown))
        if not found[-1]:
            everything.add(row)
            for contributor, rows in shown.items():
                rows.add(_without(row, contributor))
    return tuple(found)


_Row = dict[Share, Fraction]


class _Rows:
    """Rows in echelon form, exactly: what can be combined from them."""

    def __init__(self) -> None:
        self._by_pivot: dict[Share, _Row] = {}

    def rest(self, row: _Row) -> _Row:
        """Return what of a row cannot be combined from these."""
        left = dict(row)
        for pivot in sorted(self._by_pivot):
            if factor := left.get(pivot):
                for share, value in self._by_pivot[pivot].items():
                    left[share] = left.get(share, Fraction(0)) - factor * value
        return {share: value for share, value in left.items() if value}

    def add(self, row: _Row) -> None:
        """Add a row, if it cannot be combined from these."""
        if left := self.rest(row):
            pivot = min(left)
            self._by_pivot[pivot] = {share: value / left[pivot] for share, value in left.items()}


def _may_be_shown(row: _Row, everything: _Rows, shown: dict[str, _Rows]) -> bool:
    if not everything.rest(row):
        return True  # it follows from what is shown
    return all(rows.rest(_without(row, contributor)) for contributor, rows in shown.items())


def _without(row: _Row, contributor: str) -> _Row:
    return {share: value for share, value in row.items() if share.contributor != contributor}
