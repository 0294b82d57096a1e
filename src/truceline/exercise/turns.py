"""A staff exercise, turn by turn: injects from the master events list, decisions, and what came of them.

One replication is played up to the next inject that waits for a decision. As every random number is a function of what
it is drawn for (`chances`), the past never changes when a decision is added: playing again with the same decisions
gives the same exercise, and nothing but the decisions has to be recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError
from truceline.exercise.ground import ForceGround
from truceline.exercise.injects import Decision, Inject
from truceline.exercise.parameters import Behaviour, Exercise
from truceline.exercise.random_streams import keys
from truceline.exercise.replication import TruceDay, days_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TurnViolation:
    """One grave violation of the log; times in hours since the truce began, None where it never came to that.

    ``minutes`` is the response time, None where no force came.
    """

    sector: str
    chainage_km: float
    hour: float
    night: bool
    reported: float | None
    verified: float | None
    attributed: bool
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened from ``first_day`` to ``last_day`` (from 1, both included).

    ``inject`` opened the turn; it is None for the first. ``violations`` and ``seen`` count all of them, ``entries`` are
    the grave ones; ``steps`` of the ladder were in force at the end.
    """

    first_day: int
    last_day: int
    inject: Inject | None
    decision: Decision | None
    violations: int
    seen: int
    entries: tuple[TurnViolation, ...]
    steps: int


@dataclass(frozen=True, slots=True)
class Played:
    """An exercise as far as it has been played.

    ``waiting`` is the inject that staff must decide on next, None at the end; ``collapse`` the id of the definition of
    collapse that was met, or empty.
    """

    turns: tuple[Turn, ...]
    waiting: Inject | None
    collapse: str


def play(
    exercise: Exercise, ground: ForceGround, injects: tuple[Inject, ...], decisions: tuple[Decision, ...], *, seed: int
) -> Played:
    """Play one replication with ``decisions`` up to the first inject without one, or to the end.

    Raises
    ------
    CaseError
        If a decision names an unknown inject or option, or comes before an earlier inject has been decided.
    """
    order = tuple(sorted(injects, key=lambda inject: (inject.day, inject.id)))
    if problems := tuple(_problems(order, decisions, exercise.days)):
        raise CaseError("the decisions cannot be played", problems)
    waiting = order[len(decisions)] if len(decisions) < len(order) else None
    known = order[: len(decisions) + 1]
    last = waiting.day - 1 if waiting else exercise.days
    behaviour = Behaviour.likely(exercise.assumptions, 1)
    pressure = _pressure(exercise.days, ground.sectors, known, decisions)
    days: list[TruceDay] = []
    for today in days_of(exercise, ground, behaviour, keys(seed, [0]), pressure):
        if today.day >= last:
            break
        days.append(today)
    ended = days[-1].collapse[0] if days else -1
    turns = tuple(_turns(days, order[: len(decisions)], decisions, ground, last))
    if ended >= 0:
        return Played(turns, None, exercise.collapses[ended].id)
    return Played(turns, waiting, "")


def _problems(order: tuple[Inject, ...], decisions: tuple[Decision, ...], days: int) -> Iterator[str]:
    known = {inject.id: inject for inject in order}
    for inject in order:
        if inject.day > days:
            yield f"{inject.id} | comes on day {inject.day}, after the exercise of {days} days; give an earlier day"
    for n, decision in enumerate(decisions):
        if decision.inject not in known:
            yield f"decision {n + 1} | names the inject {decision.inject!r}, which is not known; correct it"
        elif n < len(order) and order[n].id != decision.inject:
            yield f"decision {n + 1} | is on {decision.inject}, but {order[n].id} comes first; decide in order of days"
        elif decision.option not in (options := [option.id for option in known[decision.inject].options]):
            yield f"decision {n + 1} | takes {decision.option!r} on {decision.inject}; choose from {', '.join(options)}"


def _pressure(
    days: int, sectors: tuple[str, ...], injects: tuple[Inject, ...], decisions: tuple[Decision, ...]
) -> Floats:
    # What may happen is multiplied by this, (days, sectors).
    pressure = np.ones((days, len(sectors)))
    taken = {decision.inject: decision.option for decision in decisions}
    for inject in injects:
        effects = [inject.effect, *(o.effect for o in inject.options if o.id == taken.get(inject.id))]
        for effect in effects:
            where = [not effect.sector or effect.sector == name for name in sectors]
            pressure[inject.day - 1 : inject.day - 1 + effect.days, where] *= effect.factor
    return pressure


def _turns(
    days: list[TruceDay], injects: tuple[Inject, ...], decisions: tuple[Decision, ...], ground: ForceGround, last: int
) -> Iterator[Turn]:
    starts = [0, *(inject.day - 1 for inject in injects)]
    for n, (start, end) in enumerate(zip(starts, [*starts[1:], last], strict=True)):
        mine = [today for today in days if start <= today.day < end]
        if not mine and start >= len(days):
            return
        yield Turn(
            first_day=start + 1,
            last_day=mine[-1].day + 1 if mine else start,
            inject=injects[n - 1] if n else None,
            decision=decisions[n - 1] if n else None,
            violations=sum(len(today.violations) for today in mine),
            seen=sum(int(today.violations.seen.sum()) for today in mine),
            entries=tuple(entry for today in mine for entry in _entries(today, ground)),
            steps=int(mine[-1].steps[0]) if mine else 0,
        )


def _entries(today: TruceDay, ground: ForceGround) -> Iterator[TurnViolation]:
    found = today.violations
    ends = np.cumsum(ground.length_km)
    for n in np.flatnonzero(found.grave).tolist():
        segment = int(found.segment[n])
        yield TurnViolation(
            sector=ground.sectors[int(found.sector[n])],
            chainage_km=float(ends[segment] - ground.length_km[segment] / 2),
            hour=float(found.hour[n]),
            night=bool(found.night[n]),
            reported=_or_none(found.reported[n]),
            verified=_or_none(found.verified[n]),
            attributed=bool(found.attributed[n]),
            minutes=_or_none(today.minutes[n]),
        )


def _or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
