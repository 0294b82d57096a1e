"""A small line with a force on it, for the tests of the exercise room."""

from dataclasses import replace

import numpy as np

from truceline.exercise.ground import ForceGround
from truceline.exercise.parameters import UNITS, Behaviour, Collapse, Exercise, LadderStep
from truceline.records.quantities import Assumption, Range, Reliance

CALM = {
    "violations_per_100km_day": 2.0,
    "branching_ratio": 0.0,
    "memory_days": 4.0,
    "night_share": 0.5,
    "grave_share": 0.3,
    "presence_restraint": 0.0,
    "step_restraint": 0.0,
    "answer_restraint": 0.0,
    "retaliation": 0.0,
    "report_h": 2.0,
    "access_share": 0.5,
    "verification_h": 24.0,
    "attribution_share": 0.5,
    "on_scene_h": 3.0,
}
"""Violations that nothing excites or restrains."""

NEVER = Collapse("never", "Never", 1e6, 1, "")


def number(name, low, likely, high, unit=""):
    return Assumption(name, name, Range(low, likely, high), unit, Reliance.ASSUMED, "", "for the test")


def numbers(**changes):
    return {name: number(name, v, v, v, UNITS.get(name, "")) for name, v in (CALM | changes).items()}


def exercise(days=365, ladder=(), collapses=(NEVER,), quiet_days=30, **changes):
    return Exercise("An exercise", "", days, quiet_days, 60.0, numbers(**changes), (), ladder, collapses, ())


def behaviour(replications, **changes):
    return Behaviour(**{name: np.full(replications, value) for name, value in (CALM | changes).items()})


def step(violations, days, clock="report", hours=24.0, name="first"):
    return LadderStep(name, name, violations, days, clock, hours)


def ground(day=0.6, night=0.2, minutes=30.0, forces=1, worlds=1, months=12):
    """100 km in two sectors of 60 and 40 km, and ground in none; ten segments."""
    segments = 10
    return ForceGround(
        sectors=("west", "east", ""),
        length_km=np.full(segments, 10.0),
        sector=np.array([0] * 6 + [1] * 4),
        day=np.full((worlds, months, segments), day),
        night=np.full((worlds, months, segments), night),
        asking=np.zeros((worlds, segments)),
        minutes=np.full((worlds, segments), minutes),
        area=np.zeros(segments, dtype=np.int64),
        forces=np.full((worlds, 1), forces),
        facts=(),
        falls_per_year=np.empty(0),
        gone=(frozenset(),) * worlds,
    )


def with_fall(first, second, per_year):
    """A fact that may fall: the ground is ``first`` before and ``second`` after."""
    both = {}
    for name in ("day", "night", "minutes", "forces"):
        both[name] = np.concatenate([getattr(first, name), getattr(second, name)])
    return replace(
        first,
        **both,
        facts=("backstop",),
        falls_per_year=np.array([per_year]),
        gone=(frozenset(), frozenset({"fen-posts"})),
    )
