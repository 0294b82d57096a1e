"""Replications of a truce, day by day and many at once, until it has lasted or collapsed.

Each day, in this order: steps that are due come into force and pledges whose facts have fallen are gone;
violations are drawn (`violations`) at the rate that background and the past give (`daily`); forces are called to the
grave ones that are seen (`answers`); the ladder counts (`climbing`); the case's definitions of collapse are tried. What
the day brings on for the days after depends on how it was answered: by ``retaliation`` more where nobody was named for
a grave violation, by ``answer_restraint`` less where it was answered in time.

A replication that has collapsed stops. Cost grows with replications x days, and with the violations drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from truceline.exercise.dispatch_queue import waits
from truceline.exercise.ground import ForceGround
from truceline.exercise.ladder_state import Climb
from truceline.exercise.parameters import Behaviour, Collapse, Exercise
from truceline.exercise.random_streams import For, Keys, streams, uniform
from truceline.exercise.violations import ExerciseSetting, Violations, violations_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]

TALLIES = ("violations", "grave", "seen", "verified", "attributed", "called", "answered", "in time")
"""What is counted by sector."""

YEAR = 365.0


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of each replication: every array has one row per replication.

    ``number`` is the replication's; ``held_days`` the days until collapse, or the length of the truce; ``collapse`` the
    index of the definition that was met, -1 where the truce held; ``steps`` the most steps of the ladder in force;
    ``fallen`` how many facts fell. ``tally`` (replications, sectors, tallies) counts ``TALLIES``; ``minutes``
    (replications, sectors) is the total response time of those answered.
    """

    number: Integers
    held_days: Integers
    collapse: Integers
    steps: Integers
    fallen: Integers
    tally: Integers
    minutes: Floats

    def __len__(self) -> int:
        return len(self.number)

    def first(self, number: int) -> Outcomes:
        """Take the first replications, so many."""
        return Outcomes(*(getattr(self, field.name)[:number] for field in fields(Outcomes)))


def joined(parts: list[Outcomes]) -> Outcomes:
    """Put outcomes one after another."""
    return Outcomes(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Outcomes)))


@dataclass(frozen=True, slots=True)
class TruceDay:
    """One day of many replications.

    ``minutes`` (violations,) is the response time, inf where no force came and nan where none was called; ``steps`` and
    ``world`` (replications,) are the steps of the ladder in force and the world; ``running`` those that had not
    collapsed before, ``collapse`` the index of the definition met today, or -1.
    """

    day: int
    violations: Violations
    minutes: Floats
    steps: Integers
    world: Integers
    running: Bools
    collapse: Integers


def replicate(
    exercise: Exercise, ground: ForceGround, behaviour: Behaviour, *, keys: Keys, numbers: Integers
) -> Outcomes:
    """Run one replication for each key (replications,), all of them side by side, and count what came of them."""
    shape = (len(keys), len(ground.sectors))
    tally, minutes = np.zeros((*shape, len(TALLIES)), dtype=np.int64), np.zeros(shape)
    held, steps = np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=np.int64)
    collapse, fallen = np.full(len(keys), -1), np.zeros(len(keys), dtype=np.int64)
    for today in days_of(exercise, ground, behaviour, keys):
        _count(today, exercise.in_time_minutes, tally, minutes)
        held += today.running
        steps = np.maximum(steps, np.where(today.running, today.steps, 0))
        collapse = np.where(today.running, today.collapse, collapse)
        fallen = np.where(today.running, np.bitwise_count(today.world), fallen)
    return Outcomes(numbers, held, collapse, steps, fallen.astype(np.int64), tally, minutes)


def days_of(
    exercise: Exercise, ground: ForceGround, behaviour: Behaviour, keys: Keys, pressure: Floats | None = None
) -> Iterator[TruceDay]:
    """Walk through the truce day by day; ``pressure`` (days, sectors) multiplies what may happen, if given."""
    replications, sectors = len(keys), len(ground.sectors)
    setting = ExerciseSetting.of(ground, behaviour, keys)
    climb = Climb(exercise.ladder, exercise.quiet_days, exercise.days, replications)
    ends = _Ends(exercise, replications)
    background = behaviour.violations_per_100km_day[:, None] * setting.sector_km / 100
    falls, follow_on = _falls(ground, keys), np.zeros((replications, sectors))
    free = np.zeros((replications, *ground.forces.shape[1:], max(int(ground.forces.max(initial=0)), 1)))
    for day in range(exercise.days):
        running = ends.running.copy()
        climb.begin(day)
        world = ((falls < day) << np.arange(len(ground.facts))).sum(axis=1)
        rate = np.where(running[:, None], background + follow_on, 0.0) * (1.0 if pressure is None else pressure[day])
        kept = (1 - behaviour.step_restraint) ** climb.in_force
        found = violations_of(setting, day, rate, world, kept)
        minutes = _answered(setting, found, world, free)
        climb.end(day, found)
        yield TruceDay(day, found, minutes, climb.in_force.copy(), world, running, ends.end(found, climb.in_force))
        if not ends.running.any():
            return
        follow_on = _following(behaviour, found, minutes <= exercise.in_time_minutes, follow_on)


