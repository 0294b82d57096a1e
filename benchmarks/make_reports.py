"""Draw reports of incidents along a line of contact, with the truth known.

Incidents fall along a bent line, more than half of them in hot spots; each is told by one or more of six sources, a
source at most once, each with its own place error, some of them vague, some only by date, some with the act mistaken
for its neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.monitoring.linkage.rates import METRES_PER_DEGREE
from truceline.monitoring.reports import Floats, Integers, Reports

START = 1_924_992_000  # 2031-01-01T00:00Z
DAY_H, HOUR = 24, 3600


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the world is like; lengths in km, times in hours."""

    reports_a_day: int = 1_100
    line_km: float = 1_000.0
    hot_spots: int = 25
    hot_share: float = 0.6
    along_km: float = 4.0
    across_km: float = 6.0
    source_share: tuple[float, ...] = (0.26, 0.22, 0.18, 0.14, 0.12, 0.08)
    source_km: tuple[float, ...] = (0.25, 0.4, 0.6, 0.8, 1.2, 2.0)
    coarse: float = 0.20
    coarse_km: float = 6.0
    date_only: float = 0.30
    confusion: float = 0.12
    mistaken: float = 0.03
    lag_h: float = 1.0
    delay_h: float = 0.8
    sizes: tuple[float, ...] = (0.58, 0.22, 0.11, 0.05, 0.03, 0.01)
    acts: tuple[float, ...] = (0.42, 0.20, 0.15, 0.13, 0.06, 0.04)


def draw(count: int, recipe: Recipe, rng: np.random.Generator) -> tuple[Reports, Integers]:
    """Draw ``count`` reports and the incident that each tells of."""
    sizes = np.arange(1, len(recipe.sizes) + 1)
    incidents = int(1.02 * count / (sizes @ recipe.sizes)) + 10
    hours = max(2, count // recipe.reports_a_day) * DAY_H
    happened, act = rng.uniform(0, hours, incidents), rng.choice(len(recipe.acts), incidents, p=recipe.acts)
    told, source = _tellers(rng.choice(sizes, incidents, p=recipe.sizes), recipe, rng)
    keep = rng.permutation(len(told))[:count]
    told, source = told[keep], source[keep]
    radius = np.where(rng.random(count) < recipe.coarse, recipe.coarse_km, np.array(recipe.source_km)[source])
    km = np.column_stack(_line(incidents, recipe, rng))[told] + rng.normal(0, 1, (count, 2)) * radius[:, None]
    late = rng.normal(0, recipe.lag_h, count) + np.abs(rng.normal(0, recipe.delay_h, count))
    at = START + np.rint((happened[told] + late) * HOUR).astype(np.int64)
    day = rng.random(count) < recipe.date_only
    start = np.where(day, at // (DAY_H * HOUR) * (DAY_H * HOUR), at)
    lat, lon = _degrees(km)
    return Reports(
        id=np.arange(count),
        source=source,
        start=start,
        end=np.where(day, start + DAY_H * HOUR, at),
        lat=lat,
        lon=lon,
        radius_m=1000 * radius,
        act=_told_as(act[told], recipe, rng),
        sources=tuple(f"source {i}" for i in range(len(recipe.source_km))),
        acts=tuple(f"act {i}" for i in range(len(recipe.acts))),
    ), told


def _line(incidents: int, recipe: Recipe, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """East and north in km of incidents along a line that bends at random."""
    spot = rng.uniform(0, recipe.line_km, recipe.hot_spots)
    weight = rng.dirichlet(np.ones(recipe.hot_spots))
    hot = rng.choice(spot, incidents, p=weight) + rng.normal(0, recipe.along_km, incidents)
    anywhere = rng.uniform(0, recipe.line_km, incidents)
    along = np.where(rng.random(incidents) < recipe.hot_share, hot, anywhere).clip(0, recipe.line_km)
    knots = np.linspace(0, recipe.line_km, 21)
    bend = np.interp(along, knots, np.cumsum(rng.normal(0, 18, len(knots))))
    across = rng.normal(0, recipe.across_km, incidents)
    return 0.65 * along + 0.76 * across, 0.76 * along - 0.65 * across + bend


def _tellers(size: Integers, recipe: Recipe, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Incident and source of each report: ``size`` different sources per incident, by their shares."""
    chance = np.log(recipe.source_share) + rng.gumbel(size=(len(size), len(recipe.source_share)))
    rank = np.argsort(-chance, axis=1)
    told, place = np.nonzero(np.arange(len(recipe.source_share)) < size[:, None])
    return told, rank[told, place]


def _told_as(act: Integers, recipe: Recipe, rng: np.random.Generator) -> Integers:
    """The act told: mostly the true one, sometimes its neighbour (0 and 1, 2 and 3...), rarely any."""
    drawn, any_act = rng.random(len(act)), rng.integers(0, len(recipe.acts), len(act))
    mistaken = drawn < recipe.confusion + recipe.mistaken
    return np.where(drawn < recipe.confusion, act ^ 1, np.where(mistaken, any_act, act))


def _degrees(km: Floats) -> tuple[Floats, Floats]:
    lat = 46.5 + 1000 * km[:, 1] / METRES_PER_DEGREE
    return lat, 33.0 + 1000 * km[:, 0] / (METRES_PER_DEGREE * np.cos(np.radians(lat)))
