"""Conditions of pledges: facts, other contributors and mass, combined with all, any and at least n.

All are monotone: one more fact or standing pledge never makes one fail ("unless" is another
scenario, not a condition). The least and the greatest fixed point of ``resolve`` rest on this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.errors import CaseError

Facts = frozenset[str]
"""The names of the facts that hold."""

PERSONNEL = "personnel"
"""The measure of mass that every pledge brings."""


@dataclass(frozen=True, slots=True)
class Others:
    """What the standing pledges of other contributors bring.

    ``mass`` maps a capability id, or ``personnel``, to its likely total.
    """

    contributors: frozenset[str]
    mass: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fact:
    """Holds when ``name`` is among the facts."""

    name: str

    def holds(self, facts: Facts, others: Others) -> bool:  # noqa: ARG002  (one signature for all conditions)
        """Tell whether the condition is met."""
        return self.name in facts


@dataclass(frozen=True, slots=True)
class Joined:
    """Holds when another ``contributor`` has a standing pledge."""

    contributor: str

    def holds(self, facts: Facts, others: Others) -> bool:  # noqa: ARG002  (one signature for all conditions)
        """Tell whether the condition is met."""
        return self.contributor in others.contributors


@dataclass(frozen=True, slots=True)
class Mass:
    """Holds when other contributors together bring ``at_least`` of ``of``, a capability or ``personnel``."""

    of: str
    at_least: float

    def holds(self, facts: Facts, others: Others) -> bool:  # noqa: ARG002  (one signature for all conditions)
        """Tell whether the condition is met."""
        return others.mass.get(self.of, 0.0) >= self.at_least


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
        """Tell whether the condition is met."""
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


def missing(condition: Condition, facts: Facts, others: Others) -> tuple[Fact | Joined | Mass, ...]:
    """List the parts of ``condition`` that do not hold and keep it from holding, in order, each once."""
    if condition.holds(facts, others):
        return ()
    if not isinstance(condition, AtLeast):
        return (condition,)
    parts = (part for c in condition.conditions for part in missing(c, facts, others))
    return tuple(dict.fromkeys(parts))
