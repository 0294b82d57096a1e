"""Short ways to write a pledge."""

from datetime import date

from truceline.coalition.conditions import Condition, every
from truceline.coalition.pledges import Approval, Ladder, Pledge, StatusStep
from truceline.records.quantities import Range, Reliance

SOME_DAY = date(2031, 1, 1)


def pledge(who: str, personnel: float = 1_000, *conditions: Condition, **changes) -> Pledge:
    """One infantry battalion of ``who``, offered on some day, if all ``conditions`` hold."""
    fields = {
        "id": f"{who}-1",
        "contributor": who,
        "capability": "infantry",
        "title": f"{who}'s battalion",
        "quantity": Range(1, 1, 1),
        "personnel": Range(personnel, personnel, personnel),
        "basis": "presence",
        "location": "in-country",
        "ready_days": 30,
        "tour_months": 6,
        "tours": 2,
        "condition": every(*conditions),
        "approvals": (),
        "caveats": (),
        "needs": (),
        "shared_with": (),
        "history": (StatusStep(SOME_DAY, Ladder.OFFERED, ("st-1",)),),
        "until": None,
        "standing": Reliance.ASSUMED,
        "note": "",
    }
    return Pledge(**(fields | changes))


def approval(fact: str) -> Approval:
    """A parliament that must approve."""
    return Approval("parliament", fact, 30)
