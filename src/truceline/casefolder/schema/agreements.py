"""An agreement's YAML document; the text under each key is its documentation."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, model_validator
from shapely import Polygon

from truceline.agreement.agreement import Agreement, Area, Belt, LineUse
from truceline.agreement.clauses import Version
from truceline.agreement.readings import problems
from truceline.agreement.weapons import WeaponClass
from truceline.agreement.windows import Window
from truceline.casefolder.schema.clauses import (
    Actor,
    Actors,
    ClauseShape,
    Local,
    VersionId,
    Weapon,
    at_least,
    filled,
    to_utc,
)
from truceline.casefolder.schema.provisions import (
    AccessRightShape,
    EscalationStepShape,
    HoldingShape,
    ObligationShape,
    PreconditionShape,
    ProvisionShape,
    ReciprocityShape,
    TerminationShape,
)
from truceline.casefolder.schema.vocabulary import OwnTermsShape, in_use
from truceline.errors import CaseError
from truceline.formats.cells import (
    Amount,
    Declares,
    Id,
    Latitude,
    Longitude,
    Note,
    OptionalDay,
    Prose,
    Refers,
    SourceId,
    Words,
    Zone,
)
from truceline.formats.shape import Shape, fits


class VersionShape(Shape):
    """One reading of the clauses that are contested."""

    id: Annotated[Id, Declares("version")]
    """The reading's id."""
    title: Words
    """The reading, in words."""
    held_by: Actors
    """The actors that hold it."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> Version:
        """Build the record."""
        return Version(**filled(self))


class LineUseShape(Shape):
    """Which line counts from when to when, and who holds which side of it."""

    line: Annotated[str, Refers(("line",))]
    """The line."""
    left: Actor
    """Who holds the ground left of it, as it runs from its first to its last vertex."""
    right: Actor
    """Who holds the ground right of it."""
    used_by: Actors
    """The parties that measure from it."""
    start: OptionalDay
    """The first day on which it counts; `null` where open."""
    end: OptionalDay
    """The first day on which it no longer counts; `null` where open."""
    version: VersionId = ""
    """The reading that has it; left out where all agree."""
    clause: ClauseShape
    """Where it stands in the text."""

    def record(self) -> LineUse:
        """Build the record."""
        return LineUse(**filled(self))


class WindowShape(Shape):
    """A time in force, from its start up to but not including its end."""

    id: Annotated[Id, Declares("window", unique=False)]
    """The window's id; each reading may have its own window of one id."""
    title: Words
    """The window, in words."""
    start: Local
    """The start, as 2025-04-19T18:00 in its zone; `null` where no start was agreed."""
    end: Local
    """The end; `null` where it is open."""
    zone: Zone
    """The time zone in which the text gives them, such as `Europe/Kyiv`."""
    version: VersionId = ""
    """The reading that has it; left out where all agree."""
    clause: ClauseShape
    """Where it stands in the text."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        start, end = to_utc(self.start, self.zone), to_utc(self.end, self.zone)
        if start and end and end <= start:
            raise CaseError(f"ends at {end:%Y-%m-%d %H:%M} UTC, not after its start; exchange the two times")
        return self

    def record(self) -> Window:
        """Build the record."""
        times = {name: to_utc(getattr(self, name), self.zone) for name in ("start", "end")}
        return Window(**(filled(self) | times))


class BeltShape(Shape):
    """A strip along the line: a zone given as an offset."""

    id: Annotated[Id, Declares("belt")]
    """The belt's id."""
    title: Words
    """Its name."""
    side: Literal["left", "right", "both"]
    """Side of the line, as it runs from its first to its last vertex."""
    from_m: Amount
    """Near edge: distance from the line in metres."""
    to_m: Amount
    """Far edge: distance from the line in metres."""
    source: SourceId
    """Where it is laid down."""
    note: Note
    """The clause, in words."""
    line: Annotated[str, Refers(("line",))] = ""
    """The line it is measured from; left out for the agreement's own."""
    version: VersionId = ""
    """The reading that has it; left out where all agree."""
    known_from: OptionalDay = None
    """The day from which it counts; left out, from when its source was published."""

    @model_validator(mode="after")
    def _has_width(self) -> Self:
        if self.to_m <= self.from_m:
            raise CaseError(f"runs from {self.from_m:g} to {self.to_m:g} m; give a far edge beyond the near one")
        return self


Position = tuple[Longitude, Latitude]


