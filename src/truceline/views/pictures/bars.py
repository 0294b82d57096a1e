"""What bars show: personnel by month, what facts are worth, counts, pools, drivers, and observations by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DeployedBars:
    """The personnel deployed in each month, and the ``pool`` that contributors must hold."""

    title: str
    by_month: tuple[float, ...]
    pool: float


@dataclass(frozen=True, slots=True)
class FactBar:
    """What a fact is worth in firm personnel: on average, ``alone``, and as the ``last`` one that is missing.

    ``margin`` is half the interval of the average, 0 where it is exact.
    """

    title: str
    value: float
    margin: float
    alone: float
    last: float


@dataclass(frozen=True, slots=True)
class FactBars:
    """What each open fact is worth."""

    title: str
    rows: tuple[FactBar, ...]


@dataclass(frozen=True, slots=True)
class CountBar:
    """A count: ``named`` were named, ``least`` to ``most`` were claimed.

    ``most`` is None where the claim is open-ended ("30+"); for Truceline's own count all three agree.
    """

    label: str
    note: str
    value: str
    named: float
    least: float
    most: float | None
    own: bool


@dataclass(frozen=True, slots=True)
class CountBars:
    """Counts of one kind side by side."""

    title: str
    rows: tuple[CountBar, ...]


@dataclass(frozen=True, slots=True)
class PoolBar:
    """A contributor's personnel ``deployed`` at its own peak, and the ``pool`` that keeps them there."""

    name: str
    deployed: float
    pool: float


@dataclass(frozen=True, slots=True)
class PoolBars:
    """Pool against deployed, by contributor."""

    title: str
    rows: tuple[PoolBar, ...]


@dataclass(frozen=True, slots=True)
class DriverBar:
    """An assumption's share of a result's variance: with its interactions from ``low`` to ``high``, and by itself.

    ``low`` and ``high`` are not finite where the interval is not known.
    """

    title: str
    total: float
    low: float
    high: float
    first: float


@dataclass(frozen=True, slots=True)
class DriverBars:
    """What drives one result."""

    title: str
    rows: tuple[DriverBar, ...]


@dataclass(frozen=True, slots=True)
class TrendBars:
    """Observations day by day and sector by sector (ids); ``sectors`` gives the order of colours."""

    title: str
    days: tuple[tuple[date, Mapping[str, int]], ...]
    sectors: tuple[str, ...]
