"""What serves: units of the pledges that stand, when they are in place, and what the tours of the plan fill."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

from tests.audit import ground, raw

MONTH = 365.25 / 12
ENTERS = "in-country"
MOST_OF_THE_PEAK = 0.75


def units(folder: Path, day: date, offers: dict[str, dict], standing: set[str]) -> dict[str, dict]:
    """Take the standing pledges apart: whole units, then what is left of one, each with its share of a whole."""
    values = raw.assumptions(folder, day)
    granted = {f["id"] for f in raw.document(folder, "scenarios.yaml")["facts"] if _true(f, day)}
    chosen: dict[str, dict] = {}
    for name in sorted(standing):
        pledge = offers[name]
        quantity = pledge["quantity"]["likely"]
        waits = [a["days"] for a in pledge.get("approvals", []) if raw.yes(a, day) and a["fact"] not in granted]
        shares = [1.0] * int(quantity + 1e-9)
        if quantity - len(shares) > 1e-9:
            shares.append(quantity - len(shares))
        for number, share in enumerate(shares, start=1):
            people = pledge["people"]["likely"] / quantity * share
            rotates = pledge["basis"] == "presence"
            chosen[f"{name}#{number}"] = {
                "pledge": name,
                "contributor": pledge["contributor"],
                "capability": pledge["capability"],
                "location": pledge["location"],
                "share": share,
                "people": people,
                "pool": people * (1 + values["rest_ratio"]) if rotates else people,
                "ready": pledge["ready_days"] + max(waits, default=0),
                "tour": pledge["tour_months"],
                "rest": 0 if rotates else math.ceil(pledge["tour_months"] * values["rest_ratio"] - 1e-9),
                "tours": pledge["tours"],
                "caveats": [c for c in pledge.get("caveats", []) if raw.yes(c, day)],
                "needs": pledge.get("needs", []),
            }
    return _by_lift(chosen, values.get("lift_per_day"))


def _true(fact: dict, day: date) -> bool:
    steps = [s for s in fact["history"] if date.fromisoformat(str(s["on"])) <= day]
    return bool(steps) and max(steps, key=lambda s: str(s["on"]))["value"]


def _by_lift(chosen: dict[str, dict], per_day: float | None) -> dict[str, dict]:
    # Who enters the country shares one lift, first ready, first carried.
    busy = 0.0
    for unit in sorted(chosen.values(), key=lambda u: u["ready"]) if per_day else ():
        if unit["location"] == ENTERS:
            busy = max(float(unit["ready"]), busy + unit["people"] / per_day)
            unit["ready"] = math.ceil(busy - 1e-9)
    return chosen


def first_month(unit: dict, line: dict) -> int:
    """Give the first month for half of which or more the unit is in place; capitals that must be asked come on top."""
    tasks, sector = line["tasks"].split(";"), line["sector"]
    asked = [
        c["approval_days"]
        for c in unit["caveats"]
        if c["kind"] == "limitation" and (not c["task"] or c["task"] in tasks) and c["area"] in ("", sector)
    ]
    return 1 + math.floor((unit["ready"] + max(asked, default=0)) / MONTH + 0.5)


def counts_for(unit: dict, line: dict) -> float:
    """Count a unit on a line: its share of one, or the substitute's factor of that."""
    factors = {line["capability"]: 1.0}
    for cell in filter(None, line["substitutes"].split(";")):
        capability, factor = cell.split(":")
        factors.setdefault(capability, float(factor))
    return unit["share"] * factors.get(unit["capability"], 0.0)


def broken_rules(lines: dict[str, dict], force: dict[str, dict], tours: list[dict], months: int) -> list[str]:
    """Say which rules of generation the tours break; none, it is hoped."""
    faults, by_unit = [], defaultdict(list)
    for tour in tours:
        unit, line = force[tour["unit"]], lines[tour["line"]]
        by_unit[tour["unit"]].append(tour)
        tasks = line["tasks"].split(";")
        if counts_for(unit, line) <= 0 or unit["location"] not in line["locations"].split(";"):
            faults.append(f"{tour}: cannot serve there")
        if any(
            c["kind"] == "prohibition" and (not c["task"] or c["task"] in tasks) and c["area"] in ("", line["sector"])
            for c in unit["caveats"]
        ):
            faults.append(f"{tour}: a caveat bars it")
        if tour["first_month"] < max(first_month(unit, line), int(line["from_month"])):
            faults.append(f"{tour}: it is not there before month {first_month(unit, line)}")
        if tour["last_month"] > min(int(line["to_month"]), months):
            faults.append(f"{tour}: the line has ended")
        if tour["last_month"] - tour["first_month"] + 1 > unit["tour"]:
            faults.append(f"{tour}: longer than a tour")
    for name, mine in by_unit.items():
        mine.sort(key=lambda t: t["first_month"])
        if len(mine) > force[name]["tours"]:
            faults.append(f"{name}: {len(mine)} tours of {force[name]['tours']}")
        bound = force[name]["tour"] + force[name]["rest"]
        faults += [f"{name}: no rest" for a, b in pairwise(mine) if b["first_month"] < a["first_month"] + bound]
    return faults


