"""How near to the best, how fast and with how much memory a force is generated, beside the plain programme.

    python benchmarks/generation.py [--plain SECONDS] [--seed N]

Instances are random, from a seed. Capabilities: a tenth as many as lines. A line asks for 1 or 2 units of one
capability in one of 6 sectors for one of 4 tasks over a window of at least 6 months; 3 in 10 lines are critical, and
3 in 10 take a substitute for 0.5 or 0.75. A unit has 1 to 4 tours of 3 to 7 months, arrives within 240 days, rests 1
to 3 tours' length between two, unless (4 in 10) it is a presence; half of the units are barred from one task in one
sector, 3 in 10 from one task everywhere, 1 in 5 serves only in adjacent countries, 4 in 10 need one of three enablers.
Every pledge is of one unit, so that no two are alike: the hardest case. ``alike`` gives pledges of 1 to 4 units.

The plain programme is the time-indexed one (a whole-number column for each unit, line and month) that ``generate``
solves where it is small, given to HiGHS with a limit on time, stage by stage; its second stage keeps what
``generate`` reached on critical lines.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from dataclasses import replace

import numpy as np

from truceline.generation.exact.columns import columns
from truceline.generation.exact.programme import at_least, gains, programme
from truceline.generation.generate import generate
from truceline.generation.problem import given
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Caveat, Unit
from truceline.records.quantities import Reliance
from truceline.solvers.highs import solve

SECTORS = tuple(f"sector-{i}" for i in range(6))
TASKS = ("observe", "patrol", "escort", "react")
GOALS = ((60, 40, 24, 1), (200, 120, 24, 1), (200, 120, 24, 4), (500, 250, 36, 1), (500, 250, 36, 4))
GROWTH = ((100, 60, 24, 1), (200, 120, 24, 1), (400, 240, 24, 1), (800, 480, 24, 1), (200, 120, 48, 1))


def instance(seed: int, units: int, lines: int, months: int, alike: int = 1):
    """Draw a statement of requirements and units as the module describes."""
    rng = np.random.default_rng(seed)
    capabilities = [f"capability-{i}" for i in range(max(4, lines // 10))]
    drawn = [_line(rng, i, capabilities, months) for i in range(lines)]
    force: list[Unit] = []
    while len(force) < units:
        pledge = _unit(rng, f"pledge-{len(force):03}", capabilities)
        copies = min(int(rng.integers(1, alike + 1)), units - len(force))
        force += [replace(pledge, id=f"{pledge.pledge}#{n + 1}") for n in range(copies)]
    return drawn, force


def _line(rng: np.random.Generator, index: int, capabilities: list[str], months: int) -> RequirementLine:
    first = int(rng.integers(1, months // 3))
    own, other = (str(c) for c in rng.choice(capabilities, 2, replace=False))
    return RequirementLine(
        id=f"line-{index:03}",
        concept="random",
        title="",
        capability=own,
        quantity=int(rng.integers(1, 3)),
        sector=str(rng.choice(SECTORS)),
        tasks=(str(rng.choice(TASKS)),),
        locations=frozenset(("in-country",) if rng.random() < 0.7 else ("in-country", "adjacent")),
        from_month=first,
        to_month=int(rng.integers(first + 6, months + 1)),
        critical=bool(rng.random() < 0.3),
        substitutes=((other, float(rng.choice([0.5, 0.75]))),) if rng.random() < 0.3 else (),
        sizing="",
        standing=Reliance.ASSUMED,
        source="",
        note="",
    )


def _unit(rng: np.random.Generator, pledge: str, capabilities: list[str]) -> Unit:
    capability, tour = int(rng.integers(len(capabilities))), int(rng.integers(3, 8))
    caveats = []
    if rng.random() < 0.5:
        caveats.append(Caveat("prohibition", str(rng.choice(TASKS)), str(rng.choice(SECTORS)), 0, ""))
    if rng.random() < 0.3:
        caveats.append(Caveat("prohibition", str(rng.choice(TASKS)), "", 0, ""))
    return Unit(
        id=pledge,
        pledge=pledge,
        contributor=f"contributor-{rng.integers(30)}",
        capability=capabilities[capability],
        location="in-country" if rng.random() < 0.8 else "adjacent",
        personnel=500.0,
        pool=1500.0,
        ready_days=int(rng.integers(0, 240)),
        tour_months=tour,
        rest_months=0 if rng.random() < 0.4 else int(rng.integers(tour, 3 * tour)),
        tours=int(rng.integers(1, 5)),
        caveats=tuple(caveats),
        needs=(capabilities[int(rng.integers(3))],) if capability >= 3 and rng.random() < 0.4 else (),
    )


def ours(seed: int, size: tuple[int, int, int, int]) -> dict[str, object]:
    lines, units = instance(seed, *size)
    began = time.perf_counter()
    plan = generate(lines, units, months=size[2])
    seconds = time.perf_counter() - began
    stages = {s.name: (s.value, abs(s.bound - s.value) / max(s.bound, 1e-9)) for s in plan.stages}
    weighted = plan.objective, (plan.bound - plan.objective) / plan.bound
    return {"seconds": seconds, "weighted": weighted, **stages, "fill": plan.fill, "critical fill": plan.critical_fill}


def plain(seed: int, size: tuple[int, int, int, int], limit: float, critical: float) -> dict[str, object]:
    lines, units = instance(seed, *size)
    force = given(lines, units, size[2])
    cols = columns(force)
    milp, aims = programme(force, cols), gains(force, cols)
    began = time.perf_counter()
    first = solve(replace(milp, gain=aims["critical"]), gap=1e-4, seconds=limit, start=np.zeros(cols.total))
    kept = at_least(milp, aims["critical"], critical - 1e-6)
    second = solve(replace(kept, gain=aims["fill"]), gap=1e-4, seconds=limit)
    seconds = time.perf_counter() - began
    found = {name: (r.objective, r.gap) for name, r in (("critical", first), ("fill", second))}
    return {"seconds": seconds, "columns": len(cols.pair), **found}


def apart(work, *arguments):
    """Run ``work`` in a process of its own and add its peak memory (MB)."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (work, arguments))


def _measured(work, arguments):
    found = work(*arguments)
    return found | {"peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def show(found: dict[str, object]) -> str:
    parts = []
    for name, value in found.items():
        if isinstance(value, tuple):
            parts.append(f"{name} {value[0]:,.1f} (gap {value[1]:.2%})")
        else:
            parts.append(f"{name} {value:,.2f}")
    return ", ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description="Force generation beside the plain programme.")
    parser.add_argument(
        "--plain", type=float, default=60.0, help="seconds per stage for the plain programme; 0: leave out"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print("units x lines x months (units alike per pledge, at most)")
    for size in GOALS:
        mine = apart(ours, options.seed, size)
        print(f"{size}\n  generate: {show(mine)}", flush=True)
        if options.plain:
            other = apart(plain, options.seed, size, options.plain, mine["critical"][0])
            print(
                f"  plain:    {show(other)}\n  seconds, plain / generate: {other['seconds'] / mine['seconds']:.1f}",
                flush=True,
            )
    print("growth")
    for size in GROWTH:
        print(f"{size}  {show(apart(ours, options.seed, size))}", flush=True)


if __name__ == "__main__":
    main()
