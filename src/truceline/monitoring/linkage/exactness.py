"""How exact the places of a source that repeats itself are, beside what it states.

A source often states a radius once for all places that it has not checked, and most of them lie far nearer. Between
sources that costs a little; within one source that repeats itself it joins incidents of neighbouring streets. Of each
such source and octave of stated radius, pairs that likely tell of one incident say by which factor places err, since
E(distance²) = 2 (r_a² + r_b²) for normal errors along two axes.

Left out: pairs at the very same coordinates, which say that a gazetteer was asked and nothing of its error; and factors
above 1, as one attack shown at several buildings looks like places that err, and would join what the source parts.
"""

from __future__ import annotations

import numpy as np

from truceline.monitoring.reports import Floats, Integers, Reports

_OCTAVES = 26
"""Stated radii from 1 m to beyond the earth, by powers of two; smaller ones count as 1 m."""


def as_stated(sources: int) -> Floats:
    """Take every radius as stated: factors of 1, (sources, octaves)."""
    return np.ones((sources, _OCTAVES))


def radius_m(reports: Reports, factors: Floats) -> Floats:
    """Return the standard deviations of places, (reports,), as stated where there are no ``factors``."""
    return reports.radius_m * factors[reports.source, _octave(reports)] if factors.size else reports.radius_m


def more_exact(
    reports: Reports, pair: tuple[Integers, Integers], square_m2: Floats, same: Floats, worth: float
) -> Floats:
    """Learn factors, (sources, octaves), from pairs that tell of one incident with probability ``same``.

    ``square_m2`` are their squared distances; ``worth`` pairs more are supposed to err as stated.
    """
    a, b = pair
    kind = reports.source * _OCTAVES + _octave(reports)
    like = np.flatnonzero((kind.take(a) == kind.take(b)) & (square_m2 > 0))
    a, b, weight = a.take(like), b.take(like), same.take(like)
    stated = reports.radius_m.take(a) ** 2 + reports.radius_m.take(b) ** 2
    shape = (len(reports.sources), _OCTAVES)
    seen = np.bincount(kind.take(a), weight * square_m2.take(like) / (2 * stated), shape[0] * shape[1])
    pairs = np.bincount(kind.take(a), weight, shape[0] * shape[1])
    factors: Floats = np.sqrt((seen + worth) / (pairs + worth)).clip(max=1.0).reshape(shape)
    return factors


def _octave(reports: Reports) -> Integers:
    octave: Integers = np.log2(reports.radius_m).round().clip(0, _OCTAVES - 1).astype(np.int64)
    return octave
