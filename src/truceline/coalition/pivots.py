"""Which fact or contributor decides: Shapley and Banzhaf values of the real, conditional game.

The players are facts or contributors; the value of a set of players is what stands when exactly they hold
or are present. It is the real game: a contributor whose condition fails without another adds nothing alone.

Shapley value: the mean gain when a player joins, over all orders of joining [1]_. Banzhaf value: the
mean gain over all sets of the other players [2]_.

.. [1] Shapley, L. S. (1953). A value for n-person games. *Contributions to the Theory of Games* II, 307-317.
.. [2] Banzhaf, J. F. (1965). Weighted voting doesn't work. *Rutgers Law Review* 19, 317-343.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Values = Callable[[NDArray[np.bool_]], Floats]
"""The value of each of many sets of players: (sets, players) of membership in, (sets,) out."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """How much a player decides, in the units of the value; ``margin`` is half the 95 % interval, 0 where exact.

    ``veto`` says that nothing at all is reached without the player; None where that was not computed.
    """

    player: str
    shapley: float
    banzhaf: float
    margin: float
    veto: bool | None


def pivots(players: Sequence[str], value: Floats) -> tuple[Pivot, ...]:
    """Return each player's exact values from the value of every set, (2 ** players,).

    Bit ``i`` of a set's number says whether ``players[i]`` is in it. Time and memory grow with players x 2 ** players.
    """
    n = len(players)
    weight = _shapley_weights(n)
    return tuple(_exact(name, i, n, value, weight) for i, name in enumerate(players))


def _shapley_weights(n: int) -> Floats:
    # |S|! (n - 1 - |S|)! / n!, for each set S of the other n - 1 players.
    by_size = np.array([1 / (n * comb(n - 1, size)) for size in range(n)])
    return by_size[sizes(n - 1)] if n else by_size


def sizes(n: int) -> NDArray[np.int64]:
    """Count the members of every set of ``n`` players: (2 ** n,)."""
    count = np.zeros(1, dtype=np.int64)
    for _ in range(n):
        count = np.concatenate([count, count + 1])
    return count


def _exact(name: str, i: int, n: int, value: Floats, weight: Floats) -> Pivot:
    by_membership = value.reshape(1 << (n - 1 - i), 2, 1 << i)
    gain = (by_membership[:, 1] - by_membership[:, 0]).ravel()
    veto = bool(value[-1] > value[0] and (by_membership[:, 0] <= value[0]).all())
    return Pivot(name, float(weight @ gain), float(gain.mean()), 0.0, veto)


def minimal_sufficient(players: Sequence[str], value: Floats, target: float) -> tuple[tuple[str, ...], ...]:
    """List the sets of players that reach ``target`` and none of whose members can be spared, smallest first.

    ``value`` is that of every set, as for ``pivots``. Time grows with players x 2 ** players.
    """
    n = len(players)
    reaches = value >= target
    minimal = reaches.copy()
    for i in range(n):
        with_and_without = reaches.reshape(1 << (n - 1 - i), 2, 1 << i)
        minimal.reshape(with_and_without.shape)[:, 1] &= ~with_and_without[:, 0]
    found = (tuple(p for i, p in enumerate(players) if number >> i & 1) for number in np.flatnonzero(minimal).tolist())
    return tuple(sorted(found, key=lambda names: (len(names), names)))


def sampled_pivots(
    players: Sequence[str], values: Values, *, orders: int, rng: np.random.Generator
) -> tuple[Pivot, ...]:
    """Estimate each player's Shapley value from random orders of joining, with 95 % intervals.

    Stratified by position [3]_: every drawn order is used in all its rotations, so that each player joins in each
    position equally often. The margin is 1.96 standard errors over the independent orders. Banzhaf values are
    not estimated (``nan``). Calls ``values`` once for each order, with players x players sets.

    .. [3] Castro, J., Gómez, D., Molina, E., Tejada, J. (2017). Improving polynomial estimation of the Shapley
       value by stratified random sampling with optimum allocation. *Computers & Operations Research* 82, 180-188.
       Left out: their optimum allocation; the strata here are drawn equally.
    """
    gains = np.array([_gains_of_rotations(rng.permutation(len(players)), values) for _ in range(orders)])
    mean, margin = gains.mean(axis=0), 1.96 * gains.std(axis=0, ddof=1) / np.sqrt(orders)
    return tuple(Pivot(name, float(mean[i]), float("nan"), float(margin[i]), None) for i, name in enumerate(players))


def _gains_of_rotations(order: NDArray[np.int64], values: Values) -> Floats:
    n = len(order)
    turned = np.array([np.roll(order, -shift) for shift in range(n)])
    position = np.argsort(turned, axis=1)
    joined = position[:, None, :] < np.arange(n + 1)[None, :, None]
    value = values(joined.reshape(-1, n)).reshape(n, n + 1)
    gain = np.take_along_axis(np.diff(value, axis=1), position, axis=1)
    mean: Floats = gain.mean(axis=0)
    return mean
