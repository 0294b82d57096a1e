"""``network``: coded references to discourse networks, over all time or window by window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from truceline.case import Case
from truceline.knowledge import known
from truceline.results.network import DatedNetwork, ReferenceCount
from truceline.statements.discourse.communities import groups
from truceline.statements.discourse.network import Aggregation, Normalisation, one_mode, two_mode
from truceline.statements.discourse.reference import Reference, references
from truceline.statements.discourse.selection import (
    Duplicates,
    Selection,
    Span,
    centred_windows,
    select,
    windows,
    without_duplicates,
)


@dataclass(frozen=True, slots=True)
class NetworkMeasure:
    """How a network is made: actors by concepts (``two_mode``) or by actors, and how weights come about."""

    two_mode: bool = False
    aggregation: Aggregation = Aggregation.SUBTRACT
    normalisation: Normalisation = Normalisation.NO
    duplicates: Duplicates = Duplicates.INCLUDE

    @property
    def distinct(self) -> bool:
        """Whether values tell repetitions apart."""
        return self.aggregation is not Aggregation.IGNORE


_USUAL = NetworkMeasure()
_ALL = Selection()


def references_of(case: Case, *, as_of: date | None = None, scopes: bool = True) -> tuple[Reference, ...]:
    """Take a case's statements, as known on a date, as coded references; concepts tell ``scopes`` apart, or topics."""
    day = as_of or case.as_of
    return references(known(case, day).statements, day, scopes=scopes)


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """How time is cut: into windows of so many ``days``, ``step`` days apart (else as long as they are).

    ``centred`` ones are those of the Discourse Network Analyzer: around a middle day that moves by one day unless
    ``step`` says otherwise, and repetitions are dropped over all time, before it is cut.
    """

    days: int
    step: int | None = None
    centred: bool = False


def build_networks(
    coded: Sequence[Reference],
    measure: NetworkMeasure = _USUAL,
    *,
    selection: Selection = _ALL,
    window: TimeWindow | None = None,
) -> tuple[DatedNetwork, ...]:
    """Build the network of the ``coded`` references that are selected, or one for each ``window`` that holds one.

    Raises
    ------
    TrucelineError
        If there is no such network.
    """
    kept = select(coded, selection)
    scale = {r.value for r in kept}
    if window is None:
        days = [r.on for r in kept]
        return (_dated((min(days, default=None), max(days, default=None), kept), measure, scale),)
    if window.centred:
        kept = without_duplicates(kept, measure.duplicates, distinct=measure.distinct)
    return tuple(_dated(span, measure, scale) for span in _spans(kept, window) if span[2])


def _spans(kept: Sequence[Reference], window: TimeWindow) -> Iterator[Span]:
    if window.centred:
        return centred_windows(kept, window.days, window.step or 1)
    return windows(kept, window.days, window.step or window.days)


def _dated(
    span: tuple[date | None, date | None, tuple[Reference, ...]],
    measure: NetworkMeasure,
    scale: Collection[int],
) -> DatedNetwork:
    first, last, within = span
    make = two_mode if measure.two_mode else one_mode
    network = make(within, measure.aggregation, measure.normalisation, measure.duplicates, scale=scale)
    counted = Counter(
        (r.actor, r.concept, r.value) for r in without_duplicates(within, measure.duplicates, distinct=measure.distinct)
    )
    counts = tuple(ReferenceCount(*key, number) for key, number in sorted(counted.items()))
    return DatedNetwork(first, last, len(within), counts, network, None if measure.two_mode else groups(network))
