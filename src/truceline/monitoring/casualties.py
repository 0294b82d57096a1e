"""Casualties of incidents: each counted once, by whom they were, and never added up over claims.

What the monitors confirmed counts. Where they confirmed nothing of an incident, each claim of it stands by itself,
with who claims it; two claims of one incident are never added, nor is a claim to what was confirmed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

CONFIRMED = "confirmed"
GROUPS = ("civilian", "monitor", "military", "unknown")
"""Whom casualties may belong to, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class CasualtyRecord:
    """Casualties of an ``incident`` of one ``group``, ``sex`` and ``age`` (empty where not told), as a row told them.

    ``word`` is ``confirmed`` by the monitors, ``claimed`` by ``given_by``, or ``withdrawn``.
    """

    kind: ClassVar[str] = "casualty"
    id: str
    incident: str
    word: str
    killed: int
    wounded: int
    group: str
    sex: str
    age: str
    given_by: str
    by: str
    at: datetime
    evidence: str
    replaces: str

    @property
    def subject(self) -> str:
        """The incident."""
        return self.incident

    @property
    def people(self) -> tuple[str, str, str]:
        """Who they are: group, sex and age."""
        return self.group, self.sex, self.age

    @property
    def counted_as(self) -> tuple[str, str, str, str, str]:
        """What no two rows on one incident that count may both tell: by whom, and of whom."""
        return self.word, self.given_by, *self.people


@dataclass(frozen=True, slots=True)
class Toll:
    """Killed and wounded of one ``group``, ``sex`` and ``age`` (empty where not told)."""

    group: str
    sex: str
    age: str
    killed: int
    wounded: int


@dataclass(frozen=True, slots=True)
class IncidentCasualties:
    """The casualties of one incident as the monitors confirmed them (``given_by`` empty) or as one party claims."""

    incident: str
    given_by: str
    tolls: tuple[Toll, ...]

    @property
    def killed(self) -> int:
        """How many were killed."""
        return sum(toll.killed for toll in self.tolls)

    @property
    def wounded(self) -> int:
        """How many were wounded."""
        return sum(toll.wounded for toll in self.tolls)


@dataclass(frozen=True, slots=True)
class Casualties:
    """The casualties of a period's incidents.

    ``confirmed`` adds up what was confirmed, ``previous`` likewise for the period before; ``by_incident`` has what was
    confirmed of each incident; ``claimed`` the claims of incidents of which nothing was confirmed.
    """

    confirmed: tuple[Toll, ...] = ()
    previous: tuple[Toll, ...] = ()
    by_incident: tuple[IncidentCasualties, ...] = ()
    claimed: tuple[IncidentCasualties, ...] = ()

    def killed(self, group: str = "") -> int:
        """Return how many were confirmed killed, of one group or of all."""
        return sum(toll.killed for toll in self.confirmed if group in ("", toll.group))

    def wounded(self, group: str = "") -> int:
        """Return how many were confirmed wounded, of one group or of all."""
        return sum(toll.wounded for toll in self.confirmed if group in ("", toll.group))


NO_CASUALTIES = Casualties()
"""Of a period of which none are on record."""


def casualties(
    told: Iterable[tuple[str, CasualtyRecord]], listed: Iterable[str], previous: Iterable[str]
) -> Casualties:
    """Count the casualties of the incidents ``listed``, by id, in their order, and of those of the ``previous`` period.

    ``told`` are the rows that count, each with the incident that it is about now. Where a merge brings two rows of the
    same people to one incident, the larger counts: both may tell of the same. Cost is linear in rows and incidents.
    """
    by: dict[str, dict[str, dict[tuple[str, str, str], Toll]]] = defaultdict(lambda: defaultdict(dict))
    for incident, row in told:
        people = by[incident][row.given_by]
        people[row.people] = _larger(Toll(*row.people, row.killed, row.wounded), people.get(row.people))
    found = [each for incident in listed for each in _of(incident, by.get(incident, {}))]
    before = [each for incident in previous for each in _of(incident, by.get(incident, {}))]
    confirmed = tuple(each for each in found if not each.given_by)
    return Casualties(
        confirmed=_added(confirmed),
        previous=_added(each for each in before if not each.given_by),
        by_incident=confirmed,
        claimed=tuple(each for each in found if each.given_by),
    )


def _larger(toll: Toll, other: Toll | None) -> Toll:
    if other is None:
        return toll
    most = max(toll.killed, other.killed), max(toll.wounded, other.wounded)
    return Toll(toll.group, toll.sex, toll.age, *most)


def _of(incident: str, by: Mapping[str, Mapping[tuple[str, str, str], Toll]]) -> Iterable[IncidentCasualties]:
    # What was confirmed puts every claim aside.
    for given_by in [""] if "" in by else sorted(by):
        yield IncidentCasualties(incident, given_by, tuple(sorted(by[given_by].values(), key=_rank)))


def _added(found: Iterable[IncidentCasualties]) -> tuple[Toll, ...]:
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for toll in (toll for each in found for toll in each.tolls):
        people = (toll.group, toll.sex, toll.age)
        killed, wounded = sums.get(people, (0, 0))
        sums[people] = killed + toll.killed, wounded + toll.wounded
    return tuple(sorted((Toll(*people, *counts) for people, counts in sums.items()), key=_rank))


def _rank(toll: Toll) -> tuple[int, str, str]:
    return GROUPS.index(toll.group), toll.sex, toll.age
