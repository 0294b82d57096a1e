"""Linkage against the merge that knows the generator, and against Splink, on the same reports in one run.

usage: python -m benchmarks.linkage [REPORTS...] [--seed N] [--splink PYTHON]

For each number of reports (100,000 by default) it prints F1 over pairs, seconds without reading, peak memory and the
ratios to ours. ``PYTHON`` is an interpreter with Splink 5 installed (benchmarks/splink_reports.py runs in it, and its
seconds include starting and reading); it is trained on the true labels and keeps the best-scoring threshold, which is
more than it could know. Where numba is installed, compiled code is made ready first: its seconds are printed apart.
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

import numpy as np
import polars as pl
from benchmarks.make_reports import Recipe, draw

from truceline.monitoring.learning import learn
from truceline.monitoring.likelihood import Parameters
from truceline.monitoring.linkage import link
from truceline.monitoring.links import Links, score
from truceline.monitoring.order import linking_order
from truceline.monitoring.rates import METRES_PER_DEGREE, local_rate
from truceline.monitoring.reports import Integers, Reports

RECIPE = Recipe()


def pairs_f1(truth: Integers, found: Integers) -> float:
    """Harmonic mean of precision and recall over pairs of reports of one incident."""
    joint = truth * (found.max() + 1) + found
    hit, told, given = (_pairs(labels) for labels in (joint, found, truth))
    return 2 * hit / max(told + given, 1)


def _pairs(labels: Integers) -> int:
    count = np.unique(labels, return_counts=True)[1].astype(np.int64)
    return int((count * (count - 1) // 2).sum())


def ours(reports: Reports, _truth: Integers) -> Integers:
    """Link as truceline does, without labels."""
    return link(reports).incident


def knows_the_generator(reports: Reports, truth: Integers) -> Integers:
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
    return found


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
        acts_share=np.array(RECIPE.acts),
        confusion=confusion,
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


def splink(python: str) -> Callable[[Reports, Integers], Integers]:
    """Link with Splink in an interpreter of its own."""

    def run(reports: Reports, truth: Integers) -> Integers:
        script = Path(__file__).with_name("splink_reports.py")
        with tempfile.TemporaryDirectory() as folder:
            given, found = Path(folder) / "reports.csv", Path(folder) / "incidents.csv"
            _table(reports, truth).write_csv(given)
            subprocess.run([python, str(script), str(given), str(found)], check=True, capture_output=True)
            return pl.read_csv(found)["incident"].to_numpy()

    return run


def _table(reports: Reports, truth: Integers) -> pl.DataFrame:
    east = (reports.lon - 33) * METRES_PER_DEGREE / 1000 * np.cos(np.radians(reports.lat))
    return pl.DataFrame(
        {
            "unique_id": np.arange(len(reports)),
            "truth": truth,
            "source": reports.source,
            "act": reports.act,
            "hour": (reports.start + reports.end) / 7200,
            "dated": (reports.end > reports.start).astype(np.int64),
            "x": east,
            "y": (reports.lat - 46.5) * METRES_PER_DEGREE / 1000,
            "radius": reports.radius_m / 1000,
        }
    )


def made_ready() -> float:
    """Score a few reports by compiled code, so that processes started from here on have it; return the seconds."""
    reports, _ = draw(2_000, RECIPE, np.random.default_rng(0))
    ordered = reports.select(linking_order(reports))
    parameters, begin = learn(ordered), time.perf_counter()
    score(ordered, parameters, compiled=True)
    return time.perf_counter() - begin


def measured(method: Callable[[Reports, Integers], Integers], count: int, seed: int) -> dict[str, float]:
    """Run ``method`` in a process of its own, so that each has its own peak memory."""
    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=_measure, args=(there, method, count, seed))
    child.start()
    result: dict[str, float] = here.recv()
    child.join()
    return result


def _measure(to: Connection, method: Callable[[Reports, Integers], Integers], count: int, seed: int) -> None:
    reports, truth = draw(count, RECIPE, np.random.default_rng(seed))
    begin, busy = time.perf_counter(), time.process_time()
    found = method(reports, truth)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - busy
    own, child = (resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    to.send({"f1": pairs_f1(truth, found), "seconds": seconds, "cpu": cpu, "mb": max(own, child)})


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("reports", type=int, nargs="*", default=[100_000])
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--splink", metavar="PYTHON")
    given = ask.parse_args()
    methods = {"truceline": ours, "knows the generator": knows_the_generator}
    if given.splink:
        methods["Splink"] = splink(given.splink)
    print(f"compiled code was ready after {made_ready():.1f} s, not counted below")
    print(f"{'method':<20} {'reports':>9} {'F1':>6} {'seconds':>8} {'MB':>6} {'F1 / ours':>10} {'time / ours':>12}")
    for count in given.reports:
        rows = {name: measured(method, count, given.seed) for name, method in methods.items()}
        mine = rows["truceline"]
        for name, row in rows.items():
            ratios = f"{row['f1'] / mine['f1']:>10.3f} {row['seconds'] / mine['seconds']:>12.2f}"
            print(f"{name:<20} {count:>9,} {row['f1']:>6.3f} {row['seconds']:>8.2f} {row['mb']:>6.0f} {ratios}")
        if "Splink" in rows:
            faster = rows["Splink"]["seconds"] / mine["seconds"]
            print(f"truceline links {count:,} reports {faster:.1f} times as fast as Splink")


if __name__ == "__main__":
    main()
