"""Conditions of pledges: facts, other contributors and mass, combined with all, any and at least n.

All are monotone: one more fact or standing pledge never makes one fail ("unless" is another
scenario, not a condition). The least and the greatest fixed point of ``resolve`` rest on this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.errors import CaseError

Facts = frozenset[str]
"""The names of the facts that hold."""

PERSONNEL = "personnel"
"""The measure of mass that every pledge brings."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one standing pledge brings: ``quantity`` units of ``capability``, ``personnel`` (likely), ``location``."""

    contributor: str
    capability: str
    location: str
    quantity: float
    personnel: float

    def mass(self, of: str) -> float:
        """Return how much of ``of``, a capability or ``personnel``, it brings."""
        if of == PERSONNEL:
            return self.personnel
        return self.quantity if self.capability == of else 0.0


Others = tuple[Contribution, ...]
"""What the standing pledges of other contributors bring."""


@dataclass(frozen=True, slots=True)
class Extent:
    """With what and where a contribution must come to count: capabilities and location scopes, empty for any."""

    capabilities: frozenset[str] = frozenset()
    locations: frozenset[str] = frozenset()

    def covers(self, contribution: Contribution) -> bool:
        """Return whether a contribution counts."""
        what = not self.capabilities or contribution.capability in self.capabilities
        return what and (not self.locations or contribution.location in self.locations)


ANY = Extent()
"""Whatever comes, wherever."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Holds when ``name`` is among the facts."""

    name: str

    def holds(self, facts: Facts, others: Others) -> bool:  # noqa: ARG002  (one signature for all conditions)
        """Return whether the condition is met."""
        return self.name in facts


@dataclass(frozen=True, slots=True)
class Joined:
    """Holds when another ``contributor`` has a standing pledge within ``extent``."""

    contributor: str
    extent: Extent = ANY

    def counts(self, contribution: Contribution) -> bool:
        """Return whether a contribution meets the condition."""
        return contribution.contributor == self.contributor and self.extent.covers(contribution)

    def holds(self, facts: Facts, others: Others) -> bool:  # noqa: ARG002  (one signature for all conditions)
        """Return whether the condition is met."""
        return any(self.counts(contribution) for contribution in others)


@dataclass(frozen=True, slots=True)
class Mass:
    """Holds when others together bring ``at_least`` of ``of``, a capability or ``personnel``, within ``extent``."""

    of: str
    at_least: float
    extent: Extent = ANY

    def counts(self, contribution: Contribution) -> float:
        """Return how much of the mass a contribution brings."""
        return contribution.mass(self.of) if self.extent.covers(contribution) else 0.0

    def holds(self, facts: Facts, others: Others) -> bool:  # noqa: ARG002  (one signature for all conditions)
        """Return whether the condition is met."""
        return sum(self.counts(contribution) for contribution in others) >= self.at_least


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Holds when ``n`` or more of ``conditions`` hold: all of them is *all*, one is *any*."""

    n: int
    conditions: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.n <= len(self.conditions):
            raise CaseError(
                "a condition can never hold",
                (f"at_least | wants {self.n} of {len(self.conditions)}; give n from 0 to {len(self.conditions)}",),
            )

    def holds(self, facts: Facts, others: Others) -> bool:
        """Return whether the condition is met."""
        return sum(c.holds(facts, others) for c in self.conditions) >= self.n


Condition = Fact | Joined | Mass | AtLeast


def every(*conditions: Condition) -> AtLeast:
    """Combine with *all*: an empty list always holds."""
    return AtLeast(len(conditions), conditions)


def leaves(condition: Condition) -> Iterator[Fact | Joined | Mass]:
    """List the facts, contributors and masses that ``condition`` speaks of."""
    if isinstance(condition, AtLeast):
        for part in condition.conditions:
            yield from leaves(part)
    else:
        yield condition


def missing(condition: Condition, facts: Facts, others: Others) -> tuple[Condition, ...]:
    """List the parts of ``condition`` that keep it from holding, in order, each once.

    Of *all*, the parts that do not hold; *any* and *at least n* are one part each, whole, as they can be met in more
    than one way.
    """
    if condition.holds(facts, others):
        return ()
    if not isinstance(condition, AtLeast) or condition.n < len(condition.conditions):
        return (condition,)
    parts = (part for c in condition.conditions for part in missing(c, facts, others))
    return tuple(dict.fromkeys(parts))
