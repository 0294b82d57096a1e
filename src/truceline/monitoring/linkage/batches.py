"""Cluster reports in batches of whole groups: groups that share no candidate link do not touch each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from truceline.monitoring.linkage.clusters import Clusters, Edges, Words, groups, grow, taken_words
from truceline.monitoring.linkage.confusion import Telling
from truceline.monitoring.linkage.likelihood import PairEvidence, Parameters
from truceline.monitoring.linkage.pair_scores import Links, no_links
from truceline.monitoring.reports import Integers, Reports

T = TypeVar("T")
Task = Callable[[], T]


class RuledPairs(NamedTuple):
    """Positions that rulings bind together and keep apart, each (pairs, 2)."""

    together: Integers
    apart: Integers


UNBOUND = RuledPairs(np.empty((0, 2), dtype=np.int64), np.empty((0, 2), dtype=np.int64))


def cluster_in_batches(
    reports: Reports,
    evidence: PairEvidence,
    parameters: Parameters,
    links: Sequence[Links],
    count: int,
    *,
    run: Callable[[Iterable[Task[Integers]]], Iterable[Integers]],
    repeats: frozenset[str] = frozenset(),
    bound: RuledPairs = UNBOUND,
) -> Integers:
    """Group reports into incidents along ``links``: for each report the first of its incident, (reports,).

    Reports, of which ``evidence`` is the evidence, must be in linking order. Groups that neither links nor rulings join
    are dealt into ``count`` batches; ``run`` is given tasks and returns their results in order. The answer does not
    depend on the count.
    """
    edges = _edges(links)
    group = groups(len(reports), (edges.a, edges.b), tuple(bound.together.T))
    batch = _batches(group, count)
    members, inside = _parted(batch, count), _parted(batch[edges.a], count)
    here = np.empty(len(reports), dtype=np.int64)
    for rows in members:
        here[rows] = np.arange(len(rows))
    taken = taken_words(reports.source, np.isin(reports.sources, list(repeats)))

    def task(number: int) -> Task[Integers]:
        rows, some = members[number], edges.select(inside[number])
        told = reports.act[rows], reports.weapon[rows]
        own = partial(_cluster, evidence.select(rows), taken[:, rows], told, parameters, group[rows])
        rulings = RuledPairs(*(here[pairs[(batch[pairs] == number).all(axis=1)]] for pairs in bound))
        return partial(own, edges=Edges(here[some.a], here[some.b], some.gain), bound=rulings)

    numbers = [number for number, rows in enumerate(members) if len(rows)]
    first = np.arange(len(reports))
    for number, firsts in zip(numbers, run(task(number) for number in numbers), strict=True):
        first[members[number]] = members[number][firsts]
    return first


def _edges(links: Sequence[Links]) -> Edges:
    columns = zip(*((some.a, some.b, some.log_odds) for some in (no_links(), *links)), strict=True)
    return Edges(*map(np.concatenate, columns))


def _cluster(
    evidence: PairEvidence,
    taken: Words,
    told: tuple[Integers, Integers],
    parameters: Parameters,
    group: Integers,
    *,
    edges: Edges,
    bound: RuledPairs,
) -> Integers:
    matters = zip((parameters.act, parameters.weapon), told, strict=True)
    telling = [Telling(confusion, codes) for confusion, codes in matters if len(confusion.share) > 1]
    clusters = Clusters(evidence, taken, telling, parameters, bound.apart)
    return grow(clusters, clusters.bind(edges, bound.together), group - group.min())


def _batches(group: Integers, count: int) -> NDArray[np.integer]:
    """Deal groups into ``count`` batches of about as many rows: (reports,), ``count`` for a lone report."""
    size = np.bincount(group)
    batch = np.where(size > 1, (np.cumsum(size) - size) * count // len(group), count)
    return batch.astype(np.min_scalar_type(count))[group]


def _parted(batch: NDArray[np.integer], count: int) -> list[Integers]:
    """Rows of each of ``count`` batches, ascending."""
    order = np.argsort(batch, kind="stable")
    return np.split(order, np.searchsorted(batch[order], np.arange(1, count + 1)))[:count]
