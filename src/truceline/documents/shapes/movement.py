"""The shapes of freedom of movement, obligations and attachments in a bulletin."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.numbers import Number


class SectorMovementRow(TypedDict):
    """One sector's patrols."""

    sector: str
    """The sector of the base; empty outside all."""
    planned: int
    """Patrols planned to start in the period."""
    done: int
    """Of these, done as planned."""
    delayed: int
    """Done after people delayed them."""
    denied: int
    """Denied by people."""
    called_off: int
    """Called off by the monitors themselves."""
    not_known: int
    """Outcome not known."""
    restricted_post_hours: Number
    """Post-hours in which people kept posts of the sector from observing."""


class HinderedPatrolPart(TypedDict):
    """A patrol that people denied or delayed."""

    id: str
    """Its id."""
    base: str
    """The site that it started from."""
    sector: str
    """The sector of that; empty outside all."""
    start: str
    """When it was to start."""
    end: str
    """When it was to be back."""
    route: str
    """Where to."""
    state: str
    """`denied` or `delayed`."""
    hindered_by: str
    """By which party; empty where that is not known."""
    note: str
    """What happened."""


class MovementPart(TypedDict):
    """Freedom of movement in the period; no sector where no patrol is on record."""

    sectors: list[SectorMovementRow]
    """By sector."""
    hindered: list[HinderedPatrolPart]
    """Patrols denied or delayed."""


class ObligationPart(TypedDict):
    """Where an obligation of one actor stands at the end of the period."""

    obligation: str
    """Its id in the agreement."""
    actor: str
    """Who is bound."""
    deadline: str | None
    """By when, null where none was agreed."""
    state: str
    """`met`, `due`, `overdue`, `not-met` (without a deadline) or `not-known`."""
    verified_by: str
    """Who verifies it, as the agreement says; empty where it names nobody."""
    rows: list[str]
    """Ids of the rows of compliance.csv that count."""
    shown_by: list[str]
    """Ids of the findings, steps and so on that show it."""


class AttachmentPart(TypedDict):
    """A file that belongs to a finding, judgement or other row: it is not in the bulletin."""

    id: str
    """The attachment's id."""
    of: str
    """The id of the row that it belongs to."""
    incident: str
    """The incident that this is about; empty where about none."""
    file: str
    """The name of the file."""
    sha256: str
    """The SHA-256 of its bytes."""
    what: str
    """What it is."""
