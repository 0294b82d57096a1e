"""The columns of the exact programme: what there is to decide, and which rows speak of what."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from truceline.generation.problem import Bools, Floats, Ints, Problem
from truceline.generation.schedule import active


@dataclass(frozen=True, slots=True)
class ProgrammeColumns:
    """Every tour that may begin, and what follows from them, as column numbers.

    ``pair`` and ``start`` are (tours,): the first columns count the tours begun by a pair in a month.
    ``filled`` (lines, months) is what counts on a line; ``usable`` (kinds, lines, months) the part of it from units
    with needs; ``ready`` (kinds, months) is 1 where a kind has all it needs; ``provided`` (enablers, months) is 1 where
    an enabler serves; ``provider`` (kinds, enablers, months) is 1 where a ready unit of that kind provides it;
    ``viable`` (lines with a minimum, months) is 1 where the minimum is met.
    """

    pair: Ints
    start: Ints
    filled: Ints
    usable: Ints
    ready: Ints
    provided: Ints
    provider: Ints
    viable: Ints
    total: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows ``low <= values @ columns <= high``: entries as (row, column, value), limits as (rows,)."""

    row: Ints
    column: Ints
    value: Floats
    low: Floats
    high: Floats


def columns(problem: Problem) -> ProgrammeColumns:
    """Number the columns: a tour begins no earlier than the pair's first month and while its line still asks."""
    span = problem.stop[problem.pair_line] - problem.pair_first
    pair = np.repeat(np.arange(len(span)), span)
    start = problem.pair_first[pair] + np.arange(len(pair)) - np.repeat(np.cumsum(span) - span, span)
    kinds, enablers = problem.kind_needs.shape
    lines, months = len(problem.lines), problem.months
    shapes = (
        (lines, months),
        (kinds, lines, months),
        (kinds, months),
        (enablers, months),
        (kinds, enablers, months),
        (len(problem.formed), months),
    )
    ends = len(pair) + np.cumsum([0, *(math.prod(shape) for shape in shapes)])
    filled, usable, ready, provided, provider, viable = (
        np.arange(first, last).reshape(shape) for shape, first, last in zip(shapes, ends[:-1], ends[1:], strict=True)
    )
    return ProgrammeColumns(pair, start, filled, usable, ready, provided, provider, viable, int(ends[-1]))


def rows(entries: tuple[Ints, Ints, Floats], high: Floats, low: float = -np.inf) -> Rows:
    """Build rows numbered 0 to ``len(high) - 1`` from entries (row, column, value)."""
    return Rows(*entries, np.full(len(high), low), high)


def joined(*entries: tuple[Ints, Ints, Floats]) -> tuple[Ints, Ints, Floats]:
    """Put entries of the same rows together."""
    row, column, value = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    return row, column, value


def serving(problem: Problem, cols: ProgrammeColumns) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """List month by month who serves: column of the tour, its pair, line, kind (-1: no needs) and month."""
    tour, month = active(problem, cols.pair, cols.start)
    pair = cols.pair[tour]
    return tour, pair, problem.pair_line[pair], problem.kind[problem.pair_group[pair]], month


def limits(problem: Problem, cols: ProgrammeColumns) -> tuple[Floats, Bools]:
    """Return each column's upper limit and whether it is a whole number, both (columns,)."""
    high = np.ones(cols.total)
    high[: len(cols.pair)] = problem.size[problem.pair_group[cols.pair]]
    wanted = problem.quantity[:, None] * problem.asks
    high[cols.filled] = wanted
    high[cols.usable] = wanted[None]
    high[cols.viable] = problem.asks[problem.formed]
    whole = np.zeros(cols.total, dtype=bool)
    whole[: len(cols.pair)] = True
    whole[cols.ready] = True
    whole[cols.viable] = True
    return high, whole
