"""Learn spread, confusion and prior from reports without labels, by expectation and maximisation.

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

from truceline.monitoring.likelihood import Evidence, Parameters, evidence, time_term, times, wide
from truceline.monitoring.links import MANY, score
from truceline.monitoring.rates import local_rate, middle_h
from truceline.monitoring.reports import Bools, Floats, Integers, Reports
from truceline.monitoring.sizes import sets_of_sources, size_bonus


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What linkage supposes where reports cannot tell, unsourced; data of ``worth`` pairs weigh as much.

    ``spread_h`` is the standard deviation of a report's time about the incident's, hours; ``agreement`` how
    often a source tells the act that happened; ``pairs_per_report`` how many same pairs there are per report.
    """

    spread_h: float = 1.5
    agreement: float = 0.85
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

    ``fixed`` is place and rate term, ``told`` (acts,) how often each act is told, ``different`` the chance
    weight of two sources.
    """

    reports: Reports
    known: Evidence
    a: Integers
    b: Integers
    fixed: Floats
    askers: int
    told: Floats
    different: float


def learn(reports: Reports, assumed: Assumptions | None = None, *, repeats: frozenset[str] = frozenset()) -> Parameters:
    """Learn the parameters of linkage from all ``reports``, in linking order; ``repeats`` as in `link`."""
    assumed = assumed or Assumptions()
    again = np.isin(reports.sources, list(repeats))
    share = np.bincount(reports.source, minlength=len(reports.sources)) / len(reports)
    sets = sets_of_sources(share, again)
    told = np.bincount(reports.act, minlength=len(reports.acts)) + 0.5
    parameters = Parameters(
        spread_h=assumed.spread_h * _WIDER,
        acts_share=told / told.sum(),
        confusion=_assumed_confusion(told / told.sum(), assumed),
        log_prior=float(np.log(assumed.pairs_per_report / max(sets[2], 1e-9))),
        size_bonus=size_bonus(sets),
        rate=local_rate(reports),
    )
    for askers, still in _STAGES:
        sample = _sample(reports, askers, parameters, repeats, float(max(sets[2], 1e-9)))
        parameters = _maximised(sample, parameters, assumed, still)
    return parameters


def _maximised(sample: _Sample, parameters: Parameters, assumed: Assumptions, still: float) -> Parameters:
    """Repeat rounds until spread and prior stand still."""
    for _ in range(_ROUNDS):
        before, parameters = parameters, _round(sample, parameters, assumed)
        moved = abs(parameters.log_prior - before.log_prior) + abs(np.log(parameters.spread_h / before.spread_h))
        if moved < still:
            break
    return parameters


def _assumed_confusion(told: Floats, assumed: Assumptions) -> Floats:
    return assumed.agreement * np.eye(len(told)) + (1 - assumed.agreement) * told


def _sample(
    reports: Reports, askers: int, parameters: Parameters, repeats: frozenset[str], different: float
) -> _Sample:
    told = np.bincount(reports.act, minlength=len(reports.acts)) / len(reports)
    some, asking = _neighbourhoods(reports, askers)
    known, many = evidence(some, parameters), len(reports) >= MANY
    links = score(some, parameters, repeats=repeats, asking=asking, least=_LEAST, compiled=many, known=known)
    fixed = links.place + links.rate
    return _Sample(some, known, links.a, links.b, fixed, int(asking.sum()), told, different)


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


def _round(sample: _Sample, parameters: Parameters, assumed: Assumptions) -> Parameters:
    """One expectation and one maximisation."""
    start, end, lag = times(sample.reports, parameters.spread_h)
    known, act = replace(sample.known, start_h=start, end_h=end, lag_h2=lag), sample.reports.act
    odds = sample.fixed + time_term(known, sample.a, sample.b) + parameters.log_prior
    odds += parameters.act_table()[act[sample.a], act[sample.b]]
    same = 1 / (1 + np.exp(-odds.clip(-500, 500)))
    pairs = (same.sum() + assumed.worth * assumed.pairs_per_report) / (sample.askers + assumed.worth)
    acts = len(parameters.acts_share)
    told = np.bincount(act[sample.a] * acts + act[sample.b], same, minlength=acts * acts)
    joint = np.asarray(told, dtype=np.float64).reshape(acts, acts)
    share, confusion = _acts(joint + joint.T, sample.told, parameters, assumed)
    return replace(
        parameters,
        spread_h=_spread(known, sample, same, assumed),
        log_prior=float(np.log(pairs / sample.different)),
        acts_share=share,
        confusion=confusion,
    )


def _spread(known: Evidence, sample: _Sample, same: Floats, assumed: Assumptions) -> float:
    """Half the mean squared lag of same pairs that are points in time is the variance of one report's time."""
    points = ~wide(known)[sample.a] & ~wide(known)[sample.b]
    a, b = sample.a[points], sample.b[points]
    lag = (known.start_h[a] - known.start_h[b]) ** 2 / 2
    total = (same[points] * lag).sum() + assumed.worth * assumed.spread_h**2
    return float(np.sqrt(total / (same[points].sum() + assumed.worth)))


def _acts(joint: Floats, told: Floats, parameters: Parameters, assumed: Assumptions) -> tuple[Floats, Floats]:
    """How often each act happens and is told as which: latent classes [2]_ of the acts told in same pairs.

    ``joint`` (acts, acts) is how often two acts are told of one incident, both ways round. Single reports,
    ``told``, count as much as pairs, to keep the shares of acts.

    .. [2] Dawid, A. P. and Skene, A. M. (1979). Maximum likelihood estimation of observer error-rates using
    the EM
       algorithm. *Applied Statistics* 28(1), 20-28. All sources share one confusion table here.
    """
    share, confusion = parameters.acts_share, parameters.confusion
    prior = assumed.worth * _assumed_confusion(told, assumed)
    single = told * joint.sum()
    for _ in range(5):
        pairs = joint / np.maximum((confusion.T * share) @ confusion, 1e-300)
        weight = share[:, None] * confusion * (confusion @ pairs + single / np.maximum(share @ confusion, 1e-300))
        share = (weight.sum(axis=1) + told) / (weight.sum() + 1)
        confusion = (weight + prior) / (weight + prior).sum(axis=1, keepdims=True)
    return share, confusion