def _falls(ground: ForceGround, keys: Keys) -> Floats:
    # The day on which each fact falls, (replications, facts).
    owner, fact = np.repeat(np.arange(len(keys)), len(ground.facts)), np.tile(np.arange(len(ground.facts)), len(keys))
    chance = uniform(streams(keys[owner], sector=fact, number=np.zeros_like(fact)), For.FALL)
    with np.errstate(divide="ignore"):  # a fact that never falls
        days = -np.log(chance) * YEAR / ground.falls_per_year[fact]
    return days.reshape(len(keys), len(ground.facts))


def _answered(setting: ExerciseSetting, violations: Violations, world: Integers, free: Floats) -> Floats:
    # Calls go out for grave violations that are seen, when they are reported.
    ground, told = setting.ground, setting.behaviour
    minutes = np.full(len(violations), np.nan)
    called = np.flatnonzero(violations.grave & violations.seen)
    calls = violations.select(called)
    here, area = world[calls.replication], ground.area[calls.segment]
    way = ground.minutes[here, calls.segment]
    driven = way - ground.asking[here, calls.segment]  # a force is not bound while its capital is asked
    bound = 2 * driven / 60 - told.on_scene_h[calls.replication] * np.log(uniform(calls.stream, For.ON_SCENE))
    there = np.isfinite(way) & (ground.forces[here, area] > 0)
    minutes[called] = np.inf
    rows = np.flatnonzero(there)
    free[np.arange(free.shape[2]) >= ground.forces[world][:, :, None]] = np.inf
    flat = free.reshape(-1, free.shape[2])
    queue = calls.replication[rows] * free.shape[1] + area[rows]
    minutes[called[rows]] = 60 * waits(calls.reported[rows], bound[rows], queue, flat) + way[rows]
    return minutes


def _following(behaviour: Behaviour, violations: Violations, in_time: Bools, before: Floats) -> Floats:
    # What past violations bring on tomorrow, (replications, sectors): see `daily`.
    who = violations.replication
    unnamed = violations.grave & ~violations.attributed
    weight = (1 + behaviour.retaliation[who] * unnamed) * (1 - behaviour.answer_restraint[who] * in_time)
    cell = who * before.shape[1] + violations.sector
    total = np.bincount(cell, weight, minlength=before.size).reshape(before.shape)
    kept = (1 - 1 / behaviour.memory_days)[:, None]
    return np.asarray(kept * before + (1 - kept) * behaviour.branching_ratio[:, None] * total)


def _count(today: TruceDay, in_time_minutes: float, tally: Integers, minutes: Floats) -> None:
    found, sectors = today.violations, tally.shape[1]
    cell = found.replication * sectors + found.sector
    called = ~np.isnan(today.minutes)
    answered = np.isfinite(today.minutes)
    parts = (
        np.ones(len(found), dtype=np.bool_),
        found.grave,
        found.seen,
        np.isfinite(found.verified),
        found.attributed,
        called,
        answered,
        answered & (today.minutes <= in_time_minutes),
    )
    for n, part in enumerate(parts):
        tally[:, :, n] += np.bincount(cell[part], minlength=minutes.size).reshape(minutes.shape)
    minutes += np.bincount(cell[answered], today.minutes[answered], minlength=minutes.size).reshape(minutes.shape)


class _Ends:
    # Which replications still run, and which definition of collapse ends them.
    def __init__(self, exercise: Exercise, replications: int) -> None:
        self._definitions: tuple[Collapse, ...] = exercise.collapses
        self._steps = {step.id: n for n, step in enumerate(exercise.ladder, start=1)}
        self._over = np.zeros((len(exercise.collapses), replications), dtype=np.int64)
        self.running = np.ones(replications, dtype=np.bool_)

    def end(self, violations: Violations, steps: Integers) -> Integers:
        number = np.bincount(violations.replication, minlength=len(self.running))
        met = np.full(len(self.running), -1)
        for n, definition in reversed(list(enumerate(self._definitions))):
            if definition.step:
                now = steps >= self._steps[definition.step]
            else:
                self._over[n] = np.where(number > definition.per_day, self._over[n] + 1, 0)
                now = self._over[n] >= definition.days
            met = np.where(now & self.running, n, met)
        self.running = self.running & (met < 0)
        return met
