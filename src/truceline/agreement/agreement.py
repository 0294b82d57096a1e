"""What the parties signed, or might sign: the lines it speaks of, the ground, the times and the provisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from shapely import Polygon

from truceline.agreement.clauses import Clause, Version
from truceline.agreement.holdings import Holding
from truceline.agreement.ladder import EscalationStep
from truceline.agreement.obligations import AccessRight, Obligation, Precondition, Reciprocity, Termination
from truceline.agreement.provisions import Provision
from truceline.agreement.vocabulary import Vocabulary
from truceline.agreement.weapons import WeaponClass
from truceline.agreement.windows import Window


@dataclass(frozen=True, slots=True)
class Belt:
    """A strip along the line, between two offsets from it: a zone given as an offset.

    ``side`` is ``left`` or ``right`` of the line as it runs from its first to its last vertex, or ``both``;
    ``from_m`` and ``to_m`` are distances from the line in metres, ``from_m`` the nearer. ``line`` is the line it is
    measured from, empty for the agreement's own; ``version`` the reading that has it, empty where all agree.
    """

    id: str
    title: str
    side: str
    from_m: float
    to_m: float
    source: str
    note: str
    line: str = ""
    version: str = ""
    known_from: date | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A zone given by its edge: ``geometry`` is a polygon in EPSG:4326; ``version`` as for a belt."""

    id: str
    title: str
    kind: str
    geometry: Polygon
    version: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class LineUse:
    """Which line counts from when to when, for whom, and who holds which side of it.

    ``left`` and ``right`` are the actors on either side, as the line runs; ``used_by`` the parties that measure from
    it. ``start`` and ``end`` are days, ``end`` not included, None where open; ``version`` as for a belt.
    """

    line: str
    left: str
    right: str
    used_by: tuple[str, ...]
    start: date | None
    end: date | None
    version: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Agreement:
    """A ceasefire agreement between ``parties`` (actor ids) about the ``line`` with that id.

    ``status`` is ``in-force``, ``draft`` or ``hypothetical``; ``signed`` is None where nobody signed. Where a clause is
    contested, ``versions`` names the readings, and each element that differs says whose it is: one without a
    version is the same in all readings.
    """

    title: str
    summary: str
    status: str
    parties: tuple[str, ...]
    signed: date | None
    line: str
    belts: tuple[Belt, ...]
    versions: tuple[Version, ...] = ()
    lines: tuple[LineUse, ...] = ()
    areas: tuple[Area, ...] = ()
    windows: tuple[Window, ...] = ()
    weapon_classes: tuple[WeaponClass, ...] = ()
    provisions: tuple[Provision, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    access_rights: tuple[AccessRight, ...] = ()
    ladder: tuple[EscalationStep, ...] = ()
    reciprocity: Reciprocity | None = None
    termination: Termination | None = None
    holdings: tuple[Holding, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    @property
    def zones(self) -> tuple[Belt | Area, ...]:
        """All belts, then all areas."""
        return (*self.belts, *self.areas)
