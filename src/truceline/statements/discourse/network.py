"""Discourse networks: who agrees with whom on what.

The definitions are those of Leifeld's Discourse Network Analyzer [1]_, taken from its source (``Exporter.java``,
version 3). With ``x[i, c, k]`` the number of times actor i refers to concept c with the qualifier's k-th value
``q[k]``, and R the range of the values (1 where they are 0 and 1):

* congruence of i and j: the sum over c, k, l of ``x[i,c,k] x[j,c,l] (1 - |q[k] - q[l]| / R)``;
* conflict: the sum of ``x[i,c,k] x[j,c,l] |q[k] - q[l]| / R``;
* subtract: congruence minus conflict, each divided by the normalisation first;
* ignore: the sum over c of the products of both actors' totals on c.

Normalisations of a one-mode network divide by: ``no``, 1; ``average``, the mean of both actors' totals t[i] and t[j];
``jaccard``, the counts of i where j has none, plus those of j where i has none, plus the products where both have some;
``cosine``, ``t[i] t[j]``, as DNA computes it (the product of totals, not of Euclidean lengths). A divisor of 0 gives 0.
The diagonal is 0.

A two-mode network (actors x concepts) adds values: ``ignore``, counts; ``subtract``, counts of agreement less counts of
disagreement (of integers: the values themselves); ``combine``, which values were used, as one number. It is divided by
``no``, 1; ``activity``, the actor's total; ``prominence``, the concept's total.

Left out: DNA's time windows by number of events, with smoothing kernels, and its backbones; duplicates per week, month
or year. In a time window, R is the range of the values of all references, as in DNA.

.. [1] Leifeld, P. (2017). Discourse network analysis: policy debates as dynamic networks. In *The Oxford Handbook of
   Political Networks*, 301-326. Software: github.com/leifeld/dna.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError
from truceline.statements.discourse.reference import Reference
from truceline.statements.discourse.selection import Duplicates, without_duplicates

Matrix = NDArray[np.float64]


class Aggregation(StrEnum):
    """How the values of the qualifier (agreement) are put together."""

    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"
    IGNORE = "ignore"
    COMBINE = "combine"


class Normalisation(StrEnum):
    """What weights are divided by: the first four in one-mode networks, the first and last two in two-mode ones."""

    NO = "no"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"
    ACTIVITY = "activity"
    PROMINENCE = "prominence"


@dataclass(frozen=True, slots=True)
class Network:
    """A network: ``rows`` are actors, ``columns`` actors again or concepts; ``weights`` has that shape."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    weights: Matrix

    @property
    def two_mode(self) -> bool:
        """Return whether the columns are concepts."""
        return self.rows != self.columns


def one_mode(
    given: Iterable[Reference],
    aggregation: Aggregation = Aggregation.SUBTRACT,
    normalisation: Normalisation = Normalisation.NO,
    duplicates: Duplicates = Duplicates.INCLUDE,
    *,
    scale: Collection[int] = (),
) -> Network:
    """Join actors by how they refer to the same concepts; see the module for the formulas.

    ``scale`` are values that the qualifier may have, beside those of the references.

    Cost grows with the square of the number of actors times the number of concepts.

    Raises
    ------
    CaseError
        If the aggregation or the normalisation is one of two-mode networks only.
    """
    _must_be(aggregation, _ONE_MODE, "aggregation of a one-mode network")
    _must_be(normalisation, _DIVISORS, "normalisation of a one-mode network")
    actors, _, values, counts = _counted(given, duplicates, scale, aggregation)
    weights = _ONE_MODE[aggregation](counts, values)
    divisor = _DIVISORS[normalisation](counts)
    weights = np.divide(weights, divisor, out=np.zeros_like(weights), where=divisor != 0)
    np.fill_diagonal(weights, 0.0)
    return Network(actors, actors, weights)


def two_mode(
    given: Iterable[Reference],
    aggregation: Aggregation = Aggregation.SUBTRACT,
    normalisation: Normalisation = Normalisation.NO,
    duplicates: Duplicates = Duplicates.INCLUDE,
    *,
    scale: Collection[int] = (),
) -> Network:
    """Join actors with the concepts they refer to; see the module for the formulas.

    ``scale`` are values that the qualifier may have, beside those of the references.

    Cost grows with the number of actors times the number of concepts.

    Raises
    ------
    CaseError
        If the aggregation or the normalisation is one of one-mode networks only.
    """
    _must_be(aggregation, _TWO_MODE, "aggregation of a two-mode network")
    _must_be(normalisation, _SHARES, "normalisation of a two-mode network")
    actors, concepts, values, counts = _counted(given, duplicates, scale, aggregation)
    weights = _TWO_MODE[aggregation](counts, values)
    used = weights > 0 if aggregation is Aggregation.COMBINE else counts.sum(axis=2)
    divisor = np.broadcast_to(_SHARES[normalisation](used.astype(float)), weights.shape)
    return Network(actors, concepts, np.divide(weights, divisor, out=np.zeros_like(weights), where=divisor != 0))


