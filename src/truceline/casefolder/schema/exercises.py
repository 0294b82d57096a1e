"""A case's exercise: its parameters (`exercise.yaml`) and its master events list (`injects.csv`)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from truceline.casefolder.schema.tables import NumberShape
from truceline.errors import CaseError
from truceline.exercise.injects import Effect, Inject, Option
from truceline.exercise.parameters import Behaviour, Collapse, Exercise, Fall, LadderStep
from truceline.formats.cells import (
    Amount,
    Count,
    Declares,
    EmptyCount,
    FactId,
    Id,
    Number,
    Positive,
    Prose,
    Refers,
    SectorId,
    Text,
    Words,
)
from truceline.formats.shape import Shape

Factor = Annotated[Number, Field(ge=0, le=100)]


class FallShape(Shape):
    """A fact that may cease to hold during the truce; pledges that wait for it then leave."""

    fact: FactId
    """The fact."""
    per_year: NumberShape
    """How often a year it ceases to hold, on average, in `1/year`."""

    @model_validator(mode="after")
    def _is_a_rate(self) -> Self:
        if self.per_year.unit != "1/year" or self.per_year.low < 0:
            found = f"{self.per_year.low:g} {self.per_year.unit!r}"
            raise CaseError(f"falls at {found}; give 0 or more, in the unit '1/year'")
        return self

    def record(self) -> Fall:
        """Build the record."""
        return Fall(self.fact, self.per_year.record())


class LadderStepShape(Shape):
    """A step of the escalation ladder, in order."""

    id: Annotated[Id, Declares("exercise-step")]
    """The step's id."""
    title: Words
    """What is done."""
    violations: Positive
    """So many grave violations trigger it..."""
    days: Positive
    """...within so many days since the step before came into force."""
    clock_start: Literal["occurrence", "report", "verification"]
    """What starts the clock: obligatory, as no published ladder says."""
    within_hours: Amount
    """Hours within which the step must be taken."""

    def record(self) -> LadderStep:
        """Build the record."""
        return LadderStep(**dict(self))


class CollapseShape(Shape):
    """One definition of collapse: either too many violations for too long, or a step of the ladder reached."""

    id: Annotated[Id, Declares("collapse")]
    """The definition's id."""
    title: Words
    """The definition, in words."""
    per_day: Amount = 0.0
    """More violations than this on each of..."""
    days: Count = 0
    """...so many days in a row."""
    step: Annotated[str, Refers(("exercise-step",))] = ""
    """Or this step of the ladder in force."""

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        if bool(self.step) == (self.days > 0):
            raise CaseError("is neither a rate nor a step; give per_day with days of 1 or more, or step alone")
        return self

    def record(self) -> Collapse:
        """Build the record."""
        return Collapse(**dict(self))


class ExerciseShape(Shape):
    """What the case assumes of violations and of work on them, and when it counts a truce as collapsed."""

    title: Words
    """The exercise's title."""
    note: Prose
    """What it is for, and what it is not."""
    days: Annotated[Positive, Field(le=3_650)]
    """Length of the truce that is simulated, in days."""
    quiet_days: Positive
    """Days without a grave violation that is seen, after which the ladder starts at its foot again."""
    in_time_minutes: Positive
    """Response time, in minutes, that counts as answered in time."""
    numbers: tuple[NumberShape, ...]
    """The assumptions, each exactly once: see the methods page for all ids with their units."""
    falls: tuple[FallShape, ...]
    """Facts that may cease to hold, four at most."""
    ladder: tuple[LadderStepShape, ...]
    """The steps of the escalation ladder, lowest first; `[]` for none."""
    collapses: tuple[CollapseShape, ...]
    """Definitions of collapse; the first that is met ends the truce. At least one is a rate."""
    base_rates: tuple[NumberShape, ...]
    """Numbers shown beside the results for comparison; they change nothing."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        names = [number.id for number in self.numbers]
        if again := sorted({name for name in names if names.count(name) > 1}):
            raise CaseError(f"numbers holds {', '.join(again)} more than once; keep one")
        if not any(collapse.days for collapse in self.collapses):
            raise CaseError("no collapse is a rate; add one, so that a truce that got out of hand ends")
        if len(self.falls) > 4:
            raise CaseError(f"falls names {len(self.falls)} facts; name 4 at most, as each doubles the work")
        Behaviour.likely(self.record().assumptions, 1)
        return self

    def record(self) -> Exercise:
        """Build the record."""
        return Exercise(
            title=self.title,
            note=self.note,
            days=self.days,
            quiet_days=self.quiet_days,
            in_time_minutes=self.in_time_minutes,
            assumptions={number.id: number.record() for number in self.numbers},
            falls=tuple(fall.record() for fall in self.falls),
            ladder=tuple(step.record() for step in self.ladder),
            collapses=tuple(collapse.record() for collapse in self.collapses),
            base_rates=tuple(number.record() for number in self.base_rates),
        )


class InjectRow(Shape):
    """An inject of the master events list, or (with `of`) one of the decisions that staff may take on it."""

    id: Annotated[Id, Declares("inject")]
    """The id of the inject or decision."""
    of: Annotated[Text, Refers(("inject",))]
    """Empty for an inject; for a decision, the inject that it answers."""
    day: EmptyCount
    """Day of the truce, from 1, on which staff are told; empty for a decision."""
    title: Words
    """Its title."""
    text: Words
    """What staff are told, or what is done."""
    sector: SectorId
    """Sector in which it has its effect; empty for the whole line."""
    factor: Factor
    """Violations that may happen are multiplied by this; 1 for no effect."""
    days: Count
    """For so many days from the inject's."""

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        if bool(self.of) == bool(self.day):
            raise CaseError("is neither an inject nor a decision; give a day from 1, or the inject that it answers")
        return self

    @property
    def effect(self) -> Effect:
        """What it does."""
        return Effect(self.sector, self.factor, self.days)


def injects(rows: list[InjectRow]) -> tuple[Inject, ...]:
    """Build the injects, each with its options, in the order of the file."""
    options: dict[str, list[Option]] = {}
    for row in rows:
        if row.of:
            options.setdefault(row.of, []).append(Option(row.id, row.title, row.text, row.effect))
    return tuple(
        Inject(row.id, row.day, row.title, row.text, row.effect, tuple(options.get(row.id, ())))
        for row in rows
        if row.day
    )
