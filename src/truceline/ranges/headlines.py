"""The headlines of a plan, and what their values over all draws come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from truceline.ranges.design import Design, Floats
from truceline.ranges.drivers import DrawDriver, drivers

HEADLINES = (
    "personnel_in_country",
    "fill",
    "covered_day",
    "covered_night",
    "response_median_minutes",
    "kept_up_months",
    "in_country_from_month",
)
"""What a plan says first of a scenario: people, shares from 0 to 1, minutes, months, and the month by which they come.

Minutes and that month are infinite where nobody comes.
"""

LOW, HIGH = 0.05, 0.95
"""The ends of a range, as shares of the draws that lie no higher."""

ERRORS = {
    "personnel_in_country": 78.0,
    "fill": 0.001,
    "covered_day": 0.007,
    "covered_night": 0.002,
    "response_median_minutes": 12.5,
    "kept_up_months": 0.5,
    "in_country_from_month": 0.1,
}
"""How far a draw is off from a plan of its own: mean absolute difference, in the scenario where it is largest.

Measured by ``benchmarks/ranges.py`` on 40 draws of the bundled case `MEASURED_ON` as of 2025-03-25; others may differ.
"""

MEASURED_ON = "ukraine"

Ends = tuple[float, float]
"""The low and the high end of a range; infinite where nobody comes."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """The range of each headline of one scenario, and what drives it.

    ``forces`` is in how many of the draws another force stands than in the plan, because a condition on mass turned.
    """

    ends: Mapping[str, Ends]
    drivers: tuple[DrawDriver, ...]
    forces: int


@dataclass(frozen=True, slots=True)
class HeadlineDifference:
    """By how much each headline of scenario ``of`` exceeds that of ``against``, draw by draw."""

    of: str
    against: str
    ends: Mapping[str, Ends]


@dataclass(frozen=True, slots=True)
class Ranged:
    """The draws behind the ranges of a plan: how many, from which seed, over which inputs, and how scenarios differ.

    ``differences`` are between all pairs of scenarios, the later less the earlier.
    """

    draws: int
    seed: int
    inputs: tuple[str, ...]
    differences: tuple[HeadlineDifference, ...]


def summed_up(
    made: Design, seed: int, found: Mapping[str, Floats], forces: Mapping[str, int]
) -> tuple[Ranged, dict[str, Ranges]]:
    """Sum up the headlines of each scenario, (headlines, draws), in the order of ``HEADLINES``.

    ``forces`` is as in ``Ranges``. All scenarios share the draws, so a difference is taken draw by draw, and what both
    scenarios rest on alike cancels out of it.
    """
    ranges = {
        name: Ranges(_ends(values), drivers(made, dict(zip(HEADLINES, values, strict=True))), forces[name])
        for name, values in found.items()
    }
    differences = tuple(
        HeadlineDifference(of, against, exceeded(found[of], found[against])) for against, of in combinations(found, 2)
    )
    return Ranged(made.draws, seed, made.inputs, differences), ranges


def ends(values: Floats) -> Ends:
    """Return the 5th and 95th percentile of ``values`` (draws,): the least that 5 % and 95 % of them do not exceed.

    Each is one of the values, so that infinite ones do no harm.
    """
    low, high = np.quantile(values, (LOW, HIGH), method="inverted_cdf").tolist()
    return low, high


def exceeded(of: Floats, against: Floats) -> dict[str, Ends]:
    """Return by how much each headline of one (headlines, draws) exceeds that of another over the same draws."""
    return _ends(_less(of, against))


def _ends(rows: Floats) -> dict[str, Ends]:
    return {name: ends(row) for name, row in zip(HEADLINES, rows, strict=True)}


def _less(one: Floats, other: Floats) -> Floats:
    # Two scenarios in which nobody comes do not differ.
    both = np.isinf(one) & np.isinf(other)
    return np.subtract(one, other, out=np.zeros_like(one), where=~both)


def joined(parts: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    """Put blocks of draws side by side, in their order: (headlines, draws) for each scenario."""
    return {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}
