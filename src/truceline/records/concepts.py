"""Force concepts: what a force is for, and where it may stand."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.records.quantities import Assumptions

SETBACK = "base_setback_km"
"""The assumption that keeps every reaction force off the line, in sizing and in siting alike."""


@dataclass(frozen=True, slots=True)
class StandoffRule:
    """Where the assets of one role may stand.

    ``least_km`` and ``most_km`` are distances from the agreement's line, each a number or the id of an assumption in
    kilometres; None where nothing is said. ``not_in`` are zones of the agreement or sectors that are closed,
    ``only_in`` those outside which all is closed where any is named. ``why`` says whose words it rests on.
    """

    role: str
    least_km: float | str | None = None
    most_km: float | str | None = None
    not_in: tuple[str, ...] = ()
    only_in: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A force concept: ``purpose`` is what its mandate would say, in words; ``stands`` where its roles may stand."""

    id: str
    title: str
    purpose: str = ""
    stands: tuple[StandoffRule, ...] = ()
    note: str = ""

    def stands_of(self, role: str, assumptions: Assumptions) -> tuple[StandoffRule, ...]:
        """Return the rules for ``role``, the set-back of reaction forces among them where the case states one."""
        kept = (StandoffRule("reaction", least_km=SETBACK),) if role == "reaction" and SETBACK in assumptions else ()
        return (*kept, *(rule for rule in self.stands if rule.role == role))


def kilometres(value: float | str | None, assumptions: Assumptions, absent: float) -> float:
    """Return a distance that is a number or the id of an assumption (its likely value); ``absent`` where it is None."""
    if value is None:
        return absent
    return assumptions[value].value.likely if isinstance(value, str) else value


def least_km(concept: Concept, role: str, assumptions: Assumptions) -> float:
    """Return the least distance from the line, in kilometres, at which ``role`` may stand; 0 where nothing is said."""
    rules = concept.stands_of(role, assumptions)
    return max((kilometres(rule.least_km, assumptions, 0.0) for rule in rules), default=0.0)
