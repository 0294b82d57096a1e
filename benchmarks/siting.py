"""Location models against spopt, on the same instances in one run.

    PYTHONPATH=src python benchmarks/siting.py --spopt /path/to/python/with/spopt [--quick]

Prints, for each instance, seconds on both sides (building the model included, reading excluded), the ratio and
whether both prove the same optimal value; then the large instances, which spopt is not given, with gap, seconds
and peak memory. All instances are a strip of 1,000 x 30 km with uniform demands and sites, seed 1, unless they say
"line" (1,200 km, winding). spopt solves with HiGHS, its default gap set to 0.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

MODELS = [
    ("mclp", 1_000, 500, 20),
    ("mclp", 5_000, 1_000, 30),
    ("lscp", 1_000, 500, 0),
    ("lscp", 5_000, 1_000, 0),
    ("p_median", 300, 100, 10),
    ("p_median", 1_000, 200, 20),
    ("p_center", 300, 100, 10),
]
RADIUS_KM = 10.0
LIMIT_S = 600

SPOPT = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np, pulp
from scipy.spatial.distance import cdist
from spopt.locate import LSCP, MCLP, PCenter, PMedian
model, path, number, radius = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
data = np.load(path)
began = time.perf_counter()
cost = cdist(data["demands"], data["sites"])
if model == "mclp":
    built = MCLP.from_cost_matrix(cost, data["weight"], radius, p_facilities=number)
elif model == "lscp":
    built = LSCP.from_cost_matrix(cost, radius)
elif model == "p_median":
    built = PMedian.from_cost_matrix(cost, data["weight"], p_facilities=number)
else:
    built = PCenter.from_cost_matrix(cost, p_facilities=number)
built.solve(pulp.HiGHS(msg=False, gapRel=0.0, threads=1))
print(json.dumps({"seconds": time.perf_counter() - began, "value": float(pulp.value(built.problem.objective))}))
"""


def strip(demands, sites):
    rng = np.random.default_rng(1)
    return {
        "demands": rng.uniform((0, 0), (1_000, 30), (demands, 2)),
        "sites": rng.uniform((0, 0), (1_000, 30), (sites, 2)),
        "weight": rng.integers(1, 10, demands).astype(float),
    }


def winding(demands, sites):
    rng = np.random.default_rng(1)
    x = np.linspace(0, 1_200, demands)
    y = sum(a * np.sin(2 * np.pi * x / length) for a, length in ((30, 400), (10, 90), (3, 17)))
    line = np.column_stack([x, y])
    near = line[rng.integers(0, demands, sites)] + rng.normal(0, 5, (sites, 2))
    return {"demands": line, "sites": near, "weight": np.full(demands, 1_200 / demands)}


def cover(data, radius, *, gradual=False):
    pairs = cKDTree(data["sites"]).sparse_distance_matrix(cKDTree(data["demands"]), radius, output_type="ndarray")
    chance = 0.95 * (1 - (pairs["v"] / radius) ** 2) if gradual else np.ones(len(pairs))
    shape = (len(data["sites"]), len(data["demands"]))
    return csr_array((chance, (pairs["i"], pairs["j"])), shape=shape)


def reachable(data, radius):
    """Leave out demands that no site covers: LSCP has no answer for them."""
    near = cKDTree(data["sites"]).query(data["demands"])[0] <= radius
    return data | {"demands": data["demands"][near], "weight": data["weight"][near]}


def ours(model, data, number):
    from truceline.siting.location.lscp import lscp
    from truceline.siting.location.mclp import mclp
    from truceline.siting.location.p_center import p_center
    from truceline.siting.location.p_median import p_median
    from truceline.siting.location.problem import one_kind

    began = time.perf_counter()
    if model == "mclp":
        found = mclp(one_kind(cover(data, RADIUS_KM), number), data["weight"])
    elif model == "lscp":
        found = lscp(cover(data, RADIUS_KM))
    else:
        apart = csr_array(cdist(data["sites"], data["demands"]))
        found = p_median(apart, data["weight"], number) if model == "p_median" else p_center(apart, number)
    return time.perf_counter() - began, found


def theirs(python, model, data, number):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "instance.npz"
        np.savez(path, **data)
        command = [python, "-c", SPOPT, model, str(path), str(number), str(RADIUS_KM)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=LIMIT_S)
        except subprocess.TimeoutExpired:
            return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def compare(python, quick):
    print(f"{'model':<9} {'demands x sites x p':<20} {'ours s':>8} {'spopt s':>8} {'ratio':>7}  value")
    for model, demands, sites, number in MODELS[: 1 if quick else None]:
        data = strip(demands, sites)
        data = reachable(data, RADIUS_KM) if model == "lscp" else data
        seconds, found = ours(model, data, number)
        size = f"{demands:,} x {sites:,} x {number or '-'}"
        other = theirs(python, model, data, number) if python else None
        if other is None:
            print(f"{model:<9} {size:<20} {seconds:8.2f} {'-':>8} {'-':>7}  {found.objective:,.3f} {found.status}")
            continue
        same = "equal" if abs(found.objective - other["value"]) <= 1e-6 * abs(other["value"]) else "DIFFERENT"
        print(
            f"{model:<9} {size:<20} {seconds:8.2f} {other['seconds']:8.2f} {other['seconds'] / seconds:7.1f}  "
            f"{found.objective:,.3f} ({found.status}) against {other['value']:,.3f}: {same}"
        )


def large():
    from truceline.siting.location.mclp import mclp
    from truceline.siting.location.problem import one_kind

    print(f"\n{'20,000 x 5,000 x 300':<34} {'covered':>8} {'bound':>8} {'gap':>8} {'seconds':>8} {'peak MB':>8}")
    cases = [
        ("strip, 10 km, all or nothing", strip(20_000, 5_000), 10.0, False),
        ("strip, 4 km, all or nothing", strip(20_000, 5_000), 4.0, False),
        ("line, 2.5 km, all or nothing", winding(20_000, 5_000), 2.5, False),
        ("line, 4 km, gradual and joint", winding(20_000, 5_000), 4.0, True),
    ]
    for name, data, radius, gradual in cases:
        began = time.perf_counter()
        found = mclp(one_kind(cover(data, radius, gradual=gradual), 300), data["weight"])
        seconds, total = time.perf_counter() - began, data["weight"].sum()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name:<34} {found.objective / total:8.4f} {found.bound / total:8.4f} {found.gap:8.2%} "
            f"{seconds:8.1f} {peak:8.0f}"
        )


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument(
        "--spopt", metavar="PYTHON", help="a Python with spopt and highspy; without it only our side runs"
    )
    options.add_argument("--quick", action="store_true", help="the first instance only")
    chosen = options.parse_args()
    compare(chosen.spopt, chosen.quick)
    if not chosen.quick:
        large()


if __name__ == "__main__":
    sys.exit(main())
