"""Link reports into incidents: learn, score, cluster.

`link` does all three. The three are pure functions of their arguments, so that partitions can do them apart
and agree: parameters are learned once from all reports; a pair of reports is scored wherever its asker is at
home; and a group of reports that share no candidate link with others is clustered anywhere. `link_partitions`
shows how, in one process.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from truceline.errors import CaseError
from truceline.monitoring.candidates import Found, Search, placed, searches
from truceline.monitoring.clusters import Clusters, Edges, grow, taken_words
from truceline.monitoring.learning import Assumptions, learn
from truceline.monitoring.likelihood import (
    Evidence,
    Parameters,
    evidence,
    place_term,
    rate_term,
    time_term,
)
from truceline.monitoring.rates import HOUR
from truceline.monitoring.reports import Bools, Floats, Integers, Reports

LEAST = -2.0
"""Log odds below which a pair is no candidate: a posterior under 12 %."""


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of reports, by position, that may tell of one incident, with the reasons; all (links,).

    ``place``, ``time``, ``act``, ``rate`` and ``prior`` are log likelihood ratios (`likelihood`) that add up
    to the log odds.
    """

    a: Integers
    b: Integers
    place: Floats
    time: Floats
    act: Floats
    rate: Floats
    prior: Floats

    def __len__(self) -> int:
        return len(self.a)

    @property
    def log_odds(self) -> Floats:
        """Log odds that the pair tells of one incident, judged by the pair alone."""
        return self.place + self.time + self.act + self.rate + self.prior

    @property
    def posterior(self) -> Floats:
        """Probability that the pair tells of one incident, judged by the pair alone."""
        return 1 / (1 + np.exp(-self.log_odds))

    def select(self, rows: Integers | Bools) -> Links:
        """Take the links that ``rows`` names."""
        return Links(*(getattr(self, field.name)[rows] for field in fields(self)))

    def renamed(self, to: Integers) -> Links:
        """Give report i the position ``to[i]``, in ascending order of positions."""
        a, b = to[self.a], to[self.b]
        low, high = np.minimum(a, b), np.maximum(a, b)
        terms = (getattr(self, field.name) for field in fields(self)[2:])
        named = Links(low, high, *terms)
        return named.select(np.lexsort((high, low)))


@dataclass(frozen=True, slots=True)
class Linked:
    """Which incident each report tells of, and why.

    ``incident`` (reports,) numbers incidents from 0, in order of time and place; ``links`` are the candidate
    pairs within incidents.
    """

    incident: Integers
    links: Links
    parameters: Parameters


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
    together, apart = bound(ordered, rulings or Rulings())
    parameters = learn(ordered, assumed, repeats=repeats)
    links = score(ordered, parameters, repeats=repeats)
    first = cluster(ordered, parameters, links, repeats=repeats, together=together, apart=apart)
    return incidents(first, links, parameters, order)


def linking_order(reports: Reports) -> Integers:
    """Order reports by time, latitude, longitude and id, whatever order they come in.

    Near ones then lie close in memory, and ties break alike.
    """
    slot = (reports.start + reports.end) // (24 * int(HOUR))  # middles, by half days
    row = np.floor((reports.lat + 90) * 10).astype(np.int64)
    column = np.floor((reports.lon + 180) * 1e6).astype(np.int64)
    key = ((slot - slot.min(initial=0)) * 1801 + row) * 360_000_001 + column
    order = np.argsort(key, kind="stable")
    again = key[order[1:]] == key[order[:-1]]
    tied = np.append(again, False) | np.append(False, again)
    rows = order[tied]
    order[tied] = rows[np.lexsort((reports.id[rows], key[rows]))]
    return order


def score(
    reports: Reports,
    parameters: Parameters,
    *,
    repeats: frozenset[str] = frozenset(),
    asking: Bools | None = None,
    least: float = LEAST,
    threads: int = 2,
) -> Links:
    """Score all pairs with log odds of ``least`` or more.

    ``asking`` (reports,) marks the reports that ask (`candidates`): all by default; each pair has one asker. Pairs of
    one source are left out unless it ``repeats`` itself. Reports must be in linking order. The result does not
    depend on ``threads``.
    """
    known = evidence(reports, parameters)
    again = np.isin(reports.sources, list(repeats))
    everyone = np.ones(len(reports), dtype=bool)
    looking = searches(placed(reports, known, parameters), least, everyone if asking is None else asking)

    def run(search: Search) -> Links:
        return joined([_scored(reports, known, parameters, _fit(reports, again, f), least) for f in search.found()])

    with ThreadPoolExecutor(threads) as pool:
        return joined(list(pool.map(run, looking)))


