"""What is still seen when something is lost: one site, one contributor, or the k sites whose loss hurts most.

What is lost stays lost: nobody moves up. With a = -ln(1 - p), a segment is missed with chance exp(-sum a), so the loss
of every single site comes from one pass over the matrix.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy
from numpy.typing import NDArray

from truceline.agreement.line import Floats

Bools = NDArray[np.bool_]

_TINY = 1e-9
_SURE = 40.0  # a for a chance of 1: small enough to take off again


@dataclass(frozen=True, slots=True)
class Seers:
    """Who sees what: a row of ``chances`` (seers, demands) per site or orbit, with its name and contributor.

    A demand is a segment by day or by night; ``weight`` (demands,) sums to 1, so that what is seen is a mean chance.
    ``contributors`` names every contributor behind a row: more than one where they share it. ``shares`` (seers,) is for
    how much of the time each is there, which its chances contain already.
    """

    names: tuple[str, ...]
    contributors: tuple[frozenset[str], ...]
    chances: scipy.sparse.csr_array
    weight: Floats
    shares: Floats

    def thinned(self, row: int, kept: float) -> Seers:
        """Return the same seers, ``row`` there for ``kept`` of its time."""
        chances = self.chances.copy()
        chances.data[chances.indptr[row] : chances.indptr[row + 1]] *= kept
        return replace(self, chances=chances)


@dataclass(frozen=True, slots=True)
class Loss:
    """What losing ``names`` leaves: ``left`` is the mean chance still seen, ``lost`` what it was before less that."""

    names: tuple[str, ...]
    left: float
    lost: float


@dataclass(frozen=True, slots=True)
class Worst:
    """The sites whose loss hurts most, and the most that the loss of as many could cost (``bound``)."""

    loss: Loss
    bound: float

    @property
    def proven(self) -> bool:
        """Whether no other sites as many could hurt more."""
        return self.bound <= self.loss.lost * (1 + 1e-9) + 1e-12


@dataclass(frozen=True, slots=True)
class Resilience:
    """What is seen, as a mean chance over day and night, after losses.

    ``jammed`` is the mean chance by day and by night under jamming; ``dark`` that by night under jamming after the loss
    of each contributor, by contributor. ``worst`` has the worst one, two... sites.
    """

    now: float
    sites: tuple[Loss, ...]
    contributors: tuple[Loss, ...]
    worst: tuple[Worst, ...]
    jammed: tuple[float, float]
    dark: Mapping[str, float]


def seen(seers: Seers, without: Sequence[int] = ()) -> float:
    """Mean chance that an event is seen by any of the seers but those ``without``."""
    hidden = np.exp(-_sum(_needs(seers), without))
    return float(seers.weight @ (1 - hidden))


def without_each_site(seers: Seers) -> tuple[Loss, ...]:
    """Return what the loss of each seer alone would cost, the worst first: exact, in one pass."""
    now, costs = seen(seers), _cost_of_each(seers, ())
    order = np.argsort(-costs, kind="stable").tolist()
    return tuple(Loss((seers.names[i],), now - float(costs[i]), float(costs[i])) for i in order)


def without_each_contributor(seers: Seers, shared: Mapping[str, float] | None = None) -> tuple[Loss, ...]:
    """Return what the loss of all that each contributor holds would cost, the worst first.

    ``shared`` tells how many of the seers that a contributor holds with others go with it (orbits kept from a common
    pool of aircraft), parts included; those that are missed least go, as the others keep the best.
    """
    now = seen(seers)
    everyone = sorted(frozenset().union(*seers.contributors))
    losses = []
    for who in everyone:
        gone = [i for i, holders in enumerate(seers.contributors) if holders == {who}]
        common = [i for i, holders in enumerate(seers.contributors) if who in holders and len(holders) > 1]
        left = _left(seers, gone, common, (shared or {}).get(who, 0.0))
        losses.append(Loss((who,), left, now - left))
    return tuple(sorted(losses, key=lambda loss: -loss.lost))


def _left(seers: Seers, gone: list[int], common: list[int], lost: float) -> float:
    # What is seen without ``gone`` and so many of the ``common`` seers, the last perhaps in part.
    gone, common = [*gone], [*common]
    while lost > _TINY and common:
        costs = _cost_of_each(seers, gone)
        row = common.pop(int(np.argmin(costs[common])))
        share = float(seers.shares[row])
        if share > lost + _TINY:
            seers = seers.thinned(row, 1 - lost / share)
        else:
            gone.append(row)
        lost -= share
    return seen(seers, gone)


def worst_sites(seers: Seers, number: int) -> Worst:
    """Find the ``number`` seers whose loss hurts most: exact for one, greedy with a bound for more.

    The loss is supermodular: the greedy choice promises nothing, so the bound says how far off it can be. For each
    demand the loss is convex in the a that go; over no more than the ``number`` largest of them it lies below the
    chord, and the chords add up seer by seer.
    """
    gone: list[int] = []
    for _ in range(min(number, len(seers.names))):
        costs = _cost_of_each(seers, gone)
        costs[gone] = -1.0
        gone.append(int(np.argmax(costs)))
    left = seen(seers, gone)
    loss = Loss(tuple(seers.names[i] for i in gone), left, seen(seers) - left)
    return Worst(loss, loss.lost if len(gone) <= 1 else max(loss.lost, _bound(seers, number)))


def _needs(seers: Seers) -> scipy.sparse.csr_array:
    with np.errstate(divide="ignore"):
        data = np.minimum(-np.log1p(-seers.chances.data), _SURE)
    return scipy.sparse.csr_array((data, seers.chances.indices, seers.chances.indptr), shape=seers.chances.shape)


def _sum(needs: scipy.sparse.csr_array, without: Sequence[int]) -> Floats:
    stays = np.ones(needs.shape[0])
    stays[list(without)] = 0.0
    return np.asarray(stays @ needs, dtype=np.float64)


def _cost_of_each(seers: Seers, gone: Sequence[int]) -> Floats:
    needs = _needs(seers)
    missed = seers.weight * np.exp(-_sum(needs, gone))
    more = scipy.sparse.csr_array((np.expm1(needs.data), needs.indices, needs.indptr), shape=needs.shape)
    return np.asarray(more @ missed, dtype=np.float64)


def _bound(seers: Seers, number: int) -> float:
    needs = _needs(seers)
    whole, most = _sum(needs, ()), _largest(needs, number)
    with np.errstate(divide="ignore", invalid="ignore"):
        chord = (np.exp(most - whole) - np.exp(-whole)) / most
    worth = needs @ (seers.weight * np.where(most > 0, chord, 0.0))
    return float(np.sort(worth)[::-1][:number].sum())


def _largest(needs: scipy.sparse.csr_array, number: int) -> Floats:
    # Sum of the largest ``number`` entries of each column.
    turned = scipy.sparse.csr_array(needs.T)
    owner = np.repeat(np.arange(turned.shape[0]), np.diff(turned.indptr))
    order = np.lexsort((-turned.data, owner))
    rank = np.arange(len(order)) - turned.indptr[owner[order]]
    kept = rank < number
    sums = np.bincount(owner[order][kept], turned.data[order][kept], minlength=turned.shape[0])
    return np.asarray(sums, dtype=np.float64)
