"""Pledges, and which of them stand under a scenario.

Conditions see the scenario's facts and the standing pledges of *other* contributors, and
are monotone. So there is a least and a greatest set of pledges that agrees with itself
[1]_, and a planner needs both: ``firm``, if nobody moves before their conditions are met,
and ``attainable``, if all who could stand announce together.

.. [1] Tarski, A. (1955). A lattice-theoretical fixpoint theorem and its applications.
   *Pacific Journal of Mathematics* 5(2), 285-309.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from truceline.coalition.conditions import (
    Condition,
    Contribution,
    Fact,
    Facts,
    Joined,
    Others,
    every,
    leaves,
    missing,
)
from truceline.errors import CaseError
from truceline.records.capabilities import Caveat
from truceline.records.quantities import Range, Reliance


class Ladder(IntEnum):
    """How far a pledge has come. ``withdrawn`` is below the first rung: it never stands."""

    WITHDRAWN = 0
    FLOATED = 1
    OFFERED = 2
    CONDITIONAL = 3
    FIRM = 4
    APPROVED = 5
    ACTIVATED = 6


@dataclass(frozen=True, slots=True)
class StatusStep:
    """A pledge reached ``status`` on a date, as the statements with these ids show."""

    on: date
    status: Ladder
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """A body that must approve; the fact ``fact`` says whether it has, ``days`` how long that may take."""

    body: str
    fact: str
    days: int
    known_from: date | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LaterCondition:
    """A condition that a pledge did not have from its start: known from ``known_from`` or its earliest statement."""

    condition: Condition
    known_from: date | None = None
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pledge:
    """An offer of one capability by one contributor, with its conditions and its history.

    ``quantity`` counts units of the capability; ``personnel`` is the number deployed with all of
    them. ``basis`` says what was promised: ``presence`` (the contributor rotates its own troops through it)
    or ``formation`` (the units themselves, which rest between tours). ``ready_days`` is notice to move plus
    deployment, counted from D-day. ``until`` is the date from which another pledge replaces this one;
    ``replaces`` names those that this one renews. ``standing`` and ``note`` say who published the numbers, or the
    reasoning behind an assumed range. ``later`` are conditions that were stated after the pledge was made.
    """

    id: str
    contributor: str
    capability: str
    title: str
    quantity: Range
    personnel: Range
    basis: str
    location: str
    ready_days: int
    tour_months: int
    tours: int
    condition: Condition
    approvals: tuple[Approval, ...]
    caveats: tuple[Caveat, ...]
    needs: tuple[str, ...]
    shared_with: tuple[str, ...]
    history: tuple[StatusStep, ...]
    until: date | None
    standing: Reliance
    note: str
    later: tuple[LaterCondition, ...] = ()
    replaces: tuple[str, ...] = ()

    def status(self, as_of: date) -> Ladder | None:
        """Return the rung reached by ``as_of``: None where the pledge was not made yet or is replaced."""
        if self.until is not None and self.until <= as_of:
            return None
        reached = [step for step in self.history if step.on <= as_of]
        return max(reached, key=lambda step: step.on).status if reached else None

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the pledge rests on, in order, each once."""
        return tuple(dict.fromkeys(s for step in self.history for s in step.statements))

    def rests_on(self, as_of: date) -> tuple[str, ...]:
        """Return the ids of the statements that the pledge rests on by a date, in order, each once."""
        return tuple(dict.fromkeys(s for step in self.history if step.on <= as_of for s in step.statements))

    @property
    def contribution(self) -> Contribution:
        """What it brings where it stands, likely."""
        return Contribution(
            self.contributor, self.capability, self.location, self.quantity.likely, self.personnel.likely
        )

    @property
    def full_condition(self) -> Condition:
        """The stated conditions and every approval."""
        return every(self.condition, *(t.condition for t in self.later), *(Fact(a.fact) for a in self.approvals))


@dataclass(frozen=True, slots=True)
class Resolution:
    """The ids of the pledges that stand under one scenario; ``firm`` is part of ``attainable``.

    ``missing`` gives for each pledge outside ``firm`` the parts of its condition that do not hold given the
    firm force.
    """

    firm: frozenset[str]
    attainable: frozenset[str]
    missing: Mapping[str, tuple[Condition, ...]]

    @property
    def waiting(self) -> frozenset[str]:
        """Pledges that wait on one another: they stand only if announced together."""
        return self.attainable - self.firm


