"""Candidate links: pairs of reports that may tell of one incident, with their reasons.

Links come in the order of their reports, whichever way candidates were found (`cells`, `sweep`), on however many
threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from truceline.monitoring.candidates import Found, Piece, Placed, placed
from truceline.monitoring.cells import in_cells
from truceline.monitoring.likelihood import (
    Evidence,
    Parameters,
    evidence,
    place_term,
    rate_term,
    square_m2,
    time_term,
)
from truceline.monitoring.reports import Bools, Floats, Integers, Reports

LEAST = -2.0
"""Log odds below which a pair is no candidate: a posterior under 12 %."""
THREADS = 2
MANY = 500_000
"""Reports from which compiled code is worth its start."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of reports, by position, that may tell of one incident, with the reasons; all (links,).

    ``place``, ``time``, ``act``, ``rate`` and ``prior`` are log likelihood ratios (`likelihood`) that add up
    to the log odds.
    """

    a: Integers
    b: Integers
    place: Floats
    time: Floats
    act: Floats
    rate: Floats
    prior: Floats

    def __len__(self) -> int:
        return len(self.a)

    @property
    def log_odds(self) -> Floats:
        """Log odds that the pair tells of one incident, judged by the pair alone."""
        return self.place + self.time + self.act + self.rate + self.prior

    @property
    def posterior(self) -> Floats:
        """Probability that the pair tells of one incident, judged by the pair alone."""
        return 1 / (1 + np.exp(-self.log_odds))

    def select(self, rows: Integers | Bools) -> Links:
        """Take the links that ``rows`` names."""
        return Links(*(getattr(self, field.name)[rows] for field in fields(self)))

    def renamed(self, to: Integers) -> Links:
        """Give report i the position ``to[i]``, in ascending order of positions."""
        a, b = to[self.a], to[self.b]
        terms = (getattr(self, field.name) for field in fields(self)[2:])
        return joined([Links(np.minimum(a, b), np.maximum(a, b), *terms)])


def score(
    reports: Reports,
    parameters: Parameters,
    *,
    repeats: frozenset[str] = frozenset(),
    asking: Bools | None = None,
    least: float = LEAST,
    threads: int = THREADS,
    compiled: bool | None = None,
) -> Links:
    """Score all pairs with log odds of ``least`` or more, in the order of their reports.

    ``asking`` (reports,) marks the reports that ask (`candidates`): all by default; each pair has one asker. Pairs of
    one source are left out unless it ``repeats`` itself. Reports must be in linking order. ``compiled`` code looks for
    candidates where numba is installed, by default if there are ``MANY`` reports. The result depends neither on that
    nor on ``threads``.
    """
    known = evidence(reports, parameters)
    again = np.isin(reports.sources, list(repeats))
    asked = np.ones(len(reports), dtype=bool) if asking is None else asking

    def run(piece: Piece) -> list[Links]:
        return [_scored(reports, known, parameters, _fit(reports, again, found), least) for found in piece()]

    where, many = placed(reports, known, parameters), len(reports) >= MANY if compiled is None else compiled
    pieces = _swept(reports, where, parameters, least, asked) if many else in_cells(where, least, asked)
    with ThreadPoolExecutor(threads) as pool:
        return joined([links for some in pool.map(run, pieces) for links in some])


def _swept(reports: Reports, where: Placed, parameters: Parameters, least: float, asking: Bools) -> list[Piece]:
    try:
        from truceline.monitoring.sweep import swept
    except ImportError:  # no numba
        return in_cells(where, least, asking)
    return swept(reports, where, parameters, least, asking)


def _fit(reports: Reports, again: Bools, found: Found) -> Found:
    """Leave out pairs of a source that does not repeat itself."""
    source = reports.source[found.asker]
    fit = np.flatnonzero((source != reports.source[found.other]) | again[source])
    return Found(found.asker[fit], found.other[fit])


def joined(parts: Sequence[Links]) -> Links:
    """Put links together, in the order of their reports; no pair may occur twice."""
    some = (_no_links(), *parts)
    a, b = np.concatenate([part.a for part in some]), np.concatenate([part.b for part in some])
    order = np.argsort(a * (b.max(initial=0) + 1) + b)

    def column(name: str) -> Any:  # noqa: ANN401  (of links)
        return np.concatenate([getattr(part, name) for part in some]).take(order)

    with ThreadPoolExecutor(THREADS) as pool:
        return Links(*pool.map(column, [field.name for field in fields(Links)]))


def _no_links() -> Links:
    nothing, nobody = np.empty(0), np.empty(0, dtype=np.int64)
    return Links(nobody, nobody, nothing, nothing, nothing, nothing, nothing)


def _scored(reports: Reports, known: Evidence, parameters: Parameters, found: Found, least: float) -> Links:
    a, b = found
    place, rate = place_term(known, a, b, square_m2(known, a, b)), rate_term(known, a, b)
    act = parameters.act_table()[reports.act[a], reports.act[b]]
    most = place + rate + act + parameters.log_prior - np.log(parameters.spread_h)  # no time term is larger
    fit = np.flatnonzero(most >= least)
    a, b = a[fit], b[fit]
    prior = np.full(len(a), parameters.log_prior)
    low, high = np.minimum(a, b), np.maximum(a, b)
    links = Links(low, high, place[fit], time_term(known, low, high), act[fit], rate[fit], prior)
    return links.select(np.flatnonzero(links.log_odds >= least))
