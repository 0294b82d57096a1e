"""How long most of the force is kept up, what limits that, and whose pool is larger than what it is said to have."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.generation.endurance import MOST
from truceline.generation.plan import ForcePlan, KeptUp, Limit
from truceline.records.pools import PoolNeed
from truceline.results.names import Names
from truceline.views.wording import count, listed, plural, share

LIMITS = {
    Limit.ARRIVAL: "are not in place before",
    Limit.TOURS: "have no tour left, or save it for other months",
    Limit.REST: "rest between two tours",
    Limit.ENABLER: "lack an enabler",
    Limit.REQUIREMENT: "are not asked for",
}
"""What keeps people away in the month before or after, in words."""

NAMES = {limit: limit.value for limit in Limit} | {Limit.TOURS: "tours as pledged", Limit.HORIZON: "the plan's end"}
"""What limits, by its name."""


def kept_words(force: ForcePlan) -> str:
    """Say from when to when most of the force is kept up, what limits it, and what pool it takes."""
    kept = force.kept
    if not kept.months:
        return "Nobody is deployed."
    ratio = f", {force.pool / force.deployed:.1f} times as many" if force.deployed else ""
    return (
        f"From month {kept.first} to month {kept.last} of {kept.horizon} at least {share(MOST)} of the peak is "
        f"deployed without a break. {_before(kept)}{_after(kept)} The peak is {count(force.deployed)} personnel; "
        f"relieving them takes a pool of {count(force.pool)}{ratio}."
    )


def _before(endurance: KeptUp) -> str:
    if not endurance.before:
        return ""
    return f"Not earlier: of those who join in month {endurance.first}, {_people(endurance.before)}. "


def _after(endurance: KeptUp) -> str:
    last = f"of those deployed in month {endurance.last}, {share(endurance.last_tours)} are on the last tour pledged"
    if endurance.to_the_end:
        return f"Not longer: the plan ends there; {last}."
    return f"Not longer: of those who leave after month {endurance.last}, {_people(endurance.after)}; {last}."


def _people(limits: Sequence[tuple[Limit, float]]) -> str:
    return listed([f"{count(people)} {LIMITS[limit]}" for limit, people in limits])


def limited_by(endurance: KeptUp) -> str:
    """Name in few words what limits the run of months most: at its start, and at its end."""
    ends = [NAMES[limits[0][0]] for limits in (endurance.before, endurance.after) if limits]
    if endurance.to_the_end and endurance.last_tours:
        ends[-1] += f" ({share(endurance.last_tours)} on the last tour pledged)"
    return ", ".join(dict.fromkeys(ends))


def pool_words(needs: Sequence[PoolNeed], names: Names) -> str:
    """Say whose pool is larger than what it is said to have, and for how many nobody has said; empty for no pool."""
    unsaid = sum(n.stated is None for n in needs)
    words = [excess(needs, names)]
    if unsaid:
        words.append(f"What they could put into it is not stated for {unsaid} of {plural(len(needs), 'contributor')}.")
    elif needs and not words[0]:
        words.append("No contributor needs more than it is said to have.")
    return " ".join(filter(None, words))


def excess(needs: Sequence[PoolNeed], names: Names) -> str:
    """Say whose pool is larger than the likely number that it is said to have; empty where none is."""
    over = [
        f"{names.actor(n.contributor)} needs {count(n.needed)}, stated {count(n.stated.people.likely)}"
        for n in needs
        if n.stated and n.lacking
    ]
    return f"More than the contributor is said to have: {'; '.join(over)}." if over else ""
