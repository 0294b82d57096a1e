"""Linkage against the merge that knows the generator, and against Splink, on the same reports in one run.

usage: python -m benchmarks.linkage [REPORTS...] [--seed N] [--splink PYTHON]

For each number of reports (100,000 by default) it prints F1 over pairs, seconds without starting and reading, peak
memory and the ratios to ours, and which share of the pairs that are likely by our likelihood a method's blocking looks
at. ``PYTHON`` is an interpreter with Splink 5 installed (benchmarks/splink_reports.py runs in it); it is trained on the
true labels and keeps the best-scoring threshold, which is more than it could know, and the other thresholds do not
count. It runs with its own comparisons in cells wide enough for most likely pairs, and with cheaper ones written by
hand, in wide and in small cells. Where numba is installed, compiled code is made ready first: its seconds are printed
apart.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from benchmarks.make_reports import Recipe, draw

from truceline.monitoring.linkage.confusion import Confusion
from truceline.monitoring.linkage.expectation_maximisation import learn
from truceline.monitoring.linkage.likelihood import Parameters
from truceline.monitoring.linkage.link_reports import link
from truceline.monitoring.linkage.linking_order import linking_order
from truceline.monitoring.linkage.pair_scores import Links, score
from truceline.monitoring.linkage.rates import METRES_PER_DEGREE, local_rate
from truceline.monitoring.reports import Floats, Integers, Reports

RECIPE = Recipe()
CELLS_KM = 12, 4


def pairs_f1(truth: Integers, found: Integers) -> float:
    """Harmonic mean of precision and recall over pairs of reports of one incident."""
    joint = truth * (found.max() + 1) + found
    hit, told, given = (_pairs(labels) for labels in (joint, found, truth))
    return 2 * hit / max(told + given, 1)


def _pairs(labels: Integers) -> int:
    count = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((count * (count - 1) // 2).sum())


class Found(NamedTuple):
    """The incident of each report and, if they are not those of the whole call, the seconds that count."""

    incident: Integers
    seconds: float | None = None


Method = Callable[[Reports, Integers], Found]


def ours(reports: Reports, _truth: Integers) -> Found:
    """Link as truceline does, without labels."""
    return Found(link(reports).incident)


def knows_the_generator(reports: Reports, truth: Integers) -> Found:
    """Merge best pairs first by the generator's own likelihood and the local rate, one report per source: the mark.

    Pairs are scored one by one, as a person with the recipe and the truth's abundance of pairs in hand would.
    """
    order = linking_order(reports)
    ordered = reports.select(order)
    links = score(ordered, true_parameters(ordered, truth))
    best = np.argsort(-links.log_odds, kind="stable")
    best = best[links.log_odds[best] > 0]
    merged = best_first(ordered, links.select(best))
    found = np.empty(len(order), dtype=np.int64)
    found[order] = merged
    return Found(found)


def true_parameters(reports: Reports, truth: Integers) -> Parameters:
    """The recipe's own spread, confusion and abundance of same pairs."""
    acts = len(RECIPE.acts)
    confusion = np.full((acts, acts), RECIPE.mistaken / acts)
    confusion += (1 - RECIPE.confusion - RECIPE.mistaken) * np.eye(acts)
    confusion += RECIPE.confusion * np.eye(acts)[np.arange(acts) ^ 1]
    share = np.bincount(reports.source) / len(reports)
    delay = RECIPE.delay_h**2 * (1 - 2 / np.pi)
    return Parameters(
        spread_h=float(np.sqrt(RECIPE.lag_h**2 + delay)),
        act=Confusion(np.array(RECIPE.acts), confusion),
        weapon=Confusion(np.ones(1), np.ones((1, 1))),
        log_prior=float(np.log(_pairs(truth) / len(reports) / ((1 - (share**2).sum()) / 2))),
        size_bonus=np.zeros(3),
        rate=local_rate(reports),
    )


def best_first(reports: Reports, links: Links) -> Integers:
    """Join clusters along links in their order, unless they share a source."""
    of, members = list(range(len(reports))), [[i] for i in range(len(reports))]
    taken = (1 << reports.source.astype(np.int64)).tolist()
    for a, b in zip(links.a.tolist(), links.b.tolist(), strict=True):
        low, high = of[a], of[b]
        if low != high and not taken[low] & taken[high]:
            for member in members[high]:
                of[member] = low
            members[low] += members[high]
            taken[low] |= taken[high]
    return np.array(of)