class AreaShape(Shape):
    """A zone given by its edge."""

    id: Annotated[Id, Declares("area", unique=False)]
    """The area's id; each reading may have its own area of one id."""
    title: Words
    """Its name."""
    kind: Literal["separation", "limitation", "heavy-weapons", "no-fly", "disengagement", "maritime", "settlement"]
    """What kind of zone it is."""
    edge: Annotated[tuple[Position, ...], at_least(3)]
    """Its corners in order, as `[longitude, latitude]` in degrees; the last joins the first."""
    version: VersionId = ""
    """The reading that has it; left out where all agree."""
    clause: ClauseShape
    """Where it stands in the text."""

    @model_validator(mode="after")
    def _simple(self) -> Self:
        if not Polygon(self.edge).is_valid:
            raise CaseError("the edge crosses itself; put its corners in order")
        return self

    def record(self) -> Area:
        """Build the record."""
        fields = filled(self)
        return Area(**{name: fields[name] for name in fields if name != "edge"}, geometry=Polygon(self.edge))


class WeaponClassShape(Shape):
    """Weapons that the agreement treats alike."""

    id: Annotated[Id, Declares("weapon-class")]
    """The class's id."""
    title: Words
    """The class, in words."""
    kinds: tuple[Weapon, ...] = ()
    """Kinds of weapons, of the vocabulary."""
    calibre_min_mm: Amount | None = None
    """Smallest calibre of these kinds, in millimetres; left out where any."""
    calibre_below_mm: Amount | None = None
    """Calibre from which they no longer belong to it, in millimetres; left out where none."""
    systems: tuple[Weapon, ...] = ()
    """Weapons that belong to it whatever their calibre."""
    clause: ClauseShape
    """Where it stands in the text."""

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not self.kinds and not self.systems:
            raise CaseError("holds no weapon; give `kinds` or `systems`")
        return self

    def record(self) -> WeaponClass:
        """Build the record."""
        return WeaponClass(**filled(self))


class AgreementShape(Shape):
    """What the parties signed, or might sign."""

    title: Words
    """Its title."""
    summary: Prose
    """What it says, in a few sentences."""
    status: Literal["in-force", "draft", "hypothetical"]
    """Whether it is in force."""
    parties: Annotated[tuple[str, ...], Refers(("actor",)), Field(min_length=1)]
    """The parties."""
    signed: OptionalDay
    """When it was signed; `null` where nobody signed."""
    line: Annotated[str, Refers(("line",))] = ""
    """The line it speaks of; left out where it speaks of none, and places and roads are watched."""
    belts: tuple[BeltShape, ...]
    """Belts along the line."""
    versions: tuple[VersionShape, ...] = ()
    """The readings of what is contested; an element that differs between them names its `version`."""
    lines: tuple[LineUseShape, ...] = ()
    """Which line counts when, and who holds which side of it."""
    areas: tuple[AreaShape, ...] = ()
    """Zones given by their edge."""
    windows: tuple[WindowShape, ...] = ()
    """Times in force."""
    weapon_classes: tuple[WeaponClassShape, ...] = ()
    """Weapons that it treats alike."""
    provisions: tuple[ProvisionShape, ...] = ()
    """What it forbids."""
    obligations: tuple[ObligationShape, ...] = ()
    """What must be done."""
    preconditions: tuple[PreconditionShape, ...] = ()
    """What must hold before something begins."""
    access_rights: tuple[AccessRightShape, ...] = ()
    """Who may go where to look."""
    ladder: tuple[EscalationStepShape, ...] = ()
    """What follows a violation."""
    reciprocity: ReciprocityShape | None = None
    """What one party's breach means for the other; left out where the text is silent."""
    termination: TerminationShape | None = None
    """How it ends; left out where the text is silent."""
    holdings: tuple[HoldingShape, ...] = ()
    """Who alone has a weapon or does something; left out where nothing is known."""
    terms: OwnTermsShape = OwnTermsShape()
    """Terms that the vocabulary lacks; left out where it suffices."""

    @model_validator(mode="wrap")
    @classmethod
    def _with_own_terms(cls, data: Any, fit: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401  (whatever stands there)
        own = fits(OwnTermsShape, data.get("terms", {})) if isinstance(data, dict) else None
        with in_use((own or OwnTermsShape()).record()):
            return fit(data)

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if found := tuple(problems(self.record())):
            raise CaseError("; ".join(found))
        return self

    def record(self) -> Agreement:
        """Build the record."""
        parts: dict[str, Any] = dict(self)
        for name in _LISTS:
            parts[name] = tuple(each.record() for each in parts[name])
        for name in ("reciprocity", "termination"):
            parts[name] = parts[name].record() if parts[name] else None
        parts["belts"] = tuple(Belt(**dict(belt)) for belt in self.belts)
        parts["vocabulary"] = parts.pop("terms").record()
        return Agreement(**parts)


_LISTS = (
    "versions",
    "lines",
    "areas",
    "windows",
    "weapon_classes",
    "provisions",
    "obligations",
    "preconditions",
    "access_rights",
    "ladder",
    "holdings",
)
