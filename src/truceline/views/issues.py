"""What a bulletin says of its issue: its marks on every page, and what changed since the one that it replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from truceline.results.issues import DRAFT, Changes, CountChange, WordChange
from truceline.results.monitoring import Monitored
from truceline.views.incidents import VERDICT_WORDS
from truceline.views.wording import count, listed

_COUNTED = {
    "violations": "ceasefire violations observed",
    "explosions": "explosions observed",
    "incidents": "incidents",
    "verified": "incidents verified",
    "attributed": "incidents attributed",
}


def page_marks(made: Monitored) -> tuple[str, ...]:
    """Return what stands at the head and foot of every page: that it is a draft, and how it may be distributed."""
    return tuple(filter(None, ("DRAFT" if made.issue.state == DRAFT else "", made.case.marking)))


def issue_words(made: Monitored) -> tuple[str, ...]:
    """Say what changed since the bulletin that is replaced, one change each."""
    if made.issue.replaced is None:
        return ()
    sectors = {sector.id: sector.name for sector in made.case.sectors} | {"": "Outside all sectors"}
    actors = {actor.id: actor.name for actor in made.case.actors}
    words = tuple(_words(made.issue.replaced.changes, sectors, actors))
    return words or ("No count, incident, verdict, verification or attribution.",)


def _words(changes: Changes, sectors: Mapping[str, str], actors: Mapping[str, str]) -> Iterator[str]:
    for row in changes.counts:
        yield f"{sectors.get(row.sector, row.sector)}: {_number(row)}"
    yield from _incidents("added", changes.added)
    yield from _incidents("gone", changes.gone)
    for merged in changes.merged:
        yield f"{merged.incident} is part of {merged.into}"
    for what, rows, names in (
        ("verdict", changes.verdicts, VERDICT_WORDS),
        ("verification", changes.verification, {}),
        ("by whom", changes.attribution, actors),
    ):
        yield from (_said(what, each, names) for each in rows)


def _number(row: CountChange) -> str:
    before, now = ("not observed" if each is None else count(each) for each in (row.before, row.now))
    return f"{_COUNTED[row.what]} {now}, before {before}"


def _incidents(word: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        yield f"{word}: {listed(list(ids))}"


def _said(what: str, row: WordChange, names: Mapping[str, str]) -> str:
    before, now = (names.get(word, word.replace("-", " ")) for word in (row.before, row.now))
    return f"{row.incident}: {what} {now}, before {before}"
