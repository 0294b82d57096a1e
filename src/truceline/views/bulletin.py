"""What the bulletin says, as a page and as text: by sector, incident by incident, and its bottom line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

from truceline.agreement.obligations import Precondition
from truceline.case import Case
from truceline.monitoring.bulletin import Bulletin, Clock, SectorCount
from truceline.monitoring.incident_table import IncidentLine
from truceline.results.monitoring import Monitored
from truceline.views.bulletin_map import incident_map
from truceline.views.context import context_notes, context_sentence
from truceline.views.incidents import observed, span_of
from truceline.views.pictures.bars import TrendBars
from truceline.views.pictures.maps import LineMap
from truceline.views.wording import count, plural


@dataclass(frozen=True, slots=True)
class ViolationRow:
    """A line of the table of ceasefire violations, in the form that monitors publish; ``number`` of observations."""

    id: str
    position: str
    location: str
    means: str
    number: int
    observation: str
    description: str
    weapon: str
    when: str


LISTED = 1_000
"""The most incidents, steps or lines of a table that a page lists one by one; tables and maps beside it hold all."""
_FIRST = ("violation", "contested", "undetermined")


@dataclass(frozen=True, slots=True)
class BulletinPictures:
    """The pictures of a bulletin."""

    map: LineMap
    trend: TrendBars


@dataclass(frozen=True, slots=True)
class BulletinView:
    """Everything that the bulletin says: ``b`` is the result, the rest its words by the names of its sections.

    ``sectors``, ``sites``, ``actors``, ``words`` and ``versions`` (readings) name what ids stand for; ``counted`` are
    the sectors and all together; ``listed`` are the incidents that the page lists, with their numbers among all of the
    period, and ``numbers`` those numbers by id; ``table`` has at most `LISTED` of ``table_lines`` lines; ``waiting``
    are steps whose clock has not started, with the reason and for how many violations; ``context`` says what lies near
    an incident, by its id, and ``context_said`` what there was of it, empty where none was received.
    """

    made: Monitored
    case: Case
    b: Bulletin
    counted: tuple[SectorCount, ...]
    kind: str
    sectors: Mapping[str, str]
    sites: Mapping[str, str]
    actors: Mapping[str, str]
    words: Mapping[str, str]
    versions: Mapping[str, str]
    listed: tuple[tuple[int, IncidentLine], ...]
    numbers: Mapping[str, int]
    findings: tuple[str, ...]
    by_zone: tuple[tuple[str, int, int], ...]
    table: tuple[ViolationRow, ...]
    table_lines: int
    parties: tuple[str, ...]
    due: tuple[Clock, ...]
    preconditions: Mapping[str, Precondition]
    waiting: tuple[tuple[str, str, int], ...]
    pictures: BulletinPictures
    context: Mapping[str, tuple[str, ...]]
    context_said: str
    in_breach: int
    verified: int
    attributed: int


def bulletin_view(made: Monitored) -> BulletinView:
    """Compute everything that a bulletin says."""
    case, bulletin = made.case, made.bulletin
    listed = _listed(bulletin.lines)
    return BulletinView(
        made=made,
        case=case,
        b=bulletin,
        counted=(*bulletin.sectors, bulletin.total),
        kind="Daily" if bulletin.period.hours <= 24 else "Weekly" if bulletin.period.hours <= 168 else "Periodic",
        sectors={sector.id: sector.name for sector in case.sectors} | {"": "Outside all sectors"},
        sites={site.id: site.name for site in case.sites},
        actors={actor.id: actor.name for actor in case.actors},
        words=_words(case),
        versions={version.id: version.title for version in case.agreement.versions} | {"": "every reading"},
        listed=listed,
        numbers={line.id: n for n, line in listed},
        findings=tuple(_findings(made)),
        by_zone=tuple(_by_zone(made)),
        table=tuple(islice(_table(made), LISTED)),
        table_lines=len(bulletin.table),
        parties=tuple(sorted({party for row in bulletin.claimed.beside for party in row.claimed})),
        due=tuple(clock for clock in bulletin.clocks if clock.due is not None or clock.taken is not None),
        preconditions={each.id: each for each in case.agreement.preconditions},
        waiting=_waiting(made),
        pictures=BulletinPictures(incident_map(made, listed), _trend(made)),
        context=context_notes(bulletin),
        context_said=context_sentence(bulletin),
        in_breach=sum(line.violation for line in bulletin.lines),
        verified=sum(line.status == "verified" for line in bulletin.lines),
        attributed=sum(bool(line.actor) for line in bulletin.lines),
    )


def _listed(lines: Sequence[IncidentLine]) -> tuple[tuple[int, IncidentLine], ...]:
    # Where there are too many: verified ones first, then by verdict; in any case in the order of the bulletin.
    ranked = {verdict: n for n, verdict in enumerate(_FIRST)}

    def rank(row: int) -> tuple[bool, int]:
        return lines[row].status != "verified", ranked.get(lines[row].verdict, len(_FIRST))

    chosen = sorted(range(len(lines)), key=rank)[:LISTED]
    return tuple((row + 1, lines[row]) for row in sorted(chosen))


def _words(case: Case) -> Mapping[str, str]:
    words = case.agreement.vocabulary
    titles = {term.id: term.title for terms in (words.acts, words.weapons, words.targets) for term in terms}
    return titles | {"": "not known"}


def _findings(made: Monitored) -> Iterator[str]:
    # The bottom line, in the form that the OSCE SMM published.
    names = {sector.id: sector.name for sector in made.case.sectors} | {"": "ground outside all sectors"}
    for row in made.bulletin.sectors:
        now, training = row.now, ""
        if now.training:
            training = f"; {count(now.training)} assessed as live-fire training"
        explosions = f", including {plural(now.explosions, 'explosion')}" if now.looked else ""
        before = f" In the previous period: {observed(row.before)}."
        yield f"{names[row.sector]}: {observed(now)}{explosions}{training}.{before}"


def _by_zone(made: Monitored) -> Iterator[tuple[str, int, int]]:
    for zone in made.case.agreement.zones:
        inside = [line for line in made.bulletin.lines if zone.id in line.zones]
        yield zone.title, len(inside), sum(line.violation for line in inside)


def _table(made: Monitored) -> Iterator[ViolationRow]:
    found, zone = made.bulletin.table, ZoneInfo(made.bulletin.zone)
    sites = {site.id: site.name for site in made.case.sites}
    for row in sorted(range(len(found)), key=lambda row: (int(found.start[row]), str(found.id[row]))):
        training = "; assessed as live-fire training" if found.training[row] else ""
        yield ViolationRow(
            id=str(found.id[row]),
            position=sites.get(str(found.position[row]), str(found.position[row])),
            location=_location(str(found.distance[row]), str(found.bearing[row])),
            means=str(found.means[row]),
            number=int(found.number[row]),
            observation=str(found.observation[row]).replace("-", " "),
            description=f"{found.description[row]}{training}",
            weapon=str(found.weapon[row]),
            when=span_of(int(found.start[row]), int(found.end[row]), zone),
        )


def _location(distance: str, bearing: str) -> str:
    if distance == bearing == "N/K":
        return "N/K"
    return f"{distance} km {bearing}" if distance != "N/K" else f"N/K {bearing}"


def _waiting(made: Monitored) -> tuple[tuple[str, str, int], ...]:
    # Steps whose clock has not started, with the reason and for how many violations.
    found: dict[tuple[str, str], int] = {}
    for clock in made.bulletin.clocks:
        if clock.due is None and clock.taken is None:
            key = (clock.step.title, clock.state)
            found[key] = found.get(key, 0) + 1
    return tuple((*key, number) for key, number in found.items())


def _trend(made: Monitored) -> TrendBars:
    ids = (*(sector.id for sector in made.case.sectors), "")
    return TrendBars("Observations by day and sector", made.bulletin.trend, ids)
