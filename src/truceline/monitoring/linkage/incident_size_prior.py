"""How many reports an incident gets: its prior beyond what pairs alone say.

Sizes follow a logarithmic series [1]_: many incidents with one report, ever fewer with more. Its one
parameter cancels against the prior of pairs, so nothing is learned here; the sources' shares of reports then
say how many sets of sources there are.

.. [1] Fisher, R. A., Corbet, A. S. and Williams, C. B. (1943). The relation between the number of species and
the number of
   individuals in a random sample of an animal population. *Journal of Animal Ecology* 12(1), 42-58.
"""

from __future__ import annotations

import math

import numpy as np

from truceline.monitoring.reports import Bools, Floats

_MOST = 30
"""Sizes beyond gain no more than this one."""
_STEP = 2.5
"""Most that one more report may add, log: a guard where one source dwarfs all others."""


def sets_of_sources(share: Floats, repeats: Bools) -> Floats:
    """Chance weight that k reports come from a permitted set of sources, (sizes,), k = 0, 1, 2...

    Elementary symmetric polynomials of the sources' shares of reports; a source that ``repeats`` itself
    enters as if it were many. Its third value is the chance that two reports can tell of one incident, halved
    as pairs are.
    """
    sizes = _MOST if repeats.any() else min(max(len(share), 2), _MOST)
    weight = np.zeros(sizes + 1)
    weight[0] = 1.0
    for part, again in zip(share, repeats, strict=True):
        last = sizes if again else 1
        powers = [part**k / math.factorial(k) for k in range(last + 1)]
        weight = np.convolve(weight, powers)[: sizes + 1]
    return weight


def size_bonus(weight: Floats) -> Floats:
    """Log prior of an incident of k reports beyond k - 1 times that of a pair, (sizes,), k = 0, 1, 2...

    ``weight`` as from `sets_of_sources`. Never falls with k: a loud incident is likelier to get one more
    report.
    """
    sizes = np.arange(1, len(weight))
    prior = -np.log(sizes) - np.log(np.maximum(weight[1:], 1e-300))
    steps = np.diff(prior)
    return np.concatenate([[0.0, 0.0, 0.0], np.cumsum(np.clip(steps[1:] - steps[0], 0.0, _STEP))])