def filled(lines: dict[str, dict], force: dict[str, dict], tours: list[dict], months: int) -> dict[str, list[float]]:
    """Count what ready units fill of each line in each month, never more than it asks for."""
    there = [[t for t in tours if t["first_month"] <= m <= t["last_month"]] for m in range(1, months + 1)]
    result = {name: [0.0] * months for name in lines}
    for month, serving in enumerate(there):
        ready = {t["unit"] for t in serving}
        while True:  # the largest set in which every unit has its enablers from ready units of the set
            present = {lines[t["line"]]["capability"] for t in serving if t["unit"] in ready}
            then = {u for u in ready if set(force[u]["needs"]) <= present}
            if then == ready:
                break
            ready = then
        for tour in serving:
            if tour["unit"] in ready:
                result[tour["line"]][month] += counts_for(force[tour["unit"]], lines[tour["line"]])
        for name, line in lines.items():
            asks = int(line["from_month"]) <= month + 1 <= int(line["to_month"])
            result[name][month] = min(result[name][month], line["required"]) if asks else 0.0
    return result


def requirement(folder: Path, day: date, concept: str) -> dict[str, dict]:
    """Give the lines of a concept by id, each with how much it asks for: typed, or the sum of its sizing cell."""
    rows = [r for r in raw.table(folder, "requirement.csv") if r["concept"] == concept and raw.yes(r, day)]
    values = {**raw.assumptions(folder, day), "line_km": ground.line_km(folder)}
    for row in rows:
        row["required"] = _sized(row, values, folder) if row["sizing"] else int(row["quantity"])
    return {row["id"]: row for row in rows}


def _sized(row: dict, values: dict[str, float], folder: Path) -> int:
    formula, *cells = row["sizing"].split()
    lengths = {"sector_km": ground.sector_km(folder).get(row["sector"], 0.0)}
    v = {}
    for cell in cells:
        name, _, text = cell.partition("=")
        known = {**values, **lengths}
        v[name] = known[text] if text in known else float(text)
    if formula == "posts":
        return math.ceil(round(v["length_km"] / v["spacing_km"], 9))
    if formula == "companies_for_posts":
        return math.ceil(math.ceil(round(v["length_km"] / v["spacing_km"], 9)) / v["posts_each"] - 1e-9)
    if formula == "one_per":
        return math.ceil(round(v["of"] / v["each"], 9))
    if formula == "fleet":
        cycle = v["hours_on_station"] + 2 * v["transit_hours"] + v["ground_hours"]
        aircraft = v["on_station"] * cycle / v["hours_on_station"] / v["availability"]
        return math.ceil(round(aircraft / v["each"], 9))
    if formula == "reaction_bases":
        reach = v["speed_kmh"] * (v["response_min"] - v["alert_min"]) / 60 / v["detour_factor"]
        return math.ceil(round(v["length_km"] / (2 * math.sqrt(reach**2 - v["setback_km"] ** 2)), 9))
    if formula == "frontage":
        return math.ceil(round(v["length_km"] / v["frontage_km"] * v.get("unit_size", 1), 9))
    raise AssertionError(f"{row['id']}: the audit does not know the formula {formula}")


def on_tour(force: dict[str, dict], tours: list[dict], month: int) -> list[tuple[dict, dict]]:
    """List the units on tour in a month with their tours."""
    return [(force[t["unit"]], t) for t in tours if t["first_month"] <= month <= t["last_month"]]


def deployed(force: dict[str, dict], tours: list[dict], months: int, place: str = "") -> list[float]:
    """Add up the people on tour in each month, everywhere or in one place."""
    return [
        sum(u["people"] for u, _ in on_tour(force, tours, m) if place in ("", u["location"]))
        for m in range(1, months + 1)
    ]


def pool(force: dict[str, dict], tours: list[dict], months: int) -> float:
    """Add up the people that contributors must hold: a unit's pool for its share of the plan, or who take turns."""
    total = 0.0
    for name in {t["unit"] for t in tours}:
        unit, mine = force[name], [t for t in tours if t["unit"] == name]
        share = sum(t["last_month"] - t["first_month"] + 1 for t in mine) / months
        total += max(unit["pool"] * share, min(unit["pool"], len(mine) * unit["people"]))
    return total


def fill(folder: Path, lines: dict[str, dict], filled: dict[str, list[float]]) -> tuple[float, float, int]:
    """Give the share of person-months filled, the mean share of critical lines, and how many are filled whole."""
    kinds, asked_people, filled_people, shares = raw.capabilities(folder), 0.0, 0.0, []
    for name, line in lines.items():
        asked = line["required"] * (int(line["to_month"]) - int(line["from_month"]) + 1)
        each = float(kinds[line["capability"]]["personnel_likely"])
        asked_people, filled_people = asked_people + each * asked, filled_people + each * sum(filled[name])
        if line["critical"] == "yes":
            shares.append(sum(filled[name]) / asked)
    return filled_people / asked_people, sum(shares) / len(shares), sum(share > 1 - 1e-9 for share in shares)


def kept_up(by_month: list[float]) -> int:
    """Count the longest run of months with at least three quarters of the peak."""
    longest = run = 0
    for value in by_month:
        run = run + 1 if value > 0 and value >= MOST_OF_THE_PEAK * max(by_month) else 0
        longest = max(longest, run)
    return longest
