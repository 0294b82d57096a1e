"""Power in a threshold: who is decisive when weights must add up to a quota.

The game in which a set of contributors wins when the quantities they bring reach the quota,
whatever else they say: one capability, no conditions. Shapley-Shubik and Banzhaf indices by
counting the sets of each size and weight [1]_.

The counts reach 2 ** n, which overflows 64 bits beyond n = 63. They are kept here as the digits of one
whole number of unlimited size, so that nothing can overflow and the indices are exact.

.. [1] Mann, I., Shapley, L. S. (1962). *Values of large games, VI: evaluating the electoral college exactly*.
   RAND RM-3158.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import factorial, gcd

from truceline.errors import CaseError


def threshold_indices(weights: Sequence[int], quota: int) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Return the Shapley-Shubik and the (absolute) Banzhaf index of each contributor, exactly.

    ``weights`` and ``quota`` are whole numbers in one unit, 0 or more. Time grows with the number of different
    weights x contributors x quota (in units of their greatest common divisor): state personnel in hundreds.

    Raises
    ------
    CaseError
        If a weight or the quota is negative, or all together do not reach the quota.
    """
    _refuse(weights, quota)
    unit = gcd(*weights) or 1
    scaled, needed = [w // unit for w in weights], -(-quota // unit)
    digits = _Digits(len(weights), needed)
    everyone = 1
    for weight in scaled:
        everyone = digits.join(everyone, weight)
    swings = {weight: digits.swings(digits.leave(everyone, weight), weight) for weight in set(scaled)}
    return (
        tuple(_shapley(swings[weight], len(weights)) for weight in scaled),
        tuple(Fraction(sum(swings[weight].values()), 2 ** (len(weights) - 1)) for weight in scaled),
    )


def _refuse(weights: Sequence[int], quota: int) -> None:
    problems = [f"weight {i} | is {w}; give 0 or more" for i, w in enumerate(weights) if w < 0]
    if quota <= 0:
        problems.append(f"quota | is {quota}; give 1 or more")
    if not problems and sum(weights) < quota:
        problems.append(f"quota | {quota} is more than all bring together, {sum(weights)}; nobody can decide it")
    if problems:
        raise CaseError("the threshold has no indices", tuple(problems))


def _shapley(swings: Mapping[int, int], n: int) -> Fraction:
    ways = sum(count * factorial(size) * factorial(n - 1 - size) for size, count in swings.items())
    return Fraction(ways, factorial(n))


class _Digits:
    """Counts of sets by weight and size, as digits of one number: digit ``weight * (n + 1) + size``, of ``width`` bits.

    Only weights below the quota are kept: a swing needs a losing set.
    """

    def __init__(self, n: int, quota: int) -> None:
        self.row, self.quota = n + 1, quota
        self.width = -(-(n + 1) // 8) * 8  # a count is at most 2 ** n; whole bytes are quick to cut out
        self.bits = quota * self.row * self.width
        self.mask = (1 << self.bits) - 1

    def _step(self, weight: int) -> int:
        return (weight * self.row + 1) * self.width

    def join(self, counts: int, weight: int) -> int:
        """Let a contributor join: multiply by (1 + z)."""
        return (counts + (counts << self._step(weight))) & self.mask

    def leave(self, counts: int, weight: int) -> int:
        """Undo ``join``: divide by (1 + z), as the product of (1 - z)(1 + z^2)(1 + z^4)... up to the quota."""
        step = self._step(weight)
        counts = (counts - (counts << step)) & self.mask
        while (step := 2 * step) < self.bits:
            counts = (counts + (counts << step)) & self.mask
        return counts

    def swings(self, others: int, weight: int) -> dict[int, int]:
        """Count, by size, the sets of the others that lose without the contributor and win with it."""
        data = others.to_bytes(-(-self.bits // 8), "little")
        size = self.width // 8
        found = dict.fromkeys(range(self.row - 1), 0)
        for total in range(max(0, self.quota - weight), self.quota):
            for members in found:
                at = (total * self.row + members) * size
                found[members] += int.from_bytes(data[at : at + size], "little")
        return found
