"""What an agreement forbids and asks for, as YAML; the text under each key is its documentation."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from truceline.agreement.holdings import Holding
from truceline.agreement.ladder import EscalationStep
from truceline.agreement.obligations import AccessRight, Obligation, Precondition, Reciprocity, Termination
from truceline.agreement.provisions import Exemption, Provision, ReturnFire
from truceline.casefolder.schema.clauses import (
    Act,
    Actors,
    Circumstance,
    ClauseShape,
    Local,
    Target,
    VersionId,
    Weapon,
    Zones,
    at_least,
    filled,
    to_utc,
)
from truceline.formats.cells import Amount, Declares, Id, Number, OptionalDay, Refers, Text, Truth, Words, Zone
from truceline.formats.shape import Shape


class ExemptionShape(Shape):
    """What a provision allows after all."""

    title: Words
    """The exemption, in words."""
    acts: tuple[Act, ...] = ()
    """Only these acts; left out where any."""
    actors: Actors = ()
    """Only these actors; left out where any."""
    weapons: Annotated[tuple[str, ...], Refers(("weapon-class",))] = ()
    """Only these weapon classes; left out where any."""
    zones: Zones = ()
    """Only in these belts and areas; left out where anywhere."""
    targets: tuple[Target, ...] = ()
    """Only against these targets; left out where any."""
    circumstances: tuple[Circumstance, ...] = ()
    """What must be known to hold; the exemption plays no part before the first of them is established."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> Exemption:
        """Build the record."""
        return Exemption(**filled(self))


class ReturnFireShape(Shape):
    """The conditions under which fire may be returned."""

    against: Words
    """What it may answer, in words."""
    ordered_by: Text = ""
    """Who must have ordered it; left out where the text asks nothing."""
    mechanism: Text = ""
    """What must have been tried first without success; left out where nothing."""
    notify: Text = ""
    """Who must have been told; left out where nobody."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> ReturnFire:
        """Build the record."""
        return ReturnFire(**filled(self))


class ProvisionShape(Shape):
    """A rule of the agreement: an act that is forbidden."""

    id: Annotated[Id, Declares("provision", unique=False)]
    """The provision's id; each reading may have its own provision of one id."""
    title: Words
    """The provision, in words."""
    acts: Annotated[tuple[Act, ...], at_least(1)]
    """The acts that it forbids."""
    actors: Actors
    """To whom; `[]` for whoever does it."""
    weapons: Annotated[tuple[str, ...], Refers(("weapon-class",))] = ()
    """With which weapon classes; left out where with any or none."""
    zones: Zones = ()
    """In which belts and areas; left out where everywhere."""
    windows: Annotated[tuple[str, ...], Refers(("window",)), at_least(1)]
    """During which windows."""
    targets: tuple[Target, ...] = ()
    """Against which targets; left out where any."""
    circumstances: tuple[Circumstance, ...] = ()
    """What must hold besides; left out where nothing."""
    exemptions: tuple[ExemptionShape, ...] = ()
    """What it allows after all."""
    return_fire: ReturnFireShape | None = None
    """The conditions under which fire may be returned; left out where the text has none."""
    version: VersionId = ""
    """The reading that has it; left out where all agree."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> Provision:
        """Build the record."""
        parts = {
            "exemptions": tuple(each.record() for each in self.exemptions),
            "return_fire": self.return_fire.record() if self.return_fire else None,
        }
        return Provision(**(filled(self) | parts))


class ObligationShape(Shape):
    """Something that must be done, and by when."""

    id: Annotated[Id, Declares("obligation")]
    """The obligation's id."""
    title: Words
    """The obligation, in words."""
    actors: Actors
    """Who must do it."""
    deadline: Local
    """By when, as 2015-03-02T00:00 in its zone; `null` where no day was agreed."""
    zone: Zone
    """The time zone of the deadline."""
    verified_by: Text = ""
    """Who checks that it was done."""
    notify: Text = ""
    """Who is told that it was done."""
    version: VersionId = ""
    """The reading that has it; left out where all agree."""
    clause: ClauseShape
    """Where it stands in the text."""

    @model_validator(mode="after")
    def _is_a_time(self) -> Self:
        to_utc(self.deadline, self.zone)
        return self

    def record(self) -> Obligation:
        """Build the record."""
        fields = filled(self) | {"deadline": to_utc(self.deadline, self.zone)}
        return Obligation(**{name: fields[name] for name in fields if name != "zone"})


