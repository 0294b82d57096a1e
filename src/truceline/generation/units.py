"""From pledges to single units, each in one place at a time.

A pledge of 2.4 battalions becomes two whole units and a part of one that counts as 0.4: nothing is rounded
away, and no company is counted as a battalion. Its people are shared out in the same proportion.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from truceline.coalition.pledges import Pledge
from truceline.errors import CaseError
from truceline.records.capabilities import Unit

PRESENCE = "presence"
"""The basis on which a contributor rotates its own troops through what it promised."""

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class PartUnit(Unit):
    """What a pledge offers short of a whole unit; it fills ``share`` of one (above 0, below 1)."""

    share: float = 1.0


def share_of(unit: Unit) -> float:
    """Return how much of one whole unit of its capability this unit is."""
    return unit.share if isinstance(unit, PartUnit) else 1.0


def units_of(pledge: Pledge, *, rest_ratio: float, conversion: float = 1.0) -> tuple[Unit, ...]:
    """List the units of a pledge's likely quantity, ``PLEDGE#1``, ``PLEDGE#2``, ..., the last perhaps a part of one.

    ``rest_ratio`` is months of rest and training per month of tour (2 to 4: a pool of 3 to 5 times what is
    deployed, domain.md C2.3). A *presence* needs no rest of its own, but its contributor holds ``1 + rest_ratio``
    times its personnel; a *formation* rests ``ceil(tour_months * rest_ratio)`` months, and its pool is itself.
    ``conversion`` is the share of what is pledged that arrives (0 to 1): it scales quantity and personnel alike,
    as an expected value, and says nothing about which pledges fail.

    Raises
    ------
    CaseError
        If the ratio is negative, or the conversion is outside 0 to 1.
    """
    if problems := tuple(_problems(pledge, rest_ratio, conversion)):
        raise CaseError("the pledge cannot be turned into units", problems)
    return tuple(
        _unit(pledge, id_, share, rest_ratio) for id_, share in shares_of(pledge, conversion=conversion).items()
    )


def shares_of(pledge: Pledge, *, conversion: float = 1.0) -> Mapping[str, float]:
    """Return how much of one whole unit each unit of a pledge's likely quantity is, by its id."""
    quantity = pledge.quantity.likely * conversion
    whole = math.floor(quantity + _TINY)
    shares = [1.0] * whole + ([quantity - whole] if quantity - whole > _TINY else [])
    return {f"{pledge.id}#{number}": share for number, share in enumerate(shares, start=1)}


def _unit(pledge: Pledge, id_: str, share: float, rest_ratio: float) -> Unit:
    personnel = pledge.personnel.likely / pledge.quantity.likely * share
    presence = pledge.basis == PRESENCE
    whole = Unit(
        id=id_,
        pledge=pledge.id,
        contributor=pledge.contributor,
        capability=pledge.capability,
        location=pledge.location,
        personnel=personnel,
        pool=personnel * (1 + rest_ratio) if presence else personnel,
        ready_days=pledge.ready_days,
        tour_months=pledge.tour_months,
        rest_months=0 if presence else math.ceil(pledge.tour_months * rest_ratio - _TINY),
        tours=pledge.tours,
        caveats=pledge.caveats,
        needs=pledge.needs,
    )
    if share == 1.0:
        return whole
    return PartUnit(**{name: getattr(whole, name) for name in Unit.__slots__}, share=share)


def _problems(pledge: Pledge, rest_ratio: float, conversion: float) -> list[str]:
    problems = []
    if rest_ratio < 0:
        problems.append(f"{pledge.id} | rest ratio is {rest_ratio}; give 0 or more")
    if not 0 <= conversion <= 1:
        problems.append(f"{pledge.id} | conversion is {conversion}; give a share from 0 to 1")
    return problems


def double_hatted(pledges: tuple[Pledge, ...]) -> tuple[str, ...]:
    """Say for each pledge that is shared with another mission what it is promised to as well, in order of id."""
    shared = sorted((p for p in pledges if p.shared_with), key=lambda p: p.id)
    return tuple(f"{p.id} is also counted for {', '.join(p.shared_with)}" for p in shared)
