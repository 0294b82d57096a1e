"""The shape of the casualties in a bulletin."""

from __future__ import annotations

from typing import TypedDict


class TollRow(TypedDict):
    """Killed and wounded of one kind of people."""

    group: str
    """`civilian`, `monitor`, `military` or `unknown`."""
    sex: str
    """`female` or `male`; empty where not told."""
    age: str
    """`adult` or `child`; empty where not told."""
    killed: int
    """How many were killed."""
    wounded: int
    """How many were wounded."""


class CasualtyListRow(TypedDict):
    """What was confirmed or claimed of one incident and kind of people; a row of casualties.csv."""

    incident: str
    """The id of the incident."""
    status: str
    """`confirmed` by the monitors, or `claimed`."""
    given_by: str
    """Who claims it; empty where confirmed."""
    group: str
    """`civilian`, `monitor`, `military` or `unknown`."""
    sex: str
    """`female` or `male`; empty where not told."""
    age: str
    """`adult` or `child`; empty where not told."""
    killed: int
    """How many were killed."""
    wounded: int
    """How many were wounded."""


class KilledAndWounded(TypedDict):
    """How many were killed and wounded."""

    killed: int
    """Killed."""
    wounded: int
    """Wounded."""


class CasualtiesPart(TypedDict):
    """The casualties of the period's incidents; claims are added to nothing."""

    killed: int
    """Confirmed killed, each person once."""
    wounded: int
    """Confirmed wounded."""
    previous: KilledAndWounded
    """Confirmed of the incidents of the previous period."""
    confirmed: list[TollRow]
    """Confirmed, by group, sex and age."""
    list: list[CasualtyListRow]
    """By incident: what was confirmed or, where nothing was, each claim."""