def current(pledges: Collection[Pledge], as_of: date, least: Ladder = Ladder.OFFERED) -> tuple[Pledge, ...]:
    """List the pledges made by ``as_of`` that have come as far as ``least``, in order of id."""
    found = ((pledge, pledge.status(as_of)) for pledge in pledges)
    return tuple(sorted((p for p, status in found if status is not None and status >= least), key=lambda p: p.id))


def resolve(pledges: Collection[Pledge], scenario: Mapping[str, bool]) -> Resolution:
    """Find which ``pledges`` stand, given each fact's truth.

    Every fact that a condition names must be declared, even if false: a misspelt one
    would otherwise never hold, and nobody would see why. At most ``len(pledges) + 1`` rounds
    over all conditions.

    Raises
    ------
    CaseError
        If a pledge is negative, or a condition names an undeclared fact or the pledge's own
        contributor. (Another contributor who has not pledged is no fault: the condition fails.)
    """
    if problems := tuple(_problems(pledges, scenario)):
        raise CaseError("the pledges cannot be resolved", problems)
    facts = frozenset(name for name, true in scenario.items() if true)
    game = Game(pledges)
    firm, attainable = (game.settled(facts, together=together) for together in (False, True))
    return Resolution(
        firm, attainable, {name: game.lacking(name, facts, firm) for name in game.names if name not in firm}
    )


class Game:
    """Pledges with what each asks for and brings, worked out once, in order of id: to be settled many times."""

    def __init__(self, pledges: Collection[Pledge]) -> None:
        ordered = sorted(pledges, key=lambda p: p.id)
        self.names = tuple(p.id for p in ordered)
        self._asks = {p.id: p.full_condition for p in ordered}
        self._brings = {p.id: p.contribution for p in ordered}

    def settled(
        self, facts: Facts, *, together: bool, brings: Mapping[str, Contribution] | None = None
    ) -> frozenset[str]:
        """Name the pledges that are firm, or attainable where all announce ``together``.

        ``brings`` are other contributions than the likely ones, by id of the pledge.
        """
        # Monotone, so the force only grows from none or only shrinks from all: this ends
        # within len(names) + 1 rounds.
        force, brought = frozenset(self.names) if together else frozenset(), brings or self._brings
        while (then := self._standing(facts, force, brought)) != force:
            force = then
        return force

    def lacking(self, name: str, facts: Facts, force: frozenset[str]) -> tuple[Condition, ...]:
        """List the parts of a pledge's condition that do not hold given ``force``."""
        return missing(self._asks[name], facts, self._others(self._brings[name].contributor, force, self._brings))

    def _standing(self, facts: Facts, force: frozenset[str], brings: Mapping[str, Contribution]) -> frozenset[str]:
        others = {who: self._others(who, force, brings) for who in {each.contributor for each in brings.values()}}
        return frozenset(n for n in self.names if self._asks[n].holds(facts, others[brings[n].contributor]))

    def _others(self, contributor: str, force: frozenset[str], brings: Mapping[str, Contribution]) -> Others:
        brought = (brings[name] for name in self.names if name in force)
        return tuple(each for each in brought if each.contributor != contributor)


def _problems(pledges: Collection[Pledge], scenario: Mapping[str, bool]) -> Iterator[str]:
    declared = f"declared: {', '.join(sorted(scenario)) or 'none'}"
    for pledge in sorted(pledges, key=lambda p: p.id):
        if min(pledge.quantity.low, pledge.personnel.low) < 0:  # breaks monotonicity: _settle might never end
            yield f"{pledge.id} | offers a negative quantity; give 0 or more"
        for part in leaves(pledge.full_condition):
            match part:
                case Fact(name) if name not in scenario:
                    yield f"{pledge.id} | fact {name!r} is not declared; declare it ({declared}) or correct the name"
                case Joined(who, _) if who == pledge.contributor:
                    yield f"{pledge.id} | waits for its own contributor {who!r}; name another contributor"
