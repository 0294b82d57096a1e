"""What is drawn: quantities and people of pledges, conversion, arrival, and the assumptions of siting.

* ``PLEDGE.quantity``: units that the pledge brings; its people come in proportion.
* ``CAPABILITY.personnel``: people of one unit, for all pledges that state none; ``PLEDGE.personnel`` for one that does.
* ``pledge_conversion``: the share of what is pledged that comes, where the case states one. A plan counts all that is
  pledged, so with it a headline may lie above its own range.
* ``lift_per_day``: people that the shared lift carries; ``arrival_factor``: days until units are ready, as a multiple
  of those that pledges state (1 in a plan); each where the case states it.
* every field of ``SitingParameters`` but the time within which a base counts as covering, which only places bases; and
  what says how patrols move and see.

Left out: the length of the line and the sums that size the requirement, tours sustainable, caveats, and facts, which
are what scenarios are for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields

from truceline.coalition.conditions import Contribution
from truceline.coalition.pledges import Pledge
from truceline.ranges.design import Draw, UncertainInput
from truceline.ranges.forces import Brought
from truceline.records.capabilities import Capability
from truceline.records.patrols import UNITS as PATROL_NUMBERS
from truceline.records.quantities import Assumptions, Range
from truceline.siting.parameters import SitingParameters

CONVERSION = "pledge_conversion"
"""The assumption that says what share of the pledged comes; a plan takes all of it."""

LIFT = "lift_per_day"
"""The assumption that says how many people the shared lift carries in a day; without it lift is no limit."""

ARRIVAL = "arrival_factor"
"""The assumption that says how many times as long as stated units take until they are ready; a plan takes 1."""

PLACES_ONLY = "response_within_min"
"""The assumption of siting that says where bases go and nothing of what they reach."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A pledge with what is drawn of it: ``people`` is the range of people per unit, ``people_input`` its id."""

    pledge: Pledge
    people: Range
    people_input: str

    @property
    def quantity_input(self) -> str:
        """The id under which its quantity is drawn."""
        return f"{self.pledge.id}.quantity"

    def quantity_in(self, draw: Draw) -> float:
        """Return what the draw offers, as a multiple of the likely quantity; 0 where that is 0."""
        likely = self.pledge.quantity.likely
        return draw.get(self.quantity_input, likely) / likely if likely else 0.0

    def people_in(self, draw: Draw) -> float:
        """Return the people of a unit in the draw, as a multiple of the likely ones."""
        likely = self.people.likely
        return draw.get(self.people_input, likely) / likely if likely else 1.0

    def contribution_in(self, draw: Draw) -> Contribution:
        """Return what the pledge brings by the quantity and people of the draw, before any of it fails to come."""
        pledge, share = self.pledge, self.quantity_in(draw)
        people = pledge.personnel.likely * share * self.people_in(draw)
        return Contribution(
            pledge.contributor, pledge.capability, pledge.location, pledge.quantity.likely * share, people
        )


def offers(pledges: Collection[Pledge], capabilities: Collection[Capability]) -> tuple[Offer, ...]:
    """Say for each pledge which people per unit are drawn for it."""
    by_id = {capability.id: capability for capability in capabilities}
    return tuple(_offer(pledge, by_id[pledge.capability]) for pledge in pledges)


def _offer(pledge: Pledge, capability: Capability) -> Offer:
    if pledge.personnel == pledge.quantity.times(capability.personnel):
        return Offer(pledge, capability.personnel, f"{capability.id}.personnel")
    people, quantity = pledge.personnel, pledge.quantity
    if not quantity.likely:
        return Offer(pledge, Range(0, 0, 0), f"{pledge.id}.personnel")
    likely = people.likely / quantity.likely
    low = min(likely, people.low / quantity.low) if quantity.low else likely
    return Offer(pledge, Range(low, likely, max(likely, people.high / quantity.high)), f"{pledge.id}.personnel")


def inputs(offered: Collection[Offer], assumptions: Assumptions) -> tuple[UncertainInput, ...]:
    """List all that is drawn, each once: of pledges in the order given, then of assumptions."""
    found = {each.id: each for each in (*_of_pledges(offered), *_of_assumptions(assumptions))}
    return tuple(found.values())


def _of_pledges(offered: Collection[Offer]) -> Iterator[UncertainInput]:
    for offer in offered:
        yield UncertainInput(offer.quantity_input, offer.pledge.quantity)
        yield UncertainInput(offer.people_input, offer.people)


def _of_assumptions(assumptions: Assumptions) -> Iterator[UncertainInput]:
    siting = [field.name for field in fields(SitingParameters) if field.name != PLACES_ONLY]
    for name in (CONVERSION, LIFT, ARRIVAL, *siting, *PATROL_NUMBERS):
        if name in assumptions:
            yield UncertainInput(name, assumptions[name].value)


def brought(offered: Collection[Offer], draw: Draw, stands: Collection[str], lift: float | None) -> Brought:
    """Say what comes in a draw in which the pledges ``stands`` stand; ``lift`` is the likely one, None if no limit."""
    comes = draw.get(CONVERSION, 1.0)
    quantity = {o.pledge.id: o.quantity_in(draw) * comes if o.pledge.id in stands else 0.0 for o in offered}
    return Brought(
        quantity=quantity,
        people={o.pledge.id: quantity[o.pledge.id] * o.people_in(draw) for o in offered},
        days=draw.get(ARRIVAL, 1.0),
        lift=None if lift is None else draw.get(LIFT, lift),
    )
