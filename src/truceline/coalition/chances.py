"""What stands when facts are uncertain: distributions, exact while that is cheap, else sampled with intervals.

Facts are taken to be independent unless a rule joins them: the free facts are drawn, the rules then add what
those imply. A fact whose chance is known only within a range gives bounds, not a false point: everything here is
monotone, so the lowest chances give the lowest result and the highest the highest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.coalition.pledges import Pledge
from truceline.coalition.scenarios import Chance, Rule
from truceline.coalition.worlds import (
    Words,
    Worlds,
    bits,
    every_world,
    standing,
    these_worlds,
    total_brought,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Between:
    """A result under the lowest and under the highest chances; ``margin`` is half the 95 % interval, 0 where exact."""

    low: float
    high: float
    margin: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands under uncertain facts.

    ``stands`` gives for each pledge the chance that it stands; ``amounts`` the distinct totals that can be brought,
    ascending, (amounts,), and ``reached`` the chance that at least that much is, [low, high]: (amounts, 2).
    ``worlds`` were looked at; ``exact`` says whether those are all.
    """

    stands: Mapping[str, Between]
    mean: Between
    amounts: Floats
    reached: Floats
    worlds: int
    exact: bool


def outlook(
    pledges: Sequence[Pledge],
    chances: Mapping[str, Chance],
    fixed: Mapping[str, bool],
    *,
    rules: Sequence[Rule] = (),
    of: str = "personnel",
) -> Outlook:
    """Return the exact outlook over the facts in ``chances``, the others being ``fixed``, at most ``MOST_FREE``.

    ``of`` is the capability, or ``personnel``, whose total is asked for. Time grows with 2 ** len(chances).
    """
    worlds = with_rules(every_world(list(chances), fixed), rules)
    ends = ([c.low for c in chances.values()], [c.high for c in chances.values()])
    weights = [weights_of_every_world(end) for end in ends]
    return _outlook(pledges, worlds, np.array(weights), of=of, exact=True)


def sampled_outlook(
    pledges: Sequence[Pledge],
    chances: Mapping[str, Chance],
    fixed: Mapping[str, bool],
    *,
    rng: np.random.Generator,
    worlds: int = 100_000,
    rules: Sequence[Rule] = (),
    of: str = "personnel",
) -> Outlook:
    """Estimate the outlook from random worlds, with 95 % intervals; for more than ``MOST_FREE`` free facts.

    The same random numbers serve the low and the high end of every chance.
    """
    drawn = rng.random((worlds, len(chances)))

    def looked_at(end: list[float]) -> Outlook:
        taken = with_rules(these_worlds(list(chances), drawn < np.array(end), fixed), rules)
        return _outlook(pledges, taken, np.full((2, worlds), 1 / worlds), of=of, exact=False)

    return _joined(looked_at([c.low for c in chances.values()]), looked_at([c.high for c in chances.values()]))


def with_rules(worlds: Worlds, rules: Sequence[Rule]) -> Worlds:
    """Add to every world what its facts imply."""
    holds = dict(worlds.holds)
    changed = True
    while changed:
        changed = False
        for rule in rules:
            then = holds[rule.then] | np.bitwise_and.reduce([holds[name] for name in sorted(rule.when)])
            if not np.array_equal(then, holds[rule.then]):
                holds[rule.then], changed = then, True
    return Worlds(worlds.count, holds)


def weights_of_every_world(chances: Sequence[float]) -> Floats:
    """Return the chance of each of the ``2 ** len(chances)`` worlds, in the order of ``every_world``."""
    weight = np.ones(1)
    for chance in chances:
        weight = np.concatenate([weight * (1 - chance), weight * chance])
    return weight


def _outlook(pledges: Sequence[Pledge], worlds: Worlds, weights: Floats, *, of: str, exact: bool) -> Outlook:
    force = standing(pledges, worlds)
    totals = total_brought(pledges, worlds, force, of)
    amounts, which = np.unique(totals, return_inverse=True)
    chance = np.array([np.bincount(which, weight, len(amounts)) for weight in weights])
    reached = chance[:, ::-1].cumsum(axis=1)[:, ::-1].T
    low, high = (float(weight @ totals) for weight in weights)
    spread = 0.0 if exact else _margin(totals)
    return Outlook(
        stands=_stands(pledges, worlds, force, weights, exact=exact),
        mean=Between(low, high, spread),
        amounts=amounts,
        reached=np.minimum(reached, 1.0),
        worlds=worlds.count,
        exact=exact,
    )


def _margin(values: Floats) -> float:
    return float(1.96 * values.std(ddof=1) / np.sqrt(len(values)))


def _stands(
    pledges: Sequence[Pledge], worlds: Worlds, force: Words, weights: Floats, *, exact: bool
) -> dict[str, Between]:
    found = {}
    for row, pledge in enumerate(pledges):
        stands = bits(force[row], worlds.count).astype(np.float64)
        low, high = (float(weight @ stands) for weight in weights)
        found[pledge.id] = Between(low, high, 0.0 if exact else _margin(stands))
    return found


def _joined(low: Outlook, high: Outlook) -> Outlook:
    amounts = np.union1d(low.amounts, high.amounts)
    reached = np.column_stack([_reached_at(amounts, end) for end in (low, high)])
    stands = {pledge: _widest(low.stands[pledge], high.stands[pledge]) for pledge in low.stands}
    return Outlook(stands, _widest(low.mean, high.mean), amounts, reached, low.worlds, exact=False)


def _widest(low: Between, high: Between) -> Between:
    return Between(low.low, high.high, max(low.margin, high.margin))


def _reached_at(amounts: Floats, end: Outlook) -> Floats:
    at = np.searchsorted(end.amounts, amounts)
    padded = np.append(end.reached[:, 0], 0.0)
    found: Floats = padded[at]
    return found
