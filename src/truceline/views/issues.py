"""What a bulletin says of its issue: its marks on every page, and what changed since the one that it replaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from truceline.monitoring.membership import Parted
from truceline.results.issues import (
    DRAFT,
    Changes,
    CountChange,
    MovementChange,
    ObligationChange,
    RowChanges,
    TollChange,
    WordChange,
)
from truceline.results.monitoring import Monitored
from truceline.views.details import DetailWords
from truceline.views.incidents import NOT_OBSERVED, VERDICT_WORDS
from truceline.views.obligations import OBLIGATION_STATES
from truceline.views.wording import count

_COUNTED = {
    "violations": "ceasefire violations observed",
    "explosions": "explosions observed",
    "incidents": "incidents",
    "verified": "incidents verified",
    "attributed": "incidents attributed",
    "killed": "killed, as confirmed",
    "wounded": "wounded, as confirmed",
    "planned": "patrols planned",
    "done": "patrols done",
    "delayed": "patrols done after a delay",
    "denied": "patrols denied",
    "called_off": "patrols called off",
    "not_known": "patrols with an outcome not known",
    "restricted_post_hours": "post-hours lost to restrictions",
}
_NOTHING = "Nothing that both state."
_ROWS = {
    "patrols": {
        "added": "denied or delayed patrol added: {ids}",
        "gone": "denied or delayed patrol gone: {ids}",
        "otherwise": "denied or delayed patrol told otherwise: {ids}",
    },
    "attachments": {
        "added": "attachment added: {ids}",
        "gone": "attachment gone: {ids}",
        "otherwise": "attachment told otherwise: {ids}",
    },
}


def page_marks(made: Monitored, label: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return what stands at the head and foot of every page: that it is a draft, and how it may be distributed.

    ``label`` gives the words of the former in another language; the latter stays as it was entered.
    """
    return tuple(filter(None, (label("DRAFT") if made.issue.state == DRAFT else "", made.case.marking)))


def issue_words(
    made: Monitored, label: Callable[[str], str] = str, number: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Say what changed since the bulletin that is replaced, one change each, and which values last.

    ``label`` gives the words, and ``number`` what is written of a number, in another language.
    """
    changed, values = issue_parts(made, label, number)
    return (*changed, *values)


def issue_parts(
    made: Monitored, label: Callable[[str], str] = str, number: Callable[[str], str] = str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say as `issue_words` what changed, and apart from it which values and rows are told otherwise."""
    if made.issue.replaced is None:
        return (), ()
    sectors = {sector.id: sector.name for sector in made.case.sectors} | {"": label("Outside all sectors")}
    actors = {actor.id: actor.name for actor in made.case.actors}
    asked = {each.obligation.id: each.obligation.title for each in made.bulletin.obligations}
    words = _Words(label, number, sectors, actors, asked, ZoneInfo(made.case.time_zone))
    changed, values = (tuple(each(made.issue.replaced.changes)) for each in (words.of, words.values))
    return changed or (() if values else (label(_NOTHING),)), values


@dataclass(frozen=True, slots=True)
class _Words:
    # Changes in the words of a language.
    label: Callable[[str], str]
    number: Callable[[str], str]
    sectors: Mapping[str, str]
    actors: Mapping[str, str]
    asked: Mapping[str, str]
    zone: ZoneInfo

    def of(self, changes: Changes) -> Iterator[str]:
        yield from map(self._in_sector, changes.counts)
        yield from self._ids("incidents added: {ids}", changes.added)
        yield from self._ids("incidents gone: {ids}", changes.gone)
        yield from map(self._count, changes.casualties)
        for merged in changes.merged:
            yield self.label("{incident} is part of {into}").format(incident=merged.incident, into=merged.into)
        yield from map(self._parted, changes.parted)
        verdicts = {verdict: self.label(words) for verdict, words in VERDICT_WORDS.items()}
        for what, rows, names in (
            ("verdict", changes.verdicts, verdicts),
            ("verification", changes.verification, {}),
            ("by whom", changes.attribution, self.actors),
        ):
            yield from (f"{row.incident}: {self._said(what, row, names)}" for row in rows)
        yield from map(self._in_sector, changes.movement)
        yield from self._rows("patrols", changes.patrols)
        yield from map(self._obligation, changes.obligations)
        yield from self._rows("attachments", changes.attachments)

    def values(self, changes: Changes) -> Iterator[str]:
        return DetailWords(self.label, self.number, self.sectors, self.zone).of(changes.details)

    def _parted(self, found: Parted) -> str:
        return self.label("by the ruling {ids}, {other} ({into}) is not with {report} ({incident})").format(
            ids=", ".join(found.rulings),
            other=found.other,
            into=found.of_other,
            report=found.report,
            incident=found.incident,
        )

    def _in_sector(self, row: CountChange | MovementChange) -> str:
        return f"{self.sectors.get(row.sector, row.sector)}: {self._count(row)}"

    def _rows(self, kind: str, changes: RowChanges) -> Iterator[str]:
        for words, ids in zip(_ROWS[kind].values(), changes, strict=True):
            yield from self._ids(words, ids)

    def _obligation(self, row: ObligationChange) -> str:
        name = f"{self.asked.get(row.obligation, row.obligation)} ({self.actors.get(row.actor, row.actor)})"
        if row.now == row.before:
            return f"{name}: {self.label('as before, shown otherwise')}"
        states = {state: self.label(words) for state, words in OBLIGATION_STATES.items()}
        states |= {"": self.label("not asked for")}
        return f"{name}: {self._said('state', WordChange(row.obligation, row.before, row.now), states)}"

    def _count(self, row: CountChange | MovementChange | TollChange) -> str:
        now, before = (self._number(each) for each in (row.now, row.before))
        return self.label("{what} {now}, before {before}").format(
            what=self.label(_COUNTED[row.what]), now=now, before=before
        )

    def _number(self, found: float | None) -> str:
        return self.label(NOT_OBSERVED) if found is None else self.number(count(found))

    def _ids(self, words: str, ids: Sequence[str]) -> Iterator[str]:
        if ids:
            yield self.label(words).format(ids=", ".join(ids))

    def _said(self, what: str, row: WordChange, names: Mapping[str, str]) -> str:
        now, before = (names.get(word) or self.label(word.replace("-", " ")) for word in (row.now, row.before))
        return self.label("{what} {now}, before {before}").format(what=self.label(what), now=now, before=before)
