"""The maximal covering location problem: with so many assets, cover as much weight as possible.

Church and ReVelle's model [1]_, with gradual cover instead of all or nothing, and joint instead of best cover: an
event is seen if at least one post sees it, 1 - prod(1 - p), posts taken as independent. What is reported is that value
itself; the bound is on the same value (see ``bound``). Several kinds of asset, each with its budget, are rows of
one table of candidates.

.. [1] Church, R., ReVelle, C. (1974). The maximal covering location problem. *Papers of the Regional Science
   Association* 32, 101-118.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from truceline.agreement.line import Floats
from truceline.siting.location.bound import bound
from truceline.siting.location.exact import finished
from truceline.siting.location.problem import Candidates, Located, detected
from truceline.siting.location.search import greedy, swapped
from truceline.solvers.milp import SolveStatus

STEPS = 400
"""Steps of the bound and, a tenth of them, rounds of swaps: enough for a line of a thousand segments."""


def mclp(candidates: Candidates, weight: Floats, *, steps: int = STEPS) -> Located:
    """Choose candidates that cover as much of ``weight`` (demands,) as possible, and bound what any could.

    Greedy, swaps, a bound in at most ``steps`` steps with swaps from the choice it ranks best, and the solver where
    the bound leaves little undecided. No clock decides anything: the same input gives the same answer, and the last few
    answers are remembered, as scenarios often share theirs. Cost: see ``search`` and ``bound``, each with its steps.
    """
    return _solved(_Instance(_content(candidates, weight), steps, candidates, weight))


@dataclass(frozen=True, slots=True)
class _Instance:
    # Two are equal where their numbers are.
    content: tuple[bytes, ...]
    steps: int
    candidates: Candidates = field(compare=False)
    weight: Floats = field(compare=False)


def _content(candidates: Candidates, weight: Floats) -> tuple[bytes, ...]:
    seen = candidates.detection
    columns = candidates.site, candidates.budget, candidates.limits, candidates.fixed
    return tuple(part.tobytes() for part in (seen.data, seen.indices, seen.indptr, *columns, weight))


@lru_cache(maxsize=16)
def _solved(instance: _Instance) -> Located:
    candidates, weight, steps = instance.candidates, instance.weight, instance.steps
    rounds = max(1, steps // 10)
    chosen = swapped(candidates, weight, greedy(candidates, weight), rounds)
    limit = bound(candidates, weight, chosen, steps)
    rival = swapped(candidates, weight, limit.ranked, rounds)
    value, other = (float(weight @ detected(candidates.detection, choice)) for choice in (chosen, rival))
    if other > value:
        chosen, value = rival, other
    if limit.value - value <= 1e-6 * max(limit.value, 1e-9):
        return Located(chosen, value, max(limit.value, value), SolveStatus.OPTIMAL)
    return finished(candidates, weight, chosen, limit)
