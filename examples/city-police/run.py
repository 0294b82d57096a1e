"""Plan police for an invented city without a line: places to watch, roads to patrol, one drone."""

from pathlib import Path

import truceline

case = truceline.read_case(Path(__file__).parent / "case")
plan = truceline.plan(case, version=truceline.__version__)

for made in plan.scenarios:
    siting, force = made.own.siting, made.own.generation
    print(f"{made.scenario.id}: {force.deployed:.0f} deployed, pool {force.pool:.0f}, filled {made.own.fill.share:.0%}")
    print("  seen {:.1%} by day, {:.1%} by night".format(*siting.mean_detection))
    print(f"  half reached within {siting.median_minutes:.1f} min")
    print("  posts:", *(post.site for post in siting.posts))
    print("  orbit kept up:", *(f"{share:.2f}" for share in siting.orbit_shares))
    for patrol in siting.patrols:
        print(
            f"  {patrol.unit_id}: {patrol.revisit.text}, sees {patrol.day:.0%} by day and {patrol.night:.0%} by night"
        )

cut, siting = plan.segments, plan.scenarios[-1].own.siting
for name in ("hospital-square", "tram-depot", "customs"):
    n = cut.watched.ids.index(name)
    print(
        f"{name}: seen {siting.day[n]:.4f} by day, {siting.night[n]:.4f} by night, reached in {siting.minutes[n]:.1f}"
    )