def _must_be(chosen: StrEnum, known: Mapping[StrEnum, object], what: str) -> None:
    if chosen not in known:
        raise CaseError("no such network", (f"{what} | {chosen.value!r}; give one of {', '.join(known)}",))


_Counts = tuple[tuple[str, ...], tuple[str, ...], Matrix, Matrix]


def _counted(
    given: Iterable[Reference], duplicates: Duplicates, scale: Collection[int], aggregation: Aggregation
) -> _Counts:
    # Counts by actor, concept and value: (actors, concepts, values). Where values do not matter, neither do
    # they tell repetitions apart.
    kept = without_duplicates(given, duplicates, distinct=aggregation is not Aggregation.IGNORE)
    actors = tuple(sorted({r.actor for r in kept}))
    concepts = tuple(sorted({r.concept for r in kept}))
    found = {r.value for r in kept} | set(scale)
    values = sorted(found if found - {0, 1} else {0, 1})
    counts = np.zeros((len(actors), len(concepts), len(values)))
    rows, columns = ({name: n for n, name in enumerate(names)} for names in (actors, concepts))
    for r in kept:
        counts[rows[r.actor], columns[r.concept], values.index(r.value)] += 1
    return actors, concepts, np.array(values, float), counts


def _congruence(counts: Matrix, values: Matrix) -> Matrix:
    agreeing: Matrix = np.einsum("ick,jcl,kl->ij", counts, counts, 1 - _distance(values), optimize=True)
    return agreeing


def _conflict(counts: Matrix, values: Matrix) -> Matrix:
    opposed: Matrix = np.einsum("ick,jcl,kl->ij", counts, counts, _distance(values), optimize=True)
    return opposed


def _distance(values: Matrix) -> Matrix:
    apart: Matrix = np.abs(values[:, None] - values[None, :])
    return apart / (np.ptp(values) or 1.0)


def _jointly(counts: Matrix, _values: Matrix) -> Matrix:
    used: Matrix = counts.sum(axis=2)
    return used @ used.T


def _totals(counts: Matrix) -> Matrix:
    totals: Matrix = counts.sum(axis=(1, 2))
    return totals


def _jaccard(counts: Matrix) -> Matrix:
    flat = counts.reshape(len(counts), counts.shape[1] * counts.shape[2])
    alone: Matrix = flat @ (flat == 0).T
    return alone + alone.T + flat @ flat.T


def _net(counts: Matrix, values: Matrix) -> Matrix:
    sign = np.where(values > 0, 1.0, -1.0) if set(values) == {0.0, 1.0} else values
    return counts @ sign


def _combined(counts: Matrix, values: Matrix) -> Matrix:
    # Which values were used, as DNA's lexical rank: of 0 and 1, only the second gives 1, only the first 2, both 3.
    return (counts > 0) @ (2.0 ** np.arange(len(values) - 1, -1, -1))


_ONE_MODE: dict[StrEnum, Callable[[Matrix, Matrix], Matrix]] = {
    Aggregation.CONGRUENCE: _congruence,
    Aggregation.CONFLICT: _conflict,
    Aggregation.SUBTRACT: lambda counts, values: _congruence(counts, values) - _conflict(counts, values),
    Aggregation.IGNORE: _jointly,
}
_TWO_MODE: dict[StrEnum, Callable[[Matrix, Matrix], Matrix]] = {
    Aggregation.SUBTRACT: _net,
    Aggregation.IGNORE: lambda counts, _values: counts.sum(axis=2),
    Aggregation.COMBINE: _combined,
}
_DIVISORS: dict[StrEnum, Callable[[Matrix], Matrix]] = {
    Normalisation.NO: lambda counts: np.ones((len(counts), len(counts))),
    Normalisation.AVERAGE: lambda counts: (_totals(counts)[:, None] + _totals(counts)[None, :]) / 2,
    Normalisation.JACCARD: _jaccard,
    Normalisation.COSINE: lambda counts: np.outer(_totals(counts), _totals(counts)),
}
_SHARES: dict[StrEnum, Callable[[Matrix], Matrix]] = {
    Normalisation.NO: np.ones_like,
    Normalisation.ACTIVITY: lambda used: used.sum(axis=1, keepdims=True),
    Normalisation.PROMINENCE: lambda used: used.sum(axis=0, keepdims=True),
}
