"""The ranges of a plan, as ``plan.json`` holds them."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.documents.numbers import number
from truceline.ranges.drivers import Driver
from truceline.ranges.headlines import ERRORS, HIGH, LOW, Difference, Ends, Ranged

Document = dict[str, object]

_DIGITS = {"fill": 4, "covered_day": 4, "covered_night": 4, "response_median_minutes": 1}
_OTHERS = 2


def draws_document(ranged: Ranged) -> Document:
    """Write how the ranges came about."""
    return {
        "number": ranged.draws,
        "seed": ranged.seed,
        "low": LOW,
        "high": HIGH,
        "error": dict(ERRORS),
        "inputs": list(ranged.inputs),
    }


def ends_document(ends: Mapping[str, Ends]) -> Document:
    """Write ranges as low and high by headline; an infinite end is null."""
    return {name: [number(end, _DIGITS.get(name, _OTHERS)) for end in pair] for name, pair in ends.items()}


def driver(found: Driver) -> Document:
    """Write a driver with its share to 2 decimals: more would say more than the draws do."""
    return {"input": found.input, "headline": found.headline, "share": round(found.share, 2)}


def difference(found: Difference) -> Document:
    """Write the differences between two scenarios, ``of`` less ``against``, as ranges."""
    return {"of": found.of, "against": found.against, "ranges": ends_document(found.ends)}
