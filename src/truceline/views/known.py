"""What a bulletin says of when things were known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from truceline.results.monitoring import Known
from truceline.views.wording import count


def known_words(known: Known, label: Callable[[str], str] = str, number: Callable[[str], str] = str) -> tuple[str, ...]:
    """Say which of the period's reports were received after its end, and of which that is not told.

    ``label`` gives the words, and ``number`` what is written of a number, in another language.
    """
    return tuple(label(words).format(number=number(count(found))) for words, found in _words(known))


def _words(known: Known) -> Iterator[tuple[str, int]]:
    if known.late == 1:
        yield "{number} of its reports was received after the period's end.", known.late
    elif known.late:
        yield "{number} of its reports were received after the period's end.", known.late
    if known.undated == 1:
        yield _ONE_UNDATED, known.undated
    elif known.undated:
        yield _UNDATED, known.undated


_ONE_UNDATED = "Of {number} of its reports nobody says when it was received: it counts as known when it happened."
_UNDATED = "Of {number} of its reports nobody says when they were received: they count as known when they happened."
