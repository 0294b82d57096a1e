"""Find candidates as `cells` does, but by compiled code: for many reports, where numba is installed.

Reports in linking order are their own index: a stretch of longitude within one row and half day is a run. For each
asker the sweep walks the runs in its window and keeps the pairs with

    d2 / (2 s2) + gap2 / (2 lag2) <= slack - (the asker's best act term - the act term),

where d is the distance, s2 the summed variance of place, gap the time between the two intervals and lag2 the summed
variance of time. No pair whose log odds reach the threshold fails this: at distance d the place term is d2 / (2 s2)
below its best, and at that gap the time term gap2 / (2 lag2) or more below its own. The sweep takes no logarithm and
decides nothing: what it keeps is scored like any other candidate.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

from truceline.monitoring.linkage.candidate_pairs import (
    CandidatePairs,
    PairSearch,
    Piece,
    PlacedReports,
    SearchReach,
    searches,
    window,
)
from truceline.monitoring.linkage.compiled import compiled
from truceline.monitoring.linkage.likelihood import PairEvidence, Parameters
from truceline.monitoring.linkage.linking_order import COLUMNS, ROWS, columns, order_key, rows, slots
from truceline.monitoring.reports import Bools, Floats, Integers, Reports

_ASKERS, _PAIRS = 1 << 17, 1 << 17


class _Acts(NamedTuple):
    """The act of each report, (reports,), and what the act term of two acts lacks of the first's best, (acts, acts)."""

    of: Integers
    loss: Floats


class _Shelf(NamedTuple):
    """Asked reports in linking order: ``key`` in that order and ``at``, their position among all, (asked,).

    ``first`` is where in ``key`` each row begins, half day by half day from ``slot`` and ``rows`` from ``south``, and
    where the last ends, (half days x rows + 1,).
    """

    key: Integers
    at: Integers
    slot: int
    south: int
    rows: int
    first: Integers


class _Askers(NamedTuple):
    """Reports that ask and their slack, (askers,), and the first and last of their windows, (2, askers).

    Half days and rows count from the shelf's first.
    """

    at: Integers
    slack: Floats
    slots: Integers
    rows: Integers
    columns: Integers


def swept(reports: Reports, placed: PlacedReports, parameters: Parameters, least: float, asking: Bools) -> list[Piece]:
    """Find, once each, all pairs whose log odds can be ``least`` or more; reports must be in linking order.

    ``asking`` as in `cells`. Time grows with the reports in all windows, memory with the reports.
    """
    known, key, act = placed.known, order_key(reports), parameters.act.ratio()
    acts = _Acts(reports.act.astype(np.int64, copy=False), act.max(axis=1)[:, None] - act)
    pieces: list[Piece] = []
    for search in searches(placed, least, asking, np.zeros(len(reports), dtype=np.int64)):
        shelf = _shelf(key, search.asked)
        for first in range(0, len(search.askers), _ASKERS):
            pieces.append(partial(_found, known, acts, shelf, search, slice(first, first + _ASKERS)))
    return pieces


def _shelf(key: Integers, asked: Integers) -> _Shelf:
    own = key[asked]
    line = own // COLUMNS
    first, last = int(line[0] // ROWS), int(line[-1] // ROWS)
    south, north = int((line % ROWS).min()), int((line % ROWS).max())
    every = np.arange(first, last + 1)[:, None] * ROWS + np.arange(south, north + 1)
    starts = np.append(np.searchsorted(line, every.ravel()), len(own))
    return _Shelf(own, asked, first, south, north - south + 1, starts)


def _found(
    evidence: PairEvidence, acts: _Acts, shelf: _Shelf, search: PairSearch, part: slice
) -> Iterator[CandidatePairs]:
    askers = _askers(search.placed, search.reach(part), shelf)
    found = np.empty((_PAIRS + len(shelf.key), 2), dtype=np.int64)  # room for all pairs of the last asker
    begin = 0
    while begin < len(askers.at):
        begin, count = _sweep(askers, evidence, acts, shelf, found, begin)
        yield CandidatePairs(found[:count, 0].copy(), found[:count, 1].copy())


def _askers(placed: PlacedReports, reach: SearchReach, shelf: _Shelf) -> _Askers:
    at, (north, east) = reach.rows, window(placed, reach)
    middle, lat, lon = (column[at] for column in (placed.middle_h, placed.lat, placed.lon))
    slot = slots(np.stack([middle - reach.hours, middle + reach.hours])) - shelf.slot
    row = rows(np.stack([lat - north, lat + north])) - shelf.south
    column = columns(np.stack([lon - east, lon + east]))
    half_days = len(shelf.first) // shelf.rows
    return _Askers(at, reach.slack, slot.clip(0, half_days - 1), row.clip(0, shelf.rows - 1), column)


@compiled
def _sweep(  # noqa: PLR0917  (compiled code has no keywords)
    askers: _Askers, evidence: PairEvidence, acts: _Acts, shelf: _Shelf, found: Integers, begin: int
) -> tuple[int, int]:
    """Write pairs into ``found`` from the asker ``begin`` on; return the next asker and the pairs written."""
    asking, slack, slots, rows, columns = askers  # one name per array: several times as fast
    place, weight, start_h, end_h, lag_h2, log_rate = evidence
    act, loss = acts
    key, at, origin, south, across, first = shelf
    count, enough = 0, len(found) - len(key)
    for n in range(begin, len(asking)):
        a = asking[n]
        for shift in (0, COLUMNS - 1, 1 - COLUMNS):  # the meridian of 180 degrees is no border
            left, right = max(columns[0, n] + shift, 0), min(columns[1, n] + shift, COLUMNS - 1)
            for slot in range(slots[0, n], slots[1, n] + 1 if left <= right else 0):
                for row in range(rows[0, n], rows[1, n] + 1):
                    line = ((origin + slot) * ROWS + south + row) * COLUMNS
                    here, end = first[slot * across + row], first[slot * across + row + 1]
                    here = _bisect(key, line + left, here, end)
                    while here < end and key[here] <= line + right:
                        b = at[here]
                        here += 1
                        if not _asks(a, b, weight[a], weight[b], log_rate[a], log_rate[b]):
                            continue
                        gap = max(start_h[b] - end_h[a], start_h[a] - end_h[b], 0.0)
                        over, lag2 = 2 * (slack[n] - loss[act[a], act[b]]), lag_h2[a] + lag_h2[b]
                        if gap * gap > over * lag2:
                            continue
                        x, y, z = place[0, a] - place[0, b], place[1, a] - place[1, b], place[2, a] - place[2, b]
                        s2 = 1 / weight[a] + 1 / weight[b]
                        if (x * x + y * y + z * z) * lag2 + gap * gap * s2 <= over * lag2 * s2:
                            found[count, 0], found[count, 1] = a, b
                            count += 1
        if count >= enough:
            return n + 1, count
    return len(asking), count


@compiled
def _bisect(key: Integers, value: int, low: int, high: int) -> int:
    """Position of the first key from ``low`` up to ``high`` that is not below ``value``."""
    while low < high:
        middle = (low + high) // 2
        if key[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _asks(  # noqa: PLR0917  (compiled code has no keywords)
    a: int, b: int, weight_a: float, weight_b: float, rate_a: float, rate_b: float
) -> bool:
    """Whether a asks b: the less exact first, then the busier, then the earlier."""
    if weight_a != weight_b:
        return weight_a < weight_b
    return rate_a > rate_b or (rate_a == rate_b and a < b)
