"""What each fact is worth: which announcement, vote or signature unlocks most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truceline.case import Case
from truceline.coalition.chances import with_rules
from truceline.coalition.pivots import pivots
from truceline.coalition.pledges import Pledge, current
from truceline.coalition.worlds import every_world, standing, total_brought
from truceline.results import Unlock

Floats = NDArray[np.float64]


def unlocks(case: Case, day: date) -> tuple[Unlock, ...]:
    """Value every fact that does not hold on ``day``, in firm personnel (likely), the most valuable first.

    Exact: all combinations of those facts are resolved, so time grows with 2 ** facts; at most 24.
    """
    free = [record.id for record in case.facts if not record.value(day)]
    value = firm_in_every_world(current(case.pledges, day), free, case, day)
    found = (
        Unlock(
            fact=pivot.player,
            value=pivot.shapley,
            alone=float(value[1 << i] - value[0]),
            last=float(value[-1] - value[_without(free[i], free, case)]),
        )
        for i, pivot in enumerate(pivots(free, value))
    )
    return tuple(sorted(found, key=lambda u: (-u.value, -u.last, u.fact)))


def firm_in_every_world(pledges: Sequence[Pledge], free: Sequence[str], case: Case, day: date) -> Floats:
    """Give the firm personnel for each combination of the ``free`` facts, the others as stated on ``day``."""
    fixed = {record.id: record.value(day) for record in case.facts if record.id not in free}
    worlds = with_rules(every_world(free, fixed), case.rules)
    return total_brought(pledges, worlds, standing(pledges, worlds))


def _without(fact: str, free: Sequence[str], case: Case) -> int:
    # The number of the world in which all hold but this one; what would imply it cannot hold either.
    lost = {fact}
    while more := {w for r in case.rules if r.then in lost for w in r.when if w in free} - lost:
        lost |= more
    return sum(1 << i for i, name in enumerate(free) if name not in lost)
