"""What a bulletin says of its issue: its marks on every page, and what changed since the one that it replaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.results.issues import DRAFT, Changes, CountChange, TollChange, WordChange
from truceline.results.monitoring import Monitored
from truceline.views.incidents import NOT_OBSERVED, VERDICT_WORDS
from truceline.views.wording import count

_COUNTED = {
    "violations": "ceasefire violations observed",
    "explosions": "explosions observed",
    "incidents": "incidents",
    "verified": "incidents verified",
    "attributed": "incidents attributed",
    "killed": "killed, as confirmed",
    "wounded": "wounded, as confirmed",
}


def page_marks(made: Monitored, label: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return what stands at the head and foot of every page: that it is a draft, and how it may be distributed.

    ``label`` gives the words of the former in another language; the latter stays as it was entered.
    """
    return tuple(filter(None, (label("DRAFT") if made.issue.state == DRAFT else "", made.case.marking)))


def issue_words(
    made: Monitored, label: Callable[[str], str] = str, number: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Say what changed since the bulletin that is replaced, one change each.

    ``label`` gives the words, and ``number`` what is written of a number, in another language.
    """
    if made.issue.replaced is None:
        return ()
    sectors = {sector.id: sector.name for sector in made.case.sectors} | {"": label("Outside all sectors")}
    actors = {actor.id: actor.name for actor in made.case.actors}
    words = tuple(_Words(label, number, sectors, actors).of(made.issue.replaced.changes))
    return words or (label("No count, incident, verdict, verification, attribution or casualty."),)


@dataclass(frozen=True, slots=True)
class _Words:
    # Changes in the words of a language.
    label: Callable[[str], str]
    number: Callable[[str], str]
    sectors: Mapping[str, str]
    actors: Mapping[str, str]

    def of(self, changes: Changes) -> Iterator[str]:
        for row in changes.counts:
            yield f"{self.sectors.get(row.sector, row.sector)}: {self._count(row)}"
        yield from self._incidents("added: {ids}", changes.added)
        yield from self._incidents("gone: {ids}", changes.gone)
        yield from map(self._count, changes.casualties)
        for merged in changes.merged:
            yield self.label("{incident} is part of {into}").format(incident=merged.incident, into=merged.into)
        verdicts = {verdict: self.label(words) for verdict, words in VERDICT_WORDS.items()}
        for what, rows, names in (
            ("verdict", changes.verdicts, verdicts),
            ("verification", changes.verification, {}),
            ("by whom", changes.attribution, self.actors),
        ):
            yield from (f"{row.incident}: {self._said(what, row, names)}" for row in rows)

    def _count(self, row: CountChange | TollChange) -> str:
        now, before = (self._number(each) for each in (row.now, row.before))
        return self.label("{what} {now}, before {before}").format(
            what=self.label(_COUNTED[row.what]), now=now, before=before
        )

    def _number(self, found: int | None) -> str:
        return self.label(NOT_OBSERVED) if found is None else self.number(count(found))

    def _incidents(self, words: str, ids: Sequence[str]) -> Iterator[str]:
        if ids:
            yield self.label(words).format(ids=", ".join(ids))

    def _said(self, what: str, row: WordChange, names: Mapping[str, str]) -> str:
        now, before = (names.get(word) or self.label(word.replace("-", " ")) for word in (row.now, row.before))
        return self.label("{what} {now}, before {before}").format(what=self.label(what), now=now, before=before)
