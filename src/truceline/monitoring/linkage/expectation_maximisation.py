"""Learn spread, confusions and prior from reports without labels, by expectation and maximisation.

Pairs of nearby reports are a mixture of "same" and "different". The different are known, from the local rate
and how often each act is told, so only the same need be learned (Dempster, Laird and Rubin 1977 [1]_; Winkler
1988 for record linkage): each round weighs every pair by its posterior and takes weighted means. A sample of
askers is enough, since each pair has one asker. What little data cannot tell is filled in by stated
assumptions, each worth a few pairs (`Assumptions`).

.. [1] Dempster, A. P., Laird, N. M. and Rubin, D. B. (1977). Maximum likelihood from incomplete data via the EM
   algorithm. *Journal of the Royal Statistical Society B* 39(1), 1-38.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from truceline.monitoring.linkage.confusion import Confusion, learned
from truceline.monitoring.linkage.exactness import as_stated, more_exact
from truceline.monitoring.linkage.incident_size_prior import sets_of_sources, size_bonus
from truceline.monitoring.linkage.likelihood import (
    PairEvidence,
    Parameters,
    evidence,
    place_term,
    rate_term,
    square_m2,
    time_term,
    times,
    wide,
)
from truceline.monitoring.linkage.pair_scores import MANY, score
from truceline.monitoring.linkage.rates import local_rate, middle_h
from truceline.monitoring.reports import Bools, Floats, Integers, Reports


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What linkage supposes where reports cannot tell, unsourced; data of ``worth`` pairs weigh as much.

    ``spread_h`` is the standard deviation of a report's time about the incident's, hours; ``agreement`` how
    often a source tells the act that happened, ``weapon_agreement`` the weapon, where it tells one (less often:
    sources use wider and narrower words); ``pairs_per_report`` how many same pairs there are per report.
    """

    spread_h: float = 1.5
    agreement: float = 0.85
    weapon_agreement: float = 0.6
    pairs_per_report: float = 0.3
    worth: float = 20.0


_LEAST = -6.0
"""Log odds down to which pairs are learned from; those below weigh next to nothing."""
_WIDER = 3.0
"""The first search is for a spread so many times the assumed one, so that a larger one can be found."""
_ROUNDS = 30
_STAGES = (5_000, 0.02), (20_000, 0.002)
"""Askers, and how still the parameters must stand: about right from the wide search, then exactly."""
_RUNS, _AROUND_H = 8, 48.0


@dataclass(frozen=True, slots=True)
class _Sample:
    """Pairs (a, b) among ``reports`` (with their evidence), asked for by ``askers`` reports.

    ``fixed`` is place and rate term, ``different`` the chance weight of two sources.
    """

    reports: Reports
    known: PairEvidence
    a: Integers
    b: Integers
    fixed: Floats
    askers: int
    different: float


def learn(reports: Reports, assumed: Assumptions | None = None, *, repeats: frozenset[str] = frozenset()) -> Parameters:
    """Learn the parameters of linkage from all ``reports``, in linking order; ``repeats`` as in `link`."""
    assumed = assumed or Assumptions()
    again = np.isin(reports.sources, list(repeats))
    share = np.bincount(reports.source, minlength=len(reports.sources)) / len(reports)
    sets = sets_of_sources(share, again)
    parameters = start = Parameters(
        spread_h=assumed.spread_h * _WIDER,
        act=_assumed(reports.act, len(reports.acts), assumed.agreement),
        weapon=_assumed(reports.weapon, len(reports.weapons), assumed.weapon_agreement),
        log_prior=float(np.log(assumed.pairs_per_report / max(sets[2], 1e-9))),
        size_bonus=size_bonus(sets),
        rate=local_rate(reports),
        exactness=as_stated(len(reports.sources)) if again.any() else np.empty((0, 0)),
    )
    for askers, still in _STAGES:
        sample = _sample(reports, askers, parameters, repeats, float(max(sets[2], 1e-9)))
        parameters = _maximised(sample, parameters, start, assumed, still)
    return parameters


def _maximised(
    sample: _Sample, parameters: Parameters, start: Parameters, assumed: Assumptions, still: float
) -> Parameters:
    """Repeat rounds until spread, prior and exactness stand still."""
    for _ in range(_ROUNDS):
        before, parameters = parameters, _round(sample, parameters, start, assumed)
        moved = abs(parameters.log_prior - before.log_prior) + abs(np.log(parameters.spread_h / before.spread_h))
        moved += float(np.abs(np.log(parameters.exactness / before.exactness)).max(initial=0.0))
        if moved < still:
            break
    return parameters


