"""The rows of the exact programme: one constraint, one small function, one sentence.

What a unit may never do (wrong capability, wrong location, prohibited, not there yet) is no row but an absent
column: see ``eligibility``.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from truceline.generation.exact.columns import ProgrammeColumns, Rows, joined, rows, serving
from truceline.generation.problem import Ints, Problem


def one_tour_or_rest_at_a_time(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """In each month no more units of a group are on tour or resting from one than the group has.

    A tour cut short by the end of its line binds its unit for the whole tour and rest all the same.
    """
    group = problem.pair_group[cols.pair]
    length = np.minimum(problem.tour[group] + problem.rest[group], problem.months - cols.start)
    tour = np.repeat(np.arange(len(group)), length)
    month = cols.start[tour] + np.arange(len(tour)) - np.repeat(np.cumsum(length) - length, length)
    entries = group[tour] * problem.months + month, tour, np.ones(len(tour))
    return rows(entries, np.repeat(problem.size, problem.months).astype(float))


def tours_sustainable(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """A group begins no more tours than its units can sustain together."""
    group = problem.pair_group[cols.pair]
    return rows((group, np.arange(len(group)), np.ones(len(group))), (problem.size * problem.tours).astype(float))


def filled_by_who_serves(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """A line is filled in a month by those who serve there, each for its factor; of those with needs, by the usable."""
    tour, pair, line, kind, month = serving(problem, cols)
    free = kind < 0
    row = np.arange(cols.filled.size)
    here = _flat(problem, line, month)
    usable = cols.usable.reshape(len(cols.usable), cols.filled.size)
    return rows(
        joined(
            (row, cols.filled.ravel(), np.ones(len(row))),
            (here[free], tour[free], -problem.pair_factor[pair[free]]),
            (np.tile(row, len(usable)), usable.ravel(), -np.ones(usable.size)),
        ),
        np.zeros(len(row)),
    )


def usable_if_there(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """Units with needs are usable on a line in a month only as far as they serve there."""
    tour, pair, line, kind, month = serving(problem, cols)
    needy = kind >= 0
    here = kind[needy] * cols.filled.size + _flat(problem, line[needy], month[needy])
    row = np.arange(cols.usable.size)
    return rows(
        joined(
            (row, cols.usable.ravel(), np.ones(len(row))),
            (here, tour[needy], -problem.pair_factor[pair[needy]]),
        ),
        np.zeros(len(row)),
    )


def usable_if_ready(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """Units with needs are usable in a month only if they are ready then."""
    wanted = np.broadcast_to(problem.quantity[None, :, None] * problem.asks[None], cols.usable.shape)
    ready = np.broadcast_to(cols.ready[:, None, :], cols.usable.shape)
    row = np.arange(cols.usable.size)
    return rows(
        joined((row, cols.usable.ravel(), np.ones(len(row))), (row, ready.ravel(), -wanted.ravel())),
        np.zeros(len(row)),
    )


def ready_if_provided(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """A kind is ready in a month only if each enabler that it needs is provided then."""
    kind, enabler = np.nonzero(problem.kind_needs)
    ready, provided = cols.ready[kind].ravel(), cols.provided[enabler].ravel()
    row, one = np.arange(len(ready)), np.ones(len(ready))
    return rows(joined((row, ready, one), (row, provided, -one)), np.zeros(len(row)))


def provided_by_who_serves(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """An enabler is provided in a month only if a ready unit serves on a line that asks for it."""
    tour, _pair, line, kind, month = serving(problem, cols)
    entry, enabler = np.nonzero(problem.provides[line] & (kind < 0)[:, None])
    row = np.arange(cols.provided.size)
    provider = cols.provider.reshape(len(cols.provider), cols.provided.size)
    return rows(
        joined(
            (row, cols.provided.ravel(), np.ones(len(row))),
            (_flat(problem, enabler, month[entry]), tour[entry], -np.ones(len(entry))),
            (np.tile(row, len(provider)), provider.ravel(), -np.ones(provider.size)),
        ),
        np.zeros(len(row)),
    )


def provider_if_there(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """A kind provides an enabler in a month only if a unit of it serves on a line that asks for it."""
    tour, _pair, line, kind, month = serving(problem, cols)
    entry, enabler = np.nonzero(problem.provides[line] & (kind >= 0)[:, None])
    here = kind[entry] * cols.provided.size + _flat(problem, enabler, month[entry])
    row = np.arange(cols.provider.size)
    return rows(
        joined((row, cols.provider.ravel(), np.ones(len(row))), (here, tour[entry], -np.ones(len(entry)))),
        np.zeros(len(row)),
    )


def provider_if_ready(_given: Problem, cols: ProgrammeColumns) -> Rows:
    """A kind provides an enabler in a month only if it is ready itself then."""
    ready = np.broadcast_to(cols.ready[:, None, :], cols.provider.shape)
    row, one = np.arange(cols.provider.size), np.ones(cols.provider.size)
    return rows(joined((row, cols.provider.ravel(), one), (row, ready.ravel(), -one)), np.zeros(len(row)))


def viable_if_formed(problem: Problem, cols: ProgrammeColumns) -> Rows:
    """A line counts as viable in a month only if at least its minimum is filled then."""
    filled, viable = cols.filled[problem.formed].ravel(), cols.viable.ravel()
    row, one = np.arange(len(viable)), np.ones(len(viable))
    least = np.repeat(problem.minimum[problem.formed], problem.months)
    return rows(joined((row, viable, least), (row, filled, -one)), np.zeros(len(row)))


def _flat(problem: Problem, first: Ints, month: Ints) -> Ints:
    return first * problem.months + month


CONSTRAINTS: tuple[Callable[[Problem, ProgrammeColumns], Rows], ...] = (
    one_tour_or_rest_at_a_time,
    tours_sustainable,
    filled_by_who_serves,
    usable_if_there,
    usable_if_ready,
    ready_if_provided,
    provided_by_who_serves,
    provider_if_there,
    provider_if_ready,
    viable_if_formed,
)
"""Every row of the programme comes from one of these."""
