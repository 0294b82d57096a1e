"""Link reports into incidents: learn, score, cluster.

`link` does all three. The three are pure functions of their arguments, so that partitions can do them apart
and agree: parameters are learned once from all reports; a pair of reports is scored wherever its asker is at
home; and a group of reports that share no candidate link with others is clustered anywhere. `link_partitions`
shows how, in one process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from truceline.errors import CaseError
from truceline.monitoring.linkage.batches import UNBOUND, RuledPairs, cluster_in_batches
from truceline.monitoring.linkage.clusters import groups
from truceline.monitoring.linkage.expectation_maximisation import Assumptions, learn
from truceline.monitoring.linkage.likelihood import Parameters, evidence
from truceline.monitoring.linkage.linking_order import linking_order
from truceline.monitoring.linkage.pair_scores import Links, joined, score_apart
from truceline.monitoring.linkage.parallel import side_by_side
from truceline.monitoring.reports import Integers, Reports

_BATCH = 1 << 17  # links clustered at a time


@dataclass(frozen=True, slots=True)
class Linked:
    """Which incident each report tells of, and why.

    ``incident`` (reports,) numbers incidents from 0, in order of time and place; ``links`` are the candidate
    pairs within incidents. ``parted`` (pairs, 2) are reports that a merge binds, each beside one with which it would be
    in one incident but for the merges, and is not.
    """

    incident: Integers
    links: Links
    parameters: Parameters
    parted: Integers


@dataclass(frozen=True, slots=True)
class Rulings:
    """What people decided, as pairs of report ids: ``merge`` binds a pair together, ``split`` keeps it apart."""

    merge: Sequence[tuple[Any, Any]] = ()
    split: Sequence[tuple[Any, Any]] = ()


def link(
    reports: Reports,
    *,
    rulings: Rulings | None = None,
    repeats: frozenset[str] = frozenset(),
    assumed: Assumptions | None = None,
) -> Linked:
    """Find which reports tell of the same incident.

    ``repeats`` names the sources that may report an incident more than once; ``rulings`` bind; ``assumed``
    fills in what too few reports cannot tell. The answer does not depend on the order of the reports. Time
    and memory grow about linearly with the reports as long as the local rate does not: 1,000,000 reports over
    three years take seconds and about 1 GB.

    Raises
    ------
    CaseError
        If rulings name unknown reports or contradict one another, or ``repeats`` an unknown source.
    """
    order = checked_order(reports, repeats)
    ordered = reports.select(order)
    binding = bound(ordered, rulings or Rulings())
    parameters = learn(ordered, assumed, repeats=repeats)
    known = evidence(ordered, parameters)
    links = score_apart(ordered, parameters, repeats=repeats, known=known)
    clusters = partial(cluster_in_batches, ordered, known, parameters, links, sum(map(len, links)) // _BATCH + 1)
    clustered = partial(clusters, run=side_by_side, repeats=repeats)
    first = clustered(bound=binding)
    return incidents(first, links, parameters, order, parted(clustered, binding, first))


def bound(reports: Reports, rulings: Rulings) -> RuledPairs:
    """Turn rulings into positions in ``reports``.

    Raises
    ------
    CaseError
        If a ruling names an unknown report, or a split divides what merges bind.
    """
    named = {str(i): -1 for pair in (*rulings.merge, *rulings.split) for i in pair}
    if not named:
        return UNBOUND
    ids = reports.id.astype(str)
    for row in np.flatnonzero(np.isin(ids, list(named))):
        named[str(ids[row])] = int(row)
    unknown = [f"rulings | report {i} is not among the reports; correct the id" for i, row in named.items() if row < 0]
    if unknown:
        raise CaseError("the rulings cannot be followed", tuple(unknown))
    together, apart = (
        np.array([[named[str(i)] for i in pair] for pair in pairs], dtype=np.int64).reshape(-1, 2)
        for pairs in (rulings.merge, rulings.split)
    )
    group = groups(len(reports), tuple(together.T))
    problems = tuple(
        f"rulings | split of {a} and {b} divides reports that merges bind; withdraw one of them"
        for (a, b), rows in zip(rulings.split, apart, strict=True)
        if group[rows[0]] == group[rows[1]]
    )
    if problems:
        raise CaseError("the rulings cannot be followed", problems)
    return RuledPairs(together, apart)


def checked_order(reports: Reports, repeats: frozenset[str]) -> Integers:
    """Return the reports' linking order, if they can be linked.

    Raises
    ------
    CaseError
        If there are no reports, or ``repeats`` names an unknown source.
    """
    known = ", ".join(reports.sources)
    problems = [
        f"repeats | {name!r} is no source of these reports; name one of {known}"
        for name in sorted(repeats - set(reports.sources))
    ]
    if not len(reports):
        problems.append("reports | there are none; give at least one")
    if problems:
        raise CaseError("the reports cannot be linked", tuple(problems))
    return linking_order(reports)


def parted(clustered: Callable[..., Integers], binding: RuledPairs, first: Integers) -> Integers:
    """Find what merges part, (pairs, 2): a report that they bind, and one that it would be with but for them.

    A bound pair has one place and one time, so that a third report may fit one of the two and not both. Reports are
    clustered once more, without merges, where there are any; ``first`` is what they are clustered into with them.
    """
    ruled = np.unique(binding.together)
    if not len(ruled):
        return np.empty((0, 2), dtype=np.int64)
    without = clustered(bound=RuledPairs(UNBOUND.together, binding.apart))
    moved = np.flatnonzero(np.isin(without, without[ruled]))
    pairs = [(a, b) for a in ruled.tolist() for b in moved[(without[moved] == without[a]) & (first[moved] != first[a])]]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def incidents(
    first: Integers, links: Sequence[Links], parameters: Parameters, order: Integers, parted: Integers
) -> Linked:
    """Number incidents by their first reports and bring all back into the order that reports were given in."""
    number = (np.cumsum(first == np.arange(len(first))) - 1)[first]
    incident = np.empty(len(order), dtype=np.int64)
    incident[order] = number
    inside = [some.select(np.flatnonzero(number.take(some.a) == number.take(some.b))) for some in links]
    return Linked(incident, joined([some.renamed(order) for some in inside]).in_order(), parameters, order[parted])
