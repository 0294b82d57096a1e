"""``network``: coded references to discourse networks, over all time or window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from truceline.case import Case
from truceline.knowledge import known
from truceline.results.network import DatedNetwork
from truceline.statements.discourse.communities import groups
from truceline.statements.discourse.network import (
    Aggregation,
    Duplicates,
    Normalisation,
    Reference,
    one_mode,
    references,
    two_mode,
    windows,
)


@dataclass(frozen=True, slots=True)
class NetworkMeasure:
    """How a network is made: actors by concepts (``two_mode``) or by actors, and how weights come about."""

    two_mode: bool = False
    aggregation: Aggregation = Aggregation.SUBTRACT
    normalisation: Normalisation = Normalisation.NO
    duplicates: Duplicates = Duplicates.INCLUDE


_USUAL = NetworkMeasure()


def references_of(case: Case, *, as_of: date | None = None, scopes: bool = True) -> tuple[Reference, ...]:
    """Take a case's statements, as known on a date, as coded references; concepts tell ``scopes`` apart, or topics."""
    day = as_of or case.as_of
    return references(known(case, day).statements, day, scopes=scopes)


def build_networks(
    coded: Sequence[Reference], measure: NetworkMeasure = _USUAL, *, window: int | None = None, step: int | None = None
) -> tuple[DatedNetwork, ...]:
    """Build the network of ``coded`` references, or one for each ``window`` of so many days that holds one.

    Windows start ``step`` days apart, their own length unless given.

    Raises
    ------
    TrucelineError
        If there is no such network.
    """
    spans: list[tuple[date | None, date | None, tuple[Reference, ...]]] = [
        (min((r.on for r in coded), default=None), max((r.on for r in coded), default=None), tuple(coded))
    ]
    if window is not None:
        spans = [each for each in windows(coded, window, step or window) if each[2]]
    return tuple(_dated(*each, measure) for each in spans)


def _dated(
    first: date | None, last: date | None, within: tuple[Reference, ...], measure: NetworkMeasure
) -> DatedNetwork:
    make = two_mode if measure.two_mode else one_mode
    network = make(within, measure.aggregation, measure.normalisation, measure.duplicates)
    return DatedNetwork(first, last, len(within), network, None if measure.two_mode else groups(network))
