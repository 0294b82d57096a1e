"""What further posts would add: the curve that shows where more posts stop helping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints
from truceline.records.places import Site
from truceline.siting.location.problem import detected
from truceline.siting.plan import Siting
from truceline.siting.resilience import Seers


@dataclass(frozen=True, slots=True)
class Further:
    """The next posts, best first, as indices of the free places, with the mean chance seen after each.

    ``seen`` and ``bound`` are (posts + 1,), from no further post on; ``bound`` is what no choice of as many could beat.
    """

    places: Ints
    seen: Floats
    bound: Floats


def free_posts(sites: Sequence[Site], placed: Siting) -> list[Site]:
    """Return the sites of kind ``post`` with room for one more post, once for each post that they still hold."""
    taken = Counter(post.site for post in placed.posts)
    mine = [each for each in sites if each.kind == "post" and each.use != "forbidden"]
    return [
        replace(each, capacity=1, fixed="", use="candidate")
        for each in mine
        for _ in range(each.capacity - taken[each.id])
    ]


def further_posts(seers: Seers, free: scipy.sparse.csr_array, number: int) -> Further:
    """Add up to ``number`` posts at ``free`` places, (places, demands), each where it adds most to what is seen.

    The greedy choice brings at least 1 - 1/e of the best gain (Nemhauser, Wolsey and Fisher 1978). The bound is the sum
    of the largest single gains: no place adds more later than it would first. Cost: one product per post.
    """
    missed = seers.weight * (1 - detected(seers.chances, np.arange(seers.chances.shape[0])))
    now = float(seers.weight.sum() - missed.sum())
    first = np.sort(free @ missed)[::-1]
    steps = min(number, free.shape[0])
    places: list[int] = []
    seen = [now]
    for _ in range(steps):
        gains = np.asarray(free @ missed)
        gains[places] = -1.0
        best = int(np.argmax(gains))
        places.append(best)
        seen.append(seen[-1] + float(gains[best]))
        missed *= 1 - free[[best]].toarray()[0]
    bound = now + np.append(0.0, np.cumsum(first[:steps]))
    return Further(np.array(places, dtype=np.int64), np.array(seen), np.minimum(bound, seers.weight.sum()))
