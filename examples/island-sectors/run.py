"""Plan peacekeepers for an invented island of three sectors: places to watch, camps for two, companies that rest."""

from datetime import date
from pathlib import Path

import truceline
from truceline.records.pools import pool_needs

case = truceline.read_case(Path(__file__).parent / "case")

for day in (None, date(2033, 3, 5)):
    plan = truceline.plan(case, version=truceline.__version__, as_of=day)
    own = plan.scenarios[0].own
    force, siting = own.generation, own.siting
    print(f"as of {plan.as_of}: {force.deployed:.0f} deployed at the peak, filled {own.fill.share:.1%}")
    print("  deployed by month:", *(f"{people:.0f}" for people in force.deployed_by_month))
    for pool in pool_needs(force.pools, case.pools, plan.as_of):
        stated = f"{pool.stated.people.likely:.0f}" if pool.stated else "nothing"
        print(f"  pool of {pool.contributor}: {pool.needed:.0f} needed, stated: {stated}")

plan = truceline.plan(case, version=truceline.__version__, scenarios=("as-stated",))
own = plan.scenarios[0].own
for placed in (*own.siting.posts, *own.siting.bases):
    print(f"{placed.site}: {placed.unit_id}")
for closed in own.closed:
    print(f"{closed.site} is closed: {closed.why}")
for left in own.siting.left_over:
    print(f"left over: {left.part:g} of a {left.role}, {left.unit_id}")