def _fit(reports: Reports, again: Bools, found: Found) -> Found:
    """Leave out pairs of a source that does not repeat itself."""
    source = reports.source[found.asker]
    fit = np.flatnonzero((source != reports.source[found.other]) | again[source])
    return Found(found.asker[fit], found.other[fit], found.square_m2[fit])


def joined(parts: Sequence[Links]) -> Links:
    """Put links one after another."""
    columns = (np.concatenate([getattr(part, f.name) for part in (_no_links(), *parts)]) for f in fields(Links))
    return Links(*columns)


def _no_links() -> Links:
    nothing, nobody = np.empty(0), np.empty(0, dtype=np.int64)
    return Links(nobody, nobody, nothing, nothing, nothing, nothing, nothing)


def _scored(reports: Reports, known: Evidence, parameters: Parameters, found: Found, least: float) -> Links:
    a, b, square = found
    place, rate = place_term(known, a, b, square), rate_term(known, a, b)
    act = parameters.act_table()[reports.act[a], reports.act[b]]
    most = place + rate + act + parameters.log_prior - np.log(parameters.spread_h)  # no time term is larger
    fit = np.flatnonzero(most >= least)
    a, b = a[fit], b[fit]
    prior = np.full(len(a), parameters.log_prior)
    low, high = np.minimum(a, b), np.maximum(a, b)
    links = Links(low, high, place[fit], time_term(known, low, high), act[fit], rate[fit], prior)
    return links.select(np.flatnonzero(links.log_odds >= least))


def cluster(
    reports: Reports,
    parameters: Parameters,
    links: Links,
    *,
    repeats: frozenset[str] = frozenset(),
    together: Integers | None = None,
    apart: Integers | None = None,
) -> Integers:
    """Group reports into incidents along ``links``: for each report the first of its incident, (reports,).

    ``together`` and ``apart`` (pairs, 2) are positions bound by rulings. Reports must be in linking order. Groups
    (`groups`) that neither links nor ``together`` join may be clustered apart with equal results.
    """
    bound_pairs = np.empty((0, 2), dtype=np.int64) if together is None else together
    kept_apart = np.empty((0, 2), dtype=np.int64) if apart is None else apart
    involved = np.zeros(len(reports), dtype=bool)
    for rows in (links.a, links.b, bound_pairs):
        involved[rows] = True
    rows, here = np.flatnonzero(involved), np.full(len(reports), -1)
    here[rows] = np.arange(len(rows))
    some = reports.select(rows)
    kept_apart = here[kept_apart]
    clusters = Clusters(
        evidence(some, parameters),
        taken_words(some.source, np.isin(reports.sources, list(repeats))),
        parameters,
        kept_apart[(kept_apart >= 0).all(axis=1)],
    )
    edges = clusters.bind(Edges(here[links.a], here[links.b], links.log_odds), here[bound_pairs])
    first = np.arange(len(reports))
    first[rows] = rows[grow(clusters, edges)]
    return first


def bound(reports: Reports, rulings: Rulings) -> tuple[Integers, Integers]:
    """Turn rulings into positions in ``reports``: pairs together and pairs apart, each (pairs, 2).

    Raises
    ------
    CaseError
        If a ruling names an unknown report, or a split divides what merges bind.
    """
    named = {str(i): -1 for pair in (*rulings.merge, *rulings.split) for i in pair}
    if not named:
        return np.empty((0, 2), dtype=np.int64), np.empty((0, 2), dtype=np.int64)
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
    group = groups(len(reports), together)
    problems = tuple(
        f"rulings | split of {a} and {b} divides reports that merges bind; withdraw one of them"
        for (a, b), rows in zip(rulings.split, apart, strict=True)
        if group[rows[0]] == group[rows[1]]
    )
    if problems:
        raise CaseError("the rulings cannot be followed", problems)
    return together, apart


def groups(reports: int, *pairs: Integers) -> Integers:
    """Number the connected groups of reports along ``pairs``, each (pairs, 2): (reports,)."""
    a, b = np.concatenate(pairs).T
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(reports, reports))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def checked_order(reports: Reports, repeats: frozenset[str]) -> Integers:
    """Give the reports' linking order, if they can be linked.

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


def incidents(first: Integers, links: Links, parameters: Parameters, order: Integers) -> Linked:
    """Number incidents by their first reports and bring all back into the order that reports were given in."""
    number = np.unique(first, return_inverse=True)[1]
    incident = np.empty(len(order), dtype=np.int64)
    incident[order] = number
    inside = links.select(np.flatnonzero(number[links.a] == number[links.b]))
    return Linked(incident, inside.renamed(order), parameters)
