"""Link reports in partitions of time with overlap, with the same answer as in one piece.

Parameters are learned once. A pair is scored in the partition in which its asker is at home, and partitions
overlap by the longest reach of any asker, so every pair is scored exactly once. The candidate links then fall
into groups that share no report: groups are dealt out and clustered apart. Tasks are plain functions of their
arguments: any executor can run them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from truceline.monitoring.linkage.batches import Task, cluster_in_batches
from truceline.monitoring.linkage.candidate_pairs import placed, searches
from truceline.monitoring.linkage.expectation_maximisation import Assumptions, learn
from truceline.monitoring.linkage.likelihood import PairEvidence, Parameters, evidence
from truceline.monitoring.linkage.link_reports import Linked, Rulings, bound, checked_order, incidents, parted
from truceline.monitoring.linkage.pair_scores import LEAST, Links, score_apart
from truceline.monitoring.linkage.rates import middle_h
from truceline.monitoring.reports import Bools, Integers, Reports

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Partition:
    """Positions of the reports to load, (rows,), and which of them are at home, (rows,): the others are overlap."""

    rows: Integers
    home: Bools


def in_turn(tasks: Iterable[Task[T]]) -> Iterable[T]:
    """Run tasks one after the other: the executor that needs nothing."""
    return [task() for task in tasks]


def link_partitions(
    reports: Reports,
    count: int,
    *,
    rulings: Rulings | None = None,
    repeats: frozenset[str] = frozenset(),
    assumed: Assumptions | None = None,
    run: Callable[[Iterable[Task[list[Links]]]], Iterable[list[Links]]] = in_turn,
    run_clusters: Callable[[Iterable[Task[Integers]]], Iterable[Integers]] = in_turn,
) -> Linked:
    """Do as `link` does, in ``count`` partitions.

    ``run`` and ``run_clusters`` are given tasks and return their results in order; an executor's map, say.

    Raises
    ------
    CaseError
        As `link`.
    """
    order = checked_order(reports, repeats)
    ordered = reports.select(order)
    binding = bound(ordered, rulings or Rulings())
    parameters = learn(ordered, assumed, repeats=repeats)
    known = evidence(ordered, parameters)
    parts = partitions(ordered, known, parameters, count)
    scoring = partial(score_apart, parameters=parameters, repeats=repeats)
    found = run(partial(scoring, ordered.select(p.rows), asking=p.home) for p in parts)
    links = [some.renamed(p.rows) for p, tables in zip(parts, found, strict=True) for some in tables]
    clusters = partial(cluster_in_batches, ordered, known, parameters, links, count)
    clustered = partial(clusters, run=run_clusters, repeats=repeats)
    first = clustered(bound=binding)
    return incidents(first, links, parameters, order, parted(clustered, binding, first))


def partitions(reports: Reports, known: PairEvidence, parameters: Parameters, count: int) -> list[Partition]:
    """Cut reports, in linking order and with their evidence, into ``count`` partitions of about as many, by time."""
    middle, overlap = middle_h(reports), overlap_h(reports, known, parameters)
    home = (np.argsort(np.argsort(middle, kind="stable"), kind="stable") * count) // max(len(reports), 1)
    found = []
    for number in np.unique(home):
        own = home == number
        near = (middle >= middle[own].min() - overlap) & (middle <= middle[own].max() + overlap)
        found.append(Partition(np.flatnonzero(near), own[near]))
    return found


def overlap_h(reports: Reports, known: PairEvidence, parameters: Parameters) -> float:
    """Longest time, in hours, at which any report asks for another."""
    everyone, one_size = np.ones(len(reports), dtype=bool), np.zeros(len(reports), dtype=np.int64)
    looking = searches(placed(reports, known, parameters), LEAST, everyone, one_size)
    return max((float(search.reach().hours.max(initial=0.0)) for search in looking), default=0.0)
