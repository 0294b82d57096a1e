"""One plan as the command wrote it against the same numbers recomputed: what was compared, and what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from tests.audit import counting, ground, raw, seeing, serving, standing


@dataclass
class Comparison:
    """Numbers compared so far, and those that differ."""

    compared: int = 0
    differ: list[str] = field(default_factory=list)

    def number(self, name: str, mine: float | None, theirs: float | None, *, within: float = 1e-3) -> None:
        """Compare two numbers; ``within`` is the share by which rounding may part them."""
        self.compared += 1
        if (mine is None) != (theirs is None) or (
            mine is not None and theirs is not None and abs(mine - theirs) > within * max(1.0, abs(mine))
        ):
            self.differ.append(f"{name}: {mine} by hand, {theirs} in the plan")

    def same(self, name: str, mine: object, theirs: object) -> None:
        """Compare two values that have to be equal."""
        self.compared += 1
        if mine != theirs:
            self.differ.append(f"{name}: {mine} by hand, {theirs} in the plan")


def compare(folder: Path, plan: dict) -> Comparison:
    """Recompute every headline of a plan from the files of its case."""
    found, day = Comparison(), date.fromisoformat(plan["as_of"])
    for definition in raw.document(folder, "topics.yaml")["counts"]:
        theirs = next(c for c in plan["counts"] if c["id"] == definition["id"])
        found.same(
            f"count {definition['id']}",
            counting.actors(folder, definition, day),
            theirs["actors"] if theirs["count"] is not None else None,
        )
    for scenario in raw.document(folder, "scenarios.yaml")["scenarios"]:
        _scenario(found, folder, day, scenario, plan["scenarios"][scenario["id"]])
    return found


def _scenario(found: Comparison, folder: Path, day: date, scenario: dict, plan: dict) -> None:
    name = scenario["id"]
    offers, truth = standing.pledges(folder, day, scenario["least"]), standing.facts(folder, scenario, day)
    firm, attainable = (standing.settled(offers, truth, day, together=together) for together in (False, True))
    found.same(f"{name} facts", truth, plan["facts"])
    found.same(f"{name} firm", sorted(firm), plan["coalition"]["firm"])
    found.same(f"{name} attainable", sorted(attainable), plan["coalition"]["attainable"])
    for which, members in (("firm", firm), ("attainable", attainable)):
        found.number(f"{name} people {which}", standing.people(offers, members), plan["coalition"]["personnel"][which])
    force = attainable if scenario["announce_together"] else firm
    found.same(f"{name} who", sorted({offers[p]["contributor"] for p in force}), plan["coalition"]["contributors"])
    units, lines = serving.units(folder, day, offers, force), serving.requirement(folder, day, scenario["concept"])
    for which, members in (("firm", firm), ("attainable", attainable), ("force", force)):
        mine = standing.people_by_place(offers, members)
        theirs = {place["place"]: place["likely"] for place in plan["coalition"]["personnel_by_place"][which]}
        for place, people in mine.items():
            found.number(f"{name} people {which} {place}", people, theirs.get(place, 0.0))
    _generation(found, name, folder, lines, units, plan["generation"])
    _siting(found, name, folder, day, lines, units, plan)


def _generation(found: Comparison, name: str, folder: Path, lines: dict, units: dict, plan: dict) -> None:
    months, tours = ground.settings(folder)["months"], plan["tours"]
    for fault in serving.broken_rules(lines, units, tours, months):
        found.same(f"{name} {fault}", "a rule is broken", "")
    filled = serving.filled(lines, units, tours, months)
    for line in plan["lines"]:
        found.number(f"{name} required {line['line']}", lines[line["line"]]["required"], line["required"])
        for month, (mine, theirs) in enumerate(zip(filled[line["line"]], line["by_month"], strict=True), start=1):
            found.number(f"{name} filled {line['line']} month {month}", mine, theirs, within=6e-3)
    share, critical, whole = serving.fill(folder, lines, filled)
    found.number(f"{name} filled by people", share, plan["fill"])
    found.number(f"{name} filled of critical lines", critical, plan["critical_fill"])
    found.number(f"{name} critical lines filled whole", whole, plan["critical_lines"]["full"])
    by_month = serving.deployed(units, tours, months)
    theirs = {place["place"]: place["by_month"] for place in plan["deployed_by_place"]}
    for place in standing.PLACES:
        for month, people in enumerate(serving.deployed(units, tours, months, place), start=1):
            there = theirs.get(place, [0.0] * months)[month - 1]
            found.number(f"{name} deployed {place} month {month}", people, there)
    found.number(f"{name} deployed", max(by_month), plan["deployed"])
    found.number(f"{name} pool", serving.pool(units, tours, months), plan["pool"])
    found.number(f"{name} kept up", serving.kept_up(by_month), plan["kept_up"]["months"])


def _siting(found: Comparison, name: str, folder: Path, day: date, lines: dict, units: dict, plan: dict) -> None:
    siting, values = plan["siting"], raw.assumptions(folder, day)
    by_month = plan["generation"]["deployed_by_month"]
    peak = serving.on_tour(units, plan["generation"]["tours"], by_month.index(max(by_month)) + 1)
    found.number(f"{name} line", ground.line_km(folder), siting["line_km"])
    kept = seeing.orbits(folder, values, peak, watching=True)
    found.number(
        f"{name} orbits",
        seeing.orbits(folder, values, peak, watching=False),
        siting["on_station"]["value"],
        within=6e-3,
    )
    found.number(f"{name} orbit stations", int(np.ceil(kept - 1e-9)), len(siting["orbit_stations_km"]))
    unplaced = sum(int(u["number"]) for u in siting["unplaced"] if not u.get("part"))
    found.number(
        f"{name} posts and bases", seeing.placed(folder, peak), len(siting["posts"]) + len(siting["bases"]) + unplaced
    )
    seen = seeing.seen(folder, values, siting, kept)
    for half, chances in seen.items():
        found.number(f"{name} seen by {half}", seeing.share(folder, chances), siting["covered"][half])
        likely = seeing.share(folder, (chances >= 0.5).astype(float))
        found.number(f"{name} likely seen by {half}", likely, siting["likely_seen"][half])
    minutes = seeing.minutes(folder, values, siting, peak, lines)
    lengths = np.array([piece["km"] for piece in ground.pieces(folder)])
    for word, share in (("median", 0.5), ("p90", 0.9)):
        value = ground.quantile(minutes, lengths, share)
        found.number(f"{name} response {word}", None if np.isinf(value) else value, siting["response_minutes"][word])