def splink(python: str, cells_km: int, *options: str) -> Method:
    """Link with Splink in an interpreter of its own, in cells of so many kilometres."""

    def run(reports: Reports, truth: Integers) -> Found:
        script = Path(__file__).with_name("splink_reports.py")
        with tempfile.TemporaryDirectory() as folder:
            given, found = Path(folder) / "reports.csv", Path(folder) / "incidents.csv"
            _table(reports, truth).write_csv(given)
            command = [python, str(script), *options, str(cells_km), str(given), str(found)]
            told = subprocess.run(command, check=True, capture_output=True, text=True)
            return Found(pl.read_csv(found)["incident"].to_numpy(), float(told.stdout.split()[-1]))

    return run


def _table(reports: Reports, truth: Integers) -> pl.DataFrame:
    x, y, hour = _plane(reports)
    columns = {"source": reports.source, "act": reports.act, "lat": reports.lat, "lon": reports.lon}
    return pl.DataFrame({"unique_id": np.arange(len(reports)), "truth": truth, **columns, "x": x, "y": y, "hour": hour})


def _plane(reports: Reports) -> tuple[Floats, Floats, Floats]:
    """Kilometres east and north, and hours."""
    east = (reports.lon - 33) * METRES_PER_DEGREE / 1000 * np.cos(np.radians(reports.lat))
    return east, (reports.lat - 46.5) * METRES_PER_DEGREE / 1000, (reports.start + reports.end) / 7200


def looked_at(reports: Reports, cells_km: int) -> float:
    """Share of the pairs that are likelier than not, by our likelihood, that lie in one cell of Splink's."""
    ordered = reports.select(linking_order(reports))
    links = score(ordered, learn(ordered), least=0.0)
    shared = np.ones(len(links), dtype=bool)
    for axis, step in zip(_plane(ordered), (cells_km, cells_km, 24), strict=True):
        cells = (np.floor(axis / step + shift) for shift in (0.0, 0.5))
        shared &= np.any([cell[links.a] == cell[links.b] for cell in cells], axis=0)
    return float(shared.mean())


def made_ready() -> float:
    """Score a few reports by compiled code, so that processes started from here on have it; return the seconds."""
    reports, _ = draw(2_000, RECIPE, np.random.default_rng(0))
    ordered = reports.select(linking_order(reports))
    parameters, begin = learn(ordered), time.perf_counter()
    score(ordered, parameters, compiled=True)
    return time.perf_counter() - begin


def measured(method: Method, count: int, seed: int) -> dict[str, float]:
    """Run ``method`` in a process of its own, so that each has its own peak memory."""
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_measure, args=(there, method, count, seed))
    child.start()
    result: dict[str, float] = here.recv()
    child.join()
    return result


def _measure(to: Connection, method: Method, count: int, seed: int) -> None:
    reports, truth = draw(count, RECIPE, np.random.default_rng(seed))
    begin = time.perf_counter()
    found, seconds = method(reports, truth)
    seconds = time.perf_counter() - begin if seconds is None else seconds
    own, child = (resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    to.send({"f1": pairs_f1(truth, found), "seconds": seconds, "mb": max(own, child)})


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("reports", type=int, nargs="*", default=[100_000])
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--splink", metavar="PYTHON")
    given = ask.parse_args()
    wide = CELLS_KM[0]
    methods = {"truceline": ours, "knows the generator": knows_the_generator}
    if given.splink:
        methods[f"Splink, {wide} km"] = splink(given.splink, wide)
        for km in CELLS_KM:
            methods[f"Splink, {km} km, by hand"] = splink(given.splink, km, "--by-hand")
    print(f"compiled code was ready after {made_ready():.1f} s, not counted below")
    print(f"{'method':<24} {'reports':>9} {'F1':>6} {'seconds':>8} {'MB':>6} {'F1 / ours':>10} {'time / ours':>12}")
    for count in given.reports:
        rows = {name: measured(method, count, given.seed) for name, method in methods.items()}
        mine = rows["truceline"]
        for name, row in rows.items():
            ratios = f"{row['f1'] / mine['f1']:>10.3f} {row['seconds'] / mine['seconds']:>12.2f}"
            print(f"{name:<24} {count:>9,} {row['f1']:>6.3f} {row['seconds']:>8.2f} {row['mb']:>6.0f} {ratios}")
        if given.splink:
            reports, _ = draw(count, RECIPE, np.random.default_rng(given.seed))
            shares = " and ".join(f"{looked_at(reports, km):.1%} ({km} km)" for km in CELLS_KM)
            print(f"of the likely pairs that truceline looks at, Splink's cells hold {shares}")


if __name__ == "__main__":
    main()
