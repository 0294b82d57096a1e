"""The reports of an incident in words: what each says and whose it is, and why they were linked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from truceline.monitoring.membership import MOST_LINKS, Member, MemberLink, Parted, by_incident
from truceline.results.monitoring import Monitored
from truceline.views.incidents import span_of
from truceline.views.wording import count, plural

REPORTS = 20
"""The most reports, and the most links, of one incident that a page lists."""
_LONGEST = 500
_UNNAMED = "source not named"


@dataclass(frozen=True, slots=True)
class ReportSaid:
    """One report in words; ``what`` is a term of the vocabulary, with what and against whom."""

    id: str
    source: str
    when: str
    where: str
    act: str
    weapon: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class IncidentMembers:
    """The ``count`` reports of one incident, and its links with their reasons.

    ``became`` says what it merged from and was split from or into, ``more`` what is left out.
    """

    number: int
    count: int
    became: tuple[str, ...]
    reports: tuple[ReportSaid, ...]
    links: tuple[str, ...]
    more: str


def members_shown(made: Monitored, listed: Collection[tuple[int, str]]) -> tuple[IncidentMembers, ...]:
    """Say of each incident that is ``listed`` (number, id) which reports make it and why, in their order."""
    zone = ZoneInfo(made.bulletin.zone)
    found = {incident: (its, links) for incident, its, links in by_incident(made.membership)}
    return tuple(
        IncidentMembers(
            number,
            len(its),
            became(made, name),
            tuple(_said(member, zone) for member in its[:REPORTS]),
            tuple(_why(link) for link in links[:REPORTS]),
            _more(len(its), made.membership.links_of.get(name, 0)),
        )
        for number, name in listed
        for its, links in (found.get(name, ((), ())),)
    )


def became(made: Monitored, incident: str, label: Callable[[str], str] = str) -> tuple[str, ...]:
    """Say what an incident, by its id, merged from and was split from or into since the end of the period.

    And what a ruling that merges reports keeps from it, or it from others. ``label`` gives the words in another
    language.
    """
    names = made.names
    told = (
        ("merged from", names.merged_from),
        ("split from", names.split_from),
        ("split into", names.split_into),
    )
    renamed = [f"{label(what)} {', '.join(found[incident])}" for what, found in told if incident in found]
    parted = [each for each in made.membership.parted if incident in (each.incident, each.of_other)]
    return (*renamed, *(_parted(each, label) for each in parted))


def _parted(found: Parted, label: Callable[[str], str]) -> str:
    return label("by the ruling {ids}, {other} ({into}) is not with {report} ({incident})").format(
        ids=", ".join(found.rulings),
        other=found.other,
        into=found.of_other,
        report=found.report,
        incident=found.incident,
    )


def _more(reports: int, links: int) -> str:
    told = "links.csv" if links <= MOST_LINKS else f"the likeliest {MOST_LINKS} in links.csv"
    left = [
        f"{count(number - REPORTS)} of {plural(number, what)} ({where})"
        for number, what, where in ((reports, "report", "reports.csv"), (links, "link", told))
        if number > REPORTS
    ]
    return f"Left out here: {' and '.join(left)}." if left else ""


def _said(member: Member, zone: ZoneInfo) -> ReportSaid:
    text = member.text
    return ReportSaid(
        id=member.id,
        source=member.source or _UNNAMED,
        when=span_of(int(member.start.timestamp()), int(member.end.timestamp()), zone),
        where=f"{member.lat:.4f}, {member.lon:.4f}, ±{member.radius_m / 1000:.1f} km",
        act=member.act,
        weapon=member.weapon,
        target=member.target,
        text=text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… (whole in reports.csv)",
    )


def _why(link: MemberLink) -> str:
    apart = f"{link.distance_m / 1000:.1f} km and {count(round(link.lag_s / 60))} min apart"
    return f"{link.first} and {link.second}, {apart}: {'; '.join(_reasons(link))}"


def _reasons(link: MemberLink) -> Iterator[str]:
    if link.ruling:
        yield f"merged by the ruling {link.ruling}"
    if why := link.reasons:
        terms = (
            ("near in place and time, for what else is reported there", why.place + why.time + why.rate),
            ("kind", why.act),
            ("weapon", why.weapon),
            ("expected before", why.prior),
        )
        told = ", ".join(f"{name} {value:+.1f}".replace("-", "−") for name, value in terms)
        yield f"{_chance(why.posterior)} by this pair alone ({told})"


def _chance(share: float) -> str:
    return "more than 99%" if share > 0.99 else "less than 1%" if share < 0.01 else f"{share:.0%}"
