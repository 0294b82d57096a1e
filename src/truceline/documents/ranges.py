"""The ranges of a plan, as documents hold them."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.documents.numbers import Number, number
from truceline.documents.shapes.ranges import DifferencePart, DrawsPart, HeadlineDriver
from truceline.ranges import drivers
from truceline.ranges.headlines import ERRORS, HIGH, LOW, Ends, HeadlineDifference, Ranged

_DIGITS = {"fill": 4, "covered_day": 4, "covered_night": 4, "response_median_minutes": 1}
_OTHERS = 2


def draws_part(ranged: Ranged) -> DrawsPart:
    """Write how the ranges came about."""
    return {
        "number": ranged.draws,
        "seed": ranged.seed,
        "low": LOW,
        "high": HIGH,
        "error": dict(ERRORS),
        "inputs": list(ranged.inputs),
    }


def ends_part(ends: Mapping[str, Ends]) -> dict[str, list[Number]]:
    """Write ranges as low and high by headline; an infinite end is null."""
    return {name: [headline_part(name, end) for end in pair] for name, pair in ends.items()}


def headline_part(name: str, value: float) -> Number:
    """Write the value of a headline; an infinite one is null."""
    return number(value, _DIGITS.get(name, _OTHERS))


def driver_part(found: drivers.DrawDriver) -> HeadlineDriver:
    """Write a driver with its share to 2 decimals: more would say more than the draws do."""
    return {"input": found.input, "headline": found.headline, "share": round(found.share, 2)}


def difference_part(found: HeadlineDifference) -> DifferencePart:
    """Write the differences between two scenarios, ``of`` less ``against``, as ranges."""
    return {"of": found.of, "against": found.against, "ranges": ends_part(found.ends)}
