"""What a force is made of: capabilities, caveats and units."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from truceline.records.quantities import Range, Reliance
from truceline.records.unit_of_measure import measure

IN_COUNTRY = "in-country"
"""The location scope of units that enter the country: all others stay outside, and take none of its lift."""

PLACES = (IN_COUNTRY, "adjacent", "air-from-outside", "sea")
"""Location scopes at which people serve, in country first; ``finance-only`` brings nobody."""


@dataclass(frozen=True, slots=True)
class Capability:
    """A kind of formation, aircraft or service that a requirement line can ask for.

    ``component`` is ``land``, ``air``, ``sea``, ``command`` or ``support``; ``unit`` the unit of measure
    (battalion, aircraft, orbit, hospital...); ``personnel`` how many people one of it takes, deployed;
    ``role`` is what siting does with it: ``post``, with ``posts`` observation posts that one of it mans around the
    clock; ``reaction``, one reaction force; ``patrol``, with ``patrols`` on the road at any time; ``orbit``, aircraft
    that watch the ground; ``air-patrol``, aircraft that do not; or nothing. ``aircraft`` is how many aircraft one of it
    has, where its unit of measure does not say so.
    """

    id: str
    title: str
    component: str
    unit: str
    personnel: Range
    role: str
    posts: int
    standing: Reliance
    source: str
    note: str
    aircraft: int = 0
    patrols: int = 0

    def aircraft_each(self, per_orbit: float) -> float:
        """Count the aircraft of one of it, where ``per_orbit`` of them keep one orbit up around the clock."""
        return {"aircraft": 1.0, "orbit": per_orbit}.get(measure(self.unit), float(self.aircraft))


@dataclass(frozen=True, slots=True)
class Caveat:
    """A national restriction on the use of a unit.

    ``kind`` is ``prohibition`` (the task or area is barred) or ``limitation`` (the capital is asked
    first, which takes ``approval_days``). ``task`` and ``area`` are empty where the caveat holds for all.
    It counts from ``known_from``, else from the earliest of its ``statements``, else as long as its pledge does.
    """

    kind: str
    task: str
    area: str
    approval_days: int
    note: str
    known_from: date | None = None
    statements: tuple[str, ...] = ()

    def bars(self, task: str, area: str) -> bool:
        """Return whether this caveat rules out ``task`` in ``area`` altogether."""
        return self.kind == "prohibition" and self.task in ("", task) and self.area in ("", area)


DAY_MIN = 1440
"""Minutes in a day."""


def asking_minutes(caveats: Iterable[Caveat], tasks: Iterable[str], area: str) -> float:
    """Return the minutes for which a capital is asked before its unit does ``tasks`` in ``area``; inf where barred.

    ``area`` is empty for ground in no area, which only caveats on all areas reach. The longest of several limitations
    counts, as they are asked at once.
    """
    wanted = {"", *tasks}
    binding = [c for c in caveats if c.task in wanted and c.area in ("", area)]
    if any(c.kind == "prohibition" for c in binding):
        return math.inf
    return float(max((DAY_MIN * c.approval_days for c in binding), default=0))


def closed_areas(caveats: Iterable[Caveat], tasks: Iterable[str]) -> tuple[str, ...]:
    """List the areas that caveats close to a unit sent for ``tasks``, in the caveats' order.

    A caveat that names a task closes its area for that task alone; a caveat that names none, for every task.
    """
    wanted = {"", *tasks}
    return tuple(c.area for c in caveats if c.kind == "prohibition" and c.area and c.task in wanted)


@dataclass(frozen=True, slots=True)
class Unit:
    """One of a pledge's units: can be in one place at a time.

    A unit serves tours of ``tour_months``, at most ``tours`` of them, with ``rest_months`` between two;
    ``rest_months`` is 0 where the pledge promises a presence and its contributor rotates its own troops
    through it. It can be in place ``ready_days`` after D-day at the earliest. ``location`` is where it may
    serve: ``in-country``, ``adjacent``, ``sea``, ``air-from-outside`` or ``finance-only``. ``needs`` are
    capabilities without which it counts as unready. ``personnel`` is the likely number of people deployed
    with it, and ``pool`` how many its contributor must hold to keep that number deployed.
    """

    id: str
    pledge: str
    contributor: str
    capability: str
    location: str
    personnel: float
    pool: float
    ready_days: int
    tour_months: int
    rest_months: int
    tours: int
    caveats: tuple[Caveat, ...] = ()
    needs: tuple[str, ...] = ()