class PreconditionShape(Shape):
    """Silence that must last before something else begins."""

    id: Annotated[Id, Declares("precondition")]
    """The precondition's id."""
    title: Words
    """The precondition, in words."""
    days: Annotated[Number, Field(gt=0)]
    """Consecutive days of silence."""
    acts: Annotated[tuple[Act, ...], at_least(1)]
    """The acts that break it."""
    zones: Zones = ()
    """Where; left out where everywhere."""
    verified_by: Text = ""
    """Who verifies the silence."""
    then: Words
    """What begins once it is met."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> Precondition:
        """Build the record."""
        return Precondition(**filled(self))


class AccessRightShape(Shape):
    """Who may go where to look."""

    id: Annotated[Id, Declares("access-right")]
    """The right's id."""
    title: Words
    """The right, in words."""
    who: Words
    """Who has it."""
    zones: Zones = ()
    """Where; left out where everywhere."""
    notice_hours: Amount | None
    """Hours of notice; 0 where none is needed, `null` where the text is silent."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> AccessRight:
        """Build the record."""
        return AccessRight(**filled(self))


class EscalationStepShape(Shape):
    """A step of the escalation ladder."""

    id: Annotated[Id, Declares("step")]
    """The step's id."""
    title: Words
    """The step, in words."""
    trigger: Words
    """What sets it off."""
    declared_by: Words
    """Who decides that this has happened."""
    clock_start: Literal["occurrence", "report", "verification"]
    """The moment from which its hours are counted."""
    within_hours: Amount
    """Hours within which it is due."""
    actor: Words
    """Who acts."""
    action: Words
    """What they do."""
    reversible: Truth
    """Whether it can be taken back."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> EscalationStep:
        """Build the record."""
        return EscalationStep(**filled(self))


class ReciprocityShape(Shape):
    """What one party's breach means for the other."""

    release: Literal["none", "right", "automatic"]
    """Whether the other is bound on, may declare itself released, or is released at once."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> Reciprocity:
        """Build the record."""
        return Reciprocity(**filled(self))


class TerminationShape(Shape):
    """How the agreement ends."""

    by: Words
    """By whom or by what."""
    notice_hours: Amount | None
    """Hours of notice; `null` where the text is silent."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> Termination:
        """Build the record."""
        return Termination(**filled(self))


class HoldingShape(Shape):
    """That one actor alone has a weapon or does something: evidence in every incident that surely fits."""

    id: Annotated[Id, Declares("holding")]
    """The fact's id."""
    title: Words
    """The fact, in words, as the bulletin tells it."""
    actor: Words
    """The party; `other` for a third actor."""
    acts: tuple[Act, ...] = ()
    """The acts that nobody else does; left out where any."""
    weapons: tuple[Weapon, ...] = ()
    """The weapons that nobody else has, of the vocabulary; left out where any or none."""
    zones: Zones = ()
    """In which belts and areas; left out where everywhere."""
    start: OptionalDay
    """The first day, in UTC, on which it holds; `null` where open."""
    end: OptionalDay
    """The first day on which it no longer holds; `null` where open."""
    version: VersionId = ""
    """The reading that has it; left out where nobody contests it. What a party holds against the other never counts."""
    clause: ClauseShape
    """What it rests on."""

    def record(self) -> Holding:
        """Build the record."""
        return Holding(**filled(self))
