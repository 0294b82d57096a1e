"""What a case has for a field to name: the ids of some kinds of records, each with what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from truceline.case import Case
from truceline.coalition.wording import PLACES
from truceline.results.names import CREDIBILITY, RELIABILITY, names_of
from truceline.results.record_form import FormField, FormPart
from truceline.statements.statement import Stance, Statement

Offered = tuple[tuple[str, str], ...]
"""Ids or words to choose from, each with what it is."""


def listing_of(kinds: Iterable[str]) -> str:
    """Name what a field of these kinds chooses from; "" where nothing is known of them."""
    return ".".join(kind for kind in kinds if kind in _OFFERED)


def offered(case: Case, listing: str, contributor: str = "") -> Offered:
    """List what there is to choose from; what is the ``contributor``'s comes first, and of pledges alone.

    What is named alike is told apart by its id.
    """
    kinds = [kind for kind in listing.split(".") if kind]
    found = tuple(pair for kind in kinds for pair in _OFFERED[kind](case, contributor))
    return found if _AS_THEY_ARE.issuperset(kinds) else _told_apart(found)


def listings(case: Case, parts: Iterable[FormPart], contributor: str = "") -> tuple[tuple[str, Offered], ...]:
    """List what the fields of a form choose from while somebody writes, by the names of the listings."""
    names = dict.fromkeys(field.listing for field in _fields(parts) if field.listing)
    return tuple((name, offered(case, name, contributor)) for name in names)


def examples(case: Case, listing: str, contributor: str = "") -> Offered:
    """List what an example may be taken from: of statements, those by the day of the case that are the contributor's.

    They are those that speak for it or name it.
    """
    found = offered(case, listing, contributor)
    if listing != "statement":
        return found
    own = (each for each in case.statements if not contributor or contributor in (each.speaks_for, *each.names))
    made = {each.id for each in own if each.said_on.first <= case.as_of}
    return tuple(pair for pair in found if pair[0] in made)


def with_ids(case: Case, parts: Iterable[FormPart], filled: Mapping[str, str], contributor: str = "") -> dict[str, str]:
    """Return what was filled in with ids where a field takes ids and was given the words of one."""
    parts = tuple(parts)
    found, listed = dict(filled), dict(listings(case, parts, contributor))
    for field in _fields(parts):
        known = field.choices or listed.get(field.listing, ())
        if field.listing not in _AS_THEY_ARE and known and field.name in filled:
            found[field.name] = _as_ids(filled[field.name], known)
    return found


def _as_ids(text: str, known: Offered) -> str:
    # Words may hold semicolons themselves.
    called = {words.casefold(): id_ for id_, words in reversed(known)} | {id_: id_ for id_, _ in known}
    parts = [text.strip()] if text.strip().casefold() in called else [part.strip() for part in text.split(";")]
    named = [called.get(part, called.get(part.casefold(), part)) for part in parts]
    return text if named == parts else "; ".join(named)


def such_as(says: str, found: Offered) -> str:
    """Add an example of the case's own to what a field says that it takes, where it takes several."""
    if not says.endswith("parted by ;") or not found:
        return says
    return f"{says} (such as {'; '.join(id_ for id_, _ in found[:2])})"


def _told_apart(found: Offered) -> Offered:
    alike = Counter(words for _, words in found)
    return tuple((id_, f"{words} ({id_})" if alike[words] > 1 else words) for id_, words in found)


def _fields(parts: Iterable[FormPart]) -> Iterator[FormField]:
    return (field for part in parts for row in part.rows for field in row.fields)


def _contributors(case: Case, contributor: str) -> Offered:
    return tuple(pair for pair in case.titles("contributor").items() if pair[0] != contributor)


def _statements(case: Case, contributor: str) -> Offered:
    # Those made by the day of the case before later ones, which show no step by that day.
    titles, day = case.titles("statement"), case.as_of

    def rank(each: Statement) -> tuple[bool, bool, bool, str]:
        named = contributor in (each.speaks_for, *each.names)
        return not named, each.said_on.first > day, each.speaks_for != contributor, str(each.said_on)

    return tuple((each.id, titles[each.id]) for each in sorted(case.statements, key=rank))


def _pledges(case: Case, contributor: str) -> Offered:
    own = {each.id for each in case.pledges if contributor in ("", each.contributor)}
    return tuple(pair for pair in case.titles("pledge").items() if pair[0] in own)


def _tasks(case: Case, _: str) -> Offered:
    wanted = (task for line in case.requirement for task in line.tasks)
    barred = (caveat.task for pledge in case.pledges for caveat in pledge.caveats if caveat.task)
    return tuple((task, task) for task in dict.fromkeys([*wanted, *barred]))


def _speakers(case: Case, _: str) -> Offered:
    names = names_of(case)
    spoke = ((each.speaker, each.speaks_for) for each in case.statements)
    known = dict([*spoke, *((each.person, each.actor) for each in case.holders)])
    return tuple((speaker, names.actor(actor)) for speaker, actor in sorted(known.items()))


def _scopes(case: Case, _: str) -> Offered:
    return tuple((id_, f"{topic.title}: {words}") for topic in case.topics for id_, words in topic.scopes)


def _measures(case: Case, _: str) -> Offered:
    measures = (each.measure for each in case.statements if each.measure)
    return tuple({each.what: each.definition for each in measures}.items())


def _grades(words: Mapping[Any, str]) -> Callable[[Case, str], Offered]:
    return lambda _case, _: tuple((str(grade), f"{grade}: {says}") for grade, says in words.items())


def _titled(kind: str) -> Callable[[Case, str], Offered]:
    return lambda case, _: tuple(case.titles(kind).items())


_AS_THEY_ARE = frozenset({"measure", "speaker", "stance", "task"})
"""What is entered as it is, and has no id: its words say more of it."""

_TITLED = ("actor", "capability", "concept", "fact", "line", "sector", "site", "source", "topic")
_OFFERED: Mapping[str, Callable[[Case, str], Offered]] = {kind: _titled(kind) for kind in _TITLED} | {
    "contributor": _contributors,
    "credibility": _grades(CREDIBILITY),
    "location": lambda _case, _: tuple(PLACES.items()),
    "personnel": lambda _case, _: (("personnel", "people"),),
    "measure": _measures,
    "pledge": _pledges,
    "reliability": _grades(RELIABILITY),
    "scope": _scopes,
    "speaker": _speakers,
    "stance": lambda _case, _: tuple((each.value, each.value) for each in Stance),
    "statement": _statements,
    "task": _tasks,
}
