"""Link reports in partitions of time with overlap, with the same answer as in one piece.

Parameters are learned once. A pair is scored in the partition in which its asker is at home, and partitions
overlap by the longest reach of any asker, so every pair is scored exactly once. The candidate links then fall
into groups that share no report: groups are dealt out and clustered apart. Tasks are plain functions of their
arguments: any executor can run them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from truceline.monitoring.candidates import placed, searches
from truceline.monitoring.learning import Assumptions, learn
from truceline.monitoring.likelihood import Parameters, evidence
from truceline.monitoring.linkage import (
    LEAST,
    Linked,
    Links,
    Rulings,
    bound,
    checked_order,
    cluster,
    groups,
    incidents,
    joined,
    score,
)
from truceline.monitoring.rates import middle_h
from truceline.monitoring.reports import Bools, Integers, Reports

T = TypeVar("T")
Task = Callable[[], T]


@dataclass(frozen=True, slots=True)
class Partition:
    """Positions of the reports to load, (rows,), and which of them are at home, (rows,): the others are overlap."""

    rows: Integers
    home: Bools


def in_turn(tasks: Sequence[Task[T]]) -> Iterable[T]:
    """Run tasks one after the other: the executor that needs nothing."""
    return [task() for task in tasks]


def link_partitions(
    reports: Reports,
    count: int,
    *,
    rulings: Rulings | None = None,
    repeats: frozenset[str] = frozenset(),
    assumed: Assumptions | None = None,
    run: Callable[[Sequence[Task[Links]]], Iterable[Links]] = in_turn,
    run_clusters: Callable[[Sequence[Task[Integers]]], Iterable[Integers]] = in_turn,
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
    together, apart = bound(ordered, rulings or Rulings())
    parameters = learn(ordered, assumed, repeats=repeats)
    parts = partitions(ordered, parameters, count)
    found = run([partial(score, ordered.select(p.rows), parameters, repeats=repeats, asking=p.home) for p in parts])
    links = joined([some.renamed(p.rows) for p, some in zip(parts, found, strict=True)])
    batches = _batches(len(ordered), links, together, count)
    bindings = [_within(rows, len(ordered), links, together, apart) for rows in batches]
    grouped = run_clusters(
        [
            partial(cluster, ordered.select(rows), parameters, some, repeats=repeats, together=bind, apart=part)
            for rows, (some, bind, part) in zip(batches, bindings, strict=True)
        ]
    )
    first = np.arange(len(ordered))
    for rows, firsts in zip(batches, grouped, strict=True):
        first[rows] = rows[firsts]
    return incidents(first, links, parameters, order)


def _within(
    rows: Integers, reports: int, links: Links, together: Integers, apart: Integers
) -> tuple[Links, Integers, Integers]:
    """Links and rulings among ``rows``, by position in them."""
    here = np.full(reports, -1)
    here[rows] = np.arange(len(rows))
    bind, part = (pairs[(pairs >= 0).all(axis=1)] for pairs in (here[together], here[apart]))
    return links.select(np.flatnonzero(here[links.a] >= 0)).renamed(here), bind, part


def partitions(reports: Reports, parameters: Parameters, count: int) -> list[Partition]:
    """Cut reports, in linking order, into ``count`` partitions of about as many reports, by time."""
    middle, overlap = middle_h(reports), overlap_h(reports, parameters)
    home = (np.argsort(np.argsort(middle, kind="stable"), kind="stable") * count) // max(len(reports), 1)
    found = []
    for number in np.unique(home):
        own = home == number
        near = (middle >= middle[own].min() - overlap) & (middle <= middle[own].max() + overlap)
        found.append(Partition(np.flatnonzero(near), own[near]))
    return found


def overlap_h(reports: Reports, parameters: Parameters) -> float:
    """Longest time, in hours, at which any report asks for another."""
    everyone = np.ones(len(reports), dtype=bool)
    looking = searches(placed(reports, evidence(reports, parameters), parameters), LEAST, everyone)
    return max((float(search.reach.hours.max()) for search in looking), default=0.0)


def _batches(reports: int, links: Links, together: Integers, count: int) -> list[Integers]:
    """Rows of whole groups, dealt into ``count`` batches of about as many rows; lone reports are left out."""
    group = groups(reports, np.column_stack([links.a, links.b]), together)
    size = np.bincount(group, minlength=1)
    batch = (np.cumsum(size) - size) * count // max(reports, 1)
    chosen = np.where(size[group] > 1, batch[group], -1)
    return [np.flatnonzero(chosen == number) for number in range(count) if (chosen == number).any()]
