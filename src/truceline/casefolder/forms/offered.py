"""What a case has for a field to name: the ids of some kinds of records, each with what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from truceline.case import Case
from truceline.coalition.wording import PLACES
from truceline.results.record_form import FormField, FormPart

Offered = tuple[tuple[str, str], ...]
"""Ids or words to choose from, each with what it is."""


def listing_of(kinds: Iterable[str]) -> str:
    """Name what a field of these kinds chooses from; "" where nothing is known of them."""
    return ".".join(kind for kind in kinds if kind in _OFFERED)


def offered(case: Case, listing: str, contributor: str = "") -> Offered:
    """List what there is to choose from; what is the ``contributor``'s comes first, and of pledges alone."""
    return tuple(pair for kind in filter(None, listing.split(".")) for pair in _OFFERED[kind](case, contributor))


def listings(case: Case, parts: Iterable[FormPart], contributor: str = "") -> tuple[tuple[str, Offered], ...]:
    """List what the fields of a form choose from while somebody writes, by the names of the listings."""
    names = dict.fromkeys(field.listing for field in _fields(parts) if field.listing)
    return tuple((name, offered(case, name, contributor)) for name in names)


def such_as(says: str, found: Offered) -> str:
    """Add an example of the case's own to what a field says that it takes, where it takes several."""
    if not says.endswith("parted by ;") or not found:
        return says
    return f"{says} (such as {'; '.join(id_ for id_, _ in found[:2])})"


def _fields(parts: Iterable[FormPart]) -> Iterator[FormField]:
    return (field for part in parts for row in part.rows for field in row.fields)


def _statements(case: Case, contributor: str) -> Offered:
    titles = case.titles("statement")
    own = sorted(case.statements, key=lambda each: (each.speaks_for != contributor, str(each.said_on)))
    return tuple((each.id, titles[each.id]) for each in own)


def _pledges(case: Case, contributor: str) -> Offered:
    own = {each.id for each in case.pledges if contributor in ("", each.contributor)}
    return tuple(pair for pair in case.titles("pledge").items() if pair[0] in own)


def _tasks(case: Case, _: str) -> Offered:
    wanted = (task for line in case.requirement for task in line.tasks)
    barred = (caveat.task for pledge in case.pledges for caveat in pledge.caveats if caveat.task)
    return tuple((task, task) for task in dict.fromkeys([*wanted, *barred]))


def _titled(kind: str) -> Callable[[Case, str], Offered]:
    return lambda case, _: tuple(case.titles(kind).items())


_TITLED = ("actor", "capability", "concept", "fact", "line", "sector", "site", "source", "topic")
_OFFERED: Mapping[str, Callable[[Case, str], Offered]] = {kind: _titled(kind) for kind in _TITLED} | {
    "location": lambda _case, _: tuple(PLACES.items()),
    "personnel": lambda _case, _: (("personnel", "people"),),
    "pledge": _pledges,
    "statement": _statements,
    "task": _tasks,
}
