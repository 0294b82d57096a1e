"""Cluster reports in batches of whole groups: groups that share no candidate link do not touch each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from truceline.monitoring.clusters import Clusters, Edges, grow, taken_words
from truceline.monitoring.likelihood import Parameters, evidence
from truceline.monitoring.links import Links
from truceline.monitoring.reports import Integers, Reports

T = TypeVar("T")
Task = Callable[[], T]


class Bound(NamedTuple):
    """Positions that rulings bind together and keep apart, each (pairs, 2)."""

    together: Integers
    apart: Integers


UNBOUND = Bound(np.empty((0, 2), dtype=np.int64), np.empty((0, 2), dtype=np.int64))


def cluster_in_batches(
    reports: Reports,
    parameters: Parameters,
    links: Links,
    count: int,
    *,
    run: Callable[[Sequence[Task[Integers]]], Iterable[Integers]],
    repeats: frozenset[str] = frozenset(),
    bound: Bound = UNBOUND,
) -> Integers:
    """Do as `cluster` does, in ``count`` batches; ``run`` is given tasks and returns their results in order."""
    batches = _batches(len(reports), links, bound.together, count)
    tasks = []
    for rows in batches:
        inside, rulings = _within(rows, len(reports), links, bound)
        tasks.append(partial(cluster, reports.select(rows), parameters, inside, repeats=repeats, bound=rulings))
    first = np.arange(len(reports))
    for rows, firsts in zip(batches, run(tasks), strict=True):
        first[rows] = rows[firsts]
    return first


def cluster(
    reports: Reports,
    parameters: Parameters,
    links: Links,
    *,
    repeats: frozenset[str] = frozenset(),
    bound: Bound = UNBOUND,
) -> Integers:
    """Group reports into incidents along ``links``: for each report the first of its incident, (reports,).

    Reports must be in linking order. Groups (`groups`) that neither links nor rulings join may be clustered apart with
    equal results.
    """
    taken = taken_words(reports.source, np.isin(reports.sources, list(repeats)))
    clusters = Clusters(evidence(reports, parameters), taken, reports.act, parameters, bound.apart)
    return grow(clusters, clusters.bind(Edges(links.a, links.b, links.log_odds), bound.together))


def groups(reports: int, *pairs: Integers) -> Integers:
    """Number the connected groups of reports along ``pairs``, each (pairs, 2): (reports,)."""
    a, b = np.concatenate(pairs).T
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(reports, reports))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _batches(reports: int, links: Links, together: Integers, count: int) -> list[Integers]:
    """Rows of whole groups, dealt into ``count`` batches of about as many rows; lone reports are left out."""
    group = groups(reports, np.column_stack([links.a, links.b]), together)
    size = np.bincount(group, minlength=1)
    batch = (np.cumsum(size) - size) * count // max(reports, 1)
    chosen = np.where(size[group] > 1, batch[group], -1)
    return [np.flatnonzero(chosen == number) for number in range(count) if (chosen == number).any()]


def _within(rows: Integers, reports: int, links: Links, bound: Bound) -> tuple[Links, Bound]:
    """Links and rulings among ``rows``, by position in them."""
    here = np.full(reports, -1)
    here[rows] = np.arange(len(rows))
    together, apart = (pairs[(pairs >= 0).all(axis=1)] for pairs in (here[bound.together], here[bound.apart]))
    return links.select(np.flatnonzero(here[links.a] >= 0)).renamed(here), Bound(together, apart)
