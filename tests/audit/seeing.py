"""What the sited force sees of the line, and how fast it reacts: posts, orbits and bases where the plan puts them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.audit import ground, raw


def chance(km: np.ndarray, reach: float, peak: float, shape: float) -> np.ndarray:
    """Give the chance to see an event so far away: it falls with distance and ends at the reach."""
    if reach <= 0:
        return np.zeros_like(km)
    return np.where(km <= reach, peak * (1 - (np.minimum(km, reach) / reach) ** shape), 0.0)


def orbits(folder: Path, values: dict[str, float], serving: list[tuple[dict, dict]], *, watching: bool) -> float:
    """Count the orbits that the aircraft on tour keep up: aircraft x available x on station / cycle."""
    kinds = raw.capabilities(folder)
    cycle = values["orbit_on_station_h"] + 2 * values["orbit_transit_h"] + values["orbit_ground_h"]
    each = values["orbit_availability"] * values["orbit_on_station_h"] / cycle
    total = 0.0
    for unit, _ in serving:
        kind = kinds[unit["capability"]]
        if kind["role"] == "orbit" or (kind["role"] == "air-patrol" and not watching):
            total += unit["share"] * (each if kind["unit"] == "aircraft" else values["orbit_availability"])
    return total


def placed(folder: Path, serving: list[tuple[dict, dict]]) -> int:
    """Count the posts that units on tour man and the reaction forces they are: whole ones, unit by unit."""
    kinds, total = raw.capabilities(folder), 0
    for unit, _ in serving:
        kind = kinds[unit["capability"]]
        if kind["role"] in ("post", "reaction"):
            total += int(unit["share"] * (int(kind["posts"]) if kind["role"] == "post" else 1) + 1e-9)
    return total


def seen(folder: Path, values: dict[str, float], siting: dict, kept: float) -> dict[str, np.ndarray]:
    """Give the chance that an event in the middle of each piece is seen, by day and by night."""
    shape, result = values["detection_shape"], {}
    for half in ("day", "night"):
        missed = np.ones(len(ground.pieces(folder)))
        for post in siting["posts"]:
            km = ground.distances_km(folder, *ground.sites(folder)[post["site"]])
            missed *= 1 - chance(km, values[f"post_range_{half}_km"], values[f"post_peak_{half}"], shape)
        for number, at in enumerate(siting["orbit_stations_km"]):
            km = ground.distances_km(folder, *ground.middle_at(folder, at))
            of_the_time = min(1.0, max(0.0, kept - number))
            missed *= 1 - of_the_time * chance(
                km, values[f"orbit_range_{half}_km"], values[f"orbit_peak_{half}"], shape
            )
        result[half] = 1 - missed
    return result


def share(folder: Path, chances: np.ndarray) -> float:
    """Weigh chances by the length of the pieces."""
    lengths = np.array([p["km"] for p in ground.pieces(folder)])
    return float((chances * lengths).sum() / lengths.sum())


def minutes(
    folder: Path, values: dict[str, float], siting: dict, serving: list[tuple[dict, dict]], lines: dict
) -> np.ndarray:
    """Give the minutes until the first force is at each piece: alert, road, and the days its capital takes to agree."""
    cut = ground.pieces(folder)
    best = np.full(len(cut), np.inf)
    by_unit = {tour["unit"]: (unit, lines[tour["line"]]) for unit, tour in serving}
    for base in siting["bases"]:
        unit, line = by_unit[base["unit"]]
        km = ground.distances_km(folder, *ground.sites(folder)[base["site"]])
        takes = values["response_alert_min"] + 60 * values["detour_factor"] * km / values["response_speed_kmh"]
        for number, piece in enumerate(cut):
            mine = [c for c in unit["caveats"] if _speaks_of(c, line, piece["sector"])]
            if any(c["kind"] == "prohibition" for c in mine):
                continue
            waits = max((c["approval_days"] for c in mine if c["kind"] == "limitation"), default=0) * 24 * 60
            best[number] = min(best[number], takes[number] + waits)
    return best


def _speaks_of(caveat: dict, line: dict, sector: str) -> bool:
    return caveat["task"] in ("", *line["tasks"].split(";")) and caveat["area"] in ("", sector)
