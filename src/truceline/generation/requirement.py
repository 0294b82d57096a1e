"""The statement of requirements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.records.quantities import Arithmetic, Reliance


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """What one line of the statement of requirements asks for, under one force concept.

    ``quantity`` units of ``capability`` (or of a substitute, ``(capability, factor)``: one of it counts as
    ``factor``) are wanted in ``sector`` (empty: anywhere) for ``tasks``, from ``from_month`` to ``to_month`` after
    D-day, both included, counted from 1. ``locations`` are the location scopes that serve. ``critical`` lines are
    filled before desirable ones. Below ``minimum`` units there is no viable formation (0: any number helps); what
    serves counts as filled all the same, and how often the minimum is met is a stage of its own. ``sizing`` is the
    sum that gives the quantity, as ``formula name=value ...``, and ``sum`` that sum worked out; a line without it has
    its quantity as the case states it. It counts from ``known_from``, or from when its source was published.
    """

    id: str
    concept: str
    title: str
    capability: str
    quantity: int
    sector: str
    tasks: tuple[str, ...]
    locations: frozenset[str]
    from_month: int
    to_month: int
    critical: bool
    substitutes: tuple[tuple[str, float], ...]
    sizing: str
    standing: Reliance
    source: str
    note: str
    minimum: int = 0
    known_from: date | None = None
    sum: Arithmetic | None = None
