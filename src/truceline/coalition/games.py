"""The game among facts or contributors: exact while every set of players can be listed, else sampled.

A fact that no condition names, and from which no rule leads to one that does, changes nothing: it is worth 0 and
not listed, so that only those that can matter count against the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from truceline.coalition.chances import with_rules
from truceline.coalition.conditions import Fact, leaves
from truceline.coalition.pivots import Pivot, pivots, sampled_pivots
from truceline.coalition.pledges import Pledge
from truceline.coalition.scenarios import Rule
from truceline.coalition.worlds import MOST_FREE, Worlds, every_world, these_worlds

Floats = NDArray[np.float64]
WorldValue = Callable[[Worlds], Floats]
"""What is brought in each world: (worlds,)."""

ORDERS = 400
"""How many random orders of joining a sampled game draws."""


def play(
    players: Sequence[str], value: WorldValue, fixed: Mapping[str, bool], *, rng: np.random.Generator
) -> tuple[Pivot, ...]:
    """Return what each player decides: exact up to ``MOST_FREE`` players, else estimated with 95 % intervals.

    Time and memory grow with players x 2 ** players, beyond the limit with ``ORDERS`` x players ** 2. ``rng`` is
    asked only there.
    """
    if len(players) <= MOST_FREE:
        return pivots(players, value(every_world(players, fixed)))

    def values(joined: NDArray[np.bool_]) -> Floats:
        return value(these_worlds(players, joined, fixed))

    return sampled_pivots(players, values, orders=ORDERS, rng=rng)


def fact_pivots(
    facts: Mapping[str, bool],
    pledges: Sequence[Pledge],
    rules: Sequence[Rule],
    value: WorldValue,
    rng: np.random.Generator,
) -> tuple[Pivot, ...]:
    """Return what each of the ``facts`` that does not hold decides, in their order; ``play`` says how it is found.

    ``facts`` are closed under ``rules``; what those imply from the facts that turn true is added.
    """
    players = open_facts(facts, pledges, rules)
    fixed = {name: holds for name, holds in facts.items() if name not in players}
    found = play(players, lambda worlds: value(with_rules(worlds, rules)), fixed, rng=rng)
    decides = {pivot.player: pivot for pivot in found}
    idle = (Pivot(name, 0.0, 0.0, 0.0, veto=False) for name, holds in facts.items() if not holds)
    return tuple(decides.get(pivot.player, pivot) for pivot in idle)


def open_facts(facts: Mapping[str, bool], pledges: Sequence[Pledge], rules: Sequence[Rule]) -> list[str]:
    """List the facts that do not hold and can matter: a condition names them, or a rule leads from them to one."""
    named = {leaf.name for p in pledges for leaf in leaves(p.full_condition) if isinstance(leaf, Fact)}
    while more := {when for rule in rules if rule.then in named for when in rule.when} - named:
        named |= more
    return [name for name, holds in facts.items() if not holds and name in named]
