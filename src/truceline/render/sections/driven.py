"""Patrols in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.results.names import Names
from truceline.siting.patrols import Patrol
from truceline.views.wording import count, minutes, plural, share


def patrol_words(patrols: Sequence[Patrol], names: Names) -> Iterator[str]:
    """Say of each unit's patrols how often they pass, what they see of an event on their way, and how far they are."""
    for patrol in patrols:
        yield (
            f"{names.actor(patrol.contributor)} ({patrol.unit_id}): {plural(patrol.patrols, 'patrol')} on "
            f"{count(patrol.route_km)} km pass each place every {minutes(60 * patrol.revisit.value)}, see an event "
            f"with a chance of {share(patrol.day)} by day and {share(patrol.night)} by night, and are there after "
            f"{minutes(patrol.minutes)} on average"
        )
