"""What an issue of a bulletin is beside what it counts: its state, what it replaces, and what people write on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from truceline.monitoring.membership import Parted

DRAFT, FINAL, CORRECTED = "draft", "final", "corrected"


class CountChange(NamedTuple):
    """A count of one sector (empty: ground in none) that changed; None where nobody observed."""

    sector: str
    what: str
    before: int | None
    now: int | None


class MovementChange(NamedTuple):
    """A count of one sector's patrols (empty: bases in none), or its post-hours lost, that changed."""

    sector: str
    what: str
    before: float | None
    now: float | None


class TollChange(NamedTuple):
    """How many people are confirmed ``killed`` or ``wounded`` in all that changed."""

    what: str
    before: int
    now: int


class WordChange(NamedTuple):
    """What is said of one incident that changed."""

    incident: str
    before: str
    now: str


class Merged(NamedTuple):
    """An incident that is part of another one now."""

    incident: str
    into: str


class ObligationChange(NamedTuple):
    """Where an obligation of one actor stands: states, empty where it was not or is no longer asked for.

    Where both are the same, what shows it changed.
    """

    obligation: str
    actor: str
    before: str
    now: str


class RowChanges(NamedTuple):
    """Rows by id that are ``added``, ``gone``, or say something ``otherwise``."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


NO_ROWS = RowChanges()


class DetailChange(NamedTuple):
    """Something else that is said otherwise: a ``row`` of a ``section`` that is ``added`` or ``gone``, or a field.

    The row is known by its keys in its list; both are empty for what stands in no list. ``change`` is ``otherwise``
    for a field, which is empty where several rows of the same keys are compared at once. ``before`` and ``now`` are
    None where nothing was said, and where words are not repeated.
    """

    section: str
    row: tuple[str, ...]
    change: str
    field: str = ""
    before: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a bulletin says otherwise than the one that it replaces.

    ``gone`` are incidents that it no longer lists and that are part of no other one. ``parted`` are
    reports that rulings part, and did not then. ``movement`` counts patrols and
    post-hours; ``patrols`` are those that people hindered. ``details`` are all the rest.
    """

    counts: tuple[CountChange, ...] = ()
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    merged: tuple[Merged, ...] = ()
    verdicts: tuple[WordChange, ...] = ()
    verification: tuple[WordChange, ...] = ()
    attribution: tuple[WordChange, ...] = ()
    casualties: tuple[TollChange, ...] = ()
    parted: tuple[Parted, ...] = ()
    movement: tuple[MovementChange, ...] = ()
    patrols: RowChanges = NO_ROWS
    obligations: tuple[ObligationChange, ...] = ()
    attachments: RowChanges = NO_ROWS
    details: tuple[DetailChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """The bulletin that a corrected one replaces, by the id and the number (from 1) of its entry, and what changed."""

    entry: str
    number: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class Issue:
    """The ``state`` of a bulletin: draft (unsigned), final, or corrected: then it has ``replaced`` an earlier final.

    ``summary`` are paragraphs that a person wrote.
    """

    state: str = DRAFT
    replaced: Replaced | None = None
    summary: tuple[str, ...] = ()
