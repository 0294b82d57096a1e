"""Chance by key: every random number of a replication is a function of what it is drawn for.

The number for (replication's key, day, sector, number within the sector's day, purpose) is always the same, in whatever
order, block or process it is drawn. So scenarios share their random numbers event by event even after their histories
have parted, and results do not depend on how the work was split. This is the counter-based way [1]_: key, day, sector
and number are mixed into the state of a stream by two rounds of the finaliser of SplitMix64 [2]_, and purpose p takes
that generator's number p from there. The keys come from ``numpy.random.SeedSequence``.

.. [1] Salmon, J. K. and others (2011). Parallel random numbers: as easy as 1, 2, 3. *SC '11*, 1-12.
.. [2] Steele, G. L., Lea, D., Flood, C. H. (2014). Fast splittable pseudorandom number generators. *OOPSLA '14*,
453-472.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Keys = NDArray[np.uint64]

_LARGE = 30.0  # from this mean on the inverse of the Poisson distribution is quicker than a search
_DAYS, _SECTORS, _NUMBERS = 16, 12, 36  # bits of the counter
_STEP = 0x9E3779B97F4A7C15  # of SplitMix64, from one state of a stream to the next


class For(IntEnum):
    """What a random number is drawn for."""

    COUNT = 0
    RESTRAINT = 1
    PLACE = 2
    HOUR = 3
    GRAVE = 4
    SEEN = 5
    REPORT = 6
    ACCESS = 7
    VERIFICATION = 8
    ATTRIBUTION = 9
    ON_SCENE = 10
    FALL = 11
    ASSUMPTION = 12


def keys(seed: int, numbers: Iterable[int]) -> Keys:
    """Return the key of each replication, spawned from ``seed`` by the replication's number."""
    found = [np.random.SeedSequence(seed, spawn_key=(n,)).generate_state(1, np.uint64)[0] for n in numbers]
    return np.array(found, dtype=np.uint64)


def streams(key: Keys, *, day: int = 0, sector: Integers, number: Integers) -> Keys:
    """Return the stream of numbers for each key, sector and number (all (n,)) of one day: one number for each purpose.

    ``day`` must be below 65,536, sectors below 4,096, numbers below 2**36.
    """
    counter = (sector.astype(np.uint64) << np.uint64(_NUMBERS)) | number.astype(np.uint64)
    counter |= np.uint64(day << (_SECTORS + _NUMBERS))
    return _mixed(key ^ _mixed(counter + np.uint64(_STEP)))


def uniform(stream: Keys, purpose: For) -> Floats:
    """Draw the number above 0 and below 1 that each stream (n,) holds for a purpose."""
    mixed = _mixed(stream + np.uint64(_STEP * (purpose + 1) % 2**64))
    return np.asarray(((mixed >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53)


def poisson(chance: Floats, mean: Floats) -> Integers:
    """Turn chances (n,) into Poisson counts with means (n,), by inversion: the more chance, the more counts."""
    count = np.zeros(len(mean), dtype=np.int64)
    large = mean > _LARGE
    if large.any():
        count[large] = np.ceil(scipy.special.pdtrik(chance[large], mean[large])).astype(np.int64)
    term = np.exp(-np.minimum(mean, _LARGE))
    reached = term.copy()
    open_ = np.flatnonzero(~large & (chance > reached))
    while len(open_):
        count[open_] += 1
        term[open_] *= mean[open_] / count[open_]
        reached[open_] += term[open_]
        open_ = open_[(chance[open_] > reached[open_]) & (term[open_] > 0)]
    return count


def _mixed(value: Keys) -> Keys:
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(value ^ (value >> np.uint64(31)), dtype=np.uint64)
