"""What each fact is worth: which announcement, vote or signature unlocks most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from truceline.case import Case
from truceline.coalition.chances import with_rules
from truceline.coalition.pivots import pivots
from truceline.coalition.pledges import current
from truceline.coalition.scenarios import close
from truceline.coalition.worlds import Worlds, bits, every_world, standing, total_brought
from truceline.results.coalition import FactBoard, Unlock

MOST_ON_BOARD = 10
"""How many facts a reader can switch: 2 ** 10 worlds are computed ahead."""


def unlocks(case: Case, day: date) -> tuple[Unlock, ...]:
    """Value every fact that does not hold on ``day``, in firm personnel (likely), the most valuable first.

    A fact that the rules imply from what holds does hold, and what they imply from the others is not lost by itself.
    Exact: all combinations of those facts are resolved, so time grows with 2 ** facts; at most 24.
    """
    known = close({record.id: record.value(day) for record in case.facts}, case.rules)
    free = [name for name, holds in known.items() if not holds]
    pledges, worlds = current(case.pledges, day), _worlds(free, case, day)
    value = total_brought(pledges, worlds, standing(pledges, worlds))
    found = (
        Unlock(
            fact=pivot.player,
            value=pivot.shapley,
            alone=float(value[1 << i] - value[0]),
            last=float(value[-1] - value[-1 - (1 << i)]),
        )
        for i, pivot in enumerate(pivots(free, value))
    )
    return tuple(sorted(found, key=lambda u: (-u.value, -u.last, u.fact)))


def board(case: Case, day: date, valued: Sequence[Unlock]) -> FactBoard:
    """Resolve every combination of the facts that decide most, at most ``MOST_ON_BOARD``."""
    free = [u.fact for u in valued if u.value > 0][:MOST_ON_BOARD]
    pledges = current(case.pledges, day)
    worlds = _worlds(free, case, day)
    force = standing(pledges, worlds)
    contributors = sorted({p.contributor for p in pledges})
    firm = np.zeros(worlds.count, dtype=np.int64)
    for pledge, row in zip(pledges, bits(force, worlds.count), strict=True):
        firm |= row.astype(np.int64) << contributors.index(pledge.contributor)
    return FactBoard(tuple(free), tuple(contributors), total_brought(pledges, worlds, force), firm)


def _worlds(free: Sequence[str], case: Case, day: date) -> Worlds:
    fixed = {record.id: record.value(day) for record in case.facts if record.id not in free}
    return with_rules(every_world(free, fixed), case.rules)
