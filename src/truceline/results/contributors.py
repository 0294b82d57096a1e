"""How many people each contributor of one scenario's force pledges, deploys and holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.results.force import ForceView
from truceline.results.names import Names


@dataclass(frozen=True, slots=True)
class ContributorPeople:
    """One contributor: personnel ``pledged``, ``deployed`` at its own peak, and the ``pool`` to keep them there."""

    name: str
    pledged: float
    deployed: float
    pool: float


def people_by_contributor(view: ForceView, names: Names) -> tuple[ContributorPeople, ...]:
    """Compute each contributor's personnel pledged to the force, deployed at its own peak, and pool; largest first."""
    months = view.plan.filled.shape[1]
    units = {unit.id: unit for unit in view.units}
    deployed = {unit.contributor: np.zeros(months) for unit in view.units}
    for tour in view.plan.assignments:
        unit = units[tour.unit]
        deployed[unit.contributor][tour.first_month - 1 : tour.last_month] += unit.personnel
    pools = dict(view.plan.pools)
    found = [
        ContributorPeople(
            name=names.actor(who),
            pledged=sum(u.personnel for u in view.units if u.contributor == who),
            deployed=float(by_month.max()),
            pool=pools.get(who, 0.0),
        )
        for who, by_month in deployed.items()
    ]
    return tuple(sorted(found, key=lambda c: (-c.pool, c.name)))
