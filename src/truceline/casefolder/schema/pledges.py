"""The shape of ``pledges.yaml``; the text under each key is its documentation."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from truceline.casefolder.schema.tables import Location, backed
from truceline.coalition.conditions import AtLeast, Condition, Extent, Fact, Joined, Mass, every
from truceline.coalition.pledges import Approval, Ladder, LaterCondition, Pledge, StatusStep
from truceline.errors import CaseError
from truceline.formats.cells import (
    ActorId,
    Amount,
    CapabilityId,
    Count,
    Day,
    Declares,
    FactId,
    Id,
    Note,
    Number,
    OptionalDay,
    Positive,
    Refers,
    SectorId,
    StatementIds,
    Text,
    Words,
)
from truceline.formats.shape import Shape
from truceline.records.capabilities import Capability, Caveat
from truceline.records.quantities import Range, Reliance

Rung = Literal["withdrawn", "floated", "offered", "conditional", "firm", "approved", "activated"]
"""The rungs of the ladder of pledges."""


def _as_range(value: object) -> object:
    return {"low": value, "likely": value, "high": value} if isinstance(value, str | int | float) else value


class RangeShape(Shape):
    """A number as low, likely and high, 0 or more."""

    low: Amount
    """Low end."""
    likely: Amount
    """The value that is used where one number is needed."""
    high: Amount
    """High end."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        self.record()
        return self

    def record(self) -> Range:
        """Build the record."""
        return Range(self.low, self.likely, self.high)


RangeCell = Annotated[RangeShape, BeforeValidator(_as_range)]
"""``{low, likely, high}``, or one number for all three."""


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Locations = Annotated[tuple[Location, ...], BeforeValidator(_as_list)]
"""One location scope or several."""


class MassShape(Shape):
    """A mass that other contributors bring together."""

    of: Annotated[str, Field(min_length=1), Refers(("capability", "personnel"))]
    """A capability, or `personnel`."""
    at_least: Annotated[Number, Field(gt=0)]
    """How much of it."""
    location: Locations = ()
    """Where it must serve to count, one place or a list; left out: anywhere."""


def _as_joined(value: object) -> object:
    return {"who": value} if isinstance(value, str) else value


class JoinedShape(Shape):
    """Another contributor that must have a standing pledge; its id alone, where any pledge of it will do."""

    who: ActorId
    """The contributor."""
    capability: Annotated[tuple[str, ...], BeforeValidator(_as_list), Refers(("capability",))] = ()
    """With what it must come, one capability or a list; left out: with anything."""
    location: Locations = ()
    """Where it must serve, one place or a list; left out: anywhere."""

    def record(self) -> Joined:
        """Build the record."""
        return Joined(self.who, Extent(frozenset(self.capability), frozenset(self.location)))


class AtLeastShape(Shape):
    """So many of several conditions."""

    n: Positive
    """How many must hold."""
    of: Annotated[tuple[ConditionShape, ...], Field(min_length=1)]
    """The conditions."""

    @model_validator(mode="after")
    def _can_hold(self) -> Self:
        if self.n > len(self.of):
            raise CaseError(f"asks for {self.n} of {len(self.of)} conditions, which can never hold; lower n")
        return self


class ConditionShape(Shape):
    """One condition: exactly one of these keys."""

    fact: Annotated[str | None, Field(min_length=1), Refers(("fact",))] = None
    """A fact that must hold."""
    joined: Annotated[JoinedShape | None, BeforeValidator(_as_joined), Refers(("actor",))] = None
    """Another contributor that must have a standing pledge: its id, or `{who, capability, location}`."""
    mass: MassShape | None = None
    """What other contributors must bring together."""
    any_of: Annotated[tuple[ConditionShape, ...] | None, Field(alias="any", min_length=1)] = None
    """Conditions of which one must hold."""
    all_of: Annotated[tuple[ConditionShape, ...] | None, Field(alias="all", min_length=1)] = None
    """Conditions that must all hold."""
    at_least: AtLeastShape | None = None
    """Conditions of which so many must hold."""
    known_from: OptionalDay = None
    """Of a condition that came after the pledge: the day from which it counts; left out where it has statements."""
    statements: StatementIds = ()
    """Of a condition that came after the pledge: the statements that show it; it counts from the earliest."""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        given = [self.fact, self.joined, self.mass, self.any_of, self.all_of, self.at_least]
        if sum(part is not None for part in given) != 1:
            keys = ", ".join(self.written_keys()[: len(given)])
            raise CaseError(f"holds {sum(part is not None for part in given)} conditions; give exactly one of {keys}")
        inner = (*(self.any_of or ()), *(self.all_of or ()), *(self.at_least.of if self.at_least else ()))
        if any(part.came_later for part in inner):
            raise CaseError("dates a part of a condition; give known_from or statements to the whole condition")
        return self

    @property
    def came_later(self) -> bool:
        """Whether it states from when it counts."""
        return self.known_from is not None or bool(self.statements)

    def record(self) -> Condition:
        """Build the record."""
        if self.fact is not None:
            return Fact(self.fact)
        if self.joined is not None:
            return self.joined.record()
        if self.mass is not None:
            return Mass(self.mass.of, self.mass.at_least, Extent(locations=frozenset(self.mass.location)))
        if self.any_of is not None:
            return AtLeast(1, _records(self.any_of))
        if self.at_least is not None:
            return AtLeast(self.at_least.n, _records(self.at_least.of))
        return every(*_records(self.all_of or ()))


