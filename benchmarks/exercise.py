"""The exercise room: speed on `ukraine`, scaling, two workers, paired scenarios, and the fit on lethal events.

    PYTHONPATH=src python benchmarks/exercise.py [--replications 1000] [--dask]

Prints what comes out, whatever it is: seconds for 1,000 replications of 365 days, growth with their number, speed-up
on two processes (and two dask workers), the same bytes or not; differences with and without the US backstop and by size
of force; and the self-exciting process fitted to UCDP GED 2014-2021 (read from ../shared/data where it is there).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import time
from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from truceline import __version__
from truceline.casefolder.cases import find_case, read_case
from truceline.compute.cluster import over
from truceline.exercise.daily import fit, process_of, time_rescaling
from truceline.exercise.montecarlo import blocks, difference, differences, gathered, run_block
from truceline.exercise.replication import Outcomes
from truceline.workflow.rehearse import prepare

UCDP = Path(__file__).parents[2] / "shared/data/reports/ucdp_ged_ukraine_2014-2022.csv"
SECTORS = ("Donetsk oblast", "Luhansk oblast")
WITH, WITHOUT = "truce-us-backstop", "truce-no-us-backstop"
SIZES = (10_000, 25_000, 100_000)


def digest(outcomes):
    """Hash every array of every scenario."""
    found = hashlib.sha256()
    for each in outcomes.values():
        for field in fields(Outcomes):
            found.update(getattr(each, field.name).tobytes())
    return found.hexdigest()[:16]


def timed(trial, replications, **how):
    began = time.perf_counter()
    pieces = blocks(trial.every, replications)
    done = over(run_block, trial, pieces, progress=lambda *_: None, **how)
    outcomes = gathered(zip(pieces, done.results, strict=True))
    return time.perf_counter() - began, outcomes


def speed(trial, replications, dask):
    one_scenario = replace(trial, grounds={WITH: trial.grounds[WITH]}, additions=())
    for number in (replications // 4, replications // 2, replications):
        before = time.process_time()
        seconds, outcomes = timed(one_scenario, number)
        used = time.process_time() - before
        length = f"{number:5} replications x {trial.exercise.days} days"
        print(f"  1 process, {length}: {seconds:6.1f} s, of which {used:.1f} s on a core")
    single, base = seconds, digest(outcomes)
    seconds, outcomes = timed(one_scenario, replications, workers=2)
    same = digest(outcomes) == base
    print(f"  2 processes: {seconds:6.1f} s, {single / seconds:.2f} x one; same bytes: {same}")
    if dask:
        dask_speed(one_scenario, replications, base)


def dask_speed(trial, replications, base):
    from distributed import LocalCluster

    taken = {}
    for workers in (1, 2):
        with LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
            taken[workers], outcomes = timed(trial, replications, scheduler=cluster.scheduler_address)
        print(f"  dask, {workers} workers: {taken[workers]:6.1f} s; same bytes: {digest(outcomes) == base}")
    print(f"  dask: 2 workers are {taken[1] / taken[2]:.2f} x one")


def compared(trial, replications):
    _, outcomes = timed(trial, replications, workers=2)
    show(differences(outcomes))


def added(trial, replications):
    mine = tuple(more for more in trial.additions if more.scenario == WITH)
    seconds, outcomes = timed(replace(trial, additions=mine), replications, workers=2)
    print(f"  {replications} replications on {len(outcomes)} grounds, 2 processes: {seconds:.1f} s")
    for more in mine:
        show(difference(WITH, more.id, outcomes))


def show(found):
    for each in found:
        words = "" if each.by.shows_a_difference else "   no difference can be shown"
        by = f"{each.by.value:+8.3f} ({each.by.low:+.3f} to {each.by.high:+.3f})"
        print(f"  {each.second:27} less {each.first:22} {each.measure:11} {by}{words}")


def by_size(trial, deployed, replications):
    """The same ground watched by a force of another size: detection is ``1 - (1 - p) ** (size / deployed)``."""
    ground = trial.grounds[WITH]
    grounds = {}
    for size in SIZES:
        share = size / deployed
        seen = {name: 1 - (1 - getattr(ground, name)) ** share for name in ("day", "night")}
        forces = np.maximum(1, np.rint(ground.forces * share).astype(np.int64))
        grounds[f"{size:,} deployed"] = replace(ground, forces=forces, **seen)
    compared(replace(trial, grounds=grounds, additions=()), replications)


def lethal_events(first, last):
    """Counts (days, sectors) of events whose day is known, from the first of May where the first year is 2014."""
    start = np.datetime64(f"{first}-05-01" if first == 2014 else f"{first}-01-01")
    days = int((np.datetime64(f"{last + 1}-01-01") - start) / np.timedelta64(1, "D"))
    counts = np.zeros((days, len(SECTORS)), dtype=np.int64)
    with UCDP.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = int((np.datetime64(row["date_start"][:10]) - start) / np.timedelta64(1, "D"))
            if row["adm_1"] in SECTORS and row["date_prec"] == "1" and 0 <= day < days:
                counts[day, SECTORS.index(row["adm_1"])] += 1
    return counts


def fitted(first, last):
    counts = lethal_events(first, last)
    found = fit(counts, sectors=SECTORS)
    print(f"  {first}-{last}: {found.events} events on {len(counts)} days; converged: {found.converged}")
    for e in found.estimates:
        print(f"    {e.name:26} {e.value:8.3f}  (95 %: {e.low:.3f} to {e.high:.3f})")
    test = time_rescaling(counts, process_of(found), np.random.default_rng(1))
    verdict = "rejected" if min(test.p_value, test.correlation_p) < 0.025 else "not rejected"
    print(
        f"    time rescaling: KS {test.statistic:.4f} (p = {test.p_value:.3g}), neighbours {test.correlation:+.3f}",
        end="",
    )
    print(f" (p = {test.correlation_p:.3g}): {verdict}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=1_000)
    parser.add_argument("--dask", action="store_true")
    asked = parser.parse_args()
    case = read_case(find_case("ukraine").folder)
    began = time.perf_counter()
    plan, trial = prepare(case, version=__version__, seed=case.seed, scenarios=[WITH, WITHOUT])
    print(f"planning two scenarios of ukraine: {time.perf_counter() - began:.1f} s")
    print("speed, one scenario")
    speed(trial, asked.replications, asked.dask)
    print("with and without the US backstop, paired")
    compared(replace(trial, additions=()), asked.replications)
    print("with a hundred observers or one orbit more, paired")
    added(replace(trial, grounds={WITH: trial.grounds[WITH]}), asked.replications)
    deployed = plan.scenarios[0].own.generation.deployed
    print(f"by size of the deployed force, paired (sited: {deployed:,.0f})")
    by_size(trial, deployed, asked.replications)
    if UCDP.exists():
        print("self-exciting process fitted to UCDP GED, lethal events by day and place")
        fitted(2014, 2021)
        fitted(2016, 2021)


if __name__ == "__main__":
    main()
