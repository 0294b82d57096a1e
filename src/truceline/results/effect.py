"""The effect of a proposal: what a plan says without it and with it, with the range that the stated inputs allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from truceline.generation.comparison import Comparison, ScenarioChange
from truceline.ranges.design import Floats
from truceline.ranges.headlines import Ends
from truceline.results.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class DrawnPlan:
    """A plan with ranges and the draws behind them, by scenario: its headlines, (headlines, draws), and the likely."""

    plan: Plan
    draws: Mapping[str, Floats]
    likely: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class HeadlineEffect:
    """What a headline is before and after, likely and as a range; ``change`` is the range of the difference by draw."""

    headline: str
    before: float
    after: float
    ends_before: Ends
    ends_after: Ends
    change: Ends


@dataclass(frozen=True, slots=True)
class ScenarioEffect:
    """What a proposal changes in one scenario: headlines, and who joins and leaves, lines and totals in ``change``."""

    change: ScenarioChange
    headlines: tuple[HeadlineEffect, ...]


@dataclass(frozen=True, slots=True)
class UnlockEffect:
    """What a fact that does not hold is worth before and after, in firm personnel; None where it is not asked."""

    fact: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a proposal changes, as of a day, over so many common draws."""

    as_of: date
    draws: int
    seed: int
    comparison: Comparison
    scenarios: tuple[ScenarioEffect, ...]
    unlocks: tuple[UnlockEffect, ...]

    @property
    def empty(self) -> bool:
        """Whether no scenario, pledge or worth of a fact is other than before."""
        changed = self.comparison.pledges or self.comparison.new_scenarios or self.comparison.gone_scenarios
        return not (changed or self.unlocks or any(not each.change.empty for each in self.scenarios))
