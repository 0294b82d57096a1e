"""Groups of actors that agree with one another more than with the rest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from truceline.errors import CaseError
from truceline.statements.discourse.network import Matrix, Network

_NO_GAIN = 1e-12


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a network, the largest first, names sorted, and how well they fit: the modularity Q."""

    members: tuple[tuple[str, ...], ...]
    modularity: float


def groups(network: Network) -> Groups:
    """Group the actors of a one-mode network by greedy modularity [1]_.

    Only positive weights bind. Every actor starts alone; the two groups whose union raises Q most are joined, until no
    union raises it. With w the positive weights, s[i] their sums by actor and W their sum over all pairs in both
    directions, Q is the sum over the groups of (weights within / W) - (sums of its members / W) squared. Ties go to
    the names that sort first. Greedy: a better grouping may exist. Cost grows with the cube of the number of actors.

    .. [1] Newman, M. E. J. (2004). Fast algorithm for detecting community structure in networks. *Physical Review E*
       69, 066133.

    Raises
    ------
    CaseError
        If the network is a two-mode one.
    """
    if network.two_mode:
        raise CaseError("no groups", ("network | is two-mode; group a one-mode network",))
    weights = np.maximum(network.weights, 0)
    total = float(weights.sum())
    members = [[n] for n in range(len(network.rows))]
    if total > 0:
        share, sums = weights / total, weights.sum(axis=1) / total
        while len(members) > 1:
            gain, one, other = max(
                ((_gain(share, sums, members[a], members[b]), -a, -b) for a, b in combinations(range(len(members)), 2)),
            )
            if gain <= _NO_GAIN:
                break
            members[-one] += members.pop(-other)
    named = (tuple(sorted(network.rows[n] for n in group)) for group in members)
    return Groups(tuple(sorted(named, key=lambda g: (-len(g), g))), _modularity(weights, total, members))


def _gain(share: Matrix, sums: Matrix, one: list[int], other: list[int]) -> float:
    # Joining two groups adds the weights between them, in both directions, less what chance would put there.
    between = share[np.ix_(one, other)].sum()
    return float(2 * (between - sums[one].sum() * sums[other].sum()))


def _modularity(weights: Matrix, total: float, members: list[list[int]]) -> float:
    if total == 0:
        return 0.0
    within = sum(weights[np.ix_(group, group)].sum() for group in members)
    chance = sum((weights[group].sum() / total) ** 2 for group in members)
    return float(within / total - chance)
