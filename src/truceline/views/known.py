"""What a bulletin says of when things were known."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.results.monitoring import Known
from truceline.views.wording import count


def known_words(known: Known) -> tuple[str, ...]:
    """Say which of the period's reports were received after its end, and of which that is not told."""
    return tuple(_words(known))


def _words(known: Known) -> Iterator[str]:
    if known.late:
        one = known.late == 1
        yield f"{count(known.late)} of its reports {'was' if one else 'were'} received after the period's end."
    if known.undated:
        one = known.undated == 1
        yield (
            f"Of {count(known.undated)} of its reports nobody says when {'it was' if one else 'they were'} received:"
            f" {'it counts' if one else 'they count'} as known when {'it' if one else 'they'} happened."
        )
