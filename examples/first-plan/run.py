"""Plan the small invented case from Python, and read the result."""

from importlib import resources
from pathlib import Path

import truceline

folder = Path(str(resources.files("truceline") / "cases" / "two-rivers"))
plan = truceline.plan(truceline.read_case(folder), version=truceline.__version__)

for made in plan.scenarios:
    force, (day, night) = made.own.generation, made.own.siting.mean_detection
    print(f"{made.scenario.id}: {made.firm.likely:.0f} firm, {made.attainable.likely:.0f} attainable")
    print(f"  deployed {force.deployed:.0f}, pool {force.pool:.0f}, filled {made.own.fill.share:.0%}")
    low, high = made.ranges.ends["covered_day"]
    print(f"  seen {day:.0%} by day ({low:.0%} to {high:.0%}), {night:.0%} by night")

print("unlocks most:", plan.unlocks[0].fact)