AtLeastShape.model_rebuild()  # conditions hold conditions


def _records(conditions: tuple[ConditionShape, ...]) -> tuple[Condition, ...]:
    return tuple(condition.record() for condition in conditions)


class ApprovalShape(Shape):
    """A body that must approve."""

    body: Words
    """The body."""
    fact: FactId
    """The fact that says whether it has approved."""
    days: Count
    """How many days that may take."""
    known_from: OptionalDay = None
    """The day from which it was known to be needed; left out where it has statements, or came with the pledge."""
    statements: StatementIds = ()
    """The statements that show it, where it came later than the pledge; it counts from the earliest."""


class CaveatShape(Shape):
    """A national restriction on use."""

    kind: Literal["prohibition", "limitation"]
    """`prohibition`: the task or area is barred; `limitation`: the capital is asked first."""
    task: Text = ""
    """The task; empty for all."""
    area: SectorId = ""
    """The sector; empty for all."""
    approval_days: Count = 0
    """How many days asking takes."""
    note: Note
    """The restriction, in words."""
    known_from: OptionalDay = None
    """The day from which it was known; left out where it has statements, or came with the pledge."""
    statements: StatementIds = ()
    """The statements that show it, where it came later than the pledge; it counts from the earliest."""


class StatusStepShape(Shape):
    """A rung of the ladder, reached on a date."""

    on: Day
    """From when."""
    status: Rung
    """The rung."""
    statements: Annotated[StatementIds, Field(min_length=1)]
    """The statements that show it."""


class PledgeShape(Shape):
    """An offer of one capability by one contributor."""

    id: Annotated[Id, Declares("pledge")]
    """The pledge's id."""
    contributor: ActorId
    """Who pledges."""
    capability: CapabilityId
    """What is pledged."""
    title: Words
    """The pledge, as shown."""
    quantity: RangeCell
    """How many units of the capability: `{low, likely, high}` or one number."""
    personnel: RangeCell | None = None
    """People deployed with all of them; left out: quantity times the capability's personnel, end by end; nobody
    where the location is `finance-only`."""
    basis: Literal["presence", "formation"]
    """`presence`: the contributor rotates its own troops through it; `formation`: the units rest between tours."""
    location: Location
    """Where it may serve."""
    ready_days: Count
    """Notice to move and deployment together, in days after D-day."""
    tour_months: Positive
    """Length of a tour, in months."""
    tours: Positive
    """How many tours it can sustain."""
    conditions: tuple[ConditionShape, ...]
    """What must hold, all of it; `[]` for nothing."""
    approvals: tuple[ApprovalShape, ...] = ()
    """Bodies that must approve."""
    caveats: tuple[CaveatShape, ...] = ()
    """National restrictions."""
    needs: Annotated[tuple[str, ...], Refers(("capability",))] = ()
    """Capabilities without which it counts as unready."""
    shared_with: tuple[Words, ...] = ()
    """What else the same units are promised to."""
    history: Annotated[tuple[StatusStepShape, ...], Field(min_length=1)]
    """How far it had come when."""
    until: OptionalDay = None
    """The day from which another pledge of the same contributor replaces it."""
    replaces: Annotated[tuple[str, ...], Refers(("pledge",))] = ()
    """Earlier pledges of the same contributor that this one renews; each says its last day in `until`."""
    standing: Reliance
    """How far its numbers may be relied on."""
    note: Note
    """The reasoning; obligatory where nobody published the numbers."""

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        backed(self.standing, "its statements", self.note)
        return self

    def record(self, capability: Capability) -> Pledge:
        """Build the record; where no personnel are given, from those of the ``capability``, but money brings nobody."""
        quantity = self.quantity.record()
        each = Range(0, 0, 0) if self.location == "finance-only" else capability.personnel
        parts = {
            "quantity": quantity,
            "personnel": self.personnel.record() if self.personnel else quantity.times(each),
            "condition": every(*(c.record() for c in self.conditions if not c.came_later)),
            "later": tuple(
                LaterCondition(c.record(), c.known_from, c.statements) for c in self.conditions if c.came_later
            ),
            "approvals": tuple(Approval(**dict(a)) for a in self.approvals),
            "caveats": tuple(Caveat(**dict(c)) for c in self.caveats),
            "history": tuple(StatusStep(s.on, Ladder[s.status.upper()], s.statements) for s in self.history),
        }
        return Pledge(**({key: value for key, value in self if key != "conditions"} | parts))


class PledgesShape(Shape):
    """The pledges."""

    pledges: tuple[PledgeShape, ...]
    """The pledges."""
