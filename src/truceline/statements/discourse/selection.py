"""Which references of a discourse network count, and how time is cut into windows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from truceline.errors import CaseError
from truceline.statements.discourse.reference import Reference

Span = tuple[date, date, tuple[Reference, ...]]
"""A window: its first day, its last day and its references."""


class Duplicates(StrEnum):
    """Which repetitions of one actor, concept and value count once: none, those of a document, or all."""

    INCLUDE = "include"
    DOCUMENT = "document"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Selection:
    """Which references count: none of these actors or concepts, and no actor with fewer than ``minimum`` references."""

    exclude_actors: Collection[str] = ()
    exclude_concepts: Collection[str] = ()
    minimum: int = 1


def select(given: Iterable[Reference], selection: Selection) -> tuple[Reference, ...]:
    """Take the references that count; the least number of an actor is looked at after what is excluded is gone.

    Raises
    ------
    CaseError
        If an actor or a concept that is excluded is none of theirs.
    """
    given = tuple(given)
    _must_be_there("actor", selection.exclude_actors, {r.actor for r in given})
    _must_be_there("concept", selection.exclude_concepts, {r.concept for r in given})
    actors, concepts = set(selection.exclude_actors), set(selection.exclude_concepts)
    kept = [r for r in given if r.actor not in actors and r.concept not in concepts]
    number = Counter(r.actor for r in kept)
    return tuple(r for r in kept if number[r.actor] >= selection.minimum)


def _must_be_there(what: str, excluded: Collection[str], there: Collection[str]) -> None:
    problems = tuple(
        f"--exclude-{what} | {name!r} refers to nothing here; give one of {', '.join(sorted(there)[:12])}"
        for name in excluded
        if name not in there
    )
    if problems:
        raise CaseError(f"no such {what}", problems)


def without_duplicates(
    given: Iterable[Reference], duplicates: Duplicates, *, distinct: bool = True
) -> tuple[Reference, ...]:
    """Take the first of all references that count once; ``distinct`` tells whether values tell them apart.

    Cost grows with the number of references.
    """
    kept: dict[object, Reference] = {}
    for place, r in enumerate(sorted(given, key=lambda r: r.on)):
        value = r.value if distinct else None
        document = r.document if duplicates is Duplicates.DOCUMENT else None
        kept.setdefault(place if duplicates is Duplicates.INCLUDE else (r.actor, r.concept, value, document), r)
    return tuple(kept.values())


def windows(given: Iterable[Reference], days: int, step: int) -> Iterator[Span]:
    """Cut references into windows of ``days``, each ``step`` days after the one before.

    Each comes as its first day, its last day and its references. The first window starts with the first reference; the
    last is the first that reaches the last reference. Windows may be empty.

    Raises
    ------
    CaseError
        If ``days`` or ``step`` is not above 0.
    """
    _must_be_days(days, step)
    ordered = sorted(given, key=lambda r: r.on)
    if not ordered:
        return
    first, last = ordered[0].on, ordered[0].on
    while last < ordered[-1].on:
        last = first + timedelta(days - 1)
        yield first, last, tuple(r for r in ordered if first <= r.on <= last)
        first += timedelta(step)
    if ordered[0].on == ordered[-1].on:
        yield first, first + timedelta(days - 1), tuple(ordered)


def centred_windows(given: Iterable[Reference], days: int, step: int = 1) -> Iterator[Span]:
    """Cut references into windows around a middle day, as DNA does (``Exporter.computeTimeWindowMatrices``).

    The middle moves from the day of the first reference to that of the last, ``step`` days at a time (in DNA one); a
    window reaches (days - 1) / 2 days to either side, rounded up at a half, so that one of an even number of days has a
    day more. Only whole windows within the first and the last reference are given. Windows may be empty.

    Raises
    ------
    CaseError
        If ``days`` or ``step`` is not above 0.
    """
    _must_be_days(days, step)
    ordered = sorted(given, key=lambda r: r.on)
    if not ordered:
        return
    half = timedelta(days // 2)
    first, last = ordered[0].on, ordered[-1].on
    for n in range(0, (last - first).days + 1, step):
        start, stop = first + timedelta(n) - half, first + timedelta(n) + half
        if first <= start and stop <= last:
            yield start, stop, tuple(r for r in ordered if start <= r.on <= stop)


def _must_be_days(days: int, step: int) -> None:
    if days < 1 or step < 1:
        raise CaseError("no such time window", (f"window | {days} days, step {step}; give 1 or more of each",))
