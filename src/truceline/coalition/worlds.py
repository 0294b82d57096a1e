"""Resolve the pledges in very many worlds at once, one bit a world.

A world says which facts hold. What holds in which worlds is a bit set: an array of 64-bit words,
bit ``w`` of which is world ``w``. All conditions are monotone, so the fixed points of
``coalition.pledges.resolve`` are found in all worlds together: bit sets only grow from none or
only shrink from all.

A contributor's presence is a fact like any other (see ``present``), so the game among contributors
and the game among facts are one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.coalition.conditions import PERSONNEL, AtLeast, Condition, Fact, Joined, Mass
from truceline.coalition.pledges import Pledge
from truceline.errors import CaseError

Words = NDArray[np.uint64]
Floats = NDArray[np.float64]

MOST_FREE = 20
"""Beyond this many free facts the worlds are sampled, not listed: 2 ** 20 are a million."""

_ONES = np.uint64(0xFFFF_FFFF_FFFF_FFFF)
_STRIPES = (
    0xAAAA_AAAA_AAAA_AAAA,
    0xCCCC_CCCC_CCCC_CCCC,
    0xF0F0_F0F0_F0F0_F0F0,
    0xFF00_FF00_FF00_FF00,
    0xFFFF_0000_FFFF_0000,
    0xFFFF_FFFF_0000_0000,
)


@dataclass(frozen=True, slots=True)
class Worlds:
    """``count`` worlds; ``holds`` maps each fact to the bit set, (words,), of the worlds in which it is true."""

    count: int
    holds: Mapping[str, Words]

    @property
    def words(self) -> int:
        """How many 64-bit words a bit set takes."""
        return -(-self.count // 64)


def present(contributor: str) -> str:
    """Name the fact that ``contributor`` is there at all."""
    return f"present:{contributor}"


def every_world(free: Sequence[str], fixed: Mapping[str, bool]) -> Worlds:
    """List all ``2 ** len(free)`` worlds: bit ``i`` of a world's number says whether ``free[i]`` holds.

    Raises
    ------
    CaseError
        If there are more than ``MOST_FREE`` free facts.
    """
    if len(free) > MOST_FREE:
        problem = f"facts | {len(free)} are free; give at most {MOST_FREE}, or sample"
        raise CaseError("too many worlds to list", (problem,))
    words = -(-(1 << len(free)) // 64)
    holds = {name: _stripe(i, words) for i, name in enumerate(free)}
    return Worlds(1 << len(free), holds | _constant(fixed, words))


def these_worlds(free: Sequence[str], drawn: NDArray[np.bool_], fixed: Mapping[str, bool]) -> Worlds:
    """Take the worlds ``drawn``, (worlds, len(free)): whether each free fact holds in each of them."""
    words = -(-len(drawn) // 64)
    padded = np.zeros((words * 64, len(free)), dtype=bool)
    padded[: len(drawn)] = drawn
    packed = np.packbits(padded, axis=0, bitorder="little")
    holds = {name: np.ascontiguousarray(packed[:, i]).view(np.uint64) for i, name in enumerate(free)}
    return Worlds(len(drawn), holds | _constant(fixed, words))


def _stripe(i: int, words: int) -> Words:
    if i < len(_STRIPES):
        return np.full(words, _STRIPES[i], dtype=np.uint64)
    on = (np.arange(words) >> (i - len(_STRIPES))) & 1
    return np.where(on == 1, _ONES, np.uint64(0))


def _constant(fixed: Mapping[str, bool], words: int) -> dict[str, Words]:
    return {name: np.full(words, _ONES if value else 0, dtype=np.uint64) for name, value in fixed.items()}


def bits(words: Words, count: int) -> NDArray[np.uint8]:
    """Unpack bit sets (..., words) to zeros and ones (..., count)."""
    return np.unpackbits(words.view(np.uint8), axis=-1, count=count, bitorder="little")


def standing(pledges: Sequence[Pledge], worlds: Worlds, *, together: bool = False) -> Words:
    """Find in which worlds each pledge stands: (pledges, words).

    The least fixed point (firm), or the greatest where all announce ``together`` (attainable). Time grows with
    rounds x pledges x worlds / 64, where rounds is the length of the longest chain of pledges that wait for one
    another; a condition on mass costs 64 times as much as the others.
    """
    force = np.full((len(pledges), worlds.words), _ONES if together else 0, dtype=np.uint64)
    conditions = [_compiled(p.full_condition, p.contributor, pledges) for p in pledges]
    here = [worlds.holds.get(present(p.contributor), _ONES) for p in pledges]
    changed = True
    while changed:
        changed = False
        for row, condition in enumerate(conditions):
            then = condition(worlds, force) & here[row]
            if not np.array_equal(then, force[row]):
                force[row], changed = then, True
    return force


_Check = Callable[[Worlds, Words], Words]


def _compiled(condition: Condition, own: str, pledges: Sequence[Pledge]) -> _Check:
    match condition:
        case Fact(name):
            return lambda worlds, _: worlds.holds[name]
        case Joined():
            rows = [i for i, p in enumerate(pledges) if condition.counts(p.contribution)]
            return lambda worlds, force: _any_of(force[rows], worlds)
        case Mass(_, at_least, _):
            weights = {i: condition.counts(p.contribution) for i, p in enumerate(pledges) if p.contributor != own}
            return lambda worlds, force: _packed(_total(weights, worlds, force) >= at_least, worlds)
        case AtLeast(n, conditions):
            parts = [_compiled(c, own, pledges) for c in conditions]
            return lambda worlds, force: _at_least(n, [part(worlds, force) for part in parts], worlds)


def _any_of(rows: Words, worlds: Worlds) -> Words:
    found = np.zeros(worlds.words, dtype=np.uint64)
    for row in rows:
        found |= row
    return found


def _total(weights: Mapping[int, float], worlds: Worlds, force: Words) -> Floats:
    total = np.zeros(worlds.count)
    for row, weight in weights.items():
        if weight:
            total += float(weight) * bits(force[row], worlds.count)
    return total


def _packed(true: NDArray[np.bool_], worlds: Worlds) -> Words:
    padded = np.zeros(worlds.words * 64, dtype=bool)
    padded[: len(true)] = true
    return np.packbits(padded, bitorder="little").view(np.uint64)


def _at_least(n: int, parts: Sequence[Words], worlds: Worlds) -> Words:
    # reached[k] is where at least k of the parts seen so far hold.
    reached = [np.full(worlds.words, _ONES, dtype=np.uint64), *(np.zeros(worlds.words, np.uint64) for _ in range(n))]
    for part in parts:
        for k in range(n, 0, -1):
            reached[k] |= reached[k - 1] & part
    return reached[n]


def total_brought(pledges: Sequence[Pledge], worlds: Worlds, force: Words, of: str = PERSONNEL) -> Floats:
    """Add up what the standing pledges bring in each world, (worlds,): ``of`` a capability or ``personnel``."""
    return _total({i: p.contribution.mass(of) for i, p in enumerate(pledges)}, worlds, force)
