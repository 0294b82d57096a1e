"""What a report tells of its act and its weapon, and how often one kind is told as another.

Sources err, and a code of one is not the code of another. What is told of one incident twice is likelier under some
kinds than by chance; what is not told says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.monitoring.reports import Floats, Integers

_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often each kind happens, ``share`` (kinds,), and how often it, by row, is told as each: ``table``."""

    share: Floats
    table: Floats

    def ratio(self) -> Floats:
        """Log of how much oftener two kinds are told of one incident than by chance, (kinds + 1, kinds + 1).

        The last row and column, 0, are for what is not told.
        """
        told = self.share @ self.table
        joint = (self.table.T * self.share) @ self.table
        ratio = np.log(np.maximum(joint, _TINY) / np.maximum(np.outer(told, told), _TINY))
        return np.pad(ratio, (0, 1))

    def best(self, told: Integers) -> Floats:
        """The most that `term` can be for each code ``told`` beside any other."""
        best: Floats = self.ratio().max(axis=1)[told]
        return best

    def term(self, a: Integers, b: Integers) -> Floats:
        """The `ratio` of each pair of codes; -1 is what is not told."""
        if len(self.share) == 1:
            return np.zeros(len(a))
        codes = len(self.share) + 1
        return self.ratio().take(a % codes * codes + b % codes)

    def likely(self, told: Integers) -> Floats:
        """How likely each code ``told`` is under each kind, (kinds, told): 1 for -1, what is not told."""
        return np.pad(self.table, ((0, 0), (0, 1)), constant_values=1.0).take(told, axis=1)


def learned(
    confusion: Confusion, assumed: Confusion, a: Integers, b: Integers, *, same: Floats, worth: float
) -> Confusion:
    """Learn how often each kind happens and is told as which: latent classes [1]_ of what is told in same pairs.

    ``a`` and ``b`` (pairs,) are the codes told, -1 for none, and ``same`` the posteriors of the pairs. Single reports,
    whose shares are those ``assumed``, count as much as pairs, to keep the shares; the table assumed counts as
    ``worth`` pairs.

    .. [1] Dawid, A. P. and Skene, A. M. (1979). Maximum likelihood estimation of observer error-rates using the EM
       algorithm. *Applied Statistics* 28(1), 20-28. All sources share one confusion table here.
    """
    kinds = len(confusion.share)
    if kinds == 1:
        return confusion
    both = np.flatnonzero((a >= 0) & (b >= 0))
    counted = np.bincount(a.take(both) * kinds + b.take(both), same.take(both), minlength=kinds * kinds)
    joint = np.asarray(counted, dtype=np.float64).reshape(kinds, kinds)
    joint += joint.T.copy()
    share, table, single = confusion.share, confusion.table, assumed.share * joint.sum()
    for _ in range(5):
        pairs = joint / np.maximum((table.T * share) @ table, _TINY)
        weight = share[:, None] * table * (table @ pairs + single / np.maximum(share @ table, _TINY))
        share = (weight.sum(axis=1) + assumed.share) / (weight.sum() + 1)
        weight += worth * assumed.table
        table = weight / weight.sum(axis=1, keepdims=True)
    return Confusion(share, table)


class Telling:
    """What the members of each cluster tell together of one matter; a cluster is known by its first row."""

    def __init__(self, confusion: Confusion, told: Integers) -> None:
        self.share, self.likely = confusion.share, confusion.likely(told)
        self.log = self._log(self.likely)

    def gain(self, a: Integers, b: Integers) -> Floats:
        """Gain in log likelihood if each pair of clusters tells of one incident, (pairs,)."""
        gain: Floats = self._log(self._both(a, b)) - self.log.take(a) - self.log.take(b)
        return gain

    def merge(self, a: Integers, b: Integers) -> None:
        """Merge each ``b`` into its ``a``."""
        both = self._both(a, b)
        both = both / np.maximum.reduce(both)  # only ratios count
        for likely, now in zip(self.likely, both, strict=True):
            likely[a] = now
        self.log[a] = self._log(both)

    def _both(self, a: Integers, b: Integers) -> Floats:
        return np.array([likely.take(a) * likely.take(b) for likely in self.likely])

    def _log(self, likely: Floats) -> Floats:
        # kind by kind: the same sum in any chunk, so that partitions agree to the last bit
        total = np.zeros(likely.shape[1])
        for share, each in zip(self.share, likely, strict=True):
            total += share * each
        return np.log(np.maximum(total, _TINY))
