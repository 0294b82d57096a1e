"""Lines and units for tests, with the least that matters spelt out."""

from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Unit
from truceline.records.quantities import Reliance


def line(name, capability="battalion", quantity=1, months=(1, 12), **other):
    first, last = months
    fields = {
        "concept": "test",
        "title": name,
        "sector": "",
        "tasks": (),
        "locations": frozenset({"in-country"}),
        "critical": False,
        "substitutes": (),
        "sizing": "",
        "standing": Reliance.ASSUMED,
        "source": "",
        "note": "",
    }
    return RequirementLine(
        id=name, capability=capability, quantity=quantity, from_month=first, to_month=last, **(fields | other)
    )


def unit(name, capability="battalion", *, tour=6, rest=0, tours=4, ready=0, **other):
    pledge = name.split("#")[0]
    fields = {
        "pledge": pledge,
        "contributor": pledge.split("-")[0],
        "location": "in-country",
        "personnel": 500.0,
        "pool": 1500.0,
        "caveats": (),
        "needs": (),
    }
    times = {"ready_days": ready, "tour_months": tour, "rest_months": rest, "tours": tours}
    return Unit(id=name, capability=capability, **times, **(fields | other))
