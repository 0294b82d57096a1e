"""Small sets of reports for tests."""

import numpy as np

from truceline.monitoring.reports import Reports

SOURCES = ("post", "patrol", "drone", "outlet")
ACTS = ("shelling", "drone strike", "small arms")
WEAPONS = ("gun", "drone", "mortar", "rifle")
DAY = 86_400
HOUR = 3_600
START = 1_900_000_000 // DAY * DAY


def reports(count, seed=0, *, days=20, span_km=40.0, dated=0.3, twins=0.5):
    """Draw reports of incidents in a square, about ``twins`` of them told by a second source."""
    rng = np.random.default_rng(seed)
    incidents = max(int(count / (1 + twins)), 1)
    told = np.concatenate([np.arange(incidents), rng.permutation(incidents)])[:count]
    first = rng.integers(0, len(SOURCES), incidents)
    source = np.where(np.arange(count) < incidents, first[told], (first[told] + 1) % len(SOURCES))
    radius = rng.choice([200.0, 500.0, 3_000.0], count)
    side = span_km / 111.2
    place = rng.uniform(0, side, (incidents, 2))[told] + rng.normal(0, 1, (count, 2)) * radius[:, None] / 111_200
    at = START + (rng.uniform(0, days * DAY, incidents)[told] + rng.normal(0, HOUR, count)).astype(np.int64)
    day = rng.random(count) < dated
    weapon = np.random.default_rng((seed, 1)).integers(0, len(WEAPONS), incidents)[told]
    seen = np.random.default_rng((seed, 2)).random(count)  # a tenth is mistaken, a half told by nobody
    start = np.where(day, at // DAY * DAY, at)
    return Reports(
        id=np.array([f"r{i:05d}" for i in range(count)]),
        source=source,
        start=start,
        end=np.where(day, start + DAY, at),
        lat=48.0 + place[:, 0],
        lon=37.0 + place[:, 1] / np.cos(np.radians(48.0)),
        radius_m=radius,
        act=np.where(rng.random(count) < 0.1, rng.integers(0, 3, count), rng.integers(0, 3, incidents)[told]),
        weapon=np.where(seen < 0.1, (weapon + 1) % len(WEAPONS), np.where(seen < 0.5, weapon, -1)),
        sources=SOURCES,
        acts=ACTS,
        weapons=WEAPONS,
    ), told


def few(*rows):
    """Reports from rows of (source, hours after the start, metres north, radius in metres, act)."""
    source, hours, north, radius, act = map(list, zip(*rows, strict=True))
    at = START + (np.array(hours, dtype=float) * HOUR).astype(np.int64)
    return Reports(
        id=np.array([f"r{i}" for i in range(len(rows))]),
        source=np.array([SOURCES.index(s) for s in source]),
        start=at,
        end=at.copy(),
        lat=48.0 + np.array(north, dtype=float) / 111_195,
        lon=np.full(len(rows), 37.0),
        radius_m=np.array(radius, dtype=float),
        act=np.array([ACTS.index(a) for a in act]),
        sources=SOURCES,
        acts=ACTS,
    )
