"""Who stands: the least and the greatest set of pledges that agrees with itself, by trying round after round."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.audit import raw

RUNGS = ["withdrawn", "floated", "offered", "conditional", "firm", "approved", "activated"]
PLACES = ("in-country", "adjacent", "air-from-outside", "sea", "finance-only")


def amount(value: object) -> dict[str, float]:
    """Read a number or a range."""
    if isinstance(value, dict):
        return {end: float(value[end]) for end in ("low", "likely", "high")}
    return dict.fromkeys(("low", "likely", "high"), float(value))  # type: ignore[arg-type]


def status(pledge: dict, day: date) -> str | None:
    """Give the rung that the pledge had reached; None where it was not made yet or is replaced."""
    if pledge.get("until") and date.fromisoformat(str(pledge["until"])) <= day:
        return None
    steps = [s for s in pledge["history"] if date.fromisoformat(str(s["on"])) <= day]
    return max(steps, key=lambda s: str(s["on"]))["status"] if steps else None


def pledges(folder: Path, day: date, least: str = "offered") -> dict[str, dict]:
    """Give the pledges made by the day that have come as far as ``least``, by id, with their people."""
    kinds, chosen = raw.capabilities(folder), {}
    for pledge in raw.document(folder, "pledges.yaml")["pledges"]:
        rung = status(pledge, day)
        if rung is None or RUNGS.index(rung) < RUNGS.index(least):
            continue
        quantity, kind = amount(pledge["quantity"]), kinds[pledge["capability"]]
        if "personnel" in pledge:
            people = amount(pledge["personnel"])
        else:
            people = {end: quantity[end] * float(kind[f"personnel_{end}"]) for end in quantity}
        chosen[pledge["id"]] = {**pledge, "quantity": quantity, "people": people}
    return dict(sorted(chosen.items()))


def facts(folder: Path, scenario: dict, day: date) -> dict[str, bool]:
    """Give each fact's truth: as known on the day, overridden by the scenario, closed under the rules."""
    file = raw.document(folder, "scenarios.yaml")
    truth = {}
    for fact in [fact for fact in file["facts"] if raw.yes(fact, day)]:
        steps = [s for s in fact["history"] if date.fromisoformat(str(s["on"])) <= day]
        known = max(steps, key=lambda s: str(s["on"]))["value"] if steps else False
        truth[fact["id"]] = scenario["facts"].get(fact["id"], known)
    for _ in file["rules"]:
        for rule in [rule for rule in file["rules"] if {*rule["when"], rule["then"]} <= set(truth)]:
            if all(truth[fact] for fact in rule["when"]):
                truth[rule["then"]] = True
    return truth


def _brings(pledge: dict, wanted: dict) -> bool:
    def among(name: str, value: str) -> bool:
        allowed = wanted.get(name)
        return not allowed or value in ([allowed] if isinstance(allowed, str) else allowed)

    return among("capability", pledge["capability"]) and among("location", pledge["location"])


def holds(condition: dict, truth: dict[str, bool], others: list[dict]) -> bool:
    """Tell whether a condition of a pledge is met by the facts and by what others bring."""
    (word, what), *_ = condition.items()
    if word == "fact":
        return truth[what]
    if word == "joined":
        wanted = {"who": what} if isinstance(what, str) else what
        return any(p["contributor"] == wanted["who"] and _brings(p, wanted) for p in others)
    if word == "mass":
        mine = [p for p in others if _brings(p, {"location": what.get("location")})]
        if what["of"] == "personnel":
            total = sum(p["people"]["likely"] for p in mine)
        else:
            total = sum(p["quantity"]["likely"] for p in mine if p["capability"] == what["of"])
        return total >= what["at_least"]
    if word == "at_least":
        return sum(holds(part, truth, others) for part in what["of"]) >= what["n"]
    return {"all": all, "any": any}[word](holds(part, truth, others) for part in what)


def settled(offers: dict[str, dict], truth: dict[str, bool], day: date, *, together: bool) -> set[str]:
    """Let pledges join (or leave, where all announce together) until nothing changes any more."""
    standing = set(offers) if together else set()
    while True:
        then = set()
        for name, pledge in offers.items():
            others = [offers[o] for o in standing if offers[o]["contributor"] != pledge["contributor"]]
            wanted = [c for c in pledge["conditions"] if raw.yes(c, day)]
            asked = [{"fact": a["fact"]} for a in pledge.get("approvals", []) if raw.yes(a, day)]
            if all(holds(condition, truth, others) for condition in wanted + asked):
                then.add(name)
        if then == standing:
            return standing
        standing = then


def people(offers: dict[str, dict], names: set[str], end: str = "likely") -> float:
    """Add up the people of some pledges, those that come nowhere left out."""
    return sum(offers[name]["people"][end] for name in names)


def people_by_place(offers: dict[str, dict], names: set[str]) -> dict[str, float]:
    """Add up the likely people of some pledges by where they may serve."""
    return {
        place: sum(offers[n]["people"]["likely"] for n in names if offers[n]["location"] == place) for place in PLACES
    }
