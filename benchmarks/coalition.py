"""Time the coalition room against the numbers to reach, and check it on the way: python benchmarks/coalition.py.

Pledges are drawn with seed 1: up to two facts each, half of them waiting for another contributor, a fifth for mass.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np

from truceline.coalition.chances import outlook
from truceline.coalition.conditions import AtLeast, Condition, Fact, Joined, Mass, every
from truceline.coalition.pivots import pivots, sampled_pivots
from truceline.coalition.pledges import Pledge
from truceline.coalition.scenarios import Chance
from truceline.coalition.thresholds import threshold_indices
from truceline.coalition.worlds import every_world, present, standing, these_worlds, total_brought
from truceline.records.quantities import Range, Reliance


def draw(pledges: int, facts: int, contributors: int, rng: np.random.Generator) -> list[Pledge]:
    made = []
    for i in range(pledges):
        own = i % contributors
        parts: list[Condition] = [Fact(f"f{rng.integers(facts)}") for _ in range(rng.integers(0, 3))]
        if rng.random() < 0.5:
            parts.append(Joined(f"c{(own + 1 + rng.integers(contributors - 1)) % contributors}"))
        if rng.random() < 0.2:
            parts.append(Mass("personnel", float(rng.integers(1, 8) * 1000)))
        condition = AtLeast(1, tuple(parts)) if parts and rng.random() < 0.4 else every(*parts)
        made.append(pledge(f"p{i}", f"c{own}", float(rng.integers(1, 50) * 100), condition))
    return made


def pledge(name: str, who: str, personnel: float, condition: Condition) -> Pledge:
    one = Range(1, 1, 1)
    size = Range(personnel, personnel, personnel)
    terms = ("presence", "in-country", 30, 6, 2)
    return Pledge(
        name, who, "infantry", name, one, size, *terms, condition, (), (), (), (), (), None, Reliance.ASSUMED, ""
    )


def timed(label: str, run, limit: float):
    start = perf_counter()
    result = run()
    seconds = perf_counter() - start
    print(f"{label:66} {seconds:7.3f} s   limit {limit:g} s   {'met' if seconds < limit else 'MISSED'}")
    return result


def game(pledges: list[Pledge], players: list[str], facts: int):
    fixed = {f"f{i}": True for i in range(facts)}

    def values(joined):
        worlds = these_worlds([present(p) for p in players], joined, fixed)
        return total_brought(pledges, worlds, standing(pledges, worlds))

    def exact():
        worlds = every_world([present(p) for p in players], fixed)
        return pivots(players, total_brought(pledges, worlds, standing(pledges, worlds)))

    return values, exact


def main() -> None:
    rng = np.random.default_rng(1)
    for facts, limit in ((12, 1), (20, 10)):
        pledges = draw(60, facts, 30, rng)
        chances = {f"f{i}": Chance(0.3, 0.6, "") for i in range(facts)}
        timed(f"exact distribution, {facts} facts x 60 pledges", lambda p=pledges, c=chances: outlook(p, c, {}), limit)
    players = [f"c{i}" for i in range(20)]
    _, exact = game(draw(40, 6, 20, rng), players, 6)
    timed("Shapley and Banzhaf, conditional game, 20 contributors, exact", exact, 10)
    players = [f"c{i}" for i in range(40)]
    values, _ = game(draw(80, 6, 40, rng), players, 6)
    found = timed(
        "Shapley, conditional game, 40 contributors, 200 orders",
        lambda: sampled_pivots(players, values, orders=200, rng=rng),
        10,
    )
    widest = max(p.margin for p in found)
    print(f"    widest 95 % interval: +- {widest:,.0f} of {sum(p.shapley for p in found):,.0f} personnel in all")
    weights = rng.integers(1, 100, 75).tolist()
    shapley, _ = timed(
        "threshold, 75 contributors, exact", lambda: threshold_indices(weights, sum(weights) // 2 + 1), 1
    )
    print(f"    indices sum to {sum(shapley)}")


if __name__ == "__main__":
    main()
