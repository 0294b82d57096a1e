"""The smallest set of simultaneous announcements that turns waiting into firm.

Contributors who announce stand by their pledges at once, though their conditions on others are not met yet;
everybody else then follows as conditions come true. Which smallest set makes the firm force as large as the
attainable one?

Found by implicit hitting sets [1]_: whatever set of announcements does not suffice leaves some force closed, in
which nobody else moves. Every sufficient set must then hold somebody outside that closed force. A small integer
programme picks the fewest contributors who meet all such demands found so far; when its pick suffices, it is proven
smallest, and the demands are the proof.

.. [1] Moreno-Centeno, E., Karp, R. M. (2013). The implicit hitting set approach to solve combinatorial
   optimization problems. *Operations Research* 61(2), 453-468.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy

from truceline.coalition.conditions import every
from truceline.coalition.pledges import Pledge, resolve
from truceline.solvers.highs import solve
from truceline.solvers.milp import Milp


@dataclass(frozen=True, slots=True)
class Announcements:
    """The fewest ``contributors`` whose announcement makes all of the attainable force firm.

    ``demands`` prove it: one of each must announce, and no smaller set meets them all.
    """

    contributors: tuple[str, ...]
    demands: tuple[frozenset[str], ...]


def smallest_announcement(pledges: Sequence[Pledge], facts: Mapping[str, bool]) -> Announcements:
    """Find the fewest contributors who, by announcing together, turn all that waits into firm.

    Empty where nothing waits. Each round resolves the pledges once for every waiting contributor and
    solves one small integer programme; rounds are few in practice, exponential at worst.
    """
    goal = resolve(pledges, facts).attainable
    waiting = sorted({p.contributor for p in pledges if p.id in goal})
    demands: list[frozenset[str]] = []
    chosen: tuple[str, ...] = ()
    while not _suffices(pledges, facts, chosen, goal):
        demands.append(_demand(pledges, facts, chosen, waiting, goal))
        chosen = _fewest(waiting, demands)
    return Announcements(chosen, tuple(demands))


def _suffices(
    pledges: Sequence[Pledge], facts: Mapping[str, bool], announced: Sequence[str], goal: frozenset[str]
) -> bool:
    given = [_announced(p) if p.contributor in announced and p.id in goal else p for p in pledges]
    return resolve(given, facts).firm >= goal


def _announced(pledge: Pledge) -> Pledge:
    return replace(pledge, condition=every(), approvals=())


def _demand(
    pledges: Sequence[Pledge],
    facts: Mapping[str, bool],
    chosen: tuple[str, ...],
    waiting: Sequence[str],
    goal: frozenset[str],
) -> frozenset[str]:
    # The more who announce in vain, the fewer are left to choose from, and the stronger the demand.
    vain = list(chosen)
    for who in waiting:
        if who not in vain and not _suffices(pledges, facts, [*vain, who], goal):
            vain.append(who)
    return frozenset(waiting) - frozenset(vain)


def _fewest(waiting: Sequence[str], demands: Sequence[frozenset[str]]) -> tuple[str, ...]:
    # Of sets of the same size the one of the first names, whatever the solver would take: all names add less than one.
    n, rows = len(waiting), len(demands)
    cost = 1 + np.arange(n) / (n * (n + 1))
    matrix = scipy.sparse.csr_array(
        np.array([[who in demand for who in waiting] for demand in demands], dtype=np.float64)
    )
    found = solve(
        Milp(
            gain=-cost,
            matrix=matrix,
            row_low=np.ones(rows),
            row_high=np.full(rows, np.inf),
            column_low=np.zeros(n),
            column_high=np.ones(n),
            integer=np.ones(n, dtype=bool),
        )
    )
    return tuple(who for who, picked in zip(waiting, found.values, strict=True) if picked > 0.5)
