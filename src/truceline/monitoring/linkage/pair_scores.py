"""Candidate links: pairs of reports that may tell of one incident, with their reasons.

Links come in the order of their reports, whichever way candidates were found (`cells`, `sweep`), on however many
threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np

from truceline.monitoring.linkage.candidate_pairs import CandidatePairs, Piece, PlacedReports, placed
from truceline.monitoring.linkage.grid_search import in_cells
from truceline.monitoring.linkage.likelihood import (
    PairEvidence,
    Parameters,
    evidence,
    place_term,
    rate_term,
    square_m2,
    time_term,
)
from truceline.monitoring.linkage.parallel import THREADS, side_by_side
from truceline.monitoring.reports import Bools, Floats, Integers, Reports

LEAST = -2.0
"""Log odds below which a pair is no candidate: a posterior under 12 %."""
MANY = 500_000
"""Reports from which compiled code is worth its start."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of reports, by position, that may tell of one incident, with the reasons; all (links,).

    ``place``, ``time``, ``act``, ``weapon``, ``rate`` and ``prior`` are log likelihood ratios (`likelihood`) that add
    up to the log odds.
    """

    a: Integers
    b: Integers
    place: Floats
    time: Floats
    act: Floats
    weapon: Floats
    rate: Floats
    prior: Floats

    def __len__(self) -> int:
        return len(self.a)

    @property
    def log_odds(self) -> Floats:
        """Log odds that the pair tells of one incident, judged by the pair alone."""
        return self.place + self.time + self.act + self.weapon + self.rate + self.prior

    @property
    def posterior(self) -> Floats:
        """Probability that the pair tells of one incident, judged by the pair alone."""
        return 1 / (1 + np.exp(-self.log_odds))

    def select(self, rows: Integers) -> Links:
        """Take the links that ``rows`` names."""
        return Links(*(getattr(self, field.name).take(rows) for field in fields(self)))

    def renamed(self, to: Integers) -> Links:
        """Give report i the position ``to[i]``."""
        a, b = to[self.a], to[self.b]
        terms = (getattr(self, field.name) for field in fields(self)[2:])
        return Links(np.minimum(a, b), np.maximum(a, b), *terms)

    def in_order(self) -> Links:
        """Put links in the order of their reports, so that sums do not depend on how they were found."""
        order = np.argsort(self.a * (self.b.max(initial=0) + 1) + self.b)
        return Links(*side_by_side([partial(getattr(self, field.name).take, order) for field in fields(self)]))


def score(reports: Reports, parameters: Parameters, **options: Any) -> Links:  # noqa: ANN401
    """Do as `score_apart` does, all in one, in the order of their reports."""
    return joined(score_apart(reports, parameters, **options)).in_order()


def score_apart(
    reports: Reports,
    parameters: Parameters,
    *,
    repeats: frozenset[str] = frozenset(),
    asking: Bools | None = None,
    least: float = LEAST,
    threads: int = THREADS,
    compiled: bool | None = None,
    known: PairEvidence | None = None,
) -> list[Links]:
    """Score all pairs with log odds of ``least`` or more, in any order and as many tables as come.

    ``asking`` (reports,) marks the reports that ask (`candidates`): all by default; each pair has one asker. Pairs of
    one source are left out unless it ``repeats`` itself. Reports must be in linking order; ``known`` is their evidence,
    if it is at hand. ``compiled`` code looks for candidates where numba is installed, by default if there are ``MANY``
    reports. The result depends neither on that nor on ``threads``.
    """
    known = evidence(reports, parameters) if known is None else known
    again = np.isin(reports.sources, list(repeats))
    asked = np.ones(len(reports), dtype=bool) if asking is None else asking

    def run(piece: Piece) -> list[Links]:
        return [_scored(reports, known, parameters, _fit(reports, again, found), least) for found in piece()]

    where, many = placed(reports, known, parameters), len(reports) >= MANY if compiled is None else compiled
    pieces = _swept(reports, where, parameters, least, asked) if many else in_cells(where, least, asked)
    found = side_by_side([partial(run, piece) for piece in pieces], threads)
    return [links for some in found for links in some]


def _swept(reports: Reports, where: PlacedReports, parameters: Parameters, least: float, asking: Bools) -> list[Piece]:
    try:
        from truceline.monitoring.linkage.compiled_search import swept
    except ImportError:  # no numba
        return in_cells(where, least, asking)
    return swept(reports, where, parameters, least, asking)


def _fit(reports: Reports, again: Bools, found: CandidatePairs) -> CandidatePairs:
    """Leave out pairs of a source that does not repeat itself."""
    source = reports.source.take(found.asker)
    fit = np.flatnonzero((source != reports.source.take(found.other)) | again.take(source))
    return CandidatePairs(found.asker.take(fit), found.other.take(fit))


def joined(parts: Sequence[Links]) -> Links:
    """Put links together."""
    some = (no_links(), *parts)
    return Links(*(np.concatenate([getattr(part, field.name) for part in some]) for field in fields(Links)))


def no_links() -> Links:
    """Return a table of links without rows."""
    nothing, nobody = np.empty(0), np.empty(0, dtype=np.int64)
    return Links(nobody, nobody, nothing, nothing, nothing, nothing, nothing, nothing)


def _scored(
    reports: Reports, known: PairEvidence, parameters: Parameters, found: CandidatePairs, least: float
) -> Links:
    a, b = found
    place, rate = place_term(known, a, b, square_m2(known, a, b)), rate_term(known, a, b)
    act = parameters.act.term(reports.act.take(a), reports.act.take(b))
    weapon = parameters.weapon.term(reports.weapon.take(a), reports.weapon.take(b))
    most = place + rate + act + weapon + parameters.log_prior - np.log(parameters.spread_h)  # no time term is larger
    fit = np.flatnonzero(most >= least)
    a, b = a.take(fit), b.take(fit)
    prior = np.full(len(a), parameters.log_prior)
    low, high = np.minimum(a, b), np.maximum(a, b)
    place, act, weapon, rate = (term.take(fit) for term in (place, act, weapon, rate))
    links = Links(low, high, place, time_term(known, low, high), act, weapon, rate, prior)
    return links.select(np.flatnonzero(links.log_odds >= least))