def _assumed(told: Integers, kinds: int, agreement: float) -> Confusion:
    """Suppose that kinds happen as often as they are told."""
    counted = np.bincount(told[told >= 0], minlength=max(kinds, 1)) + 0.5
    share = counted / counted.sum()
    return Confusion(share, agreement * np.eye(len(share)) + (1 - agreement) * share)


def _sample(
    reports: Reports, askers: int, parameters: Parameters, repeats: frozenset[str], different: float
) -> _Sample:
    some, asking = _neighbourhoods(reports, askers)
    known, many = evidence(some, parameters), len(reports) >= MANY
    links = score(some, parameters, repeats=repeats, asking=asking, least=_LEAST, compiled=many, known=known)
    fixed = links.place + links.rate
    return _Sample(some, known, links.a, links.b, fixed, int(asking.sum()), different)


def _neighbourhoods(reports: Reports, askers: int) -> tuple[Reports, Bools]:
    """Askers to learn from, all or a few runs of consecutive ones, and all reports near them in time."""
    if len(reports) <= askers:
        return reports, np.ones(len(reports), dtype=bool)
    middle = middle_h(reports)
    begin = np.linspace(0, len(reports) - askers // _RUNS, _RUNS).astype(np.int64)
    asking, near = np.zeros((2, len(reports)), dtype=bool)
    for first in begin:
        run = slice(first, first + askers // _RUNS)
        asking[run] = True
        near |= (middle >= middle[run].min() - _AROUND_H) & (middle <= middle[run].max() + _AROUND_H)
    return reports.select(near), asking[near]


def _round(sample: _Sample, parameters: Parameters, start: Parameters, assumed: Assumptions) -> Parameters:
    """One expectation and one maximisation; ``start`` has what is assumed of acts and weapons."""
    known, fixed = _supposed(sample, parameters)
    acts, weapons = ((told.take(sample.a), told.take(sample.b)) for told in (sample.reports.act, sample.reports.weapon))
    odds = fixed + time_term(known, sample.a, sample.b) + parameters.log_prior
    odds += parameters.act.term(*acts) + parameters.weapon.term(*weapons)
    same = 1 / (1 + np.exp(-odds.clip(-500, 500)))
    pairs = (same.sum() + assumed.worth * assumed.pairs_per_report) / (sample.askers + assumed.worth)
    return replace(
        parameters,
        spread_h=_spread(known, sample, same, assumed),
        log_prior=float(np.log(pairs / sample.different)),
        act=learned(parameters.act, start.act, *acts, same=same, worth=assumed.worth),
        weapon=learned(parameters.weapon, start.weapon, *weapons, same=same, worth=assumed.worth),
        exactness=_exactness(sample, parameters, same, assumed),
    )


def _supposed(sample: _Sample, parameters: Parameters) -> tuple[PairEvidence, Floats]:
    """Return the evidence of the sample's reports, and place and rate term of its pairs, by ``parameters``."""
    if parameters.exactness.size:
        known = evidence(sample.reports, parameters)
        square = square_m2(known, sample.a, sample.b)
        return known, place_term(known, sample.a, sample.b, square) + rate_term(known, sample.a, sample.b)
    begin, end, lag = times(sample.reports, parameters.spread_h)
    return sample.known._replace(start_h=begin, end_h=end, lag_h2=lag), sample.fixed


def _exactness(sample: _Sample, parameters: Parameters, same: Floats, assumed: Assumptions) -> Floats:
    if not parameters.exactness.size:
        return parameters.exactness
    square = square_m2(sample.known, sample.a, sample.b)
    return more_exact(sample.reports, (sample.a, sample.b), square, same, assumed.worth)


def _spread(known: PairEvidence, sample: _Sample, same: Floats, assumed: Assumptions) -> float:
    """Half the mean squared lag of same pairs that are points in time is the variance of one report's time."""
    points = ~wide(known)[sample.a] & ~wide(known)[sample.b]
    a, b = sample.a[points], sample.b[points]
    lag = (known.start_h[a] - known.start_h[b]) ** 2 / 2
    total = (same[points] * lag).sum() + assumed.worth * assumed.spread_h**2
    return float(np.sqrt(total / (same[points].sum() + assumed.worth)))
