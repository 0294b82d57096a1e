"""Casualties in words: who they were, what was confirmed, and what somebody claims."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.monitoring.bulletin import Bulletin
from truceline.monitoring.casualties import Toll
from truceline.monitoring.incident_table import IncidentLine

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
class TollWords:
    """Killed and wounded, and of whom in words: ``civilians``, ``women``."""

    group: str
    people: str
    killed: int
    wounded: int


@dataclass(frozen=True, slots=True)
class CasualtyLine:
    """The casualties of one incident, confirmed or (``given_by``) claimed: how many, and of whom."""

    line: IncidentLine
    given_by: str
    killed: int
    wounded: int
    tolls: tuple[TollWords, ...]


@dataclass(frozen=True, slots=True)
class CasualtiesView:
    """What a bulletin says of casualties, where any are on record (``told``).

    ``total``, ``civilians`` and ``previous`` (None where none is on record) are killed and wounded as confirmed;
    ``claimed`` is for how many incidents casualties are claimed and not confirmed.
    """

    told: bool
    total: tuple[int, int]
    civilians: tuple[int, int]
    claimed: int
    previous: tuple[int, int] | None
    by_people: tuple[TollWords, ...]
    lines: tuple[CasualtyLine, ...]


def casualties_view(bulletin: Bulletin) -> CasualtiesView:
    """Compute what a bulletin says of casualties."""
    found, lines = bulletin.casualties, {line.id: line for line in bulletin.lines}
    killed, wounded = (sum(getattr(toll, name) for toll in found.previous) for name in ("killed", "wounded"))
    return CasualtiesView(
        told=bool(found.by_incident or found.claimed),
        total=(found.killed(), found.wounded()),
        civilians=(found.killed("civilian"), found.wounded("civilian")),
        claimed=len({each.incident for each in found.claimed}),
        previous=(killed, wounded) if found.previous else None,
        by_people=tuple(map(_toll, found.confirmed)),
        lines=tuple(
            CasualtyLine(lines[each.incident], each.given_by, each.killed, each.wounded, tuple(map(_toll, each.tolls)))
            for each in (*found.by_incident, *found.claimed)
            if each.incident in lines
        ),
    )


def _toll(toll: Toll) -> TollWords:
    return TollWords(_GROUPS[toll.group], _PEOPLE[toll.sex, toll.age], toll.killed, toll.wounded)
