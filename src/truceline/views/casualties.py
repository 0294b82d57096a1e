"""Casualties in words: who they were, what was confirmed, and what somebody claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.monitoring.bulletin import Bulletin
from truceline.monitoring.casualties import Casualties, IncidentCasualties, Toll
from truceline.monitoring.incident_table import IncidentLine
from truceline.views.wording import count, listed, plural

_GROUPS = {"civilian": "civilians", "monitor": "monitors", "military": "military", "unknown": "group not known"}
_PEOPLE = {
    ("female", "adult"): "women",
    ("male", "adult"): "men",
    ("female", "child"): "girls",
    ("male", "child"): "boys",
    ("", "child"): "children, sex not told",
    ("", "adult"): "adults, sex not told",
    ("female", ""): "women or girls",
    ("male", ""): "men or boys",
    ("", ""): "sex and age not told",
}


@dataclass(frozen=True, slots=True)
class CasualtyLine:
    """The casualties of one incident, confirmed or (``given_by``) claimed: how many, and who in words."""

    line: IncidentLine
    given_by: str
    killed: int
    wounded: int
    who: str


@dataclass(frozen=True, slots=True)
class CasualtiesView:
    """What a bulletin says of casualties: in one sentence (empty where there is nothing), by people, by incident."""

    sentence: str
    by_people: tuple[tuple[str, int, int], ...]
    previous: str
    lines: tuple[CasualtyLine, ...]


def casualties_view(bulletin: Bulletin) -> CasualtiesView:
    """Compute what a bulletin says of casualties."""
    found, lines = bulletin.casualties, {line.id: line for line in bulletin.lines}
    killed, wounded = (sum(getattr(toll, name) for toll in found.previous) for name in ("killed", "wounded"))
    return CasualtiesView(
        sentence=_sentence(found),
        by_people=tuple((people(toll), toll.killed, toll.wounded) for toll in found.confirmed),
        previous=f"{count(killed)} killed, {count(wounded)} wounded" if found.previous else "none is on record",
        lines=tuple(_lines(found, lines)),
    )


def people(toll: Toll) -> str:
    """Say who they were: ``civilians, women``."""
    return f"{_GROUPS[toll.group]}, {_PEOPLE[toll.sex, toll.age]}"


def _sentence(found: Casualties) -> str:
    if not (found.by_incident or found.claimed):
        return ""
    civilian = f"{count(found.killed('civilian'))} and {count(found.wounded('civilian'))}"
    known = f"{count(found.killed())} killed and {count(found.wounded())} wounded, as confirmed"
    known += f", of which civilians {civilian}"
    claimed = len({each.incident for each in found.claimed})
    return f"{known}; claimed and not confirmed: for {plural(claimed, 'incident')}" if claimed else known


def _lines(found: Casualties, lines: dict[str, IncidentLine]) -> Iterator[CasualtyLine]:
    for each in (*found.by_incident, *found.claimed):
        yield CasualtyLine(lines[each.incident], each.given_by, each.killed, each.wounded, _who(each))


def _who(each: IncidentCasualties) -> str:
    return listed(
        [f"{people(toll)}: {count(toll.killed)} killed, {count(toll.wounded)} wounded" for toll in each.tolls]
    )
