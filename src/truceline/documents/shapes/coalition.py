"""The shape of the document on who would come and who decides."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number
from truceline.documents.shapes.scenario import Personnel


class PivotPart(TypedDict):
    """What a fact or a contributor is worth."""

    value: Number
    """Its Shapley value, in the measure."""
    banzhaf: Number
    """Its Banzhaf value; null where the game was sampled."""
    margin: Number
    """Half of the interval of `value`; 0 where it is exact."""
    veto: bool | None
    """Whether nothing comes about without it; null where the game was sampled."""


class FactPivot(PivotPart):
    """What a fact that does not hold is worth."""

    fact: str
    """The fact."""


class ContributorPivot(PivotPart):
    """What a contributor is worth."""

    contributor: str
    """The contributor."""


class Announcement(TypedDict):
    """The smallest announcement that would make those who wait firm."""

    contributors: list[str]
    """Who would announce."""
    demands: list[list[str]]
    """Of each of these sets somebody must."""


class Estimate(TypedDict):
    """A number over what nobody knows yet."""

    low: Number
    """With the low chances."""
    high: Number
    """With the high chances."""
    margin: Number
    """Half of the interval that sampling leaves; 0 where it is exact."""


class ReachedPart(TypedDict):
    """The chance to reach an amount."""

    amount: Number
    """The amount, in the measure."""
    low: Number
    """With the low chances."""
    high: Number
    """With the high chances."""


class OutlookPart(TypedDict):
    """What the stated chances of facts come to."""

    exact: bool
    """Whether every world was counted."""
    worlds: int
    """How many worlds."""
    mean: Estimate
    """Mean of the measure."""
    stands: dict[str, Estimate]
    """The chance that each pledge stands."""
    reached: list[ReachedPart]
    """The chance to reach so much of the measure."""


class CoalitionHead(TypedDict):
    """Who stands."""

    case: str
    """Id of the case."""
    as_of: str
    """The date on which everything was read."""
    scenario: str
    """Id of the scenario."""
    facts: dict[str, bool]
    """Each fact's truth."""
    firm: list[str]
    """Pledges all of whose conditions hold, nobody having to move first."""
    waiting: list[str]
    """Pledges that stand only if all announce together."""
    why_not: dict[str, list[str]]
    """For each pledge that is not firm, what it waits for."""
    personnel: Personnel
    """Likely personnel."""


class CoalitionDocument(DocumentHead, CoalitionHead):
    """Who would come, and who decides."""

    measure: str
    """What is valued: `personnel`, `fill` or a capability."""
    fact_pivots: list[FactPivot]
    """What each fact that does not hold is worth."""
    contributor_pivots: list[ContributorPivot]
    """What each contributor is worth."""
    target: Number
    """What a sufficient coalition brings of the measure."""
    sufficient: list[list[str]] | None
    """The smallest coalitions that do; null where none was asked for or too many."""
    smallest_announcement: Announcement
    """What would make those who wait firm."""
    outlook: OutlookPart | None
    """What chances come to; null where no fact has one."""
