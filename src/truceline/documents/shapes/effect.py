"""The shape of the effect of a proposal."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number
from truceline.documents.shapes.comparison import ComparisonDocument


class HeadlineEffectPart(TypedDict):
    """A headline before and after."""

    headline: str
    """Which, as in the ranges of a plan."""
    before: Number
    """Likely, without the proposal; null where nobody comes."""
    after: Number
    """Likely, with it."""
    range_before: list[Number]
    """5th and 95th percentile without it."""
    range_after: list[Number]
    """5th and 95th percentile with it."""
    range_change: list[Number]
    """5th and 95th percentile of the difference draw by draw."""


class ScenarioEffectPart(TypedDict):
    """The headlines of one scenario."""

    scenario: str
    """Its id."""
    headlines: list[HeadlineEffectPart]
    """Each of them."""


class UnlockEffectPart(TypedDict):
    """What a fact that does not hold is worth in firm personnel."""

    fact: str
    """Its id."""
    before: Number
    """Without the proposal; null where it is not asked."""
    after: Number
    """With it."""


class EffectDocument(DocumentHead):
    """What a proposal changes in the plan of the version that stands, as its reader sees both."""

    as_of: str
    """The day of both plans."""
    draws: int
    """How many common draws the ranges are from."""
    seed: int
    """Their seed."""
    scenarios: list[ScenarioEffectPart]
    """The scenarios that both have."""
    unlocks: list[UnlockEffectPart]
    """Facts whose worth differs."""
    comparison: ComparisonDocument
    """All that differs between the two plans."""
